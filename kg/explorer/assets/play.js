// Time let run: a window of a year that moves over the histogram.

const WINDOW = 12; // months
const FRAMES = 60; // from the first month to the last, or fewer

/** A button's player; `now` tells the state, `change` is called with the next window, without a step to undo. */
function createPlayer(button, contents, { now, change }) {
  const own = { timer: 0 };
  const stop = () => {
    clearInterval(own.timer);
    own.timer = 0;
    tellPlayer(button, false);
  };
  const step = () => {
    const next = nextWindow(contents.facts.map((fact) => fact.date), now());
    if (next === null) return stop();
    return change(next);
  };
  button.addEventListener("click", () => {
    if (own.timer) return stop();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (nextWindow(contents.facts.map((fact) => fact.date), now()) === null) change({ from: null, to: null }); // once more
    own.timer = setInterval(step, still ? 2000 : 700);
    tellPlayer(button, true);
    return step();
  });
  return { stop };
}

function tellPlayer(button, playing) {
  button.textContent = playing ? "❚❚" : "▶";
  button.setAttribute("aria-label", playing ? "Stop" : "Play the years");
  button.title = playing ? "Stop" : "Play the years";
}

/** The next window in which anything happened; the first one if all dates are open, null at the end. */
function nextWindow(dates, { from, to }) {
  const range = monthRange(dates);
  if (!range) return null;
  const step = Math.max(1, Math.ceil((range[1] - range[0]) / FRAMES));
  const known = dates.map(monthsOf).filter(Boolean);
  let first = from === null || to === null ? range[0] : from + step;
  const holds = (start) => known.some(([begin, end]) => end >= start && begin < start + WINDOW);
  while (first <= range[1] && !holds(first)) first += step;
  return first > range[1] || (to !== null && to >= range[1]) ? null : { from: first, to: Math.min(range[1], first + WINDOW - 1) };
}

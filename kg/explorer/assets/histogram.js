// Facts by date, with a brush that is the date filter.

const BARS_HEIGHT = 44;
const MOST_MONTHS = 150; // beyond, a bar is a year

/** Draw the histogram of the facts that are `open`: that pass but for their date. */
function drawHistogram(root, contents, { state, open, change }) {
  const { range, whole } = datesOf(contents);
  const width = root.clientWidth; // asked for before anything changes, for then the page is laid out already
  root.replaceChildren();
  if (!range || !width) return;
  const wide = range[1] - range[0] >= MOST_MONTHS ? 12 : 1;
  const first = wide === 12 ? Math.floor(range[0] / 12) * 12 : range[0];
  const bins = monthBins(contents.numbers, open, { first, last: range[1], wide });
  const place = (month) => ((month - first) / (bins.length * wide)) * width;
  const drawing = drawn("svg", { width, height: BARS_HEIGHT + 18, "aria-hidden": "true" });
  drawing.append(...histogramBars(bins, { first, wide, place, state }), ...yearLabels([first, range[1]], place, { width, indent: whole[0] < range[0] ? 13 : 2 }));
  if (whole[0] < range[0]) drawing.append(drawn("text", { class: "year", x: 0, y: BARS_HEIGHT + 14, text: "≤" }, drawn("title", { text: "and before" })));
  root.append(drawing);
  if (state.from !== null || state.to !== null) drawing.prepend(brushOf(state, first, range[1], place));
  root.append(...rangeInputs(state, range, change));
  listenToBrush(drawing, (x) => Math.min(range[1], Math.max(first, Math.floor(first + (x / width) * bins.length * wide))), change);
}

/** The usual range of all dates, and the whole one, found once. */
function datesOf(contents) {
  if (!contents.dated) {
    const dates = contents.facts.map((fact) => fact.date);
    contents.dated = { range: usualRange(dates), whole: monthRange(dates) };
  }
  return contents.dated;
}

/** How many facts each bar stands for; an imprecise date is spread evenly over all months it may mean. */
function monthBins({ dated, firstMonth, lastMonth }, open, { first, last, wide }) {
  const bins = new Array(Math.floor((last - first) / wide) + 1).fill(0);
  open.forEach((passes, number) => {
    if (!passes || !dated[number]) return;
    const share = 1 / (lastMonth[number] - firstMonth[number] + 1);
    for (let month = firstMonth[number]; month <= lastMonth[number]; month += 1) bins[Math.max(0, Math.floor((month - first) / wide))] += share;
  });
  return bins;
}

function histogramBars(bins, { first, wide, place, state }) {
  const highest = Math.max(1, ...bins);
  return bins.map((count, index) => {
    const month = first + index * wide;
    const height = count ? Math.max(1.5, (count / highest) * BARS_HEIGHT) : 0;
    const out = (state.from !== null && month + wide - 1 < state.from) || (state.to !== null && month > state.to);
    const x = place(month);
    return drawn("rect", { class: out ? "bar-out" : "bar-in", x, y: BARS_HEIGHT - height, width: Math.max(1, place(month + wide) - x - 1), height });
  });
}

function yearLabels([first, last], place, { width, indent }) {
  return yearTicks(first, last, width / 60)
    .filter(([, month]) => place(month) < width - 34 && (month === first || place(month) > indent))
    .map(([year, month]) => drawn("text", { class: "year", x: Math.max(place(month) + 2, indent), y: BARS_HEIGHT + 14, text: year }));
}

function brushOf(state, first, last, place) {
  const left = place(state.from === null ? first : state.from);
  const right = place((state.to === null ? last : state.to) + 1);
  return drawn("rect", { class: "brush", x: left, y: 0, width: Math.max(2, right - left), height: BARS_HEIGHT });
}

/** The same by keyboard: two sliders, from and to. */
function rangeInputs(state, range, change) {
  const chosen = (key, month) => change({ [key]: month === range[0] && key === "from" ? null : month });
  const slider = (name, key, value) =>
    element("input", { type: "range", class: "range", min: range[0], max: range[1], value, "aria-label": name, "aria-valuetext": monthName(value), onchange: (event) => chosen(key, Number(event.target.value)) });
  return [slider("From month", "from", state.from ?? range[0]), slider("To month", "to", state.to ?? range[1])];
}

function listenToBrush(drawing, monthAt, change) {
  const earliest = monthAt(0); // and all before
  let start = null;
  const monthOf = (event) => monthAt(event.clientX - drawing.getBoundingClientRect().left);
  const span = (event) => [start, monthOf(event)].sort((a, b) => a - b);
  drawing.addEventListener("pointerdown", (event) => {
    start = monthOf(event);
    drawing.setPointerCapture(event.pointerId);
  });
  drawing.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const [from, to] = span(event);
    start = null;
    change({ from: from <= earliest ? null : from, to });
  });
  drawing.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const [from, to] = span(event);
    for (const old of drawing.querySelectorAll(".brush")) old.remove();
    const bars = [...drawing.querySelectorAll("rect")];
    const inside = bars.filter((bar) => [monthAt(Number(bar.getAttribute("x")) + 0.5)].every((month) => month >= from && month <= to));
    bars.forEach((bar) => bar.setAttribute("class", inside.includes(bar) ? "bar-in" : "bar-out"));
  });
  drawing.addEventListener("dblclick", () => change({ from: null, to: null }));
}

// The timeline: a lane for each kind of event, on which the events stand at their dates.

const LANE_NAMES = 176; // room for them beside the lanes; on a narrow screen they stand above
const NARROW = 560;
const MARK = 12;
const LANE_ROWS = 12;

/** Draw the dated facts that pass; those that are not `about` what is selected stand back. */
function drawTimeline(root, contents, numbers, { state, about, go }) {
  const dated = byEvent(contents, numbers.filter((number) => contents.facts[number].date !== null));
  const dates = dated.map(([number]) => contents.facts[number].date);
  const range = usualRange(dates);
  if (!range || !root.clientWidth) {
    root.replaceChildren(element("p", { class: "hint", text: "No fact that is shown has a date." }));
    return;
  }
  const first = Math.max(range[0], state.from ?? range[0]);
  const last = Math.max(first, Math.min(range[1], state.to ?? range[1]));
  const narrow = root.clientWidth < NARROW;
  const left = narrow ? 18 : LANE_NAMES;
  const width = root.clientWidth - left - 30;
  const place = (month) => left + Math.min(1, Math.max(0, (month - first) / (last + 1 - first))) * width;
  const lanes = lanesOf(contents, dated);
  const drawing = drawn("svg", { role: "group", "aria-label": "Timeline" });
  let top = 28;
  const widthOfName = nameMeasure(root);
  for (const lane of lanes) top += drawLane(drawing, contents, lane, { top, head: narrow ? 18 : 0, place, right: left + width + 20, widthOfName, about, go });
  if (monthRange(dates)[0] < first) drawing.append(drawn("text", { class: "year", x: left - 12, y: 16, text: "≤" }, drawn("title", { text: "and before" })));
  drawing.prepend(...yearLines(first, last, place, top, width));
  drawing.setAttribute("width", root.clientWidth);
  drawing.setAttribute("height", top + 10);
  drawing.setAttribute("viewBox", `0 0 ${root.clientWidth} ${top + 10}`);
  root.replaceChildren(drawing);
}

function lanesOf(contents, dated) {
  const lanes = new Map();
  for (const group of dated) {
    const { type } = contents.facts[group[0]];
    lanes.has(type) ? lanes.get(type).push(group) : lanes.set(type, [group]);
  }
  const rank = (type) => contents.looks.findIndex((look) => look.key === contents.types[type][1]);
  return [...lanes].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)).map(([type, groups]) => ({ type, groups }));
}

/** Draw a lane; its height. */
function drawLane(drawing, contents, { type, groups }, { top, head, place, right, widthOfName, about, go }) {
  const marks = groups
    .map((group) => ({ group, x: place(monthPlace(contents.facts[group[0]].date)) }))
    .sort((a, b) => a.x - b.x || a.group[0] - b.group[0]);
  const ends = []; // of each row, the last place taken
  for (const mark of marks) {
    let row = ends.findIndex((end) => end + MARK <= mark.x);
    if (row < 0) row = ends.length < LANE_ROWS ? ends.length : ends.indexOf(Math.min(...ends));
    ends[row] = mark.x;
    mark.row = row;
  }
  const height = head + Math.max(34, ends.length * (MARK + 2) + 16);
  const look = lookOfType(contents, type);
  drawing.append(
    drawn("line", { class: "lane", x1: 0, x2: right, y1: top + height, y2: top + height }),
    drawn("text", { class: "lane-name", x: 12, y: top + 21, text: `${capital(typeLabel(contents, type))}  ${groups.length}` }),
  );
  for (const mark of marks) drawing.append(timelineMark(contents, mark, look, { y: top + head + 15 + mark.row * (MARK + 2), about, go }));
  drawing.append(...laneLabels(contents, marks, { top: top + head, right, widthOfName }));
  return height;
}

function timelineMark(contents, { group, x }, look, { y, about, go }) {
  const fact = contents.facts[group[0]];
  const label = captionOf(contents, fact);
  const shape = SHAPES[look.shape] || SHAPES.circle;
  const open = () => (fact.event === null ? go({ article: contents.articles[fact.article].id, fact: fact.key }) : go({ select: contents.nodes[fact.event].key, other: null, article: null, fact: null }));
  const outline = shape.corners
    ? drawn("polygon", { class: shape.hollow ? "hollow" : "solid", points: shape.corners.map(([dx, dy]) => `${x + dx * 5},${y + dy * 5}`).join(" ") })
    : drawn("circle", { class: shape.hollow ? "hollow" : "solid", cx: x, cy: y, r: 5 });
  return drawn("g", {
    class: about && !group.some((number) => about.has(number)) ? "event-mark aside" : "event-mark", look: look.key, tabindex: "0", role: "button", "aria-label": label, "data-fact": fact.key, onclick: open,
    onkeydown: (event) => event.key === "Enter" && open(),
  }, drawn("title", { text: label }), outline);
}

function captionOf(contents, fact) {
  return fact.event === null ? `${capital(typeLabel(contents, fact.type))}: ${fact.fillers.map((filler) => fillerWords(contents, filler)).join(" → ")}` : contents.nodes[fact.event].label;
}

/** Says how wide a mark's name will be. */
function nameMeasure(root) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `11.5px ${getComputedStyle(root).fontFamily}`;
  return (text) => context.measureText(text).width;
}

/** Names to the right of marks where nothing stands in the way. */
function laneLabels(contents, marks, { top, right, widthOfName }) {
  const labels = [];
  marks.forEach((mark) => {
    const fact = contents.facts[mark.group[0]];
    const text = shortened(fact.fillers.filter((filler) => filler.node !== null).map((filler) => contents.nodes[filler.node].label).slice(0, 2).join(" → "), 40);
    const next = Math.min(right, ...marks.filter((other) => other !== mark && other.row === mark.row && other.x >= mark.x).map((other) => other.x));
    if (text && mark.x + 18 + widthOfName(text) < next) labels.push(drawn("text", { class: "mark-name", x: mark.x + 9, y: top + 19 + mark.row * (MARK + 2), text }));
  });
  return labels;
}

function yearLines(first, last, place, bottom, width) {
  const years = yearTicks(first, last, width / 60);
  const ticks = last - first < 15 ? Array.from({ length: last - first + 1 }, (_, index) => [monthName(first + index), first + index]) : years;
  return ticks.flatMap(([name, month]) => [
    drawn("line", { class: "tick", x1: place(month), x2: place(month), y1: 22, y2: bottom }),
    drawn("text", { class: "year", x: place(month) + 3, y: 16, text: name }),
  ]);
}

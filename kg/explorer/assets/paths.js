// The shortest way between two points, over all that passes the filters.

const STEP = 210; // between two points of a way, as it is drawn
const TURN = 70; // up and down, so that names have room

/** The points on a shortest way, the first of the equally short ones in the order of the points; null if there is none. */
function shortestWay(start, end, near) {
  const before = new Map([[start, null]]);
  for (const node of before.keys()) {
    if (node === end) break;
    for (const other of [...near(node)].sort((a, b) => a - b)) if (!before.has(other)) before.set(other, node);
  }
  if (!before.has(end)) return null;
  const way = [];
  for (let node = end; node !== null; node = before.get(node)) way.unshift(node);
  return way;
}

/** Places of a way, from left to right. */
function wayPlaces(way) {
  return new Map(way.map((node, index) => [node, [index * STEP, index % 2 ? TURN : 0]]));
}

/** The brief of a way: each of its steps with what is told of the two. */
function fillPathBrief(panel, contents, { ends, way, graph, go }) {
  const [from, to] = ends.map((id) => contents.nodes[id]);
  const name = ({ key, label }) => pointLink(key, shortened(label, 120), go);
  const steps = way === null ? [] : way.slice(1).map((node, index) => pairBetween(contents, graph, way[index], node));
  panel.replaceChildren(
    panelHead(element("p", { class: "kind", text: "Shortest path" }), go),
    element("h2", {}, name(from), " … ", name(to)),
    element("p", { class: "summary", text: way === null ? "No path leads from one to the other through what passes the filters." : counted(steps.length, "step") }),
    element("div", { class: "panel-tools" }, element("button", { type: "button", text: "Close the path", onclick: () => go({ path: null }) })),
    ...steps.flatMap((pair, index) => [
      element("h3", { class: "step" }, `${index + 1}. `, name(contents.nodes[way[index]]), " – ", name(contents.nodes[way[index + 1]])),
      ...cards(contents, byDate(contents, pair.facts).slice(0, 3), null, go),
    ]),
  );
}

// Where one has been: the points looked at, as links back to them.

const LONGEST_TRAIL = 8;
const visited = []; // keys, the last one last

/** Take notice of what is selected, and show the way here. */
function drawTrail(root, contents, state, go) {
  if (state.select !== null && visited[visited.length - 1] !== state.select) {
    const again = visited.indexOf(state.select);
    if (again >= 0) visited.splice(again, 1);
    visited.push(state.select);
  }
  const steps = visited.slice(-LONGEST_TRAIL);
  root.hidden = steps.length < 2 || state.view !== "network";
  root.replaceChildren(
    element("button", { type: "button", text: "‹", title: "Back", "aria-label": "Back", onclick: () => history.back() }),
    element("button", { type: "button", text: "›", title: "Forward", "aria-label": "Forward", onclick: () => history.forward() }),
    ...steps.map((key) => {
      const { label } = contents.nodes[contents.nodeOf.get(key)];
      const look = () => go({ select: key, other: null, article: null, fact: null });
      return element("button", { type: "button", class: "as-link", "aria-current": key === state.select ? "true" : null, title: shortened(label, 90), onclick: look }, named(shortened(label, 22)));
    }),
  );
}

// The search box: what is typed, what is found, and where it leads.

let index = null;
let hits = [];
let marked = 0;
let searchTimer = 0;

/** What can be found is gathered when nothing else is to be done, or else at the first key. */
function gatherNames() {
  index = index || searchIndex(contents);
}

function listHits() {
  gatherNames();
  hits = found(index, byId("search").value, 12);
  marked = 0;
  showHits();
}

function showHits() {
  const list = byId("search-results");
  const open = byId("search").value.trim() !== "";
  list.hidden = !open;
  byId("search").setAttribute("aria-expanded", String(open));
  if (!hits.length) byId("search").removeAttribute("aria-activedescendant");
  else byId("search").setAttribute("aria-activedescendant", `hit-${marked}`);
  list.replaceChildren(...(hits.length ? hits.map(hitItem) : [element("li", { class: "hint", text: `No name or event matches “${shortened(byId("search").value.trim(), 40)}”.` })]));
}

function hitItem({ node }, place) {
  const it = contents.nodes[node];
  return element("li", { id: `hit-${place}`, role: "option", "aria-selected": String(place === marked), onmousedown: (event) => { event.preventDefault(); takeHit(place); } },
    icon(lookOfType(contents, it.type)), named(shortened(it.label, 90)), element("span", { class: "count", text: typeLabel(contents, it.type) }));
}

function takeHit(place) {
  if (!hits[place]) return;
  const { node } = hits[place];
  const { key } = contents.nodes[node];
  const change = wayFrom === null ? { select: key, path: null, centre: null } : { select: wayFrom, path: key, focus: 0, centre: null };
  endSearchForWay();
  byId("search").value = "";
  hits = [];
  showHits();
  byId("search").blur();
  go({ ...change, other: null, article: null, fact: null, gone: state.gone.filter((one) => one !== key), view: change.path ? "network" : state.view });
  if (state.view === "network" && change.path === null) picture.visit(node);
}

let wayFrom = null; // the point from which a way is wanted

/** The next find is the end of a way from the selected point. */
function searchForWay() {
  wayFrom = state.select;
  byId("search").placeholder = "Path to whom? Search …";
  byId("search").focus();
}

function endSearchForWay() {
  wayFrom = null;
  byId("search").placeholder = "Search names and events ( / )";
}

function searchKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    marked = (marked + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % Math.max(1, hits.length);
    showHits();
  } else if (event.key === "Enter") {
    listHits();
    takeHit(0);
  } else if (event.key === "Escape") {
    event.target.value = "";
    endSearchForWay();
    listHits();
    event.target.blur();
    event.stopPropagation();
  }
}

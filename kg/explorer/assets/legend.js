// The legend, which is the filter.

const MODALITY_WORDS = {
  asserted: "stated as fact", claimed: "claimed", denied: "denied", negated: "said not to be so", possible: "possible",
  threatened: "threatened", planned: "planned", demanded: "demanded", asked: "asked",
};

const OPEN_LOOKS = new Set(); // whose kinds are unfolded

/** Fill the legend; `change` is called with what of the state shall be different. */
function fillLegend(root, contents, state, change) {
  const things = legendRows(contents, countTypes(contents.nodes.filter((node) => !node.event).map((node) => node.type)), (look) => look.label);
  const kinds = legendRows(contents, countTypes(contents.facts.map((fact) => fact.type)), (look, types) => (types.length === 1 ? types[0].label : look.label));
  root.replaceChildren(
    legendPart("Who and what", things, { kind: "things", state, change }),
    legendPart("What happened", kinds, { kind: "kinds", state, change }),
    modalityPart(contents, state, change),
    gonePart(contents, state, change),
  );
}

function countTypes(types) {
  const counts = new Map();
  for (const type of types) counts.set(type, (counts.get(type) || 0) + 1);
  return counts;
}

/** A row for each look, called by `nameOf`, with its types. */
function legendRows(contents, counts, nameOf) {
  return contents.looks
    .map((look) => ({
      look,
      types: [...counts].filter(([type]) => contents.types[type][1] === look.key)
        .map(([type, count]) => ({ type, count, label: capital(typeLabel(contents, type)) }))
        .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
    }))
    .filter((row) => row.types.length)
    .map((row) => ({ ...row, name: nameOf(row.look, row.types) }));
}

function legendPart(heading, rows, { kind, state, change }) {
  const all = rows.flatMap((row) => row.types.map(({ type }) => type));
  return element("section", { class: kind }, element("h2", { text: heading }), ...rows.map((row) => legendRow(row, all, state, change)));
}

function legendRow({ look, types, name }, all, state, change) {
  const names = types.map(({ type }) => type);
  const single = types.length === 1;
  const row = switchRow({ text: name, count: types.reduce((sum, { count }) => sum + count, 0), look, names, all }, state, change);
  if (single) return row;
  const inner = types.map(({ type, count, label }) => switchRow({ text: label, count, names: [type], all }, state, change));
  const part = names.some((name) => state.hidden.includes(name)) && !names.every((name) => state.hidden.includes(name));
  const kinds = element("details", { class: "types", open: part || OPEN_LOOKS.has(look.key), ontoggle: (event) => (event.target.open ? OPEN_LOOKS.add(look.key) : OPEN_LOOKS.delete(look.key)) },
    element("summary", { "aria-label": `kinds of ${look.label}` }), ...inner);
  return element("div", { class: "look" }, row, kinds);
}

function switchRow({ text, count, look, names, all }, state, change) {
  const hidden = new Set(state.hidden);
  const off = names.filter((name) => hidden.has(name)).length;
  const box = element("input", { type: "checkbox", checked: off < names.length, "data-types": names.join(" "), onchange: () => change({ hidden: toggled(state.hidden, names, off === 0) }) });
  box.indeterminate = off > 0 && off < names.length;
  const only = element("button", { type: "button", class: "only as-link", text: "only", "aria-label": `only ${text}`, onclick: () => change({ hidden: onlyThese(state.hidden, names, all) }) });
  return element("div", { class: "switch" }, element("label", {}, box, look && icon(look), element("span", { text })), only, element("span", { class: "count", text: count.toLocaleString("en") }));
}

function toggled(hidden, names, hide) {
  const rest = hidden.filter((name) => !names.includes(name));
  return hide ? [...rest, ...names].sort() : rest;
}

function onlyThese(hidden, names, all) {
  const others = all.filter((name) => !names.includes(name));
  const already = others.every((name) => hidden.includes(name)) && !names.some((name) => hidden.includes(name));
  const rest = hidden.filter((name) => !all.includes(name));
  return already ? rest : [...rest, ...others].sort();
}

/** What was hidden by hand, to be shown again. */
function gonePart(contents, state, change) {
  if (!state.gone.length) return "";
  const rows = state.gone.map((key) => {
    const { label } = contents.nodes[contents.nodeOf.get(key)];
    return element("div", { class: "switch" }, element("button", { type: "button", class: "as-link fold", text: label, title: "Show it again", onclick: () => change({ gone: state.gone.filter((one) => one !== key) }) }));
  });
  return element("section", {}, element("h2", { text: "Hidden" }), ...rows);
}

function modalityPart(contents, state, change) {
  const counts = countTypes(contents.facts.map((fact) => fact.modality));
  const rows = Object.keys(MODALITY_WORDS).filter((modality) => counts.has(modality)).map((modality) => {
    const on = state.say.includes(modality);
    const say = Object.keys(MODALITY_WORDS).filter((name) => (name === modality ? !on : state.say.includes(name)));
    const box = element("input", { type: "checkbox", checked: on, "data-modality": modality, onchange: () => change({ say }) });
    return element("div", { class: "switch" }, element("label", {}, box, element("span", { text: capital(MODALITY_WORDS[modality]) })), element("span", { class: "count", text: counts.get(modality).toLocaleString("en") }));
  });
  return rows.length < 2 ? "" : element("section", {}, element("h2", { text: "How certain" }), ...rows);
}

// The legend, which is the filter.

const MODALITY_WORDS = {
  asserted: "stated as fact", claimed: "claimed", denied: "denied", negated: "said not to be so", possible: "possible",
  threatened: "threatened", planned: "planned", demanded: "demanded", asked: "asked",
};

/** Fill the legend once; `show` tells it a new state, and `change` is called with what of the state shall be different. */
function createLegend(root, contents, { now, change }) {
  const shown = []; // what each part does when the state changes
  const parts = { now, change, shown, hidden: new Set() };
  const things = countTypes(contents.nodes.filter((node) => !node.event).map((node) => node.type));
  const kinds = countTypes(contents.facts.map((fact) => fact.type));
  root.replaceChildren(
    legendPart("Who and what", legendRows(contents, things, (look) => look.label), { kind: "things", parts }),
    legendPart("What happened", legendRows(contents, kinds, (look, types) => (types.length === 1 ? types[0].label : look.label)), { kind: "kinds", parts }),
    modalityPart(contents, parts),
    gonePart(contents, parts),
  );
  return {
    show(state) {
      parts.hidden = new Set(state.hidden);
      for (const show of shown) show(state);
    },
  };
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

function legendPart(heading, rows, { kind, parts }) {
  const all = rows.flatMap((row) => row.types.map(({ type }) => type));
  return element("section", { class: kind }, element("h2", { text: heading }), ...rows.map((row) => legendRow(row, all, parts)));
}

function legendRow({ look, types, name }, all, parts) {
  const names = types.map(({ type }) => type);
  const single = types.length === 1;
  const row = switchRow({ text: name, count: types.reduce((sum, { count }) => sum + count, 0), look, names, all }, parts);
  if (single) return row;
  const inner = types.map(({ type, count, label }) => switchRow({ text: label, count, names: [type], all }, parts));
  const kinds = element("details", { class: "types" }, element("summary", { "aria-label": `kinds of ${look.label}` }), ...inner);
  parts.shown.push(() => {
    const off = names.filter((name) => parts.hidden.has(name)).length;
    if (off > 0 && off < names.length) kinds.open = true;
  });
  return element("div", { class: "look" }, row, kinds);
}

function switchRow({ text, count, look, names, all }, parts) {
  const { now, change, shown } = parts;
  const box = element("input", { type: "checkbox", "data-types": names.join(" "), onchange: () => change({ hidden: toggled(now().hidden, names) }) });
  shown.push(() => {
    const off = names.filter((name) => parts.hidden.has(name)).length;
    box.checked = off < names.length;
    box.indeterminate = off > 0 && off < names.length;
  });
  const only = element("button", { type: "button", class: "only as-link", text: "only", "aria-label": `only ${text}`, onclick: () => change({ hidden: onlyThese(now().hidden, names, all) }) });
  return element("div", { class: "switch" }, element("label", {}, box, look && icon(look), element("span", { text })), only, element("span", { class: "count", text: count.toLocaleString("en") }));
}

/** All of the names hidden if none was, else none. */
function toggled(hidden, names) {
  const rest = hidden.filter((name) => !names.includes(name));
  return rest.length === hidden.length ? [...rest, ...names].sort() : rest;
}

function onlyThese(hidden, names, all) {
  const others = all.filter((name) => !names.includes(name));
  const already = others.every((name) => hidden.includes(name)) && !names.some((name) => hidden.includes(name));
  const rest = hidden.filter((name) => !all.includes(name));
  return already ? rest : [...rest, ...others].sort();
}

/** What was hidden by hand, to be shown again. */
function gonePart(contents, { now, change, shown }) {
  const part = element("section", { hidden: true });
  shown.push(({ gone }) => {
    part.hidden = !gone.length;
    part.replaceChildren(element("h2", { text: "Hidden" }), ...gone.map((key) => {
      const { label } = contents.nodes[contents.nodeOf.get(key)];
      const again = () => change({ gone: now().gone.filter((one) => one !== key) });
      return element("div", { class: "switch" }, element("button", { type: "button", class: "as-link fold", text: label, title: "Show it again", onclick: again }));
    }));
  });
  return part;
}

function modalityPart(contents, { now, change, shown }) {
  const counts = countTypes(contents.facts.map((fact) => fact.modality));
  const rows = Object.keys(MODALITY_WORDS).filter((modality) => counts.has(modality)).map((modality) => {
    const say = () => Object.keys(MODALITY_WORDS).filter((name) => (name === modality) !== now().say.includes(name));
    const box = element("input", { type: "checkbox", "data-modality": modality, onchange: () => change({ say: say() }) });
    shown.push((state) => { box.checked = state.say.includes(modality); });
    return element("div", { class: "switch" }, element("label", {}, box, element("span", { text: capital(MODALITY_WORDS[modality]) })), element("span", { class: "count", text: counts.get(modality).toLocaleString("en") }));
  });
  return rows.length < 2 ? "" : element("section", {}, element("h2", { text: "How certain" }), ...rows);
}

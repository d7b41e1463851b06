// What the page holds, read from its inert data element and indexed once.

const BLANK_NODE = { id: 0, key: "", label: "", local: "", type: "", event: false, size: 5, x: 0, y: 0, u: undefined, v: undefined, names: [], known: null, web: null, reasons: [], disputed: [], fold: null };
const BLANK_FACT = { key: "", type: "", modality: "", cue: null, article: 0, date: null, event: null, evidence: [], sentences: [], rows: [], patterns: [] };
const BLANK_LINK = { from: 0, to: 0, type: "", points: false, facts: [] };

/** Rows that were told as columns, each with all that `blank` has; null is what a row was not told. */
function rowsOf({ size, full, sparse }, blank, kind = Object) {
  const rows = Array.from({ length: size }, () => Object.assign(new kind(), blank));
  for (const [name, values] of Object.entries(full)) for (let number = 0; number < size; number += 1) if (values[number] !== null) rows[number][name] = values[number];
  for (const [name, values] of Object.entries(sparse)) for (const number of Object.keys(values)) rows[number][name] = values[number];
  return rows;
}

/** A fact; who takes part is unpacked when it is first asked for. */
class Fact {
  get fillers() {
    const fillers = this.rows.map(([slot, words, node, start, end, figure = null]) => ({ slot, words, node, start, end, figure }));
    Object.defineProperty(this, "fillers", { value: fillers });
    return fillers;
  }
}

/** The contents, with the facts of each point and the place of each key. */
function readContents() {
  const contents = JSON.parse(document.getElementById("contents").textContent);
  contents.facts = rowsOf(contents.facts, BLANK_FACT, Fact);
  contents.links = rowsOf(contents.links, BLANK_LINK);
  contents.nodes = rowsOf(contents.nodes, BLANK_NODE);
  contents.folds = contents.folds.map(([parent, kind, x, y, radius]) => ({ parent, kind, x, y, radius }));
  for (const node of contents.nodes) if (node.u === undefined) [node.u, node.v] = [node.x, node.y];
  contents.lookOf = Object.fromEntries(contents.looks.map((look) => [look.key, look]));
  contents.nodeOf = new Map(contents.nodes.map((node) => [node.key, node.id]));
  contents.factOf = new Map(contents.facts.map((fact, number) => [fact.key, number]));
  contents.articleOf = new Map(contents.articles.map((article, number) => [article.id, number]));
  contents.factsAt = contents.nodes.map(() => []);
  contents.factsIn = contents.articles.map(() => []);
  contents.facts.forEach((fact, number) => {
    for (const node of touched(fact)) contents.factsAt[node].push(number);
    contents.factsIn[fact.article].push(number);
  });
  return contents;
}

/** The points that a fact is about, each once. */
function touched({ rows, event }) {
  const nodes = event === null ? [] : [event];
  for (const [, , node] of rows) if (node !== null && !nodes.includes(node)) nodes.push(node);
  return nodes;
}

function typeLabel(contents, type) {
  return contents.types[type] ? contents.types[type][0] : type;
}

function lookOfType(contents, type) {
  return contents.lookOf[contents.types[type] ? contents.types[type][1] : ""] || { key: "none", shape: "circle", label: "" };
}

/** The facts in the order in which they happened; those without a date by the day of their article, at the end. */
function byDate(contents, numbers) {
  const order = (number) => {
    const fact = contents.facts[number];
    return [fact.date === null ? 1 : 0, fact.date || contents.articles[fact.article].date || "", number];
  };
  return numbers
    .map((number) => [order(number), number])
    .sort(([a], [b]) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[2] - b[2]))
    .map(([, number]) => number);
}

/** The first and the last date told, as text, or ""; one date told more and less exactly is told once. */
function datesTold(contents, numbers) {
  const dates = numbers.map((number) => contents.facts[number].date).filter(Boolean).sort();
  if (!dates.length) return "";
  const [first, last] = [dates[0], dates[dates.length - 1]];
  return last.startsWith(first) ? dateInWords(last) : `${dateInWords(first)} – ${dateInWords(last)}`;
}

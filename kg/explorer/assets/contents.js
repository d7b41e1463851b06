// What the page holds, read from its inert data element and indexed once.

const NONE = Object.freeze([]);

/** A point of the picture. All of it is set at once: to change many objects one by one takes far longer. */
class Point {
  static told = ["id", "key", "label", "local", "type", "event", "names", "known", "web", "reasons", "disputed", "size", "x", "y", "u", "v", "fold"];

  constructor(told, row) {
    [this.id, this.key, this.label, this.local] = [told.id[row], told.key[row], told.label[row], told.local[row]];
    [this.type, this.event, this.known, this.web] = [told.type[row], told.event[row], told.known[row], told.web[row]];
    [this.names, this.reasons, this.disputed] = [told.names[row] || NONE, told.reasons[row] || NONE, told.disputed[row] || NONE];
    [this.size, this.x, this.y, this.fold] = [told.size[row], told.x[row], told.y[row], told.fold[row]];
    [this.u, this.v] = told.u[row] === null ? [this.x, this.y] : [told.u[row], told.v[row]];
  }
}

/** A fact; who takes part in it is unpacked when it is first asked for. */
class Fact {
  static told = ["key", "type", "modality", "cue", "article", "date", "event", "evidence", "sentences", "patterns"];
  static fillers = {}; // those of all facts, as columns

  constructor(told, row) {
    [this.key, this.type, this.modality, this.cue] = [told.key[row], told.type[row], told.modality[row], told.cue[row]];
    [this.article, this.date, this.event, this.patterns] = [told.article[row], told.date[row], told.event[row], told.patterns[row]];
    [this.evidence, this.sentences] = [told.evidence[row], told.sentences[row]];
    [this.firstFiller, this.lastFiller] = [0, 0];
  }

  get fillers() {
    const { slot, words, node, start, end, figure } = Fact.fillers;
    const fillers = [];
    for (let at = this.firstFiller; at < this.lastFiller; at += 1) fillers.push({ slot: slot[at], words: words[at], node: node[at], start: start[at], end: end[at], figure: figure[at] });
    Object.defineProperty(this, "fillers", { value: fillers });
    return fillers;
  }
}

/** A column as a list. It was told whole, by numbers that stand for values, or of few rows only; null is what was not told. */
function columnOf({ size, full, coded, sparse }, name) {
  if (full[name]) return full[name];
  if (coded[name]) return coded[name][1].map((number) => coded[name][0][number]);
  const column = new Array(size).fill(null);
  for (const [number, value] of Object.entries(sparse[name] || {})) column[number] = value;
  return column;
}

function columnsOf(table, names) {
  return Object.fromEntries(names.map((name) => [name, columnOf(table, name)]));
}

/** Rows that were told as columns. */
function rowsOf(table, Kind) {
  const told = columnsOf(table, Kind.told);
  return Array.from({ length: table.size }, (_, row) => new Kind(told, row));
}

/** The contents, with the place of each key. */
function readContents() {
  const contents = JSON.parse(document.getElementById("contents").textContent);
  contents.facts = factsOf(contents.facts);
  contents.fillers = Fact.fillers = columnsOf(contents.fillers, ["slot", "words", "node", "start", "end", "figure"]);
  contents.links = columnsOf(contents.links, ["from", "to", "type", "points", "facts"]);
  contents.nodes = rowsOf(contents.nodes, Point);
  contents.folds = contents.folds.map(([parent, kind, x, y, radius]) => ({ parent, kind, x, y, radius }));
  contents.lookOf = Object.fromEntries(contents.looks.map((look) => [look.key, look]));
  contents.nodeOf = new Map(contents.nodes.map((node) => [node.key, node.id]));
  contents.factOf = new Map(contents.facts.map((fact, number) => [fact.key, number]));
  contents.articleOf = new Map(contents.articles.map((article, number) => [article.id, number]));
  contents.factsIn = contents.articles.map(() => []);
  contents.facts.forEach((fact, number) => contents.factsIn[fact.article].push(number));
  contents.numbers = numbersOf(contents);
  return contents;
}

/** The facts; their fillers stand one after the other, and each was told how many are its own. */
function factsOf(table) {
  const counts = columnOf(table, "fillers");
  const facts = rowsOf(table, Fact);
  let place = 0;
  facts.forEach((fact, number) => {
    fact.firstFiller = place;
    place += counts[number];
    fact.lastFiller = place;
  });
  return facts;
}

/** The facts that a point takes part in. */
function factsAt(contents, node) {
  return listAt(contents.numbers.factsAt, node);
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

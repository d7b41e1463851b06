// What the page holds, read from its inert data element and indexed once.

/** The contents, with the facts of each point and the place of each key. */
function readContents() {
  const contents = JSON.parse(document.getElementById("contents").textContent);
  for (const fact of contents.facts) {
    fact.fillers = fact.fillers.map(([slot, words, node, start, end]) => ({ slot, words, node, start, end }));
  }
  contents.nodes = contents.nodes.map((node) => ({ names: [], known: null, web: null, reasons: [], ...node }));
  contents.lookOf = Object.fromEntries(contents.looks.map((look) => [look.key, look]));
  contents.nodeOf = new Map(contents.nodes.map((node) => [node.key, node.id]));
  contents.factOf = new Map(contents.facts.map((fact, number) => [fact.key, number]));
  contents.articleOf = new Map(contents.articles.map((article, number) => [article.id, number]));
  contents.factsAt = contents.nodes.map(() => []);
  contents.factsIn = contents.articles.map(() => []);
  contents.facts.forEach((fact, number) => {
    const touched = new Set(fact.fillers.map((filler) => filler.node).filter((node) => node !== null));
    if (fact.event !== null) touched.add(fact.event);
    for (const node of touched) contents.factsAt[node].push(number);
    contents.factsIn[fact.article].push(number);
  });
  return contents;
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

/** The first and the last date told, as text, or "". */
function datesTold(contents, numbers) {
  const dates = numbers.map((number) => contents.facts[number].date).filter(Boolean).sort();
  if (!dates.length) return "";
  return dates[0] === dates[dates.length - 1] ? dates[0] : `${dates[0]} – ${dates[dates.length - 1]}`;
}

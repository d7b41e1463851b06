// The table: the same facts, sortable; the accessible alternative to the picture.

const ROWS_AT_ONCE = 300;
const COLUMNS = [
  { title: "Date", cell: (contents, fact) => fact.date || "" },
  { title: "What", cell: (contents, fact) => capital(typeLabel(contents, fact.type)) },
  { title: "Who", cell: (contents, fact) => wordsOf(contents, fact, ["agent", "subject"]) },
  { title: "To whom, to what", cell: (contents, fact) => wordsOf(contents, fact, ["target", "object", "policy", "campaign"]) },
  { title: "More", cell: (contents, fact) => restOf(contents, fact) },
  { title: "How certain", cell: (contents, fact) => MODALITY_WORDS[fact.modality] || fact.modality },
  { title: "Words", cell: (contents, fact) => evidenceOf(contents, fact) },
  { title: "Source", cell: (contents, fact) => sourceOf(contents, fact) },
];
const TOLD_ELSEWHERE = ["agent", "subject", "target", "object", "policy", "campaign", "date"];

function fillerWords(contents, filler) {
  return filler.node === null ? filler.words : contents.nodes[filler.node].label;
}

/** What stands in the slots, each once. */
function wordsOf(contents, fact, slots) {
  return [...new Set(fact.fillers.filter((filler) => slots.includes(filler.slot)).map((filler) => fillerWords(contents, filler)))].join("; ");
}

function restOf(contents, fact) {
  const slots = [...new Set(fact.fillers.map(({ slot }) => slot))].filter((slot) => !TOLD_ELSEWHERE.includes(slot));
  return slots.map((slot) => `${typeLabel(contents, slot)}: ${wordsOf(contents, fact, [slot])}`).join("; ");
}

function evidenceOf(contents, fact) {
  const { text } = contents.articles[fact.article];
  return fact.evidence.map(([start, end]) => text.slice(start, end)).join(" … ");
}

function sourceOf(contents, fact) {
  const { title, outlet, date } = contents.articles[fact.article];
  return [outlet, title, date].filter(Boolean).join(" · ");
}

/** Rows of text for some facts. */
function tableRows(contents, numbers) {
  return numbers.map((number) => ({ number, cells: COLUMNS.map(({ cell }) => cell(contents, contents.facts[number])) }));
}

/** Show the facts as a table, sorted by a column. */
function fillTable(root, contents, numbers, { order, sort, go }) {
  const rows = tableRows(contents, numbers);
  const { column, down } = order;
  rows.sort((a, b) => compareCells(a.cells[column], b.cells[column]) * (down ? -1 : 1) || a.number - b.number);
  const heads = COLUMNS.map(({ title }, index) =>
    element("th", { scope: "col", role: "columnheader", "aria-sort": index === column ? (down ? "descending" : "ascending") : "none" },
      element("button", { type: "button", class: "as-link", text: title + (index === column ? (down ? " ↓" : " ↑") : ""), onclick: () => sort({ column: index, down: index === column && !down }) })));
  const body = element("tbody", {}, ...rows.slice(0, ROWS_AT_ONCE).map((row) => tableRow(contents, row, go)));
  const more = rows.length > ROWS_AT_ONCE ? element("button", { type: "button", class: "more", text: `Show ${rows.length - ROWS_AT_ONCE} more`, onclick: () => {
    body.append(...rows.slice(ROWS_AT_ONCE).map((row) => tableRow(contents, row, go)));
    more.remove();
  } }) : "";
  const allStated = numbers.every((number) => contents.facts[number].modality === "asserted");
  root.replaceChildren(element("table", { role: "table", class: allStated ? "all-stated" : null }, element("caption", { text: counted(rows.length, "fact") }), element("thead", {}, element("tr", { role: "row" }, ...heads)), body), more);
}

/** Empty cells come last, whichever way the rest is sorted up. */
function compareCells(a, b) {
  if (!a !== !b) return a ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function tableRow(contents, { number, cells }, go) {
  const fact = contents.facts[number];
  const open = () => go({ article: contents.articles[fact.article].id, fact: fact.key });
  return element("tr", { role: "row", "data-fact": fact.key, onclick: open }, ...cells.map((text, index) => {
    const short = shortened(text, 160);
    if (index === 1) return element("td", { role: "cell" }, icon(lookOfType(contents, fact.type)), element("button", { type: "button", class: "as-link", text: short, onclick: open }));
    return element("td", { role: "cell", dir: "auto", "data-column": COLUMNS[index].title }, element("span", { text: short }));
  }));
}

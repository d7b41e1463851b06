// The article pane: the whole text, with everything that was understood in it marked.

/** Show an article; `chosen` is the number of the fact to stand out, or null. */
function fillArticle(panel, contents, { article, chosen, shown, go }) {
  const it = contents.articles[article];
  const facts = contents.factsIn[article].filter((number) => shown[number] || number === chosen);
  const back = element("button", { type: "button", class: "as-link", text: "← Back", onclick: () => go({ article: null, fact: null }) });
  const line = [it.outlet, it.date && dateInWords(it.date)].filter(Boolean).join(" · ");
  const body = element("div", { class: "article-text", dir: "auto" }, ...markedText(contents, it.text, facts, chosen, go));
  panel.replaceChildren(
    panelHead(element("p", { class: "kind" }, back), go),
    element("h2", { dir: "auto", text: it.title }),
    line ? element("p", { class: "summary", dir: "auto", text: line }) : "",
    it.url ? element("p", { class: "aliases" }, webLink(it.url, shortened(it.url, 60))) : "",
    chosen === null ? element("p", { class: "hint", text: `${counted(facts.length, "fact")} marked; click one to see what it says.` }) : chosenCard(contents, chosen, go),
    body,
  );
  const first = body.querySelector(".chosen") || null;
  if (first) panel.scrollTop += first.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 2;
}

function chosenCard(contents, chosen, go) {
  const fact = contents.facts[chosen];
  return element("div", { class: "fact chosen-card" },
    element("div", { class: "fact-head" }, timeOf(fact.date), modalityTag(fact)),
    ...factLine(contents, fact, null, go),
  );
}

/** The text with marks: what facts rest on in the colour of their kind, who takes part in the chosen one highlighted. */
function markedText(contents, text, facts, chosen, go) {
  const marks = facts.flatMap((number) => contents.facts[number].evidence.map(([start, end]) => ({ start, end, number })));
  if (chosen !== null) {
    for (const { start, end } of contents.facts[chosen].fillers) marks.push({ start, end, number: chosen, mention: true });
  }
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  return segmentsInOrder(text.length, marks).map(([from, to, over]) => markOf(contents, text.slice(from, to), over, chosen, go));
}

/** As `segments`, for a whole text with many marks: one pass. */
function segmentsInOrder(length, marks) {
  const cuts = [...new Set([0, length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  let next = 0;
  let open = [];
  return cuts.slice(0, -1).map((from, index) => {
    while (next < marks.length && marks[next].start <= from) open.push(marks[next++]);
    open = open.filter((mark) => mark.end > from);
    return [from, cuts[index + 1], [...open]];
  });
}

function markOf(contents, words, over, chosen, go) {
  if (!over.length) return document.createTextNode(words);
  const own = over.some((mark) => mark.number === chosen && !mark.mention);
  const number = own ? chosen : over[over.length - 1].number;
  const fact = contents.facts[number];
  const classes = ["words", own && "chosen", over.some((mark) => mark.mention) && "mention"].filter(Boolean).join(" ");
  const choose = () => go({ fact: fact.key });
  return element("mark", {
    class: classes, text: words, look: lookOfType(contents, fact.type).key, title: capital(typeLabel(contents, fact.type)), role: "button", tabindex: "0",
    onclick: choose, onkeydown: (event) => event.key === "Enter" && choose(),
  });
}

// A fact as a reader sees it: who, what, when, the words in their sentence, and where they stand.

/** The stretches of a text in order, each with the marks that cover it: [start, end, marks]. */
function segments(start, end, marks) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start);
  const cuts = new Set([start, end]);
  for (const mark of inside) {
    cuts.add(Math.max(start, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1];
    return [from, to, inside.filter((mark) => mark.start <= from && mark.end >= to)];
  });
}

/** The sentences of a fact, what it rests on underlined, those who take part highlighted. */
function excerpt(contents, fact) {
  const { text } = contents.articles[fact.article];
  const marks = [
    ...fact.evidence.map(([start, end]) => ({ start, end, kind: "words" })),
    ...fact.fillers.map((filler) => ({ start: filler.start, end: filler.end, kind: "mention" })),
  ];
  const quotation = element("blockquote", { dir: "auto" });
  fact.sentences.forEach(([start, end], index) => {
    if (index) quotation.append(" … ");
    for (const [from, to, over] of segments(start, end, marks)) {
      const kinds = [...new Set(over.map((mark) => mark.kind))];
      const words = text.slice(from, to);
      quotation.append(kinds.length ? element("mark", { class: kinds.join(" "), text: words }) : words);
    }
  });
  return quotation;
}

/** Who takes part in a fact and how, as a line, with figures that other sources tell; names lead to their points. */
function factLine(contents, fact, about, go, figures = []) {
  const line = element("p", { class: "fact-line" }, element("b", { text: capital(typeLabel(contents, fact.type)), look: lookOfType(contents, fact.type).key }));
  const groups = fillersBySlot([...fact.fillers, ...figures]);
  const [first, second] = groups.filter(([, fillers]) => fillers.some((filler) => filler.node !== null));
  for (const group of [first, second]) {
    if (!group) continue;
    if (group === second) line.append(element("span", { class: "arrow", text: " → " }));
    else line.append(" ");
    line.append(...separated(group[1].map((filler) => fillerName(contents, filler, about, go))));
  }
  const told = (slot, fillers) => slot === "date" && fillers.every((filler) => filler.words === fact.date);
  const rest = groups.filter((group) => group !== first && group !== second && !told(...group));
  const list = element("dl", { class: "slots" });
  for (const [slot, fillers] of rest) {
    list.append(element("dt", { text: typeLabel(contents, slot) }), element("dd", {}, ...separated(fillers.map((filler) => fillerName(contents, filler, about, go)))));
  }
  return [line, rest.length ? list : ""];
}

function fillersBySlot(fillers) {
  const groups = new Map();
  for (const filler of fillers) groups.has(filler.slot) ? groups.get(filler.slot).push(filler) : groups.set(filler.slot, [filler]);
  return [...groups];
}

function separated(parts) {
  return parts.flatMap((part, index) => (index ? [", ", part] : [part]));
}

function fillerName(contents, filler, about, go) {
  if (filler.node === null) return named(shortened(filler.words, 300));
  const { label, key } = contents.nodes[filler.node];
  if (filler.node === about) return named(shortened(label, 120), { class: "self" });
  return pointLink(key, shortened(label, 120), go);
}

/** A name that leads to its point. */
function pointLink(key, text, go) {
  const lead = (event) => {
    event.preventDefault();
    go({ select: key, other: null, article: null, fact: null });
  };
  return element("a", { href: hashOf({ ...BEGINNING, select: key }), onclick: lead }, named(text));
}

/** Outlet, title and date of a fact's article; opens it. */
function sourceLine(contents, fact, go) {
  const article = contents.articles[fact.article];
  const words = [article.outlet, article.title, article.date && dateInWords(article.date)].filter(Boolean).map((part) => shortened(part, 140)).join(" · ");
  return element("button", { type: "button", class: "source as-link", title: "Read it in the article", onclick: () => go({ article: article.id, fact: fact.key }) }, named(words));
}

function modalityTag(fact) {
  if (fact.modality === "asserted") return "";
  const words = MODALITY_WORDS[fact.modality] || fact.modality;
  return element("span", { class: "tag", text: fact.cue ? `${words}: “${shortened(fact.cue, 40)}”` : words });
}

/** When it was, as a reader says it. */
function timeOf(date) {
  return element("time", { datetime: date || null, text: date ? dateInWords(date) : "no date" });
}

/** A card for an event or a relation: what it is, and the words of each article that tells it. */
function factCard(contents, numbers, about, go) {
  const facts = numbers.map((number) => contents.facts[number]);
  const fullest = facts.reduce((best, fact) => (fact.fillers.length > best.fillers.length ? fact : best));
  const articles = new Set(facts.map((fact) => fact.article)).size;
  const differing = disagreement(contents, facts);
  const date = facts.map((fact) => fact.date).filter(Boolean).sort((a, b) => b.length - a.length)[0];
  return element("article", { class: "fact", "data-fact": fullest.key },
    element("div", { class: "fact-head" }, timeOf(date), modalityTag(fullest), articles > 1 && element("span", { class: "tag good", text: `${articles} articles` })),
    ...factLine(contents, fullest, about, go, figuresBeside(fullest, facts)),
    differing.length > 0 && element("p", { class: "differ", text: `The sources differ: ${differing.map(([slot, values]) => `${typeLabel(contents, slot)} ${values.join(" or ")}`).join("; ")}` }),
    ...facts.flatMap((fact) => [excerpt(contents, fact), sourceLine(contents, fact, go)]),
  );
}

/** The first number and the first sum that the facts tell of an event, where the fullest of them tells none. */
function figuresBeside(fullest, facts) {
  const missing = ["count", "amount"].filter((slot) => !fullest.fillers.some((filler) => filler.slot === slot));
  return missing.flatMap((slot) => facts.flatMap(({ fillers }) => fillers.filter((filler) => filler.slot === slot)).slice(0, 1));
}

/** In what the sources of one event contradict each other, each slot with what is told. */
function disagreement(contents, facts) {
  const { event } = facts[0];
  if (event === null) return [];
  const told = (slot) => [...new Set(facts.map((fact) => wordsOf(contents, fact, [slot])).filter(Boolean))];
  return contents.nodes[event].disputed.map((slot) => [slot, told(slot)]).filter(([, words]) => words.length > 1);
}

/** Facts that tell of one event together, in the order given. */
function byEvent(contents, numbers) {
  const groups = new Map();
  for (const number of numbers) {
    const { event, key } = contents.facts[number];
    const group = event === null ? key : `event ${event}`;
    groups.has(group) ? groups.get(group).push(number) : groups.set(group, [number]);
  }
  return [...groups.values()];
}

// Names, aliases and captions: accents folded, the beginning of a name before its inside, small slips forgiven.

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** All that can be found, folded once. */
function searchIndex(contents) {
  return contents.nodes.map((node) => ({
    node: node.id,
    weight: contents.factsAt[node.id].length,
    event: node.event,
    names: [node.label, ...node.names].map((name) => folded(name.slice(0, 300))),
  }));
}

const LESS_BY_ALIAS = 0.5; // what a thing is called here comes before what it is called elsewhere

/** The best finds for some words, best first. */
function found(index, words, most) {
  const wanted = folded(words.trim());
  if (!wanted) return [];
  const parts = wanted.split(/\s+/);
  const hits = [];
  for (const entry of index) {
    let score = 0;
    let less = 0;
    for (const name of entry.names) {
      score = Math.max(score, likeness(name, wanted, parts) - less);
      less = LESS_BY_ALIAS;
    }
    if (score > 0) hits.push({ node: entry.node, weight: entry.weight, score: score - (entry.event ? 0.3 : 0) });
  }
  return hits.sort((a, b) => b.score - a.score || b.weight - a.weight || a.node - b.node).slice(0, most);
}

function likeness(name, wanted, parts) {
  const place = name.indexOf(wanted);
  if (place === 0) return name.length === wanted.length ? 5 : 4;
  if (place > 0) return /[\p{L}\p{N}]/u.test(name[place - 1]) ? 2 : 3;
  if (parts.length > 1 && parts.every((word) => name.includes(word))) return 1.5;
  return wanted.length >= 4 && parts.length === 1 && anySlip(name, wanted) ? 1 : 0;
}

/** Whether a word of the name is the wanted one but for a letter. */
function anySlip(name, wanted) {
  for (let start = 0; start <= name.length; ) {
    const space = name.indexOf(" ", start);
    const end = space < 0 ? name.length : space;
    if (Math.abs(end - start - wanted.length) < 2 && oneSlip(name.slice(start, end), wanted)) return true;
    start = end + 1;
  }
  return false;
}

/** Whether two words differ by one letter: one too many, one missing, another one, or two swapped. */
function oneSlip(word, wanted) {
  if (Math.abs(word.length - wanted.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === wanted[start]) start += 1;
  const rest = (text, skip) => text.slice(start + skip);
  return (
    rest(word, 1) === rest(wanted, 1) ||
    rest(word, 1) === rest(wanted, 0) ||
    rest(word, 0) === rest(wanted, 1) ||
    (word[start] === wanted[start + 1] && word[start + 1] === wanted[start] && rest(word, 2) === rest(wanted, 2))
  );
}

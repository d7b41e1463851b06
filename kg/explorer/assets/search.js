// Names, aliases and captions: accents folded, the beginning of a name before its inside, small slips forgiven.

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const LINE = "\n"; // between two names, in neither

/**
 * All that can be found, folded once: the names as one text (`text`), where each begins in it and whose it is, and all
 * their words by length. One long text is searched in a fraction of the time that many short ones take.
 */
function searchIndex(contents) {
  const [names, owners] = [[], []];
  for (const { id, label, names: others } of contents.nodes) {
    for (const name of [label, ...others]) {
      names.push(folded(name.slice(0, 300)).replaceAll(LINE, " "));
      owners.push(id);
    }
  }
  const starts = new Int32Array(names.length + 1);
  names.forEach((name, number) => { starts[number + 1] = starts[number] + name.length + 1; });
  return { contents, text: `${names.join(LINE)}${LINE}`, starts, owners: Int32Array.from(owners), words: wordsByLength(names) };
}

function wordsByLength(names) {
  const words = new Map();
  for (const word of new Set(names.flatMap((name) => name.split(" ")))) words.has(word.length) ? words.get(word.length).push(word) : words.set(word.length, [word]);
  return words;
}

const LESS_BY_ALIAS = 0.5; // what a thing is called here comes before what it is called elsewhere

/** The best finds for some words, best first. */
function found(index, words, most) {
  const wanted = folded(words.trim()).replaceAll(LINE, " ");
  if (!wanted) return [];
  const { nodes, numbers } = index.contents;
  const scores = new Float32Array(nodes.length);
  const score = (name, points) => {
    const node = index.owners[name];
    scores[node] = Math.max(scores[node], points - (index.owners[name - 1] === node ? LESS_BY_ALIAS : 0));
  };
  eachName(index, wanted, (name, place) => score(name, likeness(index, name, place, wanted)));
  const parts = wanted.split(/\s+/);
  if (parts.length > 1) eachName(index, longest(parts), (name) => holdsAll(index, name, parts) && score(name, 1.5));
  else if (wanted.length >= 4) for (const word of slipsOf(index, wanted)) eachName(index, word, (name) => wordsIn(index, name).includes(word) && score(name, 1));
  const weight = (node) => lengthAt(numbers.factsAt, node);
  return best(scores.map((points, node) => (points && numbers.isEvent[node] ? points - 0.3 : points)), weight, most);
}

/** Call with each name that holds a text, and with the first place where it does. */
function eachName({ text, starts }, wanted, does) {
  let name = 0;
  for (let place = text.indexOf(wanted); place >= 0; place = text.indexOf(wanted, starts[name])) {
    while (starts[name + 1] <= place) name += 1;
    does(name, place);
    name += 1;
  }
}

/** How good a find is: the whole name, its beginning, the beginning of a word, or something inside. */
function likeness({ text, starts }, name, place, wanted) {
  if (place === starts[name]) return starts[name + 1] - 1 - place === wanted.length ? 5 : 4;
  return /[\p{L}\p{N}]/u.test(text[place - 1]) ? 2 : 3;
}

function longest(words) {
  return words.reduce((one, other) => (other.length > one.length ? other : one));
}

function holdsAll({ text, starts }, name, words) {
  const own = text.slice(starts[name], starts[name + 1]);
  return words.every((word) => own.includes(word));
}

/** Words that are the wanted one but for a letter. */
function slipsOf({ words }, wanted) {
  return [-1, 0, 1].flatMap((more) => words.get(wanted.length + more) || []).filter((word) => word !== wanted && oneSlip(word, wanted));
}

function wordsIn({ text, starts }, name) {
  return text.slice(starts[name], starts[name + 1] - 1).split(" ");
}

/** The points with the best scores, the weightier first of those that are alike. */
function best(scores, weight, most) {
  const before = (a, b) => scores[b] - scores[a] || weight(b) - weight(a) || a - b;
  const kept = [];
  scores.forEach((score, node) => {
    if (!score || (kept.length === most && before(node, kept[most - 1]) > 0)) return;
    let place = kept.length;
    while (place > 0 && before(node, kept[place - 1]) < 0) place -= 1;
    kept.splice(place, 0, node);
    if (kept.length > most) kept.pop();
  });
  return kept.map((node) => ({ node }));
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

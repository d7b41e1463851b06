// All facts, points and lines as arrays of numbers, made once: what a filter asks of each of them is answered in a blink.

/** The numbers of the contents: columns, and which facts and points touch each other. */
function numbersOf(contents) {
  const { facts, nodes } = contents;
  const nodesIn = listed(facts.length, (add) => facts.forEach((fact, number) => touched(contents, fact).forEach((node) => add(number, node))));
  const numbers = {
    nodesIn,
    factsAt: listed(nodes.length, (add) => facts.forEach((_, number) => eachAt(nodesIn, number, (node) => add(node, number)))),
    factType: numbered(facts.map(({ type }) => type)),
    modality: numbered(facts.map(({ modality }) => modality)),
    nodeType: numbered(nodes.map(({ type }) => type)),
    fold: Int32Array.from(nodes, ({ fold }) => fold ?? 0),
    isEvent: Uint8Array.from(nodes, ({ event }) => Number(event)),
    ...monthColumns(facts),
  };
  // Things weigh as many facts as they have; all events weigh less than any thing.
  numbers.weight = Int32Array.from(nodes, (node, id) => lengthAt(numbers.factsAt, id) - (node.event ? 1e6 : 0));
  numbers.nodesOf = listed(contents.folds.length, (add) => contents.folds.length && nodes.forEach((node) => add(node.fold, node.id)));
  numbers.foldsAfter = foldsAfter(contents.folds);
  numbers.things = nodes.length - sumOf(numbers.isEvent);
  return numbers;
}

/** Of each fold, the first that is told after it and is not in it. */
function foldsAfter(folds) {
  const after = Int32Array.from(folds, (_, fold) => fold + 1);
  for (let fold = folds.length - 1; fold >= 0; fold -= 1) {
    const { parent } = folds[fold];
    if (parent !== null) after[parent] = Math.max(after[parent], after[fold]);
  }
  return after;
}

/** The points that a fact is about, each once. */
function touched({ fillers }, { event, firstFiller, lastFiller }) {
  const nodes = event === null ? [] : [event];
  for (let at = firstFiller; at < lastFiller; at += 1) if (fillers.node[at] !== null && !nodes.includes(fillers.node[at])) nodes.push(fillers.node[at]);
  return nodes;
}

/** Names as numbers: each name once, and its number in each row. */
function numbered(values) {
  const names = [...new Set(values)];
  const numberOf = new Map(names.map((name, number) => [name, number]));
  return { names, numbers: Uint16Array.from(values, (value) => numberOf.get(value)) };
}

/** The first and the last month of each fact; those of a fact without a date are never asked for. */
function monthColumns(facts) {
  const months = facts.map(({ date }) => monthsOf(date));
  return {
    dated: Uint8Array.from(months, (both) => Number(both !== null)),
    firstMonth: Int32Array.from(months, (both) => (both ? both[0] : 0)),
    lastMonth: Int32Array.from(months, (both) => (both ? both[1] : 0)),
  };
}

// ── many lists of numbers in one array: list `at` stands from starts[at] to starts[at + 1] ──────────────

/** `each(add)` calls add(at, number) for all that the lists shall hold, the same whenever it is called. */
function listed(size, each) {
  const starts = new Int32Array(size + 1);
  each((at) => { starts[at + 1] += 1; });
  for (let at = 0; at < size; at += 1) starts[at + 1] += starts[at];
  const [items, next] = [new Int32Array(starts[size]), starts.slice()];
  each((at, number) => {
    items[next[at]] = number;
    next[at] += 1;
  });
  return { starts, items };
}

function listAt({ starts, items }, at) {
  return Array.from(items.subarray(starts[at], starts[at + 1]));
}

function lengthAt({ starts }, at) {
  return starts[at + 1] - starts[at];
}

function eachAt({ starts, items }, at, does) {
  for (let place = starts[at]; place < starts[at + 1]; place += 1) does(items[place]);
}

function sumOf(numbers) {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) sum += numbers[at];
  return sum;
}

/** How many members of a list are marked. */
function markedAt({ starts, items }, at, marks) {
  let count = 0;
  for (let place = starts[at]; place < starts[at + 1]; place += 1) count += marks[items[place]];
  return count;
}

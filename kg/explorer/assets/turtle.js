// What is seen, in RDF: things, events, relations, and each fact with its words, as `kg export` names them.

const NAMESPACES = {
  kg: "https://kg.example.org/ontology#", id: "https://kg.example.org/id/", rdfs: "http://www.w3.org/2000/01/rdf-schema#", skos: "http://www.w3.org/2004/02/skos/core#",
  dcterms: "http://purl.org/dc/terms/", prov: "http://www.w3.org/ns/prov#", xsd: "http://www.w3.org/2001/XMLSchema#",
};
const DATE_FORMS = [[/^\d{4}$/, "gYear"], [/^\d{4}-\d\d$/, "gYearMonth"], [/^\d{4}-\d\d-\d\d$/, "date"], [/^--\d\d-\d\d$/, "gMonthDay"], [/^--\d\d$/, "gMonth"]];
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The facts, and all that takes part in them, as Turtle. */
function turtleOf(contents, numbers) {
  const facts = numbers.map((number) => contents.facts[number]);
  const nodes = [...new Set(facts.flatMap((fact) => touched(contents, fact)))].sort((a, b) => a - b);
  const articles = [...new Set(facts.map((fact) => fact.article))].sort((a, b) => a - b);
  const prefixes = Object.entries(NAMESPACES).map(([name, address]) => `@prefix ${name}: <${address}> .`);
  const parts = [
    ...nodes.map((node) => nodeTurtle(contents, contents.nodes[node], facts)),
    ...facts.flatMap((fact) => factTurtle(contents, fact)),
    ...articles.map((article) => articleTurtle(contents.articles[article])),
  ];
  return `${prefixes.join("\n")}\n\n${parts.join("\n\n")}\n`;
}

/** A subject with what is said of it: [[predicate, object], …]. */
function subjectTurtle(subject, said) {
  return `${subject} ${said.map(([predicate, object]) => `${predicate} ${object}`).join(" ;\n    ")} .`;
}

function nodeTurtle(contents, node, facts) {
  const said = [["a", kgTurtle(node.type)], ["rdfs:label", textTurtle(node.label)], ...node.names.map((name) => ["skos:altLabel", textTurtle(name)])];
  if (/^https?:\/\/\S+$/.test(node.web || "")) said.push(["skos:exactMatch", iriTurtle(node.web.replace(/^https:\/\/www\.wikidata\.org\/(wiki|entity)\//, "http://www.wikidata.org/entity/"))]);
  if (!node.event) return subjectTurtle(idTurtle(node.local), said);
  const told = facts.filter((fact) => fact.event === node.id && fact.modality === "asserted");
  const values = new Set(told.flatMap((fact) => fact.fillers.flatMap((filler) => valuesTurtle(contents, filler).map((pair) => pair.join(" ")))));
  return subjectTurtle(idTurtle(node.local), [...said, ...[...values].sort().map((pair) => [pair.slice(0, pair.indexOf(" ")), pair.slice(pair.indexOf(" ") + 1)])]);
}

/** What a filler says of its event: its slot and its value, and how exact a number is, or in which currency. */
function valuesTurtle(contents, { slot, words, node, figure }) {
  if (node !== null) return [[kgTurtle(slot), idTurtle(contents.nodes[node].local)]];
  if (figure) {
    const [number, exactness, currency] = figure;
    return [[kgTurtle(slot), String(number)], [kgTurtle(`${slot}Comparator`), textTurtle(exactness)], ...(currency ? [["kg:currency", textTurtle(currency)]] : [])];
  }
  const form = ["date", "start", "end"].includes(slot) && DATE_FORMS.find(([pattern]) => pattern.test(words));
  return [[kgTurtle(slot), form ? `"${words}"^^xsd:${form[1]}` : textTurtle(words)]];
}

/** A fact with its passage; a relation is a triple of its own besides. */
function factTurtle(contents, fact) {
  const { text, local } = contents.articles[fact.article];
  const [start, end] = fact.evidence[0].map((place) => Array.from(text.slice(0, place)).length);
  const passage = idTurtle(`${local}-${start}-${end}`);
  const isAsserted = fact.modality === "asserted";
  const said = [["a", isAsserted ? "kg:Fact" : "kg:Unasserted"], [isAsserted ? "kg:factType" : "kg:wouldBe", kgTurtle(fact.type)], ["kg:modality", textTurtle(fact.modality)]];
  if (fact.event !== null && isAsserted) said.push(["kg:tells", idTurtle(contents.nodes[fact.event].local)]);
  said.push(["kg:bestEvidence", passage], ["prov:wasDerivedFrom", idTurtle(local)]);
  const words = [["a", "kg:Passage"], ["kg:exact", textTurtle(text.slice(...fact.evidence[0]))], ["kg:startsAt", start], ["kg:endsAt", end], ["dcterms:isPartOf", idTurtle(local)]];
  return [subjectTurtle(idTurtle(fact.key), said), subjectTurtle(passage, words), ...relationTurtle(contents, fact, isAsserted)];
}

function relationTurtle(contents, fact, isAsserted) {
  const side = (slot) => fact.fillers.filter((filler) => filler.slot === slot && filler.node !== null).map(({ node }) => idTurtle(contents.nodes[node].local));
  if (fact.event !== null || !isAsserted) return [];
  return side("subject").flatMap((subject) => side("object").map((object) => `${subject} ${kgTurtle(fact.type)} ${object} .`));
}

function articleTurtle({ id, local, title, outlet, date, url }) {
  const form = DATE_FORMS.find(([pattern]) => pattern.test(date || ""));
  return subjectTurtle(idTurtle(local), [
    ["a", "kg:Article"], ["dcterms:identifier", textTurtle(id)], ["dcterms:title", textTurtle(title)],
    ...(outlet ? [["dcterms:publisher", textTurtle(outlet)]] : []), ...(form ? [["dcterms:issued", `"${date}"^^xsd:${form[1]}`]] : []),
    ...(url ? [["rdfs:seeAlso", textTurtle(url)]] : []),
  ]);
}

function idTurtle(local) {
  return iriTurtle(NAMESPACES.id + local);
}

/** A word of the ontology. */
function kgTurtle(name) {
  return /^[A-Za-z][\w-]*$/.test(name) ? `kg:${name}` : iriTurtle(NAMESPACES.kg + encodeURIComponent(bearable(name)));
}

function iriTurtle(address) {
  return `<${bearable(address).replace(/%(?![0-9A-Fa-f]{2})/g, "%25").replace(/[\u0000-\u0020<>"{}|^`\\]/g, (sign) => `%${sign.codePointAt(0).toString(16).padStart(2, "0").toUpperCase()}`)}>`;
}

function textTurtle(text) {
  return `"${bearable(text.replace(/[\\"\n\r\t]/g, (sign) => ESCAPES[sign]))}"`;
}

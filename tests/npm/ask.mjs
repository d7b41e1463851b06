// Prints the rows that Comunica finds, as JSON. The question, as JSON: {query, sources}.
import { QueryEngine } from "@comunica/query-sparql";

const { query, sources } = JSON.parse(process.argv[2]);
const stream = await new QueryEngine().queryBindings(query, { sources });
const rows = await stream.toArray();
console.log(JSON.stringify(rows.map((row) => Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])))));

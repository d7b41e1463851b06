// Prints the N-Quads that jsonld.js makes of a file of JSON-LD. It may load no context from anywhere.
import { readFile } from "node:fs/promises";
import jsonld from "jsonld";

const document = JSON.parse(await readFile(process.argv[2], "utf8"));
const documentLoader = (url) => { throw new Error(`It asks for ${url}.`); };
process.stdout.write(await jsonld.toRDF(document, { format: "application/n-quads", documentLoader }));

// What is seen, as files.

/** A cell that no spreadsheet takes for a formula. */
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function csvOf(contents, numbers) {
  const heads = [...COLUMNS.map(({ title }) => title), "Fact", "Article"];
  const rows = tableRows(contents, numbers).map(({ number, cells }) => {
    const fact = contents.facts[number];
    return [...cells, fact.key, contents.articles[fact.article].id];
  });
  return `\ufeff${[heads, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function saveCsv(contents, numbers) {
  saveFile("facts.csv", new Blob([csvOf(contents, numbers)], { type: "text/csv;charset=utf-8" }));
}

function saveTurtle(contents, numbers) {
  saveFile("graph.ttl", new Blob([turtleOf(contents, numbers)], { type: "text/turtle;charset=utf-8" }));
}

function saveSvg(text) {
  saveFile("graph.svg", new Blob([text], { type: "image/svg+xml;charset=utf-8" }));
}

function savePng(canvas) {
  canvas.toBlob((blob) => blob && saveFile("graph.png", blob), "image/png");
}

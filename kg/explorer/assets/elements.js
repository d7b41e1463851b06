// Elements made by hand: text reaches the page as text, addresses only as http or https.

/** An element with attributes ("on…" are listeners, "text" is its text) and children. */
function element(name, attributes = {}, ...children) {
  return dress(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
function drawn(name, attributes = {}, ...children) {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function dress(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "text") made.textContent = value;
    else if (key === "look") made.style.setProperty("--look", `var(--look-${value})`);
    else if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A name, kept apart from its surroundings whatever direction it is written in. */
function named(text, attributes = {}) {
  return element("bdi", { text, ...attributes });
}

/** A link that opens elsewhere, or plain text if the address is not one of the web. */
function webLink(address, text) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return named(text);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return named(text);
  return element("a", { href: url.href, rel: "noopener noreferrer", target: "_blank", text });
}

/** "1 fact", "2 facts" */
function counted(number, singular, plural = `${singular}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? singular : plural}`;
}

function shortened(text, length) {
  const letters = Array.from(text.slice(0, length * 2 + 2));
  return letters.length > length ? `${letters.slice(0, length - 1).join("")}…` : text;
}

/** Text as a file may hold it: without control characters and halves of characters, which no XML and no RDF bears. */
function bearable(text) {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd").toWellFormed();
}

function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

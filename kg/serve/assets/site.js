// The query page without this script is a form. With it, Ctrl+Enter asks; and where the editor was bundled, it is used.
"use strict";
(() => {
  const form = document.getElementById("ask");
  const field = document.getElementById("query");
  if (!form || !field) return;

  const send = () => form.requestSubmit();
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  });
  // What is too long for an address is sent as a form.
  form.addEventListener("submit", () => {
    form.method = field.value.length > 4000 ? "post" : "get";
  });

  // The server knows these without a declaration; the editor does not, and would call them wrong.
  const known = new Map([...document.querySelectorAll("#prefixes dt")].map((name) => [
    name.textContent.trim().slice(0, -1), name.nextElementSibling.textContent.trim(),
  ]));
  const declarePrefixes = (editor) => {
    const declared = editor.getPrefixesFromQuery();
    const used = editor.getValue().replace(/"[^"\n]*"|'[^'\n]*'|<[^<>\s]*>|#.*/g, " ").matchAll(/(?:^|[\s(^/|!{},;.])([a-z]+):[\w-]/g);
    for (const [, name] of used) {
      if (known.has(name) && !(name in declared)) {
        declared[name] = known.get(name);
        editor.addPrefixes({ [name]: known.get(name) });
      }
    }
  };

  const make = window.Yasgui && window.Yasgui.Yasqe;
  if (!make) return;
  const place = document.createElement("div");
  place.className = "editor";
  field.before(place);
  try {
    const editor = new make(place, {
      value: field.value,
      persistenceId: null,
      autofocus: false,
      showQueryButton: false,
      resizeable: true,
      createShareableLink: null,
      requestConfig: { endpoint: "/sparql" },
      prefixCcApi: "",
      autocompleters: ["variables"],
      extraKeys: { "Ctrl-Enter": send, "Cmd-Enter": send },
    });
    declarePrefixes(editor);
    editor.on("change", () => declarePrefixes(editor));
    field.hidden = true;
    document.querySelector('label[for="query"]').hidden = true;
    editor.getInputField().setAttribute("aria-label", "SPARQL 1.1");
    form.addEventListener("submit", () => { field.value = editor.getValue(); }, { capture: true });
    document.documentElement.dataset.editor = "yes";
  } catch (error) {
    place.remove();
    field.hidden = false;
    console.warn("The editor does not start; the plain field does.", error);
  }
})();

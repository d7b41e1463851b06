// Light or dark, on the screen and on paper.

/** Light or dark, by the system unless chosen. */
function applyTheme(chosen) {
  const root = document.documentElement;
  if (chosen) root.dataset.theme = chosen;
  const dark = (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  root.classList.toggle("dark", dark);
  for (const look of contents.looks) root.style.setProperty(`--look-${look.key}`, dark ? look.dark : look.light);
}

function changeTheme(chosen) {
  applyTheme(chosen);
  picture.repaint();
}

/** Paper is white, whatever the screen is. */
function dressForPrint(root) {
  let chosen;
  addEventListener("beforeprint", () => {
    chosen = root.dataset.theme;
    changeTheme("light");
  });
  addEventListener("afterprint", () => {
    delete root.dataset.theme;
    changeTheme(chosen);
  });
}

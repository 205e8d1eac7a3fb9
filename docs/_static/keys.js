// Keys for readers. A single letter acts outside of fields only, and a reader may turn all of them off: whoever speaks
// to the computer, or hits keys by accident, needs that (WCAG 2.1.4). This dialog lists the keys, in one place.
const KEYS = {
  "/": ["go to the search field", () => document.querySelector('article input[name="q"], input[name="q"]')?.focus()],
  n: ["next page", () => follow("next")],
  p: ["previous page", () => follow("prev")],
  c: ["contents", () => go("contents.html")],
  q: ["questions", () => go("questions.html")],
  "?": ["show or close this list", () => (keyList.open ? keyList.close() : keyList.showModal())],
};
// the theme's own keys cannot be turned off
DOCUMENTATION_OPTIONS.ENABLE_SEARCH_SHORTCUTS = false;
const OFF = "flipconv-keys-off";
const keyList = document.createElement("dialog");

function go(page) {
  location.href = new URL(page, new URL(document.documentElement.dataset.content_root, location.href));
}

function follow(relation) {
  const link = document.querySelector(`link[rel="${relation}"]`);
  if (link) location.href = link.href;
}

function element(name, attributes, ...content) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...content);
  return made;
}

function fill() {
  const rows = Object.entries(KEYS).map(([key, [told]]) =>
    element("tr", {}, element("th", { scope: "row" }, element("kbd", {}, key)), element("td", {}, told)),
  );
  const row = element("tr", {}, element("th", { scope: "row" }, element("kbd", {}, "Esc")));
  row.append(element("td", {}, "close this list; take the marks of a search away"));
  const box = element("input", { type: "checkbox", checked: localStorage.getItem(OFF) === null });
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
  const close = element("button", { type: "button" }, "Close");
  close.addEventListener("click", () => keyList.close());
  keyList.id = "keys";
  keyList.setAttribute("aria-labelledby", "keys-title");
  keyList.append(
    element("h2", { id: "keys-title" }, "Keys"),
    element("table", {}, element("tbody", {}, ...rows, row)),
    element("p", {}, element("label", {}, box, " These keys work (kept in this browser; Esc works in any case)")),
    close,
  );
}

addEventListener("DOMContentLoaded", () => {
  fill();
  const opener = element("button", { type: "button", className: "keys-opener" }, "Keys");
  opener.addEventListener("click", () => keyList.showModal());
  document.querySelector(".bottom-of-page .left-details")?.append(" ", opener);
  document.body.append(keyList);
});

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && !keyList.open) SphinxHighlight.hideSearchWords();
  if (localStorage.getItem(OFF) !== null || !Object.hasOwn(KEYS, event.key)) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  if (keyList.open && event.key !== "?") return;
  event.preventDefault();
  KEYS[event.key][1]();
});

// A box that scrolls sideways must be reachable by keyboard; Sphinx gives its code and tables no tab stop.
addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(".highlight pre, .table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", box.matches("pre") ? "Code, scrolls sideways" : "Table, scrolls sideways");
    }
  }
});

// Pictures below the screen, or in the ink that it does not show, must be there when somebody prints: a browser fetches
// none for that. They come when all else is there, and not where a reader asked to save data.
addEventListener("load", () => {
  if (navigator.connection?.saveData) return;
  (window.requestIdleCallback ?? setTimeout)(() => {
    for (const picture of document.images) picture.loading = "eager";
  });
});

// The theme's button tells the console of each change. It goes on doing what it did, in silence.
addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.(".theme-toggle")) return;
    event.stopPropagation();
    const other = matchMedia("(prefers-color-scheme: dark)").matches ? ["light", "dark"] : ["dark", "light"];
    const order = ["auto", ...other];
    const next = order[(order.indexOf(document.body.dataset.theme) + 1) % 3];
    document.body.dataset.theme = next;
    localStorage.setItem("theme", next);
  },
  true,
);

// A long table: which rows are shown, by the words in some of its columns. Without scripts it is the whole table.
const FILTERED = {
  claims: { Chapter: "Chapter", "With what it rests on": "Worth" },
  calls: { Library: "Library", Kind: "Kind", Border: "Border", Status: "Status" },
};

function filterable(table) {
  const noun = table.matches(".atlas") ? "calls" : "claims";
  const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  const bar = document.createElement("div");
  bar.className = "ledger-filters";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Which ${noun} are shown`);
  const count = document.createElement("output");
  const chosen = new Map();
  let sought = "";
  const apply = () => {
    for (const row of rows) {
      const differs = [...chosen].some(([column, word]) => word && row.cells[column].textContent.trim() !== word);
      row.hidden = differs || !row.textContent.toLowerCase().includes(sought);
    }
    count.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} ${noun}`;
  };
  for (const [heading, name] of Object.entries(FILTERED[noun])) {
    const column = headings.indexOf(heading);
    const words = [...new Set(rows.map((row) => row.cells[column].textContent.trim()))].filter(Boolean);
    bar.append(chooser(name, words, (word) => (chosen.set(column, word), apply())));
  }
  bar.append(
    searcher((text) => {
      sought = text.trim().toLowerCase();
      apply();
    }),
    count,
  );
  (table.closest(".table-wrapper") ?? table).before(bar);
  apply();
}

function chooser(name, words, changed) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  select.append(new Option("all", ""), ...words.map((word) => new Option(word, word)));
  select.addEventListener("change", () => changed(select.value));
  label.append(`${name} `, select);
  return label;
}

function searcher(changed) {
  const label = document.createElement("label");
  const field = document.createElement("input");
  field.type = "search";
  field.addEventListener("input", () => changed(field.value));
  label.append("Containing ", field);
  return label;
}

// The graph: what a statement rests on and what rests on it stays, the rest steps back.
function pickable(graph) {
  const nodes = new Map([...graph.querySelectorAll(".node")].map((node) => [node.id.slice(5), node]));
  const edges = [...graph.querySelectorAll(".edge")].map((edge) => [edge, ...edge.id.slice(5).split(".")]);
  let kept = "";
  const follow = (start, from, to) => {
    const found = new Set([start]);
    for (const key of found) edges.forEach((edge) => edge[from] === key && found.add(edge[to]));
    return found;
  };
  const pick = (key) => {
    const below = follow(key, 1, 2);
    const above = follow(key, 2, 1);
    graph.classList.toggle("is-picking", Boolean(key));
    nodes.forEach((node, name) => {
      node.classList.toggle("is-picked", below.has(name) || above.has(name));
      node.classList.toggle("is-origin", name === key);
    });
    for (const [edge, from, to] of edges) {
      edge.classList.toggle("is-picked", (below.has(from) && below.has(to)) || (above.has(from) && above.has(to)));
    }
  };
  nodes.forEach((node, key) => {
    for (const event of ["mouseenter", "focusin"]) node.addEventListener(event, () => pick(key));
    for (const event of ["mouseleave", "focusout"]) node.addEventListener(event, () => pick(kept));
  });
  const words = [...nodes.keys()].sort();
  const label = chooser("Show only what belongs to", words, (key) => {
    pick((kept = key));
    nodes.get(key)?.scrollIntoView({ block: "nearest", inline: "center" });
  });
  const line = document.createElement("p");
  line.className = "graph-picker";
  line.append(label);
  graph.before(line);
}

addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("table.ledger").forEach(filterable);
  document.querySelectorAll(".graph[role=region]").forEach(pickable);
});

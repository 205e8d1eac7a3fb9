// The search of the theme, where pages are files: a browser lets no script read a file, so results come without
// excerpts.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// "Hide search matches" is a link that holds a script, and the site's policy runs none.
addEventListener("click", (event) => {
  if (!event.target.closest?.(".highlight-link a")) return;
  event.preventDefault();
  SphinxHighlight.hideSearchWords();
});

// Sections too are found by a few of their words, as pages are: a question, or what is refuted, is the title of one.
document.addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  const inPages = Search.performTermsSearch;
  Search.performTermsSearch = (sought, excluded) => [...inPages(sought, excluded), ...inTitles(sought)];
});

function inTitles(sought) {
  const { alltitles, docnames, filenames, titles } = Search._index;
  const stemmer = new Stemmer();
  const found = [];
  for (const [title, places] of Object.entries(alltitles)) {
    const words = new Set(splitQuery(title.toLowerCase()).map((word) => stemmer.stemWord(word)));
    if (!sought.size || ![...sought].every((word) => words.has(word))) continue;
    for (const [file, id] of places) {
      if (titles[file] === title) continue;
      const shown = `${titles[file]} > ${title}`;
      const score = Scorer.title + (10 * sought.size) / words.size;
      found.push([docnames[file], shown, `#${id}`, null, score, filenames[file], SearchResultKind.title]);
    }
  }
  return found;
}

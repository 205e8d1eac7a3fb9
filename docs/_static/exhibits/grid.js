// A matrix of numbers in cells, as a table: a weight keeps its colour wherever it turns up.

import { button, make, written } from "./dom.js";
import { turned } from "./signals.js";

// The colour of each tap by its place, as the library's figures give it; zeros and a ninth weight are blank.
export function weightClasses(h) {
  let found = 0;
  return h.map((row) => row.map((tap) => (tap !== 0 && found < 8 ? `weight-${found++}` : "blank")));
}

// the colours of the taps as they lie on a window, with the mark of the first tap
export function lyingClasses(h, turns) {
  const classes = weightClasses(h);
  classes[0][0] += turns ? " corner-turned" : " corner";
  return turns ? turned(classes) : classes;
}

// A number has the colour of the first tap that is equal to it; zeros are blank.
export function valueClasses(rows, h) {
  const taps = [...new Set(h.flat())].filter(Boolean).slice(0, 8);
  return rows.map((row) => row.map((y) => (taps.includes(y) ? `weight-${taps.indexOf(y)}` : y ? "plain" : "blank")));
}

// edited: called with (row, column, value) if cells can be typed into; picked: with (row, column) if they can be picked.
// table.show(rows of numbers, marks) fills it: focus stays where it is unless rows come or go. Marks: classes are rows of
// words, caption is words, and others are places [row, column], whose cell gets the mark's own name as a class.
export function grid(label, { edited, picked, names = (i, j) => `row ${i + 1}, column ${j + 1}` } = {}) {
  const table = make("table", { class: "numbers", "aria-label": label, onkeydown: walk });
  const body = table.createTBody();
  let shape;
  const inside = (i, j) => {
    if (edited) return typing(names(i, j), (typed) => edited(i, j, typed));
    return picked ? button("", () => picked(i, j)) : "";
  };

  function fill(cell, value, i, j) {
    const child = cell.firstElementChild;
    if (!edited) (picked ? child : cell).textContent = written(value);
    else if (document.activeElement !== child) child.value = value;
    if (picked) child.ariaLabel = `${names(i, j)}: ${written(value)}`;
  }

  table.show = (numbers, { classes, caption, ...places } = {}) => {
    if (caption) table.createCaption().textContent = caption;
    const size = `${numbers.length} ${numbers[0].length}`;
    if (shape !== size) {
      const cells = numbers.map((row, i) => row.map((_, j) => make("td", {}, inside(i, j))));
      body.replaceChildren(...cells.map((row) => make("tr", {}, ...row)));
      shape = size;
    }
    [...body.rows].forEach((tr, i) =>
      [...tr.cells].forEach((cell, j) => {
        const marks = Object.keys(places).filter((name) => String(places[name]) === `${i},${j}`);
        cell.className = [classes?.[i]?.[j] || "", ...marks].join(" ");
        fill(cell, numbers[i][j], i, j);
      }),
    );
    return table;
  };
  return table;
}

function typing(name, typed) {
  const input = make("input", { "aria-label": name, autocomplete: "off", size: 3, onfocus: () => input.select() });
  input.oninput = () => {
    const number = Number(input.value.replace("−", "-").replace(",", "."));
    const fine = input.value.trim() !== "" && Math.abs(number) < 1e6;
    input.ariaInvalid = String(!fine);
    if (fine) typed(number);
  };
  return input;
}

export const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// Arrows go from cell to cell; within the text of a field, left and right stay there until its end is reached.
function walk(event) {
  const { target, currentTarget: table, key } = event;
  const step = STEPS[key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { selectionStart: from, selectionEnd: to, value } = target;
  if (step[1] && value && from === to && from !== (step[1] < 0 ? 0 : value.length)) return;
  const cell = target.closest("td");
  const next = table.rows[cell.parentElement.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]];
  if (!next) return;
  event.preventDefault();
  next.firstElementChild.focus();
}

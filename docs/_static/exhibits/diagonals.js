// One table of products, two diagonals: where the places add up to the same, and where they differ by the same.

import { box, clamped, factor, make, slider, stepper, switcher, note, written } from "./dom.js";
import { grid, weightClasses } from "./grid.js";
import { outputs } from "./modes.js";

// sign: tap j meets the sample at p + sign * j
const KINDS = {
  convolve: { sign: -1, rule: "i + j", name: "convolution", of: "(x ∗ h)", slope: "rises" },
  correlate: { sign: 1, rule: "i − j", name: "correlation", of: "(h ⋆ x)", slope: "falls" },
};

// the place of the first output, for m taps
const origin = (operation, m) => (operation === "convolve" ? 0 : 1 - m);

function answer({ x, h, operation, place }) {
  const table = x.map((sample) => h.map((tap) => sample * tap));
  const { sign } = KINDS[operation];
  const cells = x.flatMap((_, i) => h.flatMap((_, j) => (i - sign * j === place ? [[i, j]] : [])));
  const made = (operation) => outputs({ x: [x], h: [h], operation, mode: "full" })[0];
  return { table, outputs: { convolve: made("convolve"), correlate: made("correlate") }, cells, sum: cells.reduce((sum, [i, j]) => sum + table[i][j], 0) };
}

function build(it) {
  const { change } = it;
  const names = Object.entries(KINDS).map(([key, { name, rule }]) => [key, `${name}, ${rule}`]);
  const operations = it.bound("operation", switcher, "Light up", Object.fromEntries(names));
  const size = (label, name, ends) => stepper(label, ends, (n) => change({ [name]: [...it.state[name], 1, 1, 1].slice(0, n) }));
  const [samples, taps] = [size("Samples", "x", [3, 6]), size("Taps", "h", [2, 4])];
  const places = slider("Place of the output", [0, 0], (place) => change({ place }));
  const formula = note("formula");

  function sequence(name) {
    const edited = (i, j, typed) => change({ [name]: it.state[name].with(i + j, Math.round(clamped(typed, -9, 9))) });
    return grid(name, { edited, names: (i, j) => `${name}[${i + j}]` });
  }

  const start = (key) => origin(key, it.state.h.length);
  const made = Object.entries(KINDS).map(([key, { name, rule }]) => {
    const picked = (_, p) => change({ operation: key, place: start(key) + p });
    const table = grid(name, { picked, names: (_, p) => `${name}, place ${written(start(key) + p)}` });
    const caption = note("caption", make("code", {}, `${key}(x, h)`), `, places ${rule}`);
    return { key, table, panel: box("panel", caption, box("scroll", table)) };
  });
  const [h, x] = [sequence("h"), sequence("x")];
  const picked = (i, j) => change({ place: i - KINDS[it.state.operation].sign * j });
  const products = grid("Products", { picked, names: (i, j) => `x[${i}] times h[${j}]` });
  const main = make("div", { class: "products" }, "x[i]·h[j]", h, x, products);
  // a number that was rounded, or cut at the largest, is seen when its cell is left
  main.addEventListener("focusout", () => queueMicrotask(() => change({})));
  const panels = make("div", { class: "outputs" }, ...made.map(({ panel }) => panel));
  it.stage.append(box("bar", operations, samples, taps, places), box("panels", main, panels), formula, it.told);

  // cells with their places in small print beside them
  function placed(table, from, ...shown) {
    table.classList.add("placed");
    table.show(...shown);
    table.querySelectorAll("td").forEach((cell, k) => (cell.dataset.place = written(from + k)));
  }

  return (state, found) => {
    const { operation, place } = state;
    const { rule, name, of, slope } = KINDS[operation];
    const least = start(operation);
    const most = least + state.x.length + state.h.length - 2;
    const near = clamped(place, least, most);
    if (near !== place) return change({ place: near });
    const { cells, sum } = found;
    const [weights] = weightClasses([state.h]);
    const classes = found.table.map((row) => row.map(() => "blank"));
    for (const [i, j] of cells) classes[i][j] = `${weights[j]} ${slope}`;
    placed(h, 0, [state.h], { classes: [weights] });
    placed(x, 0, state.x.map((sample) => [sample]));
    products.show(found.table, { classes });
    for (const { key, table } of made) placed(table, start(key), [found.outputs[key]], { ring: key === operation && [0, place - least] });
    samples.put(state.x.length);
    taps.put(state.h.length);
    places.put(place, [least, most]);
    const terms = (term) => cells.map(term).join(" + ");
    const letters = terms(([i, j]) => `x[${i}]·h[${j}]`);
    const numbers = terms(([i, j]) => `${factor(state.x[i])}·${factor(state.h[j])}`);
    const value = make("data", { class: "sum", value: sum }, written(sum));
    formula.replaceChildren(`${of}[${written(place)}] = ${letters} = ${numbers} = `, value);
    const count = cells.length === 1 ? "one cell" : `${cells.length} cells`;
    const on = `${count} with ${rule} = ${written(place)}, on a line that ${slope} to the right`;
    it.say(`The ${name} at place ${written(place)}: ${on}. Sum: ${written(sum)}.`);
  };
}

export const diagonals = { answer, build };

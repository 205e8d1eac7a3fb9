// One filtering, window by window: what meets what, the products, their sum, and the outputs so far.

import { box, button, clamped, factor, figure, make, slider, switcher, written } from "./dom.js";
import { grid, lyingClasses } from "./grid.js";
import { around, outputs, overhang } from "./modes.js";
import { turned } from "./signals.js";

const product = ([sample, tap]) => `${factor(sample)}×${factor(tap)}`;

// The line of NumPy for one output. Where the window hangs over an end, both sides are cut.
function line({ x, h, operation }, corner) {
  const ends = [[x, h], [x[0], h[0]]].map(([{ length: n }, { length: m }], axis) => {
    const [from, to] = [Math.max(0, corner[axis]), Math.min(n, corner[axis] + m)];
    return [`${from}:${to}`, `${from - corner[axis]}:${to - corner[axis]}`, to - from < m];
  });
  const [samples, taps] = [0, 1].map((k) => ends.map((end) => end[k]).join(", "));
  const cut = ends.some((end) => end[2]) ? `[${taps}]` : "";
  return `(x[${samples}] * h${operation === "convolve" ? "[::-1, ::-1]" : ""}${cut}).sum()`;
}

// place counts the outputs row by row; corner is where the window begins in x; block holds pairs of sample and tap
export function answer(state) {
  const { x, h, operation, mode, place } = state;
  const all = outputs(state);
  const at = [Math.floor(place / all[0].length), place % all[0].length];
  const over = overhang(h, mode);
  const field = around(x, over);
  const lying = operation === "convolve" ? turned(h) : h;
  const block = lying.map((taps, i) => taps.map((tap, j) => [field[at[0] + i][at[1] + j], tap]));
  const products = block.map((row) => row.map(([sample, tap]) => sample * tap));
  const sum = products.flat().reduce((one, other) => one + other);
  const formula = `${block.flat().map(product).join(" + ")} = ${written(sum)}`;
  return { at, block, products, sum, formula, code: line(state, [at[0] - over[0], at[1] - over[1]]), outputs: all };
}

// products, with their factors above them
function showBlock(table, { block, products }, classes) {
  table.show(products, { classes });
  table.querySelectorAll("td").forEach((cell, k) => cell.prepend(make("small", {}, `${product(block.flat()[k])} =`)));
}

function build(it) {
  let shown, timer, grabbed, lengths;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const last = () => lengths[0] * lengths[1] - 1;

  const results = grid("outputs", { picked: (i, j) => go(i * lengths[1] + j) });
  const [signal, kernel] = [grid("the signal x"), grid("the kernel h")];
  const [block, pinned] = [grid("samples times taps"), grid("the pinned window")];
  const main = figure("signal", "x: drag the window", signal);
  const pins = figure("block", "", pinned);
  const [formula, numpy] = [make("output", { class: "formula" }), make("code")];
  const operations = it.bound("operation", switcher, "Operation", ["correlate", "convolve"]);
  const modes = switcher("Windows", { valid: "inside x", full: "over its ends too" }, (mode) => change({ mode, place: 0 }));
  const scrubber = slider("Output", [0, 0], go);
  const play = button("Play", () => (timer ? stop() : start()));
  const still = make("span", {}, "There is no Play: your system asks for less motion.");
  const pin = button("Pin this window", () => {
    pins.hidden = !pins.hidden;
    pin.textContent = pins.hidden ? "Pin this window" : "Unpin";
    pins.firstChild.textContent = `pinned: ${it.state.operation}, sum ${written(shown.sum)}`;
    showBlock(pinned, shown, lyingClasses(it.state.h, it.state.operation === "convolve"));
  });

  // what a reader changes stops the play
  const { change: shows } = it;
  const change = (changes) => {
    stop();
    shows(changes);
  };
  it.change = change;

  function go(place) {
    change({ place: clamped(place, 0, last()) });
  }

  function stop() {
    timer = clearInterval(timer);
    play.textContent = "Play";
  }

  function start() {
    if (it.state.place === last()) go(0);
    play.textContent = "Pause";
    timer = setInterval(() => (it.state.place < last() ? shows({ place: it.state.place + 1 }) : stop()), 1000);
  }

  function allow() {
    if (calm.matches) stop();
    still.hidden = !(play.hidden = calm.matches);
  }

  // A window is held where it is grabbed; elsewhere its first cell comes to the pointer.
  function drag({ type, target, button, pointerId, clientX, clientY }) {
    const pressed = type === "pointerdown";
    if (pressed ? button : !grabbed) return;
    const { rows } = signal;
    const { left, top, width, height } = signal.tBodies[0].getBoundingClientRect();
    const parts = [((clientY - top) / height) * rows.length, ((clientX - left) / width) * rows[0].cells.length];
    const under = parts.map(Math.floor);
    if (pressed) {
      grabbed = target.matches(".met") ? under.map((k, axis) => k - shown.at[axis]) : [0, 0];
      signal.setPointerCapture(pointerId);
    }
    const [r, c] = under.map((k, axis) => clamped(k - grabbed[axis], 0, lengths[axis] - 1));
    if (r * lengths[1] + c !== it.state.place) go(r * lengths[1] + c);
  }

  signal.onpointerdown = signal.onpointermove = drag;
  signal.onlostpointercapture = () => (grabbed = null);
  calm.addEventListener("change", allow);
  main.lastChild.tabIndex = 0;
  pins.hidden = true;
  const steps = [button("Previous", () => go(it.state.place - 1)), button("Next", () => go(it.state.place + 1))];
  const panels = [figure("kernel", "h, the kernel", kernel), figure("block", "sample × tap", block), pins];
  panels.push(figure("results", "outputs so far: pick one", results));
  it.stage.append(box("bar", operations, modes), box("bar", scrubber, ...steps, play, still, pin), box("panels", main, ...panels));
  it.stage.append(make("p", {}, formula), make("p", {}, "In NumPy: ", numpy), it.told);
  allow();

  return (state, found) => {
    shown = found;
    const { x, h, operation, mode, place } = state;
    const { at, sum } = found;
    lengths = [found.outputs.length, found.outputs[0].length];
    const turns = operation === "convolve";
    const lying = lyingClasses(h, turns);
    const over = overhang(h, mode);
    const plain = around(x.map((row) => row.map(() => "")), over, "beyond");
    const met = (name, tap) => (tap ? `${name} ${tap} met` : name);
    const classes = plain.map((row, r) => row.map((name, c) => met(name, lying[r - at[0]]?.[c - at[1]])));
    signal.show(around(x, over), { classes });
    kernel.show(h, { classes: lyingClasses(h) });
    showBlock(block, found, lying);
    const numbers = found.outputs.map((row, i) => row.map((y, j) => (i * lengths[1] + j > place ? "?" : y)));
    results.show(numbers, { classes: numbers.map((row) => row.map((y) => y === "?" && "blank")), ring: at });
    formula.textContent = found.formula;
    numpy.textContent = found.code;
    modes.put(mode);
    scrubber.put(place, [0, last()]);
    const lies = turns ? "in reverse" : "as it is";
    it.say(`Output ${place + 1} of ${last() + 1}. The kernel lies on the window ${lies}; the sum is ${written(sum)}.`);
  };
}

export const stepper = { answer, build };

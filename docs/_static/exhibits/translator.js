// One call's result with another: the code, and what becomes of a signal if the kernel is flipped and nothing else done.

import { box, button, coded, labelled, make } from "./dom.js";
import { same } from "./exhibit.js";
import { grid, valueClasses } from "./grid.js";
import { kernelPanel } from "./kernel.js";
import { filtered, meets } from "./signals.js";

const BEYOND = 6; // samples put around a signal: more than any call here reads

// x continued by a border, as far as is asked
function around(x, border) {
  const how = { operation: "correlate", border, anchor: [0, 0] };
  const places = ({ length: n }, axis) => Array.from({ length: n + 2 * BEYOND }, (_, k) => meets(k - BEYOND, n, 0, axis, how));
  return places(x, 0).map((i) => places(x[0], 1).map((j) => x[i]?.[j] ?? 0));
}

const anchorOf = ({ anchors: [down, across] }, h) => [down[h.length], across[h[0].length]];
const called = (call, x, h) => filtered(x, h, { ...call, anchor: anchorOf(call, h) });

const reversed = (list, really) => (really ? list.toReversed() : list);
const differing = (one, other) => one.flat().filter((value, k) => !same(value, other.flat()[k])).length;

// moved: how far the picture of a bright pixel lies from where it is wanted; null if a call does not take the kernel.
function answer({ source, target, kernel }, data) {
  const [from, to] = [source, target].map((name) => data.calls.find(({ call }) => call === name));
  if (!from || !to) return { flipped: [false, false], moved: null, pictures: [] };
  const flipped = from.sign.map((sign, axis) => sign !== to.sign[axis]);
  const [a, b] = [anchorOf(from, kernel), anchorOf(to, kernel)];
  if ([...a, ...b].includes(undefined)) return { flipped, moved: null, pictures: [] };
  const sizes = [kernel.length, kernel[0].length];
  const moved = flipped.map((flip, axis) => from.sign[axis] * ((flip ? sizes[axis] - 1 - b[axis] : b[axis]) - a[axis]) || 0);
  const h = reversed(kernel, flipped[0]).map((row) => reversed(row, flipped[1]));
  const pictures = data.signals.map((x) => {
    const [wanted, naive] = [called(from, x, kernel), called(to, x, h)];
    // the translation, as its code does it: the source's border around x, the target's call, outputs cut out
    const whole = called(to, around(x, from.border), h);
    const repaired = wanted.map((row, r) => row.map((_, c) => whole[r + BEYOND + moved[0]][c + BEYOND + moved[1]]));
    return { wanted, naive, repaired, wrong: differing(naive, wanted), left: differing(repaired, wanted) };
  });
  return { flipped, moved, pictures };
}

const edgesOf = ({ border }) => [...new Set(border.flat())].filter((edge) => edge !== "none").join(" and ");

function build(it) {
  const { change, data } = it;
  const known = window.flipconvTranslations;
  const calls = known ? known.calls.map((call, k) => ({ call, library: known.libraries[k] })) : data.calls;
  const select = (label, changed) => {
    const control = make("select", { onchange: () => changed(control.value) });
    for (const library of new Set(calls.map((each) => each.library))) {
      const its = calls.filter((each) => each.library === library);
      control.append(make("optgroup", { label: library }, ...its.map(({ call }) => new Option(call, call))));
    }
    return labelled(label, control);
  };
  const [source, target] = [it.bound("source", select, "The result of"), it.bound("target", select, "with")];
  const told = make("p");
  const text = coded();
  const ends = [data.sizes[0], data.sizes.at(-1)];
  const kernel = kernelPanel(({ h }) => change({ kernel: h }), ends, false, (i, j) => 3 * i + j + 1);
  const swap = button("Swap the two", () => change({ source: it.state.target, target: it.state.source }));
  const signal = grid("x").show(data.signals[1], { caption: "x, a signal without zeros" });
  const grids = make("div", { class: "translator-grids" });
  it.stage.append(make("div", { class: "translator-calls" }, source, target, swap), told, text, it.told);
  it.stage.append(box("panels", kernel, signal), grids);

  function spelled(state) {
    if (!known) return "The code of the pairs is not beside this page.";
    const [i, j] = [state.source, state.target].map((call) => known.calls.indexOf(call));
    if (i === j) return "That is the same call.";
    const found = known.pairs[i]?.[j];
    if (found == null) return `One filters ${known.axes[i]} axes, the other ${known.axes[j]}.`;
    if (found < 0) return known.lines[-1 - found];
    text.hidden = false;
    text.firstChild.textContent = known.texts[found].map((line) => known.lines[line]).join("\n");
    return "This takes x and h, and leaves y. It was run when this page was made, and gave the same numbers.";
  }

  function tables(state, { flipped, pictures }) {
    const naive = flipped.includes(true) ? "with the flip alone" : "called as it is";
    return pictures.flatMap((picture, plain) => {
      const wanted = `${plain ? "x" : "bright pixel (ringed)"}: wanted`;
      const captions = { wanted, naive: `${naive}: ${picture.wrong} differ`, repaired: `with the code: ${picture.left} differ` };
      return Object.entries(captions).map(([name, caption]) => {
        const rows = picture[name];
        const classes = valueClasses(rows, plain ? [] : state.kernel);
        rows.forEach((row, i) => row.forEach((y, j) => same(y, picture.wanted[i][j]) || (classes[i][j] += " differs")));
        const ring = plain ? null : data.bright;
        return grid(caption).show(rows, { classes, ring, caption });
      });
    });
  }

  return (state, found) => {
    kernel.show(state.kernel);
    text.hidden = true;
    told.textContent = spelled(state);
    it.say(said(state, found, data));
    grids.replaceChildren(...tables(state, found));
  };
}

function said({ source, target }, { flipped, moved, pictures }, data) {
  const calls = [source, target].map((name) => data.calls.find(({ call }) => call === name));
  if (calls.includes(undefined)) return "No picture: one is drawn for calls that return a plain sum for each sample of a matrix.";
  if (!pictures.length) return "No picture: one of the two calls takes kernels of odd sizes alone.";
  const along = flipped[0] === flipped[1] ? "" : " along one axis";
  let told = "The signs agree, and nothing is flipped.";
  if (flipped.includes(true)) told = `The signs differ${along}, and the kernel is flipped.`;
  if (!pictures.some(({ wrong }) => wrong)) return `${told} Here nothing else is needed.`;
  const off = [["row", "lower", "higher"], ["column", "further right", "further left"]].flatMap(([what, ...ways], axis) => {
    const by = Math.abs(moved[axis]);
    return by ? [`${by} ${what}${by > 1 ? "s" : ""} ${ways[moved[axis] > 0 ? 0 : 1]}`] : [];
  }).join(" and ");
  told += off ? ` That alone leaves the anchor off: all stands ${off}.` : " The anchors then agree.";
  const [edges, others] = calls.map(edgesOf);
  return told + (edges === others ? ` Both have the border ${edges}.` : ` The borders differ: ${edges}, and ${others}.`);
}

export const translator = { answer, build };

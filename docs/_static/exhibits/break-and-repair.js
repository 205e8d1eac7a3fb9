// A small network that tells digits apart: flip the kernels of its layers, change the operation, repair it.

import { box, button, group, make, switcher, note, written } from "./dom.js";
import { grid, lyingClasses, STEPS } from "./grid.js";
import { paint, squared } from "./pictures.js";
import { turned } from "./signals.js";

// One layer, windows inside the signal, and its rectifier. A convolution's tap meets the sample from the other end.
function layer(signals, side, kernels, operation) {
  const m = kernels[0][0].length;
  const out = side - m + 1;
  return kernels.map((kernel) => {
    const y = new Float64Array(out * out);
    kernel.forEach((taps, channel) => {
      const x = signals[channel];
      (operation === "convolve" ? turned(taps) : taps).flat().forEach((tap, k) => {
        const from = Math.floor(k / m) * side + (k % m);
        for (let r = 0; r < out; r += 1) for (let c = 0; c < out; c += 1) y[r * out + c] += tap * x[from + r * side + c];
      });
    });
    return y.map((value) => Math.max(value, 0));
  });
}

function scores(image, layers, dense, operation) {
  let signals = [image];
  for (const kernels of layers) signals = layer(signals, Math.sqrt(signals[0].length), kernels, operation);
  const features = signals.flatMap((channel) => [...channel]);
  return dense.map((weights) => weights.reduce((sum, weight, k) => sum + weight * features[k], 0));
}

const pixels = (text) => Float64Array.from(text, (digit) => parseInt(digit, 36));

// In whole numbers, so it comes out as in the library to the last digit. other: how many images have other scores than
// as trained; kernels: the first of each layer, as stored.
function answer({ flipped, operation, image }, data) {
  const stored = data.kernels.map((kernels, n) => (flipped[n] ? kernels.map((kernel) => kernel.map(turned)) : kernels));
  const images = data.images.map(pixels);
  const before = images.map((each) => scores(each, data.kernels, data.dense, "correlate"));
  const now = images.map((each) => scores(each, stored, data.dense, operation));
  const guesses = now.map((each) => each.indexOf(Math.max(...each)));
  return {
    predictions: guesses.join(""),
    correct: guesses.filter((digit, k) => digit === Number(data.labels[k])).length,
    other: now.filter((each, k) => each.some((score, digit) => score !== before[k][digit])).length,
    scores: now[image],
    trained: before[image],
    kernels: stored.map((kernels) => kernels[0][0]),
  };
}

// light strokes on dark, in both schemes
function picture(text) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  const values = pixels(text);
  paint(canvas, squared(Math.sqrt(text.length), (k) => 20 + 14 * values[k]), (value) => [value, value, value + 4]);
  return canvas;
}

function build(it) {
  const { images, labels, kernels, dense, unit } = it.data;
  const operations = it.bound("operation", switcher, "All layers", { correlate: "correlate, as trained", convolve: "convolve" });
  // which kernels must be flipped so that the network is as trained
  const right = () => it.state.flipped.map(() => it.state.operation === "convolve");
  const repair = button("Repair: flip what is the wrong way round", () => it.change({ flipped: right() }));
  const layers = kernels.map((each, n) => {
    const name = `layer ${n + 1}: one of its ${each.flat().length} kernels`;
    const flip = () => it.change({ flipped: it.state.flipped.map((was, k) => (k === n) !== was) });
    return box("panel", grid(name).show(each[0][0], { caption: name }), button(`Flip layer ${n + 1}’s kernels`, flip));
  });
  const share = make("meter", { min: 0, max: images.length, "aria-label": "digits that are right" });
  const counted = make("output", { class: "correct" });

  // a row for each digit; one of them is in the order of the Tab key, arrows go on from there
  const buttons = images.map((text, image) => button(picture(text), () => it.change({ image }), { "data-image": image }));
  buttons.forEach((each) => each.append(make("span")));
  const digits = group("digits, a row for each", { class: "digits" }, ...buttons);
  digits.onkeydown = (event) => {
    const [down, across] = STEPS[event.key] ?? [];
    const next = buttons[it.state.image + 10 * down + across];
    if (!next) return;
    event.preventDefault();
    next.click();
    next.focus();
  };

  const large = make("div", { class: "digit" });
  const taken = note("caption");
  const row = (tag, ...cells) => make("tr", {}, ...cells.map((cell) => make(tag, {}, cell)));
  const rows = dense.map((_, digit) => row("td", digit, make("div", { class: "score-bar" }), "", ""));
  const table = make("table", { class: "scores", "aria-label": "scores of the picked digit" });
  table.append(row("th", "digit", "", "score", "as trained"), ...rows);
  const picked = box("panel picked", taken, large, table);
  const caption = note("caption", "Digits it never saw, and what it takes them for. Pick one.");
  it.stage.append(box("panels", ...layers), box("bar", operations, repair), box("bar", share, counted), it.told);
  it.stage.append(box("panels", box("panel", caption, digits), picked));

  function condition({ flipped, operation }) {
    const wrong = flipped.flatMap((was, n) => (was === right()[n] ? [] : [n + 1]));
    if (wrong.length) return `The wrong way round: the kernels of layer ${wrong.join(", ")}.`;
    if (operation === "correlate") return "Nothing is broken: the layers correlate, and no kernel is flipped.";
    return "Repaired: each layer convolves, each kernel is flipped, and the two undo each other.";
  }

  function showDigit(each, k, seen) {
    const fine = seen === labels[k];
    each.classList.toggle("wrong", !fine);
    each.tabIndex = k === it.state.image ? 0 : -1;
    each.ariaPressed = String(k === it.state.image);
    each.ariaLabel = `a ${labels[k]}, taken for ${seen}: ${fine ? "right" : "wrong"}`;
    each.lastChild.textContent = fine ? seen : `✗${seen}`;
  }

  return (state, found) => {
    const { image, flipped } = state;
    const { correct, predictions, scores: now, trained } = found;
    layers.forEach((panel, n) => {
      panel.firstChild.show(found.kernels[n], { classes: lyingClasses(kernels[n][0][0], flipped[n]) });
      panel.lastChild.ariaPressed = String(flipped[n]);
    });
    share.value = correct;
    counted.value = `${correct} of ${images.length} digits right`;
    it.say(`${condition(state)} ${found.other} of ${images.length} digits have other scores than as trained.`);
    buttons.forEach((each, k) => showDigit(each, k, predictions[k]));
    large.replaceChildren(picture(images[image]));
    taken.textContent = `A ${labels[image]}, taken for ${predictions[image]}.`;
    const [least, most] = [Math.min(...now), Math.max(...now)];
    const shown = (score) => written((score / unit).toFixed(2));
    rows.forEach((tr, digit) => {
      const [, bar, score, before] = tr.cells;
      bar.firstChild.style.inlineSize = `${(100 * (now[digit] - least)) / (most - least || 1)}%`;
      score.textContent = shown(now[digit]);
      score.dataset.score = now[digit];
      before.textContent = shown(trained[digit]);
      tr.classList.toggle("largest", String(digit) === predictions[image]);
    });
  };
}

export const breakAndRepair = { answer, build };

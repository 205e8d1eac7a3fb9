// The dot-product test: propose an adjoint, and see whether two numbers agree.

import { alike, box, button, chooser, group, labelled, make, stepper, note } from "./dom.js";
import { grid, weightClasses } from "./grid.js";
import { applied, conjugate, gaussian, inner, minus } from "./sequences.js";

// taps: the kernel as B uses it; right is null where B y has not as many numbers as x
function answer({ x, y, h, forward, back }) {
  const turned = back.flipped ? h.toReversed() : h;
  const taps = back.conjugated ? turned.map(conjugate) : turned;
  const Ax = applied(x, h, forward);
  const By = applied(y, taps, back);
  const left = inner(Ax, y);
  const right = By.length === x.length ? inner(x, By) : null;
  const difference = right && minus(left, right);
  return { Ax, By, taps, left, right, difference, agree: alike(left, right), symmetric: alike(h, h.toReversed().map(conjugate)) };
}

const real = (h) => h.every(([, im]) => im === 0);
const whole = () => Math.floor(Math.random() * 9) - 4;
const drawn = (length, h) => Array.from({ length }, () => [whole(), real(h) ? 0 : whole()]);
const made = ({ x, h, forward }) => applied(x, h, forward).length;

// other numbers for x and y, as many as there were, and as A makes
const redrawn = (state) => ({ ...state, x: drawn(state.x.length, state.h), y: drawn(made(state), state.h) });

function spelled(signal, { operation, flipped, conjugated, mode, anchor }) {
  const h = flipped ? "flip(h)" : "h";
  return `${operation}(${signal}, ${conjugated ? `conj(${h})` : h}, mode="${mode}"${mode === "same" ? `, anchor=${anchor}` : ""})`;
}

// the choices of one side: named controls, and the call that they spell
function half(changed, ...ticked) {
  const operation = chooser("operation", ["convolve", "correlate"], (value) => changed({ operation: value }));
  const mode = chooser("mode", ["full", "same", "valid"], (value) => changed({ mode: value }));
  const anchor = stepper("anchor", [0, 1], (value) => changed({ anchor: value }));
  const ticks = ticked.map((name) => {
    const input = make("input", { type: "checkbox", onchange: () => changed({ [name]: input.checked }) });
    return labelled(`kernel ${name}`, input, (how) => (input.checked = how[name]));
  });
  const put = (how, m) => {
    operation.put(how.operation);
    mode.put(how.mode);
    anchor.put(how.anchor, [0, m - 1]);
    anchor.hidden = how.mode !== "same";
    for (const tick of ticks) tick.put(how);
  };
  return Object.assign(box("bar", operation, ...ticks, mode, anchor), { put });
}

function build(it) {
  const { presets } = it.data;
  const shown = {};
  const place = (name, tag = "data") => (shown[name] = make(tag, { "data-name": name }));
  const row = (name, shown = name) => box("panel", note("caption", shown), place(name, "div"));
  const forward = half((changes) => {
    const next = { ...it.state, forward: { ...it.state.forward, ...changes } };
    // y stays if it has as many numbers as A x
    it.change(made(next) === next.y.length ? next : { ...next, y: drawn(made(next), next.h) });
  });
  const back = half((changes) => it.change({ back: { ...it.state.back, ...changes } }), "flipped", "conjugated");
  const preset = chooser("Kernel", presets.map(({ name }) => name), (chosen) => {
    const { h } = presets.find(({ name }) => name === chosen);
    const held = (how) => ({ ...how, anchor: Math.min(how.anchor, h.length - 1) });
    it.change(redrawn({ ...it.state, h, forward: held(it.state.forward), back: held(it.state.back) }));
  });
  const side = (title, ...parts) => group(title, {}, note("title", title), ...parts);
  const product = (shown, name) => make("p", {}, shown, place(name));
  const again = button("Draw other x and y", () => it.change(redrawn(it.state)));
  const columns = box(
    "columns tester",
    side("A, the map", forward, place("forward", "code"), row("h"), row("x"), row("Ax", "A x"), product("⟨A x, y⟩ = ", "left")),
    side("B, your proposal", back, place("back", "code"), row("taps", "the kernel of B"), row("y"), row("By", "B y"), product("⟨x, B y⟩ = ", "right")),
  );
  it.stage.append(box("bar", preset, again, button("Draw 20 times", count)), columns, it.told);

  function count() {
    const { state } = it;
    const agreed = Array.from({ length: 20 }, () => answer(redrawn(state))).filter(({ agree }) => agree).length;
    let also = "";
    if (answer(state).symmetric) also = " But this kernel is its own conjugate flip: the wrong operation passes too.";
    else if (real(state.h)) also = " The taps are real, so a missing conjugate passes too.";
    it.say(`Agreed in ${agreed} draws of 20. ${agreed < 20 ? "" : `B passes as the adjoint of A.${also}`}`);
  }

  return ({ x, y, h, forward: A, back: B }, found) => {
    const { taps, Ax, By } = found;
    const [weights] = weightClasses([h.map(([re, im]) => re || im)]);
    const classes = { h: weights, taps: B.flipped ? weights.toReversed() : weights };
    for (const [name, values] of Object.entries({ x, y, h, taps, Ax, By })) {
      const cells = values.length ? grid(name).show([values.map(gaussian)], { classes: [classes[name]] }) : "nothing: the kernel is longer than y";
      shown[name].replaceChildren(cells);
    }
    for (const name of ["left", "right"]) shown[name].textContent = found[name] ? gaussian(found[name]) : "not defined";
    forward.put(A, h.length);
    back.put(B, h.length);
    shown.forward.textContent = `A x = ${spelled("x", A)}`;
    shown.back.textContent = `B y = ${spelled("y", B)}`;
    preset.put(presets.find((one) => alike(one.h, h))?.name ?? "");
    const apart = found.right ? `they differ by ${gaussian(found.difference)}` : `B y has ${By.length} numbers, and x has ${x.length}`;
    it.say(found.agree ? "The two numbers agree in this draw." : `The two numbers do not agree: ${apart}.`);
  };
}

export const dotProduct = { answer, build };

// The flip-switch playground: a kernel, a picture, one switch.

import { address, LARGEST, middle, stateIn } from "./address.js";
import { alike, box, chooser, clamped, coded, factor, labelled, make, stepper, switcher, note, written } from "./dom.js";
import { code, LIBRARIES } from "./code.js";
import { grid, weightClasses } from "./grid.js";
import { kernelPanel } from "./kernel.js";
import { grey, onScheme, ownPicture, paint, scheme, shades, unpacked } from "./pictures.js";
import { borders, feels, filtered, meets } from "./signals.js";

const SHOWN = { convolve: ["convolve"], correlate: ["correlate"], both: ["convolve", "correlate"] };
const CAPTIONS = { convolve: "convolve(x, h)", correlate: "correlate(x, h)", less: "the first less the second" };
const FEELS = {
  none: "This kernel is its own flip. The two operations give the same, and the switch changes nothing.",
  sign: "The flip changes the sign of this kernel, and so of all that it makes.",
  shape: "This kernel can feel the flip: the two operations give different pictures.",
};

// where both are shown, it is the first
const answer = ({ x, h, operation, ...how }) => ({
  y: filtered(x, h, { ...how, operation: SHOWN[operation][0] }),
  feels: feels(h),
});

// What the taps meet at an output: samples inside of x, of taps that are not zero.
function met(state, operation, [row, column], x) {
  const how = { ...state, operation };
  const found = state.h.flatMap((taps, i) =>
    taps.map((tap, j) => {
      const [r, c] = [meets(row, x.length, i, 0, how), meets(column, x[0].length, j, 1, how)];
      return { i, j, r, c, tap, sample: x[r]?.[c] };
    }),
  );
  return found.filter(({ tap, sample }) => tap !== 0 && sample !== undefined);
}

// numbers of which one can be picked, or, with colours, a picture of them
function view(name, label, picked) {
  const table = grid(label, { picked });
  const canvas = make("canvas", { role: "img", class: "exhibit-canvas" });
  canvas.onpointerdown = ({ offsetX, offsetY }) => {
    const { height, clientHeight } = canvas;
    picked(...[offsetY, offsetX].map((offset) => Math.floor((offset / clientHeight) * height)));
  };
  const above = note("caption");
  const [numbers, pixels] = [box("scroll", table), make("div", {}, above, canvas)];
  const panel = make("div", { class: "exhibit-panel", "data-output": name }, numbers, pixels);
  panel.show = (rows, caption, colour, marks) => {
    numbers.hidden = Boolean(colour);
    pixels.hidden = !colour;
    if (!colour) return table.show(rows, { ...marks(), caption });
    canvas.ariaLabel = above.textContent = caption;
    paint(canvas, rows, colour);
  };
  return panel;
}

function build(it) {
  const { data } = it;
  const { impulse, presets, side } = data;
  const small = data.size === "small";
  const shared = () => stateIn(location.hash, [impulse.length, impulse[0].length]);
  const pictures = small ? {} : { portrait: unpacked(data.portrait, side) };
  const kernelOf = ({ rows }) => ({ h: rows, anchor: middle(rows) });
  it.state = { ...kernelOf(presets[0]), operation: small ? "convolve" : "both", border: "constant", input: "pixels", x: impulse, pick: data.pick, brush: 1 };

  // what a reader changes stands in the address, too
  const { change: shown } = it;
  const change = (changes) => {
    shown(changes);
    if (!small) history.replaceState(null, "", link.href);
  };
  it.change = change;

  const kernel = kernelPanel(change, small ? null : [1, LARGEST], true);
  const operations = it.bound("operation", switcher, "Show", { convolve: "convolve", correlate: "correlate", both: "both, and the difference" });
  const preset = chooser("Kernel", ["your own", ...presets.map(({ name }) => name)], (chosen) => {
    const found = presets.find(({ name }) => name === chosen);
    if (found) change(kernelOf(found));
  });
  const border = it.bound("border", chooser, "Border", borders);
  const file = make("input", { type: "file", accept: "image/*", onchange: () => open(file.files[0]) });
  const input = it.bound("input", chooser, "Picture", { pixels: "pixels to paint", portrait: "a portrait" });
  const brushes = it.bound("brush", stepper, "Brush", [-99, 99]);
  const inputs = view(null, "x", (i, j) => change({ pick: [i, j], ...(it.state.input === "pixels" && dabbed(i, j)) }));
  const outputs = Object.keys(CAPTIONS).map((name) => view(name, CAPTIONS[name], (i, j) => change({ pick: [i, j] })));
  const bar = box("bar", operations, preset);
  it.stage.append(bar, box("panels", kernel, inputs, box("panels", ...outputs)), it.told);

  const library = chooser("The same with", LIBRARIES, spell);
  const text = coded();
  const link = make("a", {}, "A link to this");
  if (!small) {
    bar.append(border, input, labelled("Open yours", file), brushes);
    it.stage.append(box("bar", library, link), text);
    addEventListener("hashchange", () => shown(shared()));
    Object.assign(it.state, shared());
  }
  onScheme(() => shown({}));

  function dabbed(i, j) {
    const { x, brush } = it.state;
    return { x: x.with(i, x[i].with(j, x[i][j] === brush ? 0 : brush)) };
  }

  async function open(picture) {
    if (!picture) return;
    try {
      const own = await ownPicture(picture, side);
      if (!pictures.own) input.control.add(new Option("a picture of yours", "own"));
      pictures.own = own;
      change({ input: "own" });
    } catch {
      it.say(`${picture.name} cannot be opened as a picture.`);
    }
  }

  function spell() {
    const [operation] = SHOWN[it.state.operation];
    text.firstChild.textContent = code(library.control.value, { ...it.state, operation }, data.dialects);
  }

  // An output that is one tap alone wears the colour of the tap, and the first tap's corner; others that of their sign.
  function colours(name, y, x, weights) {
    return y.map((row, r) =>
      row.map((value, c) => {
        const [lone, more] = name === "less" ? [] : met(it.state, name, [r, c], x).filter(({ sample }) => sample !== 0);
        if (lone?.sample !== 1 || more) return value ? (value < 0 ? "negative" : "positive") : "blank";
        const corner = lone.i || lone.j ? "" : name === "convolve" ? " corner" : " corner-turned";
        return weights[lone.i][lone.j] + corner;
      }),
    );
  }

  function tell(terms, made, felt) {
    const [i, j] = it.state.pick;
    const [one, other] = Object.entries(made).map(([name, y]) => [CAPTIONS[name], written(y[i][j])]);
    const lit = terms.flatMap(({ tap, sample }) => (sample ? [`${factor(tap)} × ${factor(sample)}`] : []));
    if (lit.length > 9) lit.splice(9, lit.length, `${lit.length - 9} more terms`);
    const also = other ? ` The correlation gives ${other[1]} there.` : "";
    it.say(`${FEELS[felt]} Row ${i + 1}, column ${j + 1} of ${one[0]}: ${lit.join(" + ") || "0"} = ${one[1]}.${also}`);
  }

  return (state) => {
    const { h, operation, input: source } = state;
    const painted = source === "pixels";
    const x = painted ? state.x : pictures[source];
    state.anchor = state.anchor.map((a, k) => Math.min(a, (k ? h[0] : h).length - 1));
    state.pick = state.pick.map((place, k) => clamped(place, 0, (k ? x[0] : x).length - 1));
    const ring = state.pick;
    const made = Object.fromEntries(SHOWN[operation].map((each) => [each, filtered(x, h, { ...state, operation: each })]));
    if (operation === "both") made.less = made.convolve.map((row, i) => row.map((y, j) => y - made.correlate[i][j]));
    preset.put(presets.find(({ rows }) => alike(rows, h))?.name ?? "your own");
    kernel.show(h, state.anchor);

    const weights = weightClasses(h);
    const [first] = SHOWN[operation];
    const terms = met(state, first, ring, x);
    const classes = x.map((row) => row.map(() => "blank"));
    for (const { i, j, r, c } of terms) classes[r][c] = weights[i][j];
    const seen = painted ? `x: press to paint. In colours, the window of ${first}` : `x, ${side} by ${side}`;
    inputs.show(x, seen, !painted && grey, () => ({ classes, ring }));

    const limit = Object.values(made).flat(2).reduce((most, y) => Math.max(most, Math.abs(y)), 0);
    const colour = !painted && shades(data.stops[scheme()], limit);
    const key = painted ? "" : `: blue −${limit}, orange ${limit}`;
    for (const panel of outputs) {
      const name = panel.dataset.output;
      const y = made[name];
      panel.hidden = !y;
      if (y) panel.show(y, CAPTIONS[name] + key, colour, () => ({ classes: colours(name, y, x, weights), ring }));
    }
    tell(terms, made, feels(h));
    if (small) return;
    spell();
    link.href = address(state);
  };
}

export const playground = { answer, build };

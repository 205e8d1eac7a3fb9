// The number line: a convolution adds the places of impulses, a correlation subtracts them.

import { box, factor, make, slider, note, written } from "./dom.js";

// before: where b ⋆ c lies, to which a is then added or taken away
function answer({ a, b, c }) {
  const pairs = { sum: a + b, difference: b - a, before: c - b };
  const corrLeft = c - (b - a);
  const corrRight = c - b - a;
  return { ...pairs, left: a + b + c, right: a + (b + c), corrLeft, corrRight, apart: corrLeft - corrRight };
}

const signed = (value) => (value > 0 ? `+${value}` : written(value));

// (a ∗ b) ∗ c as impulses: each letter becomes a delta with the letter below
const impulses = (of) => [...of].map((sign) => (/[abc]/.test(sign) ? make("span", {}, "δ", make("sub", {}, sign)) : sign));

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

const xAt = (place) => 170 + place * 10.2;
const path = (name, d) => svg("path", { class: name, d });

// words stand to the right of what spans two places, or to the left where there is no room
function beside(from, to, y, text) {
  const high = Math.max(from, to);
  const [x, anchor] = high > 7 ? [xAt(Math.min(from, to)) - 8, "end"] : [xAt(high) + 8, "start"];
  return svg("text", { x, y: y + 4, "text-anchor": anchor }, `${text}: ${signed(to - from)}`);
}

// stops: where the arrows end, by the names of state and answer; pair: which two stops a bracket joins, and its words
function drawing({ stops, steps, pair }, known) {
  const places = [0, ...stops.map((stop) => known[stop])];
  const rows = steps.map((step, k) => [k, k + 1, step]).concat(pair ? [pair] : []);
  const height = 18 * rows.length + 14;
  const end = xAt(places.at(-1));
  const ticks = [-15, -10, -5, 0, 5, 10, 15];
  const parts = ticks.map((k) => svg("text", { x: xAt(k), y: height + 18, "text-anchor": "middle" }, written(k)));
  parts.push(path("axis", `M5 ${height}H335${ticks.map((k) => `M${xAt(k)} ${height}v5`).join("")}`));
  parts.push(path("rule", `M${xAt(0)} 4V${height}M${end} ${18 * steps.length - 4}V${height}`));
  rows.forEach(([i, j, text], k) => {
    const [from, to, y] = [places[i], places[j], 14 + 18 * k];
    const tip = to > from ? 5 : -5;
    const shaft = to === from ? "" : `M${xAt(from)} ${y}H${xAt(to)}m${-tip} -4l${tip} 4l${-tip} 4`;
    if (j > i + 1) parts.push(path("bracket", `M${xAt(from)} ${y - 5}v5H${xAt(to)}v-5`));
    else parts.push(svg("circle", { cx: xAt(from), cy: y, r: 2.5 }), path("arrow", shaft));
    parts.push(beside(from, to, y, text));
  });
  parts.push(path("end", `M${end} ${height - 5}l5 5l-5 5l-5 -5z`));
  const label = `Arrows from 0 to ${places.slice(1).map(written).join(", then to ")}`;
  return svg("svg", { viewBox: `0 0 340 ${height + 24}`, role: "img", "aria-label": label }, ...parts);
}

function build(it) {
  const letters = [..."abc"];
  const sliders = letters.map((letter) => it.bound(letter, slider, letter, [-5, 5]));
  sliders.forEach((each) => each.append(make("data")));
  const columns = box("columns line");
  it.stage.append(box("bar", ...sliders), columns, it.told);

  return (state, found) => {
    letters.forEach((letter, k) => (sliders[k].lastChild.textContent = written(state[letter])));
    const rows = ({ stops, place, of, ...row }) => {
      const end = stops.at(-1);
      const sum = place.replace(/[abc]/g, (letter) => factor(state[letter]));
      const value = make("data", { class: end }, written(found[end]));
      return [note("caption", ...impulses(of), ` is 1 at ${sum} = `, value), drawing({ stops, ...row }, { ...state, ...found })];
    };
    const column = (each) => make("div", {}, note("title", each.title), ...each.rows.flatMap(rows));
    columns.replaceChildren(...it.data.columns.map(column));
    const { left, corrLeft, corrRight, apart } = found;
    const two = `the ends are ${written(corrLeft)} and ${written(corrRight)}: 2a = ${written(apart)} apart`;
    const ends = apart ? two : `both end at ${written(corrLeft)}, since a is 0`;
    it.say(`Move the brackets. Added, both end at ${written(left)}. Subtracted, ${ends}.`);
  };
}

export const line = { answer, build };

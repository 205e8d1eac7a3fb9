// The state of the playground in the address of the page, so that it can be shared.

import { borders, tabled } from "./signals.js";

const NAME = "#playground?";
export const LARGEST = 7;
export const middle = (h) => [h.length >> 1, h[0].length >> 1];

// #playground?h=1,2;3,4&anchor=1,0&show=both&border=wrap&x=4.3.1_0.0.2: pixels as row.column.value
export function address({ h, anchor, operation, border, input, x }) {
  const bright = x.flatMap((row, i) => row.flatMap((value, j) => (value ? [`${i}.${j}.${value}`] : [])));
  const picture = input === "portrait" ? `input=${input}` : `x=${bright.join("_")}`;
  return `${NAME}h=${h.join(";")}&anchor=${anchor}&show=${operation}&border=${border}&${picture}`;
}

// The parts of an address that make sense; what does not is left out.
export function stateIn(hash, [rows, columns]) {
  const found = {};
  if (!hash.startsWith(NAME)) return found;
  const fields = Object.fromEntries(new URLSearchParams(hash.slice(NAME.length)));
  const number = (text) => (text.trim() ? Number(text) : NaN);
  const h = fields.h?.split(";").map((row) => row.split(",").map(number));
  if (h && isKernel(h)) {
    const anchor = fields.anchor?.split(",").map(Number) ?? [];
    const fits = anchor.length === 2 && anchor.every((a, k) => a in (k ? h[0] : h));
    Object.assign(found, { h, anchor: fits ? anchor : middle(h) });
  }
  const take = (name, value, allowed) => allowed.includes(value) && (found[name] = value);
  take("operation", fields.show, ["convolve", "correlate", "both"]);
  take("border", fields.border, borders);
  take("input", fields.input, ["pixels", "portrait"]);
  if (fields.x === undefined) return found;
  found.x = tabled(rows, columns, () => 0);
  for (const [, i, j, value] of fields.x.matchAll(/(\d+)\.(\d+)\.(-?\d+)/g)) if (j in (found.x[i] ?? [])) found.x[i][j] = Number(value);
  return found;
}

function isKernel(h) {
  const [{ length }] = h;
  const fits = h.length <= LARGEST && length <= LARGEST;
  return fits && h.every((row) => row.length === length && row.every(Number.isFinite));
}

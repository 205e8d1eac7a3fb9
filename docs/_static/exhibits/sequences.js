// Both operations on sequences of complex numbers, each a pair [re, im], in all three modes.

import { written } from "./dom.js";

const zero = [0, 0];
const times = ([a, b], [c, d]) => [a * c - b * d, a * d + b * c];
const plus = ([a, b], [c, d]) => [a + c, b + d];
export const minus = ([a, b], [c, d]) => [a - c, b - d];
export const conjugate = ([a, b]) => [a, 0 - b];

// The place of the first output, and how many there are.
function span(n, m, back, { mode, anchor }) {
  if (mode === "full") return [back ? 0 : 1 - m, n + m - 1];
  if (mode === "same") return [back ? anchor : -anchor, n];
  return [back ? m - 1 : 0, Math.max(0, n - m + 1)];
}

// A convolution looks back; a correlation looks ahead, and conjugates its kernel.
export function applied(x, h, how) {
  const back = how.operation === "convolve";
  const [first, length] = span(x.length, h.length, back, how);
  const term = (tap, sample = zero) => times(back ? tap : conjugate(tap), sample);
  const at = (place) => h.reduce((sum, tap, j) => plus(sum, term(tap, x[back ? place - j : place + j])), zero);
  return Array.from({ length }, (_, k) => at(first + k));
}

// the second one conjugated
export const inner = (u, v) => u.reduce((sum, value, k) => plus(sum, times(value, conjugate(v[k]))), zero);

// as in print: 3−2i
export function gaussian([re, im]) {
  const size = Math.abs(im) === 1 ? "" : Math.abs(im);
  const imaginary = im ? `${im < 0 ? "−" : re ? "+" : ""}${size}i` : "";
  return (re || !im ? written(re) : "") + imaginary;
}

// The two operations by their sums, for matrices of numbers: lists of rows.

const modulo = (i, n) => ((i % n) + n) % n;
const mirrored = (k, last) => Math.min(k, last - k);

// Which sample stands at place i of a signal of n that is continued by a border; -1 is a zero.
const BORDERS = {
  constant: (i, n) => (i >= 0 && i < n ? i : -1),
  edge: (i, n) => Math.min(Math.max(i, 0), n - 1),
  wrap: modulo,
  symmetric: (i, n) => mirrored(modulo(i, 2 * n), 2 * n - 1),
  reflect: (i, n) => mirrored(modulo(i, 2 * n - 2 || 1), 2 * n - 2),
};

export const borders = Object.keys(BORDERS);
const SIGNS = { convolve: -1, correlate: 1 };

// The sample of a line of n that tap j meets at output k: a convolution looks back, a correlation ahead. A call of a
// library has a sign for each axis, and a border for each end; where it has none, nothing is read beyond.
export function meets(k, n, j, axis, { operation, sign, border, anchor }) {
  const place = k + (sign?.[axis] ?? SIGNS[operation]) * (j - anchor[axis]);
  const edge = borders.includes(border) ? border : border[axis][place < 0 ? 0 : 1];
  return (BORDERS[edge] ?? BORDERS.constant)(place, n);
}

// As many outputs as samples; the tap at the anchor meets the sample at the output's own place.
export function filtered(x, h, how) {
  const y = x.map((row) => row.map(() => 0));
  const met = (line, j, axis) => line.map((_, k) => meets(k, line.length, j, axis, how));
  const across = h[0].map((_, j) => met(x[0], j, 1));
  h.forEach((taps, i) => {
    const down = met(x, i, 0);
    taps.forEach((tap, j) => {
      for (let r = 0; tap && r < y.length; r += 1) {
        const [into, from] = [y[r], x[down[r]]];
        if (from) across[j].forEach((c, k) => c >= 0 && (into[k] += tap * from[c]));
      }
    });
  });
  return y;
}

// m rows of n, value by value
export const tabled = (m, n, value) => Array.from({ length: m }, (_, i) => Array.from({ length: n }, (_, j) => value(i, j)));

export const turned = (rows) => rows.map((row) => row.toReversed()).reverse();

// "none", "sign" or "shape": what the flip does to a kernel, and so to what it makes
export function feels(h) {
  const [taps, back] = [h.flat(), h.flat().reverse()];
  if (taps.every((tap, k) => tap === back[k])) return "none";
  return taps.every((tap, k) => tap === -back[k]) ? "sign" : "shape";
}

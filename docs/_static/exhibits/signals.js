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

// As many outputs as samples; the tap at the anchor meets the sample at the output's own place. The signal is continued
// first, so that the innermost loop asks nothing: a picture must follow the reader's hand.
export function filtered(x, h, how) {
  const shifts = [h, h[0]].map((line, axis) =>
    line.map((_, j) => (how.sign?.[axis] ?? SIGNS[how.operation]) * (j - how.anchor[axis])),
  );
  const [top, left] = shifts.map((found) => Math.min(...found));
  const places = (line, axis, m, first) =>
    Array.from({ length: line.length + m - 1 }, (_, k) => meets(k + first, line.length, how.anchor[axis], axis, how));
  const across = places(x[0], 1, h[0].length, left);
  const continued = places(x, 0, h.length, top).map((r) => Float64Array.from(across, (c) => x[r]?.[c] ?? 0));
  const y = x.map((row) => new Float64Array(row.length));
  h.forEach((taps, i) =>
    taps.forEach((tap, j) => {
      const [down, over] = [shifts[0][i] - top, shifts[1][j] - left];
      for (let r = 0; tap && r < y.length; r += 1) {
        const [into, from] = [y[r], continued[r + down]];
        for (let k = 0; k < into.length; k += 1) into[k] += tap * from[k + over];
      }
    }),
  );
  return y.map((row) => [...row]);
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

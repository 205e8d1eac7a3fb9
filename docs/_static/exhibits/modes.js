// Outputs in the modes "full", "same" and "valid": the first and the last are cuts of the second, with zeros around.

import { filtered } from "./signals.js";

// rows with zeros around them, as many as named, or something else than zeros
export function around(rows, [down, across], fill = 0) {
  const beside = Array(across).fill(fill);
  const wide = rows.map((row) => [...beside, ...row, ...beside]);
  const empty = Array(down).fill(wide[0].map(() => fill));
  return [...empty, ...wide, ...empty];
}

// how far a window may hang over the ends
export const overhang = (h, mode) => (mode === "full" ? [h.length - 1, h[0].length - 1] : [0, 0]);

export function outputs({ x, h, operation, mode, anchor }) {
  const how = { operation, border: "constant", anchor };
  if (mode === "same") return filtered(x, h, how);
  const [m, n] = overhang(h, "full");
  how.anchor = operation === "convolve" ? [m, n] : [0, 0];
  const y = filtered(around(x, overhang(h, mode)), h, how);
  return y.slice(0, y.length - m).map((row) => row.slice(0, row.length - n));
}

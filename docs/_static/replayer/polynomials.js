// Indices in normal form: a Map from a monomial, "hom:x*y", to its coefficient, without zeros.

import { checkSize, must, spend } from "./limits.js";

const keyOf = (hom, names) => `${hom}:${names.sort().join("*")}`;

function parts(key) {
  const [hom, names] = key.split(":");
  return [hom, names ? names.split("*") : []];
}

export const variable = (name) => new Map([[`:${name}`, 1n]]);
export const constant = (value) => new Map(value ? [[":", BigInt(value)]] : []);

// the number that an index is, or undefined
export const numberOf = (index) => (index.size === 0 ? 0n : index.size === 1 ? index.get(":") : undefined);

function add(total, key, amount) {
  total.set(key, (total.get(key) ?? 0n) + amount);
}

function settled(total) {
  for (const [key, c] of total) {
    checkSize(c);
    if (!c) total.delete(key);
  }
  return total;
}

// the sum of multiples: pairs of a factor and an index
export function combination(...pairs) {
  const total = new Map();
  for (const [factor, index] of pairs) {
    spend(1 + index.size);
    for (const [key, c] of index) add(total, key, factor * c);
  }
  return settled(total);
}

export function times(left, right) {
  spend(1);
  const total = new Map();
  for (const [one, a] of left) {
    for (const [other, b] of right) {
      spend(8 + one.length + other.length);
      add(total, keyOf("", [...parts(one)[1], ...parts(other)[1]]), a * b);
    }
  }
  return settled(total);
}

export function image(hom, index) {
  const monomials = [...index].map(([key, c]) => {
    const [inner, names] = parts(key);
    must(!inner, `the image under ${hom} of an image under ${inner} cannot be written`);
    return [keyOf(hom, names), c];
  });
  return new Map(monomials);
}

export function textOf(index, sign = 1n) {
  const keys = [...index.keys()].sort();
  spend(keys.length);
  return keys.map((key) => `${sign * index.get(key)}${key}`).join("+");
}

// an index and its negative have one text
export const textUpToSign = (index) => [textOf(index), textOf(index, -1n)].sort()[0];

// the monomials that hold one of the variables
export function holding(index, names) {
  spend(index.size);
  return [...index.keys()].filter((key) => parts(key)[1].some((name) => names.includes(name)));
}

// the one of these variables that the index holds: alone, once, with 1 or -1, under no homomorphism
export function lone(index, names) {
  const [key, ...more] = holding(index, names);
  const unit = more.length === 0 && [1n, -1n].includes(index.get(key));
  return unit ? names.find((name) => key === `:${name}`) : undefined;
}

// where the index is zero, as a value of a variable
export function zeroOf(index, name, called) {
  must(lone(index, [name]), `${called} must occur once in the delta, with 1 or -1, under no homomorphism`);
  return combination([-index.get(`:${name}`), index], [1n, variable(name)]);
}

// fraction-free elimination, after Bareiss
export function determinant(m) {
  let sign = 1n;
  let last = 1n;
  for (let k = 0; k < m.length; k++) {
    const pivot = m.findIndex((row, i) => i >= k && row[k]);
    if (pivot < 0) return 0n;
    if (pivot > k) {
      [m[k], m[pivot]] = [m[pivot], m[k]];
      sign = -sign;
    }
    for (let i = k + 1; i < m.length; i++) {
      for (let j = k + 1; j < m.length; j++) m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) / last;
    }
    last = m[k][k];
  }
  return sign * last;
}

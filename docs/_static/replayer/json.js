// JSON as the format has it, and the digest of a certificate. Browsers have no SHA-256 on pages that are files.

import { isObject, must } from "./limits.js";

const BYTES = 1_000_000;
const DEPTH = 60;
const TOKEN = /"(?:[^"\\]|\\.)*"\s*(:?)|[[\]{}]|-?\d[\d.eE+-]*/g;

// JSON.parse forgets how numbers were written, and keys that came twice: the text is looked through for them
export function parse(text) {
  must(text.length <= BYTES && new TextEncoder().encode(text).length <= BYTES, `it is larger than ${BYTES} bytes`);
  must(!/\p{Surrogate}/u.test(text), "it is not UTF-8");
  let keys = 0;
  let value, tokens;
  try {
    value = JSON.parse(text, (_, inner) => {
      if (!isObject(inner)) return inner;
      keys += Object.keys(inner).length;
      // so that no name, be it "constructor", is there unless it was written
      return Object.setPrototypeOf(inner, null);
    });
    tokens = [...text.matchAll(TOKEN)];
  } catch {
    must(false, "it is not JSON, or nested too deep");
  }
  let depth = 0;
  for (const [token, colon] of tokens) {
    if (colon) keys--;
    else if ("[{".includes(token)) must(++depth <= DEPTH, `it is nested deeper than ${DEPTH}`);
    else if ("]}".includes(token)) depth--;
    else if (token[0] !== '"') must(/^-?\d{1,7}$/.test(token), "a number is no integer, or has more than 7 digits");
  }
  must(keys === 0, "a key occurs twice");
  return value;
}

const sorted = (value) => Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]]));
const inOrder = (_, value) => (isObject(value) ? sorted(value) : value);
const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

// as Python's json.dumps(value, sort_keys=True, separators=(",", ":")) writes it
export const dumps = (value) => JSON.stringify(value, inOrder).replace(/[\x7f-\uffff]/g, escaped);

export const digestOf = ({ digest: _, ...rest }) => `sha256:${sha256(dumps(rest))}`;

// the first 32 bits of the fractional parts of roots of primes, as the standard defines its constants
const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((p) => n % p)) PRIMES.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const ROUNDS = PRIMES.map((p) => fraction(Math.cbrt(p)));
const START = PRIMES.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const turn = (x, n) => (x >>> n) | (x << (32 - n));

// of an ASCII text, which has less than 2^29 characters
export function sha256(text) {
  const view = new DataView(new ArrayBuffer(((text.length + 8) >> 6) * 64 + 64));
  for (let i = 0; i < text.length; i++) view.setUint8(i, text.charCodeAt(i));
  view.setUint8(text.length, 0x80);
  view.setUint32(view.byteLength - 4, text.length << 3);
  const w = new Int32Array(64);
  const state = Int32Array.from(START);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const s0 = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >>> 3);
      const s1 = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >>> 10);
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t++) {
      const t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[t] + w[t];
      const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
  }
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

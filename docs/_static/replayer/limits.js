// Refusals, limits, the purse from which all work on a certificate is paid, and the shapes of values.

import { written } from "./written.js";

export class Refused extends Error {}

export const NAMES = 20;
export const NODES = 5000;
export const PRODUCTS = 2000;
const LARGEST = 1n << 4096n;
// about a second's work
const WORK = 10_000_000;
let purse = WORK;

// refuse, unless; the value in question is written out only then
export function must(holds, reason, value) {
  if (!holds) throw new Refused(value === undefined ? reason : `${reason}: ${written(value)}`);
}

export function fillPurse() {
  purse = WORK;
}

export function spend(amount) {
  purse -= amount;
  must(purse >= 0, "it takes too long to check");
}

export function checkSize(coefficient) {
  must(coefficient < LARGEST && coefficient > -LARGEST, "a number in it grows too large");
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
export const any = () => true;
export const isText = (value) => typeof value === "string";
export const isList = Array.isArray;
export const isObject = (value) => value !== null && typeof value === "object" && !isList(value);
export const isName = (value) => isText(value) && /^[A-Za-z][A-Za-z0-9_]{0,23}$/.test(value);
export const isTitle = (value) => isText(value) && value.length <= 100 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value);
export const isInteger = (value) => Number.isInteger(value) && Math.abs(value) < 1e7;
export const isPlace = (value) => isInteger(value) && value >= 0;
export const isPair = (value) => isList(value) && value.length === 2;
export const namesOf = (pairs) => pairs.map(([name]) => name);
export const sortsOf = (pairs) => pairs.map(([, sort]) => sort);

// pairs of a name and something else, in which no name comes twice
export function isPairs(value) {
  const fits = isList(value) && value.length <= NAMES && value.every((pair) => isPair(pair) && isName(pair[0]));
  return fits && new Set(namesOf(value)).size === value.length;
}

// an object with fields that fit, and no others; one with a "?" may be missing
export function shaped(value, called, shape) {
  must(isObject(value), `${called} must be an object`, value);
  const known = Object.keys(shape).map((key) => key.replace("?", ""));
  for (const key of Object.keys(value)) must(known.includes(key), `${called} has the unknown field "${key}"`);
  for (const [key, fits] of Object.entries(shape)) {
    const field = key.replace("?", "");
    if (field in value) must(fits(value[field]), `"${field}" of ${called} cannot be this`, value[field]);
    else must(field !== key, `${called} has no field "${field}"`);
  }
  return value;
}

// an object with the names of a table, and no others
export function named(value, called, table) {
  return shaped(value, called, Object.fromEntries(Object.keys(table).map((name) => [name, any])));
}

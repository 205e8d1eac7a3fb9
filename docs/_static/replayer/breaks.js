// Ways to break a proof for the reader to try: each takes a certificate and returns a false one, sealed anew, or null.

import { digestOf } from "./json.js";
import { isInteger, isList, isObject, namesOf, same } from "./limits.js";
import { follow } from "./places.js";

const sealed = (whole) => ({ ...whole, digest: digestOf(whole) });
const stepsOf = ({ proof }) => proof.steps ?? [];
const withItem = (list, place, item) => list.map((one, i) => (i === place ? item : one));

function withStep(whole, number, changes) {
  const steps = stepsOf(whole);
  return sealed({ ...whole, proof: { steps: withItem(steps, number, { ...steps[number], ...changes }) } });
}

// a value in which the first part that can be changed is changed, or undefined
function edited(value, change) {
  const found = change(value);
  if (found !== undefined) return found;
  for (const key of isList(value) || isObject(value) ? Object.keys(value) : []) {
    const part = edited(value[key], change);
    if (part !== undefined) return isList(value) ? withItem(value, +key, part) : { ...value, [key]: part };
  }
}

// change what the first step that lets itself be changed puts in, and its line with it
function inSomeLine(change, skipped) {
  return (whole) => {
    let line = whole.left;
    for (const [number, { rule, at, into, gives }] of stepsOf(whole).entries()) {
      const now = rule === skipped ? undefined : edited(into, change);
      if (now !== undefined) return withStep(whole, number, { into: now, gives: follow(line, at).put(now) });
      line = gives;
    }
    return null;
  };
}

function twiceTheVariable(whole) {
  const adds = (sort) => ["group", "integers"].includes(whole.sorts[sort]);
  const fits = ({ rule, with: given }) => rule === "reindex" && adds(given.new[0][1]);
  const number = stepsOf(whole).findIndex(fits);
  if (number < 0) return null;
  const given = stepsOf(whole)[number].with;
  const [first] = namesOf(given.new);
  const twice = ([c, names, ...hom]) => [names.includes(first) ? 2 * c : c, names, ...hom];
  const put = given.put.map(([name, index]) => [name, index.map(twice)]);
  return withStep(whole, number, { with: { ...given, put } });
}

function withoutHypothesis(whole) {
  const { hypotheses, proof } = whole;
  const dropped = hypotheses.findIndex(({ kind }) => kind !== "equation" || proof.induction);
  if (dropped < 0) return null;
  const renumbered = (step) => {
    const { hypothesis } = step.with ?? {};
    return hypothesis > dropped ? { ...step, with: { ...step.with, hypothesis: hypothesis - 1 } } : step;
  };
  const now = proof.steps ? { steps: proof.steps.map(renumbered) } : proof;
  return sealed({ ...whole, hypotheses: hypotheses.filter((_, i) => i !== dropped), proof: now });
}

const isHead = (value, ...heads) => isList(value) && heads.includes(value[0]);
const isNegative = (value) => isList(value) && isInteger(value[0]) && value[0] < 0 && isList(value[1]);
const mixes = (factor) => isHead(factor, "at", "conj", "sum", "add", "mul");

// the first two factors side by side that are no numbers, deltas or windows, which commute with everything
function exchanged(value) {
  if (!isHead(value, "mul")) return undefined;
  const place = value.findIndex((one, i) => mixes(one) && mixes(value[i + 1]) && !same(one, value[i + 1]));
  return place < 0 ? undefined : withItem(withItem(value, place, value[place + 1]), place + 1, value[place]);
}

// what the reader chooses from: words, and the way
export const BREAKS = [
  ["put 2k for k in a sum", twiceTheVariable],
  ["drop a minus", inSomeLine((value) => (isNegative(value) ? withItem(value, 0, -value[0]) : undefined))],
  ["drop a conjugate", inSomeLine((value) => (isHead(value, "conj") ? value[1] : undefined))],
  ["exchange two factors", inSomeLine(exchanged, "commute")],
  ["drop a hypothesis", withoutHypothesis],
  ["write twice as much", inSomeLine((value) => ["mul", 2, value])],
];

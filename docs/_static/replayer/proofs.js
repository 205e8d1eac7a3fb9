// A proof: by steps, one line after another, or by induction.

import { saying, termsOf } from "./hypotheses.js";
import { any, isList, isText, must, namesOf, same, shaped } from "./limits.js";
import { extended } from "./normal.js";
import { follow, freeIn } from "./places.js";
import { combination, constant, variable } from "./polynomials.js";
import { RULES } from "./rules.js";

const isFlag = (value) => typeof value === "boolean";
const OPTIONAL = { "with?": any, "backwards?": isFlag, "because?": isText };
const STEP = { rule: isText, at: isList, into: any, gives: any, ...OPTIONAL };

export const alike = (place, one, other, env) => place.normal.alike(place.value(one), place.value(other, env));

// yield each line before it is checked
export function* linesOfSteps({ left, proof: { steps } }, top) {
  must(isList(steps) && steps.length && steps.length <= 200, "a proof has 1 to 200 steps");
  let line = left;
  for (const [i, step] of steps.entries()) {
    yield { line: i + 1, rule: step?.rule };
    const { rule, at, into, gives } = shaped(step, "a step", STEP);
    must(rule in RULES, `there is no rule ${rule}`);
    const { term, binds, put } = follow(line, at);
    checkStep(step, term, top.within(binds));
    top.read(gives);
    must(alike(top, put(into), gives), "the line is not the line before with that put in");
    line = gives;
  }
}

function checkStep({ rule, into, with: given = {}, backwards }, term, place) {
  const [shape, apply] = RULES[rule];
  shaped(given, "with", shape);
  place.read(into);
  const [x, y] = backwards ? [into, term] : [term, into];
  // for one step values commute; its rule has seen to it that a hypothesis says so
  const judge = rule === "commute" ? place.commuting : place.normal;
  const made = apply(place, x, given);
  const what = backwards ? "what stood there" : "what is put there";
  must(judge.alike(made, judge.value(y, place.env, place.depth)), `${what} is not what the rule makes`, y);
}

export function checkInduction(theorem, top) {
  const names = shaped(theorem.proof.induction, "induction", { over: isText, base: isText, step: isText });
  const t = names.over;
  top.sort(top.lookup("variables", t), "steps");
  const [base, step] = [names.base, names.step].map((name) => top.theorem(name));
  must(t in step.variables && !(t in base.variables), `the step must mention ${t}, and the base must not`);
  requireSame(base, theorem, top, { [t]: constant(0) });
  requireSame(step, theorem, top, { [t]: combination([1n, variable(t)], [1n, constant(1)]) });
  const free = new Set([theorem.left, theorem.right].flatMap(freeIn));
  // the theorem itself, for this t and for all values of the other variables, under their own names
  const isOfInduction = ({ kind, all, left, right }) =>
    kind === "equation" &&
    all.length === free.size - free.has(t) &&
    all.every(([name, sort]) => name !== t && free.has(name) && sort === theorem.variables[name]) &&
    alike(top, left, theorem.left) &&
    alike(top, right, theorem.right);
  const rest = step.hypotheses.filter((one) => !isOfInduction(one));
  must(rest.length === step.hypotheses.length - 1, `one hypothesis of ${step.name} must be the theorem itself`);
  const says = (one) => saying(one, top.env, top);
  const expected = new Set([...base.hypotheses, ...rest].map(says));
  const fits = same(top.hypotheses.map(says), [...expected]);
  must(fits, "the hypotheses are not those of the base and the step");
  top.hypotheses.forEach((one, i) => requireGeneral(one, free) ?? top.used.add(`hypotheses ${i}`));
}

// what the base or the step says, this theorem says for one t, in the same letters
function requireSame(other, theorem, top, put) {
  for (const table of ["homs", "symbols", "variables"]) {
    for (const [name, meaning] of Object.entries(other[table])) {
      must(same(theorem[table][name], meaning), `${name} is another one in ${other.name}`);
    }
  }
  for (const [sort, kind] of Object.entries(other.sorts)) top.sort(sort, kind);
  for (const side of ["left", "right"]) {
    const fits = alike(top, other[side], theorem[side], extended(top.env, put));
    must(fits, `the ${side} side of ${other.name} is not the one here`);
  }
}

// that of the induction is used at all values of the variables of the sides, so no other may single some out
function requireGeneral(hypothesis, free) {
  const { all = [], over = [] } = hypothesis;
  const bound = namesOf([...all, ...over].filter(([, what]) => isText(what)));
  const found = termsOf(hypothesis).flatMap(freeIn).find((name) => free.has(name) && !bound.includes(name));
  must(found === undefined, `a hypothesis singles out ${found}`);
}

// The rules: each has a place, the term X and its `with`, and returns the normal form that Y must have.

import { requireHere, requireSummable } from "./hypotheses.js";
import { any, isInteger, isList, isName, isPair, isPairs, isPlace, isText, must, named, namesOf, sortsOf } from "./limits.js";
import { bound, extended, indexIn, table, total } from "./normal.js";
import { freeIn } from "./places.js";
import { combination, constant, determinant, holding, textOf, times, zeroOf } from "./polynomials.js";
import { definitionOf } from "./scopes.js";

const without = (terms, ...numbers) => terms.filter((_, i) => !numbers.includes(i));
const within = (terms, env) => terms.map((term) => [term, env]);

// the pairs of variable and sort of nested sums, and the body
function sumsOf(term, count) {
  const over = [];
  let body = term;
  while (over.length < count) {
    must(body[0] === "sum", "a sum is needed, not this", body);
    over.push([body[1], body[2]]);
    body = body[3];
  }
  return { over, body };
}

function operandsOf(term, ...factors) {
  const fits = term[0] === "mul" && factors.every((factor) => factor + 1 < term.length);
  must(fits, `no product with an operand ${factors}`, term);
  return term.slice(1);
}

// sums over some variables of a body in their scope
function sumsOver(place, over, body) {
  const value = place.value(body, bound(place.env, over, place.depth), place.depth + over.length);
  return place.normal.sums(over, place.env, value);
}

function commute(place, x) {
  place.rely(({ kind }) => kind === "commutative", "no hypothesis says that values commute");
  return place.commuting.value(x, place.env, place.depth);
}

function unfold(place, x) {
  const [head, name, ...args] = [x].flat();
  const definition = head === "at" && definitionOf(name);
  must(definition, "no definition is applied");
  const env = { sorts: place.call(name, definition, args), homs: table(), symbols: table(), variables: table() };
  definition.of.forEach(([parameter, kind], i) => {
    if (isText(kind)) env.variables[parameter] = indexIn(args[i], place.env);
    else if (kind.hom) env.homs[parameter] = args[i].hom;
    else env.symbols[parameter] = { ...args[i], env: place.env };
  });
  return place.value(definition.is, env);
}

function reindex(place, x, { put, new: fresh }) {
  const { over, body } = sumsOf(x, put.length);
  const named = put.length && namesOf(put).join() === namesOf(over).join() && fresh.length === put.length;
  const [sort, ...more] = new Set(sortsOf([...over, ...fresh]));
  must(named && !more.length, "put must name the variables of the sums, and new as many, all of one sort");
  const free = freeIn(x);
  for (const name of namesOf(fresh)) must(!free.includes(name), `${name} is free in the sums`);
  const inner = place.inside(fresh);
  const indices = put.map(([, index]) => inner.indexOf(index, sort));
  requireOneToOne(indices, fresh.map((_, i) => `#${place.depth + i}`), place.sort(sort));
  if (put.length > 1) requireSummable(place, over, body, place.env);
  const env = extended(place.env, Object.fromEntries(over.map(([name], i) => [name, indices[i]])));
  return place.normal.sums(fresh, place.env, place.value(body, env, inner.depth));
}

function requireOneToOne(indices, names, kind) {
  for (const index of indices) {
    const alone = holding(index, names).every((key) => names.some((name) => key === `:${name}`));
    must(alone, "a new variable must stand alone, times an integer");
    must(kind !== "steps" || index.size === 1, "steps cannot be shifted: that misses 0");
  }
  const found = determinant(indices.map((index) => names.map((name) => index.get(`:${name}`) ?? 0n)));
  const told = `the change of variables has determinant ${found}, not 1 or -1`;
  must(found * found === 1n, `${told}: it may miss places, or count some twice`);
}

function swap(place, x) {
  const { over, body } = sumsOf(x, 2);
  must(over[0][0] !== over[1][0], `the two sums are both over ${over[0][0]}`);
  requireSummable(place, over, body, place.env);
  return sumsOver(place, over.reverse(), body);
}

function pull(place, x, { factor }) {
  const operands = operandsOf(x, factor);
  const { over, body } = sumsOf(operands[factor], 1);
  const captured = without(operands, factor).some((operand) => freeIn(operand).includes(over[0][0]));
  must(!captured, `${over[0][0]} is free in another operand`);
  operands[factor] = body;
  const value = place.product(within(operands, bound(place.env, over, place.depth)), place.depth + 1);
  return place.normal.sums(over, place.env, value);
}

function split(place, x) {
  const { over, body } = sumsOf(x, 1);
  must(body[0] === "add", "no sum of terms", body);
  const sums = body.slice(1).map((term) => {
    requireSummable(place, over, term, place.env);
    return sumsOver(place, over, term);
  });
  return total(sums);
}

function sift(place, x, { factor }) {
  const { over, body } = sumsOf(x, 1);
  const operands = body[0] === "delta" && factor === 0 ? [body] : operandsOf(body, factor);
  const [[name, sort]] = over;
  const [head, of, index] = isList(operands[factor]) ? operands[factor] : [];
  must(head === "delta" && of === sort, `no delta of the sort ${sort}`, operands[factor]);
  const zero = zeroOf(indexIn(index, place.within(over).env), `#${place.depth}`, name);
  return place.product(within(without(operands, factor), extended(place.env, { [name]: zero })));
}

function replace(place, x, { factor, variable }) {
  const operands = operandsOf(x, factor);
  const sort = place.lookup("variables", variable);
  const delta = operands[factor];
  must(delta[0] === "delta" && delta[1] === sort, `no delta of the sort of ${variable}`, delta);
  const [here] = place.env.variables[variable].keys();
  const zero = zeroOf(indexIn(delta[2], place.env), here.slice(1), variable);
  const others = within(without(operands, factor), extended(place.env, { [variable]: zero }));
  return place.product([[delta, place.env], ...others]);
}

function window(place, x, { adds, by }) {
  must(x[0] === "mul" || x[0] === "window", "no product and no window", x);
  const operands = x[0] === "mul" ? x.slice(1) : [x];
  const added = place.indexOf(adds, place.integers());
  const opposite = combination([-1n, constant(1)], [-1n, added]);
  const products = by.map(([c, which]) => {
    const factors = which.map((one) => {
      const operand = isPlace(one) ? operands[one] : undefined;
      must(one === "not" || operand?.[0] === "window", "no window has this number", one);
      return one === "not" ? opposite : indexIn(operand[1], place.env);
    });
    return [BigInt(c), factors.reduce((all, one) => times(all, one), constant(1))];
  });
  const sum = textOf(combination(...products));
  must(sum === "-1:", "the sum of the products of windows is not -1");
  return place.product(within([...operands, ["window", adds]], place.env));
}

const isBy = (by) => isList(by) && by.every((one) => isPair(one) && isInteger(one[0]) && one[0] > 0 && isList(one[1]));

function point(place, x, { factors }) {
  const operands = operandsOf(x, ...factors);
  const [q, minus] = factors.map((factor) => operands[factor]);
  must(q[0] === "window" && minus[0] === "window", "no two windows", x);
  const [there, back] = [q, minus].map(([, index]) => indexIn(index, place.env));
  must(textOf(there) === textOf(back, -1n), "the windows are not of q and -q", x);
  const delta = ["delta", place.integers(), q[1]];
  return place.product(within([delta, ...without(operands, ...factors)], place.env));
}

function assume(place, x, { hypothesis: number, with: given }) {
  const equation = place.hypotheses[number];
  const called = `hypothesis ${number + 1}`;
  place.rely((one) => one === equation && one.kind === "equation", `${called} is no equation`);
  const { variables, symbols } = place.put(given, Object.fromEntries(equation.all), place.env.sorts);
  return otherSide(place, x, equation, extended(place.top.env, variables, symbols), called);
}

function use(place, x, { theorem: name, sorts, homs, with: given }) {
  const theorem = place.theorem(name);
  named(sorts, "sorts", theorem.sorts);
  named(homs, "homs", theorem.homs);
  for (const [sort, kind] of Object.entries(theorem.sorts)) place.sort(sorts[sort], kind);
  for (const [hom, ends] of Object.entries(theorem.homs)) {
    const found = place.lookup("homs", homs[hom]);
    must(ends.every((sort, i) => sorts[sort] === found[i]), `${homs[hom]} leads from or to other sorts than ${hom}`);
  }
  const env = { sorts, homs, ...place.put(given, { ...theorem.symbols, ...theorem.variables }, sorts) };
  const value = otherSide(place, x, theorem, env, name);
  for (const hypothesis of theorem.hypotheses) requireHere(hypothesis, env, place);
  return value;
}

function otherSide(place, x, { left, right }, env, called) {
  const alike = place.normal.alike(place.value(left, env), place.value(x));
  must(alike, `this is not the left side of ${called}, with that put in`, x);
  return place.value(right, env);
}

const FACTOR = { factor: isPlace };
const areTwo = (value) => isPair(value) && value.every(isPlace) && value[0] !== value[1];

// the shape of `with`, and the rule
export const RULES = table(null, {
  ring: [{}, (place, x) => place.value(x)],
  commute: [{}, commute],
  unfold: [{}, unfold],
  reindex: [{ put: isPairs, new: isPairs }, reindex],
  swap: [{}, swap],
  pull: [FACTOR, pull],
  split: [{}, split],
  sift: [FACTOR, sift],
  replace: [{ ...FACTOR, variable: isName }, replace],
  window: [{ adds: isList, by: isBy }, window],
  point: [{ factors: areTwo }, point],
  assume: [{ hypothesis: isPlace, with: any }, assume],
  use: [{ theorem: isText, sorts: any, homs: any, with: any }, use],
});

// Hypotheses: their shapes, what they say, whether those of a theorem hold where it is used, and what is summable.

import { any, isList, isObject, isPairs, isText, must, namesOf, shaped, sortsOf } from "./limits.js";
import { bound, extended } from "./normal.js";
import { lone } from "./polynomials.js";
import { definitionOf, kindIn } from "./scopes.js";

const SHAPES = {
  commutative: {},
  finite: { sort: isText },
  support: { symbol: isText },
  summable: { all: isPairs, over: isPairs, term: any },
  equation: { all: isPairs, left: any, right: any },
};

export function checkHypothesis(given, place) {
  const kind = isObject(given) ? given.kind : undefined;
  must(isText(kind) && Object.hasOwn(SHAPES, kind), "no hypothesis", kind ?? given);
  shaped(given, `a hypothesis (${kind})`, { kind: isText, "says?": isText, ...SHAPES[kind] });
  const { sort, symbol, all = [], over = [] } = given;
  const pairs = [...all, ...over];
  if (sort) must(["set", "group"].includes(place.sort(sort)), `${sort} is never finite`);
  if (symbol) {
    const [index, ...more] = place.lookup("symbols", symbol);
    must(isText(index) && index !== "value" && !more.length, `${symbol} has not one index`);
  }
  for (const [name, what] of pairs) {
    must(isText(what) || !definitionOf(name), `${name} is a definition`);
    if (isText(what) || kind === "summable") place.sort(what);
    else place.signature(what);
  }
  must(kind !== "summable" || over.length, "a family is over variables");
  must(new Set(namesOf(pairs)).size === pairs.length, "a name comes twice");
  for (const term of termsOf(given)) place.within(pairs).read(term);
}

export const termsOf = ({ left, right, term }) => [left, right, term].filter((one) => one !== undefined);

// what a hypothesis says where names stand for something: two say the same if the texts are one
export function saying(given, env, { depth, normal }) {
  const { kind, sort, symbol, all = [], over = [] } = given;
  // what is put in for a symbol may be y => g(y)
  const binds = symbol ? [["y", "G"]] : [...all, ...over];
  const sides = symbol ? [["at", symbol, [[1, ["y"]]]]] : termsOf(given);
  const terms = sides.map((term) => normal.text(normal.value(term, bound(env, binds, depth), depth + binds.length)));
  const called = (what) => (isList(what) ? what.map((one) => kindIn(one, env.sorts)) : env.sorts[what]);
  return JSON.stringify([kind, env.sorts[sort], sortsOf(all).map(called), sortsOf(over).map(called), terms]);
}

// require that a hypothesis of a theorem, in the environment of its use, holds at a place
export function requireHere(given, env, place) {
  const { kind, all, over, term } = given;
  if (kind === "summable") {
    // its variables `all` are known here by their names in the theorem
    const named = all.map(([name, sort]) => [name, env.sorts[sort]]);
    requireSummable(place.within(named), over, term, bound(env, all, place.depth));
    return;
  }
  const said = saying(given, env, place);
  const fits = (here) => here.kind === kind && saying(here, place.top.env, place) === said;
  place.rely(fits, `the theorem supposes that ${inWords(given)}, and no hypothesis here says so`);
}

function inWords({ kind, sort, symbol }) {
  if (kind === "commutative") return "values commute";
  if (kind === "finite") return `${sort} is finite`;
  return kind === "support" ? `${symbol} is zero outside a finite set` : "an equation holds";
}

// a family over variables, whose sorts and term mean what the environment says
export function requireSummable(place, over, term, env) {
  const sorts = sortsOf(over).map((sort) => env.sorts[sort]);
  const family = place.value(term, bound(env, over, place.depth), place.depth + over.length);
  const reasons = bySorts(place, sorts) ?? bySupport(place, sorts, family) ?? byHypothesis(place, sorts, family);
  must(reasons, `the family over ${namesOf(over).join(", ")} is not summable: no hypothesis makes it so`);
  for (const reason of reasons) place.used.add(`hypotheses ${reason}`);
}

function bySorts({ hypotheses }, sorts) {
  const found = sorts.map((sort) => hypotheses.findIndex((one) => one.kind === "finite" && one.sort === sort));
  return found.includes(-1) ? undefined : found;
}

// in each product one variable after another must be settled
function bySupport({ hypotheses, depth, normal }, sorts, family) {
  const names = sorts.map((_, i) => `#${depth + i}`);
  const supports = new Map(hypotheses.flatMap(({ symbol }, i) => (symbol ? [[symbol, i]] : [])));
  const reasons = [];
  for (const { central, ordered } of family) {
    // deltas, which are central, settle first
    const atoms = [...central, ...ordered].map((number) => normal.atoms[number]);
    const able = atoms.filter(({ delta, head, index }) => index && (delta || supports.has(head)));
    let open = names;
    while (open.length) {
      const found = able.find(({ index }) => lone(index, open));
      if (!found) return undefined;
      if (!found.delta) reasons.push(supports.get(found.head));
      const done = lone(found.index, open);
      open = open.filter((name) => name !== done);
    }
  }
  return reasons;
}

function byHypothesis(place, sorts, family) {
  const { depth, hypotheses, normal, top } = place;
  const found = hypotheses.findIndex(({ kind, all, over, term }) => {
    if (kind !== "summable" || !all.every(([name, sort]) => place.known(name) === sort)) return false;
    if (sortsOf(over).join() !== sorts.join()) return false;
    // what it says for all x, it says for the x that is here
    const here = Object.fromEntries(namesOf(all).map((name) => [name, place.env.variables[name]]));
    return normal.alike(normal.value(term, bound(extended(top.env, here), over, depth), depth + sorts.length), family);
  });
  return found < 0 ? undefined : [found];
}

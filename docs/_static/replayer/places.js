// Places in a term: the path that leads there, what names mean there, and what they stand for.

import { isList, isObject, isPlace, isText, must, named, namesOf, same, shaped, spend } from "./limits.js";
import { bound, indexIn, isIndex, table } from "./normal.js";
import { kindIn, Scope } from "./scopes.js";

// the variables that a term or an argument mentions freely
export function freeIn(term) {
  spend(1);
  if (isIndex(term)) return term.flatMap(([, names]) => names);
  const [head, a, , c] = isList(term) ? term : [];
  if (head === "sum") return freeIn(c).filter((name) => name !== a);
  if (head) return [...new Set(term.slice(head === "at" || head === "delta" ? 2 : 1).flatMap(freeIn))];
  return term.vars ? freeIn(term.is).filter((name) => !namesOf(term.vars).includes(name)) : [];
}

const FIRST = { add: 1, mul: 1, conj: 1, sum: 3, at: 2 };

// the subterm at a path, what is bound on it, and how to put something in its place
export function follow(term, path) {
  const binds = [];
  let put = (into) => into;
  for (const operand of path) {
    const outer = term;
    const before = put;
    const place = isPlace(operand) && isList(outer) ? FIRST[outer[0]] + operand : 0;
    const inner = place ? outer[place] : undefined;
    must(inner !== undefined && !isIndex(inner) && !inner.hom, "the path leads to no term", operand);
    put = (into) => before(outer.map((part, i) => (i !== place ? part : inner.vars ? { ...inner, is: into } : into)));
    binds.push(...(outer[0] === "sum" ? [[outer[1], outer[2]]] : (inner.vars ?? [])));
    term = inner.vars ? inner.is : inner;
  }
  return { term, binds, put };
}

const operandsOf = (term) => (term[0] === "mul" ? term.slice(1).flatMap(operandsOf) : [term]);

// a scope, and what its names stand for; `known` is all that a checker knows of a theorem
export class Place extends Scope {
  constructor(tables, known) {
    super(tables);
    Object.assign(this, known, { depth: 0 });
    this.top = this;
  }

  within(binds) {
    const env = bound(this.env, binds, this.depth);
    return Object.assign(super.within(binds), { env, depth: this.depth + binds.length });
  }

  value(term, env = this.env, depth = this.depth) {
    return this.normal.value(term, env, depth);
  }

  // the product of pairs of a term and its environment; operands of an operand that is a product count one by one
  product(factors, depth = this.depth) {
    const values = factors.flatMap(([term, env]) => operandsOf(term).map((one) => this.value(one, env, depth)));
    return this.normal.product(values);
  }

  // what an index stands for that has not been read
  indexOf(index, sort) {
    this.read(index, sort);
    return indexIn(index, this.env);
  }

  // the number of the first hypothesis that fits, noted as used
  rely(fits, otherwise) {
    const found = this.hypotheses.findIndex(fits);
    must(found >= 0, otherwise);
    this.used.add(`hypotheses ${found}`);
  }

  // a theorem in `uses`, noted as used
  theorem(name) {
    must(this.theorems.has(name), "not in uses", name);
    this.used.add(`uses ${name}`);
    return this.theorems.get(name);
  }

  // what is put in for variables and symbols: names to kinds, and what the sorts of the kinds are called here
  put(given, kinds, sorts) {
    named(given, "with", kinds);
    const found = { variables: table(), symbols: table() };
    for (const [name, kind] of Object.entries(kinds)) {
      if (isText(kind)) found.variables[name] = this.indexOf(given[name], sorts[kind]);
      else found.symbols[name] = this.symbol(given[name], name, kind.map((one) => kindIn(one, sorts)));
    }
    return found;
  }

  symbol(given, name, signature) {
    if (isObject(given) && "symbol" in given) {
      const { symbol } = shaped(given, "a symbol", { symbol: isText });
      must(same(this.lookup("symbols", symbol), signature), `${symbol} is another function than ${name}`);
      return this.env.symbols[symbol];
    }
    const indices = signature.every((kind) => isText(kind) && kind !== "value");
    must(indices, `only a symbol can stand for ${name}`);
    this.function(given, signature);
    return { ...given, env: this.env };
  }
}

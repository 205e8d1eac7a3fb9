// What names mean where a term stands, whether a term means anything there, and notes of what is used, and how.

import DEFINITIONS from "../../../flipconv/proofs/replay/definitions.json" with { type: "json" };
import { isInteger, isList, isName, isPairs, isText, must, NAMES, NODES, same, shaped, sortsOf, spend } from "./limits.js";
import { isIndex, table } from "./normal.js";

const MONOMIALS = 200;
const LARGEST = 1_000_000;
const LENGTHS = table(null, { conj: 2, sum: 4, delta: 3, window: 2 });
const FUNCTION = { vars: isPairs, is: () => true };
const NARROWER = { set: ["group", "integers", "steps"], group: ["integers"], integers: [], steps: [] };
export const isKind = (kind) => isText(kind) && Object.hasOwn(NARROWER, kind);
export const definitionOf = (head) => (isText(head) && Object.hasOwn(DEFINITIONS, head) ? DEFINITIONS[head] : undefined);

// the kind of an argument, its sorts called as they are elsewhere
export function kindIn(kind, sorts) {
  if (isList(kind)) return kind.map((sort) => sorts[sort]);
  return kind === "value" ? kind : sorts[kind];
}

export class Scope {
  // the tables of what is declared; binders add to what is bound
  constructor(tables) {
    const bound = { variables: table(), symbols: table() };
    Object.assign(this, { tables, bound, used: new Set(), needs: table() });
  }

  // inside binders; what is noted there is noted here
  within(binds) {
    const bound = { variables: table(this.bound.variables), symbols: table(this.bound.symbols) };
    for (const [name, kind] of binds) bound[isText(kind) ? "variables" : "symbols"][name] = kind;
    return Object.assign(Object.create(this), { bound });
  }

  // what a name in a table stands for; if it is declared, it is noted as used
  lookup(where, name) {
    must(isText(name), "this is no name", name);
    const bound = this.bound[where]?.[name];
    if (bound !== undefined) return bound;
    must(name in this.tables[where], `${name} is not among the ${where} that are declared`);
    this.used.add(`${where} ${name}`);
    return this.tables[where][name];
  }

  // the sort of a variable, if there is one
  known(name) {
    return this.bound.variables[name] ?? this.tables.variables[name];
  }

  // the kind of a sort, which must be this one or narrower
  sort(name, kind = "set") {
    const found = this.lookup("sorts", name);
    const fits = found === kind || NARROWER[kind].includes(found);
    must(fits, `the sort ${name} is a ${found}, and ${kind} is needed`);
    if (NARROWER[this.needs[name] ?? "set"].includes(kind)) this.needs[name] = kind;
    return found;
  }

  // the one sort of the integers
  integers() {
    const found = Object.keys(this.tables.sorts).find((sort) => this.tables.sorts[sort] === "integers");
    must(found, "a window is of integers, and no sort is");
    this.sort(found, "integers");
    return found;
  }

  signature(kinds) {
    must(isList(kinds), "no signature", kinds);
    for (const kind of kinds) if (kind !== "value") [kind].flat().forEach((sort) => this.sort(sort));
  }

  // inside the variables of a binder
  inside(binds) {
    for (const sort of sortsOf(binds)) this.sort(sort);
    return this.within(binds);
  }

  // a term whose nodes are counted from here, or an index of a sort
  read(value, sort) {
    const start = Object.assign(Object.create(this), { counter: { nodes: 0 } });
    if (sort === undefined) start.term(value);
    else start.index(value, sort);
  }

  count() {
    spend(2);
    must(++this.counter.nodes <= NODES, `a term has more than ${NODES} nodes`);
  }

  term(term) {
    this.count();
    if (isInteger(term)) return must(Math.abs(term) <= LARGEST, "more than a million", term);
    const [head, a, b, c] = isList(term) ? term : [];
    if (isText(head)) must((LENGTHS[head] ?? term.length) === term.length, "no term", term);
    if (head === "at") return this.application(a, term.slice(2));
    if (head === "conj") return this.term(a);
    if (head === "window") return this.index(a, this.integers());
    if (head === "sum") {
      must(isName(a), "no name", a);
      return this.inside([[a, b]]).term(c);
    }
    if (head === "delta") {
      this.sort(a, "group");
      return this.index(b, a);
    }
    must((head === "add" || head === "mul") && term.length > 2, "no term", term);
    return term.slice(1).forEach((operand) => this.term(operand));
  }

  index(index, sort) {
    must(isIndex(index) && index.length <= MONOMIALS, "no index", index);
    const kind = this.sort(sort);
    for (const monomial of index) this.monomial(monomial, sort);
    const distinct = new Set(index.map(([, names, hom = ""]) => `${hom}:${names}`));
    must(distinct.size === index.length, "two monomials are alike", index);
    const isSingle = ([c, names, hom]) => c === 1 && names.length === 1 && !hom;
    if (index.length === 1 && isSingle(index[0])) return;
    if (kind === "steps") {
      const [variable, ...more] = index.filter(([, names]) => names.length);
      const fits = (!variable || isSingle(variable)) && !more.length && index.every(([c]) => c > 0);
      must(fits, "an index of steps is a variable and a number, not negative", index);
    }
    const linear = index.every(([, names, hom]) => hom || names.length === 1);
    this.sort(sort, kind === "steps" ? kind : linear ? "group" : "integers");
  }

  monomial(monomial, sort) {
    this.count();
    const [c, names, hom, ...more] = isList(monomial) ? monomial : [];
    const fits = isInteger(c) && c && isList(names) && names.length <= NAMES && names.every(isName);
    must(fits && (monomial.length === 2 || isText(hom)) && !more.length, "no monomial", monomial);
    must(same(names, [...names].sort()), "variables out of order", monomial);
    let from = sort;
    if (hom !== undefined) {
      const ends = this.lookup("homs", hom);
      must(ends[1] === sort, `${hom} leads to ${ends[1]}, not to ${sort}`);
      [from] = ends;
      if (names.length !== 1) this.sort(from, "integers");
    }
    for (const name of names) {
      const found = this.lookup("variables", name);
      must(found === from, `${name} is of the sort ${found}, not ${from}`);
    }
  }

  application(head, args) {
    const definition = definitionOf(head);
    const kinds = definition ? sortsOf(definition.of) : this.lookup("symbols", head);
    must(args.length === kinds.length, `${head} has ${kinds.length} arguments`, args);
    const sorts = definition && this.call(head, definition, args);
    args.forEach((argument, i) => {
      const kind = sorts ? kindIn(kinds[i], sorts) : kinds[i];
      if (kind === "value") this.term(argument);
      else if (isList(kind)) this.function(argument, kind);
      else if (kind) this.index(argument, kind);
    });
  }

  // the sorts that a call of a definition binds: by the variables of functions, and the ends of homomorphisms
  call(head, { of, is }, args) {
    const sorts = table();
    const tables = { sorts: table(), homs: table(), symbols: table(), variables: table() };
    of.forEach(([parameter, kind], i) => {
      tables[kind.hom ? "homs" : isList(kind) ? "symbols" : "variables"][parameter] = kind.hom ?? kind;
      if (isText(kind)) return;
      const found = kind.hom
        ? this.lookup("homs", shaped(args[i], "a homomorphism", { hom: isText }).hom)
        : sortsOf(shaped(args[i], "a function", FUNCTION).vars);
      (kind.hom ?? kind).forEach((sort, end) => {
        sorts[sort] ??= found[end];
        tables.sorts[sort] = "group";
        must(sorts[sort] === found[end], `two arguments of ${head} are of other sorts`, args);
      });
    });
    // the body says which kinds it needs
    const inner = new Scope(tables);
    inner.read(is);
    for (const sort of Object.keys(sorts)) this.sort(sorts[sort], inner.needs[sort]);
    return sorts;
  }

  // a function of indices of these sorts
  function(value, sorts) {
    const { vars, is } = shaped(value, "a function", FUNCTION);
    must(same(sortsOf(vars), sorts), `no function of ${sorts}`, value);
    const inner = this.inside(vars);
    if (this.counter) inner.term(is);
    else inner.read(is);
  }
}

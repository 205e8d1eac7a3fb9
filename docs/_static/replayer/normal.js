// Normal forms. A term is worked out in an environment, which says what its names stand for, so that
// substitution needs no renaming: a variable that is bound d binders deep is "#d", whatever its name.
//
// A normal form is a list of products {factor, central, ordered}: deltas and windows are central, and both
// lists hold numbers of atoms. Two terms are alike if their normal forms have the same text.

import { checkSize, isList, isText, must, PRODUCTS, spend } from "./limits.js";
import { combination, constant, image, numberOf, textOf, textUpToSign, times, variable } from "./polynomials.js";

export const isIndex = (argument) => isList(argument) && !isText(argument[0]);

// a table without a prototype in which names from another one may be hidden
export const table = (over = null, entries = {}) => Object.assign(Object.create(over), entries);

// an environment in which some names stand for something else
export function extended(env, variables, symbols) {
  return { ...env, variables: table(env.variables, variables), symbols: table(env.symbols, symbols) };
}

// what pairs of a name and a kind bind, from this depth on: a variable if the kind is a sort, else a symbol
export function bound(env, pairs, depth) {
  const inner = extended(env);
  pairs.forEach(([name, kind], i) => {
    if (isText(kind)) inner.variables[name] = variable(`#${depth + i}`);
    else inner.symbols[name] = { head: `#${depth + i}` };
  });
  return inner;
}

export function indexIn(index, env) {
  const monomials = index.map(([c, names, hom]) => {
    const factors = names.map((name) => env.variables[name]);
    const product = names.length ? factors.reduce((all, one) => times(all, one)) : constant(1);
    return [BigInt(c), hom === undefined ? product : image(env.homs[hom], product)];
  });
  return combination(...monomials);
}

const number = (value) => (value ? [{ factor: BigInt(value), central: [], ordered: [] }] : []);
const keyOf = (product) => (product.key ??= `${product.central}|${product.ordered}`);
const work = ({ central, ordered }) => 1 + (central.length + ordered.length) / 4;
const inOrder = (atoms) => atoms.sort((one, other) => one - other);

function merged(products) {
  const total = new Map();
  for (const product of products) {
    spend(work(product));
    // the key of one alone would cost much and say nothing
    const key = products.length > 1 ? keyOf(product) : "";
    const same = total.get(key);
    total.set(key, same ? { ...same, factor: same.factor + product.factor } : product);
  }
  const found = [...total.values()].filter(({ factor }) => factor);
  for (const { factor } of found) checkSize(factor);
  return found;
}

export function total(values) {
  const found = merged(values.flat());
  must(found.length <= PRODUCTS, `${found.length} products are too many`);
  return found;
}

export class Normaliser {
  constructor(commuting = false) {
    this.commuting = commuting;
    this.atoms = [];
    this.numbers = new Map();
  }

  text(products) {
    spend(products.length);
    return products.map((product) => `${keyOf(product)}*${product.factor}`).sort().join("+");
  }

  alike(one, other) {
    return this.text(one) === this.text(other);
  }

  // the conjugate is carried inward as a flag
  value(term, env, depth, barred = false) {
    spend(2);
    if (!isList(term)) return number(term);
    const [head, a, b, c] = term;
    const inner = (operand) => this.value(operand, env, depth, barred);
    if (head === "add") return total(term.slice(1).map(inner));
    if (head === "mul") return this.product(term.slice(1).map(inner), barred);
    if (head === "conj") return this.value(a, env, depth, !barred);
    if (head === "sum") return this.sums([[a, b]], env, this.value(c, bound(env, [[a, b]], depth), depth + 1, barred));
    if (head === "at") return this.application(a, term.slice(2), env, depth, barred);
    const delta = head === "delta";
    const index = indexIn(delta ? b : a, env);
    const at = numberOf(index);
    if (at !== undefined) return number((delta ? at === 0n : at >= 0n) ? 1 : 0);
    const text = delta ? `delta ${env.sorts[a]} ${textUpToSign(index)}` : `window ${textOf(index)}`;
    return this.atom(text, { delta, central: true, index });
  }

  // one after another, from the left; barred ones end up in the opposite order
  product(values, barred = false) {
    return values.reduce((all, next) => {
      const count = all.length * next.length;
      must(count <= PRODUCTS, `${count} products are too many`);
      const joined = (a, b) => {
        const ordered = barred ? [...b.ordered, ...a.ordered] : [...a.ordered, ...b.ordered];
        if (this.commuting) inOrder(ordered);
        return { factor: a.factor * b.factor, central: inOrder([...a.central, ...b.central]), ordered };
      };
      return merged(all.flatMap((a) => next.map((b) => joined(a, b))));
    }, number(1));
  }

  // nested sums over pairs of variable and sort, the first outermost; a sum of zero is zero
  sums(over, env, body) {
    const sum = (inner, [, sort]) => this.atom(`sum ${env.sorts[sort]} ${this.text(inner)}`, {});
    return body.length ? over.reduceRight(sum, body) : body;
  }

  application(name, args, env, depth, barred) {
    const symbol = env.symbols[name];
    if (symbol?.vars) {
      const places = symbol.vars.map(([inner], i) => [inner, indexIn(args[i], env)]);
      return this.value(symbol.is, extended(symbol.env, Object.fromEntries(places)), depth, barred);
    }
    const head = symbol?.head ?? name;
    const texts = args.map((argument) => this.argument(argument, env, depth));
    const index = args.length === 1 && isIndex(args[0]) ? indexIn(args[0], env) : undefined;
    return this.atom(`${barred ? "bar " : ""}${head}(${texts.join(";")})`, { head, index });
  }

  argument(argument, env, depth) {
    if (isIndex(argument)) return textOf(indexIn(argument, env));
    if (argument.hom) return env.homs[argument.hom];
    if (!argument.vars) return this.text(this.value(argument, env, depth));
    const { vars, is } = argument;
    const body = this.value(is, bound(env, vars, depth), depth + vars.length);
    return `(${vars.map(([, sort]) => env.sorts[sort])})=>${this.text(body)}`;
  }

  // a product of one atom; what it is made of is kept with it
  atom(text, about) {
    spend(2 + text.length / 16);
    let found = this.numbers.get(text);
    if (found === undefined) {
      found = this.atoms.push(about) - 1;
      this.numbers.set(text, found);
    }
    return [{ factor: 1n, central: about.central ? [found] : [], ordered: about.central ? [] : [found] }];
  }
}

// Certificates in, theorems out: each is checked after those it uses, and what is refused comes with the reason.

import { checkHypothesis, saying } from "./hypotheses.js";
import { digestOf, parse } from "./json.js";
import { fillPurse, any, isList, isName, isObject, isPair, isText, isTitle, must, Refused, shaped } from "./limits.js";
import { Normaliser, table } from "./normal.js";
import { Place } from "./places.js";
import { variable } from "./polynomials.js";
import { alike, checkInduction, linesOfSteps } from "./proofs.js";
import { definitionOf, isKind } from "./scopes.js";

const TABLES = { sorts: isObject, homs: isObject, symbols: isObject, variables: isObject };
const USED = { ...TABLES, uses: isObject, hypotheses: isList };
const REST = { format: isText, version: any, name: isTitle, digest: isText, left: any, right: any, proof: isObject };

// texts in any order: {established: Map of name to {name, certificate}, refused: Map of name to reason}
export function replay(texts) {
  const established = new Map();
  const refused = new Map();
  const waiting = read(texts, refused);
  let before;
  do {
    before = waiting.size;
    for (const [name, { certificate, uses }] of waiting) {
      if (uses.some((other) => waiting.has(other))) continue;
      const { ok, line, reason } = linesOf(certificate, established).at(-1);
      if (ok) established.set(name, { name, certificate });
      else refused.set(name, line ? `line ${line}: ${reason}` : reason);
      waiting.delete(name);
    }
  } while (waiting.size < before);
  for (const name of waiting.keys()) refused.set(name, "it uses itself, or a theorem that does");
  return { established, refused };
}

// the certificates by their names, with the names of those they use
function read(texts, refused) {
  const found = new Map();
  texts.forEach((text, i) => {
    try {
      const certificate = certificateIn(text);
      const { name, uses } = certificate;
      if (found.has(name)) refused.set(name, "two certificates bear this name");
      found.set(name, { certificate, uses: isObject(uses) ? Object.keys(uses) : [] });
    } catch (error) {
      refused.set(`certificate ${i + 1}`, reasonOf(error));
    }
  });
  for (const name of refused.keys()) found.delete(name);
  return found;
}

function certificateIn(text) {
  must(isText(text), "it is not a text");
  const certificate = parse(text);
  must(isObject(certificate), "it must be an object");
  must(isTitle(certificate.name), "its name is no title: lower case, words joined by hyphens");
  return certificate;
}

const reasonOf = (error) => (error instanceof Refused ? error.message : `this program failed: ${error}`);

// the lines of one certificate, given what is established: {line, rule, ok, reason}; the first that is refused is
// the last. Line 0 is all that stands before the proof, "end" what is asked of the whole.
export function replaySteps(text, established) {
  try {
    return linesOf(certificateIn(text), established);
  } catch (error) {
    return [{ line: 0, ok: false, reason: reasonOf(error) }];
  }
}

function linesOf(certificate, established) {
  fillPurse();
  const lines = [];
  try {
    for (const line of check(certificate, established)) lines.push({ ...line, ok: true });
  } catch (error) {
    Object.assign(lines.at(-1), { ok: false, reason: reasonOf(error) });
  }
  return lines;
}

// yield each line before it is checked; refuse by an exception
function* check(certificate, established) {
  yield { line: 0 };
  shaped(certificate, "the certificate", { ...REST, ...USED });
  const { format, version, hypotheses, left, right, proof } = certificate;
  must(format === "flipconv certificate" && version === 1, "it is no flipconv certificate, version 1");
  must(certificate.digest === digestOf(certificate), "its digest does not fit: it was changed after it was sealed");
  const place = placeOf(certificate, theoremsIn(certificate.uses, established));
  declare(certificate, place);
  must(hypotheses.length <= 50, "it has more than 50 hypotheses");
  for (const hypothesis of hypotheses) checkHypothesis(hypothesis, place);
  const says = hypotheses.map((hypothesis) => saying(hypothesis, place.env, place));
  must(new Set(says).size === says.length, "two hypotheses say the same");
  for (const side of [left, right]) place.read(side);
  const kind = "induction" in proof ? "induction" : "steps";
  shaped(proof, "the proof", { [kind]: any });
  if (kind === "steps") yield* linesOfSteps(certificate, place);
  yield { line: "end" };
  if (kind === "induction") checkInduction(certificate, place);
  else must(alike(place, proof.steps.at(-1).gives, right), "the last line is not the right side of the theorem");
  for (const field of Object.keys(USED)) {
    for (const name of Object.keys(certificate[field])) {
      must(place.used.has(`${field} ${name}`), `of the ${field}, ${name} is not used`);
    }
  }
  for (const [sort, declared] of Object.entries(certificate.sorts)) {
    const wide = place.needs[sort] ?? "set";
    must(declared === wide, `the sort ${sort} is a ${declared}, where a ${wide} will do`);
  }
}

function theoremsIn(uses, established) {
  const found = new Map();
  for (const [name, digest] of Object.entries(uses)) {
    const theorem = established.get(name)?.certificate;
    must(theorem, `it uses "${name}", which is missing or refused`);
    must(theorem.digest === digest, `it uses ${name} by another digest`);
    found.set(name, theorem);
  }
  return found;
}

// where every name stands for itself
function placeOf({ sorts, homs, symbols, variables, hypotheses }, theorems) {
  const each = (names, is) => table(null, Object.fromEntries(Object.keys(names).map((name) => [name, is(name)])));
  const env = {
    sorts: each(sorts, (name) => name),
    homs: each(homs, (name) => name),
    symbols: each(symbols, (head) => ({ head })),
    variables: each(variables, variable),
  };
  const known = { env, hypotheses, theorems, normal: new Normaliser(), commuting: new Normaliser(true) };
  return new Place({ sorts, homs, symbols, variables }, known);
}

function declare({ sorts, homs, symbols, variables }, place) {
  const names = [sorts, homs, symbols, variables].flatMap((declared) => Object.keys(declared));
  must(names.length <= 200, "more than 200 names are declared");
  must(new Set(names).size === names.length, "a name is declared twice");
  const isFree = (name) => isName(name) && !definitionOf(name) && name !== "value";
  must(names.every(isFree), "one of these names may not be declared", names);
  const kinds = Object.values(sorts);
  const integers = kinds.filter((kind) => kind === "integers");
  must(kinds.every(isKind) && integers.length < 2, "no kinds, or two are the integers", kinds);
  for (const [hom, ends] of Object.entries(homs)) {
    must(isPair(ends), `${hom} must be [from, to]`, ends);
    for (const end of ends) place.sort(end, "group");
    must(sorts[ends[1]] === "group", `${hom} must lead to a group`);
  }
  for (const signature of Object.values(symbols)) place.signature(signature);
  for (const sort of Object.values(variables)) place.sort(sort);
}

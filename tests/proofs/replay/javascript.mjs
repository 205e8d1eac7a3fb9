// The replayer of the pages, asked by the tests: one JSON object per line comes in, one goes out.

import { createInterface } from "node:readline";
import { BREAKS } from "../../../docs/_static/replayer/breaks.js";
import { digestOf, dumps, parse } from "../../../docs/_static/replayer/json.js";
import * as own from "../../../docs/_static/replayer/replay.js";

const { replay, replaySteps } = own;

let known = new Map();

const withoutOne = (name) => new Map([...known].filter(([other]) => other !== name));

const answers = {
  // what becomes of texts that need nothing else; by the modules in another folder, if one is named
  async replay({ texts, folder }) {
    const modules = folder ? await import(`${folder}/replay.js`) : own;
    const { established, refused } = modules.replay(texts);
    const digests = [...established].map(([name, { certificate }]) => [name, certificate.digest]);
    return { established: Object.fromEntries(digests), refused: Object.fromEntries(refused) };
  },

  // keep what these establish, for the certificates that are asked for from now on
  know({ texts }) {
    const { established, refused } = replay(texts);
    known = established;
    return { refused: Object.fromEntries(refused) };
  },

  // the lines of a certificate, given what is known but for one theorem
  lines({ text, name }) {
    return { lines: replaySteps(text, withoutOne(name)) };
  },

  // what becomes of a theorem in each of the ways to break it
  broken({ name }) {
    const made = BREAKS.map(([words, way]) => [words, way(known.get(name).certificate)]).filter(([, now]) => now);
    return { lines: Object.fromEntries(made.map(([words, now]) => [words, replaySteps(dumps(now), withoutOne(name)).at(-1)])) };
  },

  digest({ text }) {
    return { digest: digestOf(parse(text)) };
  },
};

for await (const line of createInterface({ input: process.stdin, terminal: false })) {
  const { ask, ...rest } = JSON.parse(line);
  process.stdout.write(JSON.stringify(await answers[ask](rest)) + "\n");
}

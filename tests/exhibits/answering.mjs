// Answers states with what a module exports under a name: a function, or an exhibit's own `answer`. JSON in, JSON out.
import { text } from "node:stream/consumers";

const { module, name, data, states } = JSON.parse(await text(process.stdin));
const found = (await import(module))[name];
const answer = typeof found === "function" ? (state) => found(...state) : (state) => found.answer(state, data);
process.stdout.write(JSON.stringify(states.map(answer)));

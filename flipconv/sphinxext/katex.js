// Renders TeX for the build: one JSON object per line comes in, one goes out, until the input ends.
// The path of the katex package is the only argument.
"use strict";

const katex = require(process.argv[2]);
const lines = require("node:readline").createInterface({ input: process.stdin, terminal: false });

lines.on("line", (line) => {
  const { tex, options } = JSON.parse(line);
  let answer;
  try {
    answer = { html: katex.renderToString(tex, options) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});

// Draws a graph for the build: DOT comes in, SVG goes out. The path of the viz package is the only argument.
"use strict";

const { instance } = require(process.argv[2]);
const { readFileSync } = require("node:fs");

instance().then((viz) => process.stdout.write(viz.renderString(readFileSync(0, "utf8"), { format: "svg", engine: "dot" })));

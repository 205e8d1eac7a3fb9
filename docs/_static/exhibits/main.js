// Brings the exhibits of a page to life.

import { breakAndRepair } from "./break-and-repair.js";
import { diagonals } from "./diagonals.js";
import { dotProduct } from "./dot-product.js";
import { mount } from "./exhibit.js";
import { guess } from "./guess.js";
import { line } from "./line.js";
import { playground } from "./playground.js";
import { stepper } from "./stepper.js";
import { translator } from "./translator.js";

const EXHIBITS = { "break-and-repair": breakAndRepair, "dot-product": dotProduct, hero: playground, playground, stepper, diagonals, line, translator };

// the questions have names of their own
for (const root of document.querySelectorAll(".exhibit")) mount(root, EXHIBITS[root.dataset.exhibit] ?? guess);

// Lets readers replay the proofs of a page.

import { addPanels } from "./panel.js";

if (document.readyState === "loading") addEventListener("DOMContentLoaded", addPanels);
else addPanels();

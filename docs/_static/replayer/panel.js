// The bar of buttons in the box of a proof: check it here, go through it line by line, break a line and see it refused.

import { button, make } from "../exhibits/dom.js";
import { BREAKS } from "./breaks.js";
import { dumps } from "./json.js";
import { replay, replaySteps } from "./replay.js";

// the certificates stand in the page, so that it can be read as a file; they are replayed once
let report;
function replayed() {
  const scripts = [...document.querySelectorAll("script.certificates")];
  report ??= replay([...new Set(scripts.flatMap((script) => JSON.parse(script.textContent)))]);
  return report;
}

// the theorems that one uses, and those that they use
function below(name, found = new Set()) {
  for (const other of Object.keys(replayed().established.get(name).certificate.uses)) {
    if (!found.has(other)) below(other, found.add(other));
  }
  return found;
}

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

class Panel {
  constructor(box) {
    this.box = box;
    this.name = box.id.replace("proof-", "");
    this.status = make("output", { class: "replay-status" });
    this.next = button("Next line", () => this.show(this.shown + 1));
    this.next.hidden = !box.querySelector(".proof-lines");
    this.restore = button("Restore", () => this.choose(""));
    this.select = make("select", {}, new Option("nothing", ""));
    this.select.onfocus = () => this.offer();
    this.select.onchange = () => this.choose(this.select.value);
    const check = button("Check this proof here", () => this.show(Infinity));
    const breaks = make("label", {}, "Break a line: ", this.select);
    const bar = make("div", { class: "replay-bar", role: "group", "aria-label": "Replay this proof" });
    bar.append(check, this.next, breaks, this.restore);
    box.querySelector(".proof-foot").before(bar, this.status);
    Object.assign(this, { broken: "", shown: 0 });
    this.restore.disabled = true;
  }

  own() {
    return replayed().established.get(this.name)?.certificate;
  }

  // the breaks that apply, once somebody may want one
  offer() {
    const own = this.own();
    if (!own || this.select.length > 1) return;
    BREAKS.forEach(([words, way], i) => way(own) && this.select.add(new Option(words, i)));
  }

  choose(broken) {
    Object.assign(this, { broken, lines: undefined });
    this.select.value = broken;
    this.restore.disabled = !broken;
    this.show(broken ? Infinity : 0);
    this.status.textContent ||= "The proof is as it was.";
  }

  judged() {
    const { established, refused } = replayed();
    const own = this.own();
    if (!own) return [{ line: 0, reason: refused.get(this.name) ?? "its certificate is not in this page" }];
    const others = new Map(established);
    others.delete(this.name);
    return replaySteps(dumps(this.broken ? BREAKS[this.broken][1](own) : own), others);
  }

  // mark the first lines, this many, and say what became of the last of them
  show(shown) {
    this.lines ??= this.judged();
    const marked = this.lines.slice(0, shown);
    const last = marked.at(-1);
    // after the last line it begins anew
    this.shown = last === this.lines.at(-1) ? 0 : shown;
    for (const mark of this.box.querySelectorAll(".replay-mark")) mark.remove();
    for (const item of this.box.querySelectorAll(".proof-lines > li")) {
      item.classList.remove("is-checked", "is-refused");
      item.removeAttribute("aria-current");
    }
    for (const line of marked) this.mark(line, line === last);
    this.status.textContent = last ? (last.ok ? this.good(last) : this.bad(last)) : "";
  }

  mark({ line, ok }, current) {
    const item = document.getElementById(`proof-${this.name}-${line}`);
    if (!item) return;
    item.classList.add(ok ? "is-checked" : "is-refused");
    if (current) item.setAttribute("aria-current", "step");
    const mark = make("span", { class: "replay-mark" }, ok ? " ✓ checked" : " ✗ refused");
    item.querySelector(".proof-reason").append(mark);
  }

  good({ line, rule }) {
    if (line === 0) return "Line 0 is the left side, and all that it is about is declared.";
    if (line !== "end") return `Line ${line} follows by the rule ${rule}.`;
    const steps = this.lines.length - 2;
    const what = steps ? count(steps, "line") : "an induction";
    const theorems = count(below(this.name).size, "theorem");
    return `Replayed here, in your browser: ${what}, ${theorems} below it; nothing refused.`;
  }

  bad({ line, reason }) {
    const where = line === 0 ? "Before the first line" : line === "end" ? "At the end" : `Line ${line}`;
    return `${where} refused: ${reason}.`;
  }
}

export function addPanels() {
  for (const box of document.querySelectorAll(".proof.container")) new Panel(box);
}

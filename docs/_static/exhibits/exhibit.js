// What all exhibits share: their data lies in the page, and before a reader may touch them they work out
// again, in this browser, what the library worked out when the page was built.

import { box, make, note } from "./dom.js";

// Two answers are the same if all their numbers are, up to rounding where they are not whole.
export function same(one, other) {
  if (one === other || typeof one !== typeof other) return one === other;
  if (typeof one === "number" && !(Number.isInteger(one) && Number.isInteger(other))) {
    return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
  }
  if (!one || !other || typeof one !== "object") return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
}

// Turn a static strip into an exhibit; where the numbers disagree the strip stays, with a warning above it.
// build(it) fills it.stage and returns what shows a state and its answer. it.told says in words what is seen;
// it.change(changes) changes it.state; a control that is bound to a part of the state changes and shows that.
export function mount(root, { answer, build }) {
  let data, wrong;
  try {
    data = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    const { cases } = data;
    const first = cases.findIndex(({ state, answer: theirs }) => !same(answer(state, data), theirs));
    if (first >= 0) wrong = `case ${first + 1} of ${cases.length} comes out otherwise here than in the library`;
    if (!cases.length) wrong = "the page holds no case to compare with";
  } catch (problem) {
    wrong = `its data cannot be worked out here: ${problem.message}`;
  }
  if (wrong) {
    const said = `Do not trust this exhibit: ${wrong}. What stands below was made by the library.`;
    return root.prepend(make("p", { class: "exhibit-warning", role: "alert" }, said));
  }
  const told = make("p", { class: "exhibit-status", role: "status" });
  const controls = [];
  const change = (changes) => {
    it.state = { ...it.state, ...changes };
    show(it.state, answer(it.state, data));
    for (const [control, name] of controls) control.put(it.state[name]);
  };
  const bound = (name, maker, ...given) => {
    const control = maker(...given, (value) => it.change({ [name]: value }));
    controls.push([control, name]);
    return control;
  };
  const it = { data, stage: box("stage"), told, say: (text) => (told.textContent = text), state: data.cases[0].state, change, bound };
  const show = build(it);
  change({});
  root.addEventListener("flipconv:state", ({ detail }) => change(detail));
  const strip = root.querySelector(".strip");
  strip.hidden = true;
  strip.before(it.stage);
  it.stage.append(note("agreed", `Before you touched it, this exhibit agreed with the library in ${data.cases.length} cases.`));
  root.dataset.ready = "";
}

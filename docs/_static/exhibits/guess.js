// Questions to answer before the answer is shown: which of these grids is it?

import { box, button, figure, make } from "./dom.js";
import { grid, valueClasses } from "./grid.js";
import { outputs } from "./modes.js";

// What each choice makes, what was asked for, and in how many numbers the two differ.
export function answer({ choices, wanted, ...base }) {
  const made = choices.map((choice) => outputs({ ...base, ...choice }));
  const asked = choices.map((choice) => outputs({ ...base, ...choice, ...wanted }));
  const differ = made.map((rows, k) => rows.flat().filter((y, i) => y !== asked[k].flat()[i]).length);
  return { made, asked, differ, right: [...differ.keys()].filter((k) => differ[k] === 0) };
}

const lettered = (k) => "ABCDEFGH"[k];

function build(it) {
  const { question, why, given, offered, compared, once, ring } = it.data;
  const main = make("fieldset", { class: "guess" });
  const press = button("", () => (open ? ask() : reveal()));
  let shown, open;
  it.stage.append(main, box("bar", press), it.told);

  // before the answer only zeros look different
  const table = (name, rows, h, ringed) => grid(name).show(rows, { classes: valueClasses(rows, h || []), ring: ringed && ring });
  const captioned = (name, ...how) => figure("", name, table(name, ...how));

  function choice(rows, k, chosen) {
    const { h = it.state.h, call } = it.state.choices[k];
    const hues = open && (it.state.h ?? h);
    const input = make("input", { type: "radio", name: question, disabled: open });
    input.checked = k === chosen;
    const first = table(`choice ${lettered(k)}`, ...(offered === "h" ? [h, hues] : [rows, hues, true]));
    first.onclick = () => open || (input.checked = true);
    const label = make("label", {}, input, `choice ${lettered(k)}`);
    const place = make("div", { class: "choice" }, label, box("scroll", first));
    if (!open) return place;
    const right = shown.right.includes(k);
    const mark = right ? "✓ this one" : k === chosen ? "✗ your guess" : "";
    if (mark) place.classList.add(right ? "right" : "wrong");
    place.append(make("p", { class: "verdict" }, make("strong", {}, mark), " ", make("code", {}, call)));
    place.append(...compared.map((words, i) => captioned(words, [rows, shown.asked[k]][i], hues, true)));
    return place;
  }

  // the choices as they stand before the answer, or with it
  function draw(chosen) {
    const { h } = it.state;
    const before = Object.entries(given).map(([key, words]) => captioned(words, it.state[key], open && key === "h" && h, key === "x"));
    if (open && once) before.push(captioned(once, shown.asked[0], h, true));
    const choices = shown.made.map((rows, k) => choice(rows, k, chosen));
    main.replaceChildren(make("legend", {}, question), box("panels", ...before), box("panels", ...choices));
  }

  function ask() {
    open = false;
    press.textContent = "That is my guess";
    it.say("Choose one, then press the button.");
    draw();
  }

  function reveal() {
    const chosen = [...main.querySelectorAll("input")].findIndex((input) => input.checked);
    const far = shown.differ[chosen];
    if (chosen < 0) return it.say("First choose one of them.");
    open = true;
    press.textContent = "Try again";
    const no = `No. With ${lettered(chosen)}, ${far} numbers come out otherwise. It is ${shown.right.map(lettered).join(", ")}.`;
    it.say(`${far ? no : `Yes, ${lettered(chosen)}.`} ${why}`);
    draw(chosen);
  }

  return (_, found) => {
    shown = found;
    ask();
  };
}

export const guess = { answer, build };

// Elements made in one line, controls with their names, and numbers as in print.

// make("button", {type: "button", class: "step", onclick: go}, "Next"): attributes, listeners, children
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element[name] = value;
    else if (value != null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const box = (name, ...children) => make("div", { class: `exhibit-${name}` }, ...children);
export const note = (name, ...children) => make("p", { class: `exhibit-${name}` }, ...children);
export const group = (label, attributes, ...children) => make("div", { role: "group", "aria-label": label, ...attributes }, ...children);

// a figure with its caption; what is in it scrolls
export const figure = (name, caption, ...children) =>
  make("figure", { class: `panel ${name}` }, make("figcaption", {}, caption), box("scroll", ...children));

// code, in a box of a class where the site's button copies it
export const coded = () => make("div", { class: "highlight" }, make("pre", { class: "exhibit-code", tabindex: 0, role: "region", "aria-label": "Code" }));

let ids = 0;

// A control with its label; the name is what tests and screen readers find it by. put: shows a value.
export function labelled(name, control, put) {
  control.id = `exhibit-control-${(ids += 1)}`;
  const both = make("span", { class: "control" }, make("label", { for: control.id }, name), control);
  return Object.assign(both, { control, put: put ?? ((value) => (control.value = value)) });
}

// choices: a list of words, or words by their values
const pairs = (choices) => (Array.isArray(choices) ? choices.map((word) => [word, word]) : Object.entries(choices));

// changed is called with the value
export function chooser(name, choices, changed) {
  const select = make("select", { onchange: () => changed(select.value) });
  select.append(...pairs(choices).map(([value, shown]) => new Option(shown, value)));
  return labelled(name, select);
}

// one of a few, all of them in sight
export function switcher(legend, choices, changed) {
  const name = `exhibit-switch-${(ids += 1)}`;
  const radio = (value) => make("input", { type: "radio", name, value, onchange: () => changed(value) });
  const labels = pairs(choices).map(([value, shown]) => make("label", {}, radio(value), shown));
  const field = make("fieldset", { class: "switch" }, make("legend", {}, legend), ...labels);
  field.put = (value) => [...field.elements].forEach((input) => (input.checked = input.value === value));
  return field;
}

export const button = (shown, onclick, attributes) => make("button", { type: "button", onclick, ...attributes }, shown);

// a whole number between two ends
export function stepper(name, [min, max], changed, type = "number") {
  let kept;
  const input = make("input", { type, min, max, step: 1 });
  input.oninput = () => input.value && input.validity.valid && changed(Number(input.value));
  input.onblur = () => (input.value = kept);
  return labelled(name, input, (value, ends = [min, max]) => {
    kept = value;
    [input.min, input.max] = ends;
    if (type === "range" || document.activeElement !== input) input.value = value;
  });
}

export const slider = (name, ends, changed) => stepper(name, ends, changed, "range");

export const clamped = (value, least, most) => Math.min(Math.max(value, least), most);

export const alike = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// minus signs as in print, and brackets around what has one
export const written = (value) => String(value).replace("-", "−");
export const factor = (value) => (value < 0 ? `(${written(value)})` : String(value));

// Pictures in canvases: greys for what comes in, the diverging map of the figures for what comes out.

import { tabled } from "./signals.js";

const dark = () => matchMedia("(prefers-color-scheme: dark)");

export function scheme() {
  const { theme } = document.body.dataset;
  return theme === "dark" || (theme !== "light" && dark().matches) ? "dark" : "light";
}

// drawn again whenever the page changes between light and dark
export function onScheme(draw) {
  dark().addEventListener("change", draw);
  new MutationObserver(draw).observe(document.body, { attributes: true, attributeFilter: ["data-theme"] });
}

const bytes = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));

// gives the colour of a value between evenly spaced stops; the middle one is zero
export function shades(stops, limit) {
  const ends = stops.map(bytes);
  return (value) => {
    const place = ((value / (limit || 1) + 1) / 2) * (ends.length - 1);
    const i = Math.min(Math.floor(place), ends.length - 2);
    return ends[i].map((from, c) => from + (place - i) * (ends[i + 1][c] - from));
  };
}

// colour: called with a value, gives red, green and blue
export function paint(canvas, rows, colour) {
  Object.assign(canvas, { width: rows[0].length, height: rows.length });
  const image = new ImageData(canvas.width, canvas.height);
  rows.flat().forEach((value, k) => {
    const [red, green, blue] = colour(value);
    const at = 4 * k;
    [image.data[at], image.data[at + 1], image.data[at + 2], image.data[at + 3]] = [red, green, blue, 255];
  });
  canvas.getContext("2d").putImageData(image, 0, 0);
}

export const grey = (value) => [value, value, value];

export const squared = (side, value) => tabled(side, side, (i, j) => value(i * side + j));

export function unpacked(text, side) {
  const letters = atob(text);
  return squared(side, (k) => letters.charCodeAt(k));
}

// A file of the reader's, in grey: the largest square from its middle. It goes nowhere.
export async function ownPicture(file, side) {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const cut = Math.min(width, height);
  const context = new OffscreenCanvas(side, side).getContext("2d");
  context.drawImage(bitmap, (width - cut) / 2, (height - cut) / 2, cut, cut, 0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  return squared(side, (k) => Math.round(0.299 * data[4 * k] + 0.587 * data[4 * k + 1] + 0.114 * data[4 * k + 2]));
}

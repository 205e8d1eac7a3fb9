// A kernel to change: taps to type, a size, and an anchor to drag or to type.

import { box, group, make, stepper } from "./dom.js";
import { grid, weightClasses } from "./grid.js";
import { tabled } from "./signals.js";

// changed is called with {h} or {anchor}; without sizes, the ends of both, there are the taps alone;
// fill gives the taps of new rows and columns
export function kernelPanel(changed, sizes, anchored, fill = () => 0) {
  const kept = (i, j) => h[i]?.[j] ?? fill(i, j);
  const edited = (r, c, tap) => changed({ h: h.with(r, h[r].with(c, tap)) });
  const table = grid("h, the kernel", { edited });
  const panel = box("panel", box("scroll", table));
  let h, anchor;
  panel.show = show;
  if (!sizes) return panel;

  const rows = stepper("rows", sizes, (n) => changed({ h: tabled(n, h[0].length, kept) }));
  const columns = stepper("columns", sizes, (n) => changed({ h: tabled(h.length, n, kept) }));
  const down = stepper("row", [1, 1], (a) => changed({ anchor: [a - 1, anchor[1]] }));
  const across = stepper("column", [1, 1], (a) => changed({ anchor: [anchor[0], a - 1] }));
  panel.append(group("Size of the kernel", { class: "exhibit-bar" }, rows, columns));
  if (anchored) panel.append(group("Anchor", { class: "exhibit-bar" }, "anchor:", down, across));

  // the whole page follows the pointer, since the handle moves from cell to cell
  const handle = make("span", { class: "anchor-handle", title: "Drag the anchor" });
  handle.onpointerdown = (event) => {
    event.preventDefault();
    const held = new AbortController();
    const follow = ({ clientX, clientY }) => {
      const cell = document.elementFromPoint(clientX, clientY)?.closest("td");
      const at = table.contains(cell) && [cell.parentElement.rowIndex, cell.cellIndex];
      if (at && String(at) !== String(anchor)) changed({ anchor: at });
    };
    addEventListener("pointermove", follow, held);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => held.abort(), held);
  };

  function show(taps, place) {
    [h, anchor] = [taps, place];
    table.show(h, { classes: weightClasses(h), corner: [0, 0], anchor, caption: "h: type other taps" });
    if (!sizes) return;
    rows.put(h.length);
    columns.put(h[0].length);
    if (!anchored) return;
    table.rows[anchor[0]].cells[anchor[1]].append(handle);
    down.put(anchor[0] + 1, [1, h.length]);
    across.put(anchor[1] + 1, [1, h[0].length]);
  }

  return panel;
}

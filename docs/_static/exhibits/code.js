// The state of the playground as code for other libraries. Which calls flip, and their words for borders, come
// from the record of the atlas; zeros, or whatever the border says, stand around the signal before a "valid" call.

export const LIBRARIES = { numpy: "NumPy", scipy: "SciPy", opencv: "OpenCV", torch: "PyTorch" };

// each gives its import and its lines; at is where the anchor lies in the kernel as it is laid on
const WRITERS = {
  numpy: ({ h, padded }) => [
    "from numpy.lib.stride_tricks import sliding_window_view",
    `${padded}\ny = np.einsum("rcij,ij->rc", sliding_window_view(padded, h.shape), ${h})`,
  ],
  scipy({ h, at, sizes, operation, word }) {
    const origin = at.map((a, k) => a - (sizes[k] >> 1));
    const given = origin.some(Boolean) ? `, origin=(${origin.join(", ")})` : "";
    return ["from scipy import ndimage", `y = ndimage.${operation}(x, ${h}, mode=${word}${given})`];
  },
  opencv({ flips, at: [down, across], padded, word, zeros }) {
    const h = flips ? "cv2.flip(h, -1)" : "h";
    const call = (x) => `cv2.filter2D(${x}, -1, ${h}, anchor=(${across}, ${down}), borderType=${word ?? zeros})`;
    const inner = `${down}:${down} + x.shape[0], ${across}:${across} + x.shape[1]`;
    return ["import cv2", word ? `y = ${call("x")}` : `${padded}\ny = ${call("padded")}[${inner}]`];
  },
  torch: ({ flips, padded }) => [
    "import torch",
    `${padded}\nw = torch.from_numpy(h)[None, None]${flips ? ".flip(-2, -1)" : ""}
y = torch.nn.functional.conv2d(torch.from_numpy(padded)[None, None], w)[0, 0].numpy()`,
  ],
};

// x is the reader's; everything else is written out
export function code(library, { h, operation, border, anchor }, dialects) {
  const { flips: turns, borders = {} } = dialects[library] ?? { flips: { convolve: true } };
  const flips = turns[operation];
  const sizes = [h.length, h[0].length];
  const at = flips ? anchor.map((a, k) => sizes[k] - 1 - a) : anchor;
  const pads = at.map((a, k) => `(${a}, ${sizes[k] - 1 - a})`).join(", ");
  const [imported, lines] = WRITERS[library]({
    ...{ flips, at, sizes, operation, word: borders[border], zeros: borders.constant },
    ...{ h: flips ? "h[::-1, ::-1]" : "h", padded: `padded = np.pad(x, (${pads}), mode="${border}")` },
  });
  const rows = h.map((row) => `[${row.join(", ")}]`).join(", ");
  return `import numpy as np
${imported}

# x: your image, two-dimensional, of floats
h = np.array([${rows}], dtype=float)
${lines}`;
}

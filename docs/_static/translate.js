// "How do I get X's result with Y": the code of each pair was written and run when the site was built.
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("translate");
  const data = window.flipconvTranslations;
  if (!place || !data) return;
  const form = document.createElement("div");
  form.className = "ledger-filters";
  const [source, target] = ["The result of", "with"].map((name) => {
    const label = document.createElement("label");
    const select = document.createElement("select");
    for (const library of new Set(data.libraries)) {
      const group = document.createElement("optgroup");
      group.label = library;
      data.calls.forEach((call, k) => data.libraries[k] === library && group.append(new Option(call, k)));
      select.append(group);
    }
    label.append(`${name} `, select);
    form.append(label);
    return select;
  });
  const told = place.querySelector("p");
  told.setAttribute("role", "status");
  const box = place.querySelector(".highlight");
  const code = box.querySelector("pre");
  const show = () => {
    const [i, j] = [Number(source.value), Number(target.value)];
    const found = data.pairs[i][j];
    box.hidden = i === j || found === null || found < 0;
    if (i === j) told.textContent = "That is the same call.";
    else if (found === null) told.textContent = `One filters ${data.axes[i]} axes, the other ${data.axes[j]}.`;
    else if (found < 0) told.textContent = data.lines[-1 - found];
    else {
      told.textContent = "Takes x and h, leaves y. It was run when this page was made, and gave the same numbers.";
      code.textContent = data.texts[found].map((line) => data.lines[line]).join("\n");
    }
  };
  const named = (text, otherwise) => Math.max(data.calls.findIndex((call) => call.startsWith(text)), otherwise);
  source.value = named("scipy.ndimage.convolve(x, h, mode='reflect'", 0);
  target.value = named("cv2.filter2D(x, -1, h)", 1);
  for (const select of [source, target]) select.addEventListener("change", show);
  place.prepend(form);
  show();
});

// Terms and other values as a reader writes them: sum y in G: f(y) g(x - y).

const LONGEST = 90;

export function written(value) {
  let text = JSON.stringify(value);
  try {
    if (Array.isArray(value)) text = argument(value);
  } catch {
    // it is no term, and stays as it is
  }
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} ...` : text;
}

function argument(value) {
  if (Array.isArray(value)) return typeof value[0] === "string" ? term(value) : index(value);
  return value.vars ? `${value.vars.map(([name]) => name)} -> ${argument(value.is)}` : (value.hom ?? `${value}`);
}

function term([head, ...parts]) {
  const [a, b, c] = parts;
  if (head === "sum") return `(sum ${a} in ${b}: ${argument(c)})`;
  if (head === "delta") return `[${index(b)} = 0]`;
  if (head === "window") return `[${index(a)} >= 0]`;
  if (head === "at") return `${a}(${parts.slice(1).map(argument).join(", ")})`;
  const operands = parts.map(argument);
  return head === "mul" ? operands.join(" ") : head === "add" ? `(${operands.join(" + ")})` : `${head}(${operands})`;
}

function index(monomials) {
  const texts = monomials.map(([c, names, hom]) => {
    const product = hom ? `${hom}(${names.join(" ")})` : names.join(" ");
    return `${c < 0 ? "-" : "+"} ${product && c * c === 1 ? "" : Math.abs(c)}${product}`;
  });
  return texts.join(" ").replace(/^\+ /, "") || "0";
}

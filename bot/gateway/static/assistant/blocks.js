// Draws the blocks of a message. What is not one of these shapes is shown as the plain text it came with.
import { make } from "./dom.js";
import { link, safeUrl } from "./links.js";

const list = (tag) => ({ items }, t) => make(tag, items.map((item) => make("li", draw(item, t))));

const SHAPES = {
  // What stands alone and strong is a heading.
  p: ({ runs }, t) => make(runs.length === 1 && runs[0].strong ? "h4" : "p", draw(runs, t)),
  note: ({ runs }, t) => make("p.note", draw(runs, t)),
  ul: list("ul"),
  ol: list("ol"),
  steps: ({ items }, t) =>
    make("ol.steps", items.map(({ title, runs = [] }) => make("li", make("strong", `${title}`), make("div", draw(runs, t))))),
  card: ({ title, rows }, t) =>
    make("section.card", make("h4", `${title}`),
      make("dl", rows.map(([label, runs]) => [make("dt", `${label}`), make("dd", draw(runs, t))]))),
  table: ({ head, rows }, t) =>
    make("table",
      make("thead", make("tr", head.map((cell) => make("th", { scope: "col" }, cell)))),
      make("tbody", rows.map((row) => make("tr", row.map((cell, column) => make("td", { "data-head": head[column] }, draw(cell, t))))))),
};

/** Return the elements of a message's blocks; its plain text if there is one that we do not know. */
export function drawBlocks({ blocks, text }, t) {
  try {
    if (blocks?.length) return blocks.map((block) => SHAPES[block.type](block, t));
  } catch {
    // A shape of a later version: its plain text says the same.
  }
  return `${text ?? ""}`.split("\n").map((line) => make("p", line));
}

function draw(runs, t) {
  return runs.map((run) => {
    if (typeof run === "string") return run;
    if (run.url !== undefined) return link(run.text, safeUrl(run.url), t);
    return run.strong || run.em ? make(run.strong ? "strong" : "em", run.text) : `${run.text}`;
  });
}

"use strict";
/*
 * Runs a tool's program in its environment: a line of standard input is an article, a line of standard output an answer.
 *
 * Beside it lies `program.js`, whose function `opened` returns a function from an article to an extraction, both as
 * JSON; docs/adding-a-system.md has their shape. A program tells places in UTF-16 units, as JavaScript counts; in the
 * answer they are told in code points.
 */

process.env.TZ = "UTC";
globalThis.console = new console.Console(process.stderr); // what the tool prints is no answer
const extract = require("./program.js").opened();

/** Return for each index in UTF-16 units, the end of the text included, the number of code points before it. */
function codePoints(text) {
  const before = new Uint32Array(text.length + 1);
  let count = 0;
  let index = 0;
  for (const character of text) {
    before.fill(count, index, index + character.length);
    index += character.length;
    count += 1;
  }
  before[index] = count;
  return before;
}

/** Return the answer about an article as JSON. */
function answer(article) {
  const points = codePoints(article.text);
  const isPlace = (key) => key === "start" || key === "end";
  return JSON.stringify(extract(article), (key, value) => (isPlace(key) ? points[value] : value));
}

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  let told;
  try {
    told = answer(JSON.parse(line));
  } catch (error) {
    told = JSON.stringify({ error: String(error) });
  }
  process.stdout.write(`${told}\n`);
});

// Names of two capitalised words or more, as persons. Run with: twicetold run "cmd:node capitals.js"
const lines = require("readline").createInterface({ input: process.stdin });
const length = (text) => [...text].length; // in Unicode code points, which offsets count

lines.on("line", (line) => {
  const { text } = JSON.parse(line);
  const names = [...text.matchAll(/[A-Z][\p{L}\p{N}_]+(?: [A-Z][\p{L}\p{N}_]+)+/gu)];
  const entities = names.map((name, i) => {
    const start = length(text.slice(0, name.index));
    return { id: `e${i}`, type: "PER", mentions: [{ span: [{ start, end: start + length(name[0]) }] }] };
  });
  console.log(JSON.stringify({ entities }));
});

// Names of two capitalised words or more, as persons. Run with: twicetold run "cmd:node capitals.js"
const lines = require("readline").createInterface({ input: process.stdin });

lines.on("line", (line) => {
  const { text } = JSON.parse(line);
  const names = [...text.matchAll(/[A-Z][\p{L}\p{N}_]+(?: [A-Z][\p{L}\p{N}_]+)+/gu)];
  const entities = names.map(([name], i) => ({ id: `e${i}`, type: "PER", mentions: [{ span: [{ quote: name }] }] }));
  console.log(JSON.stringify({ entities }));
});

// Answers well, but where the outlet of an article says what else to do.
const lines = require("readline").createInterface({ input: process.stdin });
const fs = require("fs");
const state = process.argv[2]; // a file that remembers which articles failed once

lines.on("line", (line) => {
  const article = JSON.parse(line);
  const say = (text) => fs.writeSync(1, text);
  const answer = () => say('{"dates": []}\n');
  switch (article.outlet) {
    case "hang": return;
    case "hang with a child": require("child_process").spawn("sleep", ["600"], { stdio: "ignore" }); return;
    case "die": console.error("out of cheese"); process.exit(7);
    case "die once":
      if (fs.existsSync(state)) return answer();
      fs.writeFileSync(state, "");
      process.exit(1);
    case "rubbish": say("Loading model...\n"); return;
    case "more": say('{"dates": []}\n{"dates": []}\n'); return;
    case "half": say('{"dates": '); process.exit(0);
    case "flood": { const chunk = "x".repeat(1 << 20); try { for (let i = 0; i < 100; i++) say(chunk); } catch { process.exit(0); } return; }
    case "invalid": say('{"entity": []}\n'); return;
    case "error": say('{"error": "no such language"}\n'); return;
    case "talk": console.error("thinking"); return answer();
    default: answer();
  }
});

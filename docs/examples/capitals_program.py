"""Names of two capitalised words or more, as persons. Run with: twicetold run "cmd:python3 capitals_program.py"."""

import json
import re
import sys

for line in sys.stdin:
    names = re.finditer(r"[A-Z]\w+(?: [A-Z]\w+)+", json.loads(line)["text"])
    spans = [{"start": name.start(), "end": name.end()} for name in names]
    entities = [{"id": f"e{i}", "type": "PER", "mentions": [{"span": [span]}]} for i, span in enumerate(spans)]
    print(json.dumps({"entities": entities}), flush=True)

"""Capitals: a program that finds names of two capitalised words or more.

twicetold check "cmd:python3 capitals.py"
twicetold run "cmd:python3 capitals.py" --split train
"""

import json
import re
import sys


def extract(article: dict[str, str]) -> dict[str, object]:
    """Return what is found: put your own work here. `article["published"]` is the day the text was published."""
    names = re.finditer(r"[A-Z]\w+(?: [A-Z]\w+)+", article["text"])
    spans = [[{"start": name.start(), "end": name.end()}] for name in names]
    return {"entities": [{"id": f"e{i}", "type": "PER", "mentions": [{"span": at}]} for i, at in enumerate(spans)]}


for line in sys.stdin:
    print(json.dumps(extract(json.loads(line))), flush=True)

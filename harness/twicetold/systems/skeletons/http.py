"""Capitals: a server that finds names of two capitalised words or more.

python3 capitals.py &
twicetold check http://localhost:8008/
twicetold run http://localhost:8008/ --split train --workers 4
"""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def extract(article: dict[str, str]) -> dict[str, object]:
    """Return what is found: put your own work here. `article["published"]` is the day the text was published."""
    names = re.finditer(r"[A-Z]\w+(?: [A-Z]\w+)+", article["text"])
    spans = [[{"start": name.start(), "end": name.end()}] for name in names]
    return {"entities": [{"id": f"e{i}", "type": "PER", "mentions": [{"span": at}]} for i, at in enumerate(spans)]}


class Answers(BaseHTTPRequestHandler):
    """Answers each POST of an article with what is found in it."""

    def do_POST(self) -> None:
        """Answer."""
        article = json.loads(self.rfile.read(int(self.headers["content-length"])))
        body = json.dumps(extract(article)).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("localhost", 8008), Answers).serve_forever()

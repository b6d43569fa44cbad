"""Names of two capitalised words or more, as persons, on port 8008. Run with: twicetold run http://localhost:8008/."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Capitals(BaseHTTPRequestHandler):
    """Answers each POST of an article with an extraction."""

    def do_POST(self):
        """Answer."""
        article = json.loads(self.rfile.read(int(self.headers["content-length"])))
        names = re.finditer(r"[A-Z]\w+(?: [A-Z]\w+)+", article["text"])
        spans = [{"start": name.start(), "end": name.end()} for name in names]
        entities = [{"id": f"e{i}", "type": "PER", "mentions": [{"span": [span]}]} for i, span in enumerate(spans)]
        body = json.dumps({"entities": entities}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("localhost", 8008), Capitals).serve_forever()

#!/usr/bin/env python3
"""The two ways of the Apprise API that tell something, around the real Apprise library, for tests.

The API's own server comes as a container only. This one answers as its OpenAPI description and its source say:
POST /notify/KEY for the configurations of --config, POST /notify for the `urls` of the body; 200 and the library's notes
where all was sent, 424 where something was not, 204 where there is nobody to tell, 400 where the body is not as it
should be. Listens on 127.0.0.1, on a port that the system chooses, and prints one JSON line {"port": N} when it is ready.
Ends when its standard input does.
"""

import argparse
import json
import logging
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import apprise

SEPARATOR = "\t"


def notified(urls, content):
    """The status, and what the library noted."""
    told = apprise.Apprise()
    told.add(urls or [])
    if not len(told):
        return 204, []
    line = SEPARATOR.join(["%(levelname)s", "%(asctime)s", "%(message)s"]) + "\n"
    with apprise.LogCapture(level=logging.INFO, fmt=line) as notes:
        done = told.notify(
            content["body"],
            title=content.get("title", ""),
            notify_type=content.get("type", "info"),
            body_format=content.get("format", "text"),
            tag="all",
        )
        found = [note.split(SEPARATOR, 2) for note in notes.getvalue().split("\n")]
    return 200 if done else 424, [note for note in found if len(note) == 3]


class API(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    configurations = {}

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            content = json.loads(body)
        except ValueError:
            return self.answer(400, "Invalid JSON Payload provided")
        if not content.get("body") or content.get("type", "info") not in ("info", "success", "warning", "failure"):
            return self.answer(400, "Payload lacks minimum requirements")
        if content.get("format", "text") not in ("text", "markdown", "html"):
            return self.answer(400, "An invalid body input format was specified")
        parts = self.path.strip("/").split("/")
        if parts[0] != "notify" or len(parts) > 2:
            return self.answer(404, "Not Found")
        urls = self.configurations.get(parts[1]) if len(parts) == 2 else content.get("urls")
        status, notes = notified(urls, content)
        error = "One or more notification could not be sent" if status == 424 else None
        self.answer(status, error, notes)

    def answer(self, status, error, notes=()):
        text = json.dumps({"error": error, "details": list(notes)}).encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if status != 204:
            self.wfile.write(text)

    def log_message(self, *words):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", action="append", default=[], metavar="KEY=URL", help="a URL kept under a key")
    for word in parser.parse_args().config:
        key, url = word.split("=", 1)
        API.configurations.setdefault(key, []).append(url)
    server = ThreadingHTTPServer(("127.0.0.1", 0), API)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_port}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()

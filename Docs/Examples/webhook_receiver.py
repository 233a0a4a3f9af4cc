#!/usr/bin/env python3
"""Receives signed web hooks: believes only who has the secret, only for five minutes, and each message only once.

usage: SECRET=whsec_… python3 webhook_receiver.py [PORT]
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer


def verified(secret, fields, body, now, tolerance=300):
    """Whether a request is genuine and fresh; `body` is the bytes as they came, before anything reads them as JSON."""
    name, moment = fields.get("webhook-id", ""), fields.get("webhook-timestamp", "")
    if not moment.isdecimal() or abs(now - int(moment)) > tolerance:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    code = hmac.new(key, f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(code).decode()
    # One signature a secret: two while the sender's is being exchanged.
    return any(hmac.compare_digest(expected, given) for given in fields.get("webhook-signature", "").split())


class Receiver(BaseHTTPRequestHandler):
    seen = set()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not verified(os.environ["SECRET"], self.headers, body, time.time()):
            return self.send_error(401)
        message = json.loads(body)
        if message["id"] not in self.seen:
            self.seen.add(message["id"])
            print(message["text"], flush=True)
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8080), Receiver)
    print(f"listening on {server.server_port}", flush=True)
    server.serve_forever()

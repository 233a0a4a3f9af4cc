#!/usr/bin/env python3
"""Amazon SES and Amazon SNS for tests: moto's server, and a second one that tells what they took.

Both listen on 127.0.0.1, on ports that the system chooses; one JSON line {"port": N, "sent": N} is printed when they are
ready. GET on the second answers {"mails": […], "texts": […]}, the mails as smtp_sink.py describes them. In every region
the domain tracker.example may send. moto checks no signature. Ends when its standard input does.
"""

import http.server
import json
import logging
import sys
import threading
import types

from moto.core import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

from smtp_sink import described

REGION = "eu-central-1"
SENDERS = "tracker.example"


def mail(message) -> dict:
    """A raw mail as moto keeps it: to whom it was asked to go, and to whom its header says."""
    envelope = types.SimpleNamespace(
        original_content=message.raw_data.encode(),
        mail_from=message.source,
        rcpt_tos=sorted(set(message.destinations)),
    )
    return described(envelope, types.SimpleNamespace(ssl=None, auth_data=None)) | {"id": message.id}


class Sent(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        mails = list(ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages)
        texts = dict(sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages)
        answer = {
            "mails": [mail(message) for message in mails],
            "texts": [{"id": id, "to": to, "text": text} for id, (to, text) in texts.items()],
        }
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def main():
    logging.disable(logging.CRITICAL)
    ses_backends[DEFAULT_ACCOUNT_ID][REGION].verify_domain(SENDERS)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    sent = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sent)
    threading.Thread(target=sent.serve_forever, daemon=True).start()
    print(json.dumps({"port": port, "sent": sent.server_address[1]}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()

"""A mail server as a process of its own, which writes down what it takes before it says so."""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(os.path.abspath(__file__)).parents[3]
VENV = ROOT / ".build-tools/venv/bin/python3"


class Mails:
    """The server, and what it got so far: {"to", "subject", "text", "received"}; with a login, if one is given."""

    def __init__(self, run, user=None, password=None):
        self.file, self.user, self.password = run.path("mails.jsonl"), user, password
        open(self.file, "w").close()
        login = [user, password] if user else []
        self.process = subprocess.Popen([VENV, __file__, self.file, *login], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        run.callback(self.end)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{run.name}: the mail server did not start")
        self.port = int(line)

    def end(self):
        self.process.terminate()
        self.process.wait()

    def settings(self):
        """What a configuration file says of it, as the only channel."""
        login = {"username": self.user, "password": self.password} if self.user else {}
        return {"channels": ["email"], "email": {"to": "operator@tracker.example"},
                "smtp": {"host": "127.0.0.1", "port": self.port, "security": "none", "from": "alerts@tracker.example"}
                | login}

    def read(self):
        """All that came."""
        with open(self.file) as file:
            return [json.loads(line) for line in file if line.endswith("\n")]


def serve(path, user, password):
    import asyncio
    import email
    import email.policy
    import logging
    import warnings

    from aiosmtpd.smtp import SMTP, AuthResult

    # Whoever begins a login in plain text is warned of at length.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")

    class Taken:
        async def handle_DATA(self, server, session, envelope):
            message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
            text = message.get_body(("plain",))
            with open(path, "a") as file:
                file.write(json.dumps({
                    "to": envelope.rcpt_tos, "subject": str(message["Subject"]), "received": time.time(),
                    "text": text.get_content() if text else "",
                }) + "\n")
            return "250 2.0.0 queued"

    def log_in(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login.decode(), data.password.decode()) == (user, password))

    async def run():
        loop = asyncio.get_running_loop()
        settings = {"hostname": "sink.example"}
        if user:
            settings |= {"authenticator": log_in, "auth_required": True, "auth_require_tls": False}
        server = await loop.create_server(lambda: SMTP(Taken(), loop=loop, **settings), "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        # The end of standard input is the end of the campaign, however that came.
        await loop.run_in_executor(None, sys.stdin.read)
        os._exit(0)

    asyncio.run(run())


if __name__ == "__main__":
    serve(sys.argv[1], *(sys.argv[2:] or (None, None)))

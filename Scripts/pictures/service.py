"""salesctl serve on a store of its own, and LocalShop, on this machine alone."""
import http.client
import json
import os
import pathlib
import socket
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        return there.getsockname()[1]


class Service:
    """Programs that end with it; each can be asked to do what the pictures need."""

    def __init__(self, binaries, folder):
        self.binaries, self.folder, self.programs = binaries, folder, []
        self.origin = self.environment = None

    def __enter__(self):
        shop = json.loads(self.start([self.binaries / "localshop", "--products", "12", "--seed", "7", "--until-eof"]))
        self.shop = shop["url"]
        port = free_port()
        self.origin = f"http://127.0.0.1:{port}"
        # Settings of whoever runs this would win over ours.
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("SALES_")} | {
            "XDG_CONFIG_HOME": str(self.folder), "SALES_STORE": f"sqlite:{self.folder}/prices.sqlite",
            "SALES_ALLOW_ADDRESSES": self.shop.removeprefix("http://"), "SALES_HOSTS_DEFAULT_RATE": "50",
            "SALES_HOSTS_DEFAULT_BURST": "50", "SALES_CHECKS_CONFIRM_AFTER": "50ms",
            "SALES_CHECKS_CONFIRM_WITHIN": "100ms", "SALES_LINKS_SECRET": "of no use but for pictures, and made for them",
            "SALES_NOTIFY_CHANNELS": "email", "SALES_NOTIFY_SMTP_HOST": "127.0.0.1",
            # Nobody listens there: letters wait, and none is needed.
            "SALES_NOTIFY_SMTP_PORT": str(free_port()), "SALES_NOTIFY_SMTP_SECURITY": "none",
            "SALES_NOTIFY_EMAIL_TO": "ann@example.org", "SALES_WEB_ORIGIN": self.origin,
        }
        return self

    def __exit__(self, *_):
        for program in reversed(self.programs):
            program.terminate()
        for program in self.programs:
            program.wait()

    def start(self, arguments, environment=None):
        """Starts a program, and answers its first line."""
        program = subprocess.Popen([str(argument) for argument in arguments], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, env=environment, text=True)
        self.programs.append(program)
        return program.stdout.readline()

    def serve(self):
        """Serves everybody who signs up. Nothing is checked but what pages ask for: most of the shops do not exist."""
        port = self.origin.rsplit(":", 1)[1]
        line = self.start([self.binaries / "salesctl", "serve", "--port", port, "--registration", "open", "--no-watch",
                           "--insecure-http", "--log-format", "json"], self.environment)
        if '"serving"' not in line:
            raise SystemExit(f"screenshots: serve did not begin: {line}")

    def salesctl(self, *arguments, text=None, codes=(0,), environment=None):
        run = subprocess.run([self.binaries / "salesctl", *arguments], input=text,
                             env=self.environment | (environment or {}), capture_output=True, text=True, check=False)
        if run.returncode not in codes:
            raise SystemExit(f"screenshots: salesctl {' '.join(arguments)}: {run.stderr}")
        return run.stdout.strip()

    def control(self, path, members):
        """Asks the shop to change something."""
        connection = http.client.HTTPConnection(self.shop.removeprefix("http://"), timeout=10)
        connection.request("POST", f"/control/{path}", json.dumps(members))
        status = connection.getresponse().status
        connection.close()
        if status != 200:
            raise SystemExit(f"screenshots: the shop answered {status} to {path}")

    def sign_in_link(self, person):
        return self.salesctl("users", "link", person, "--sign-in")

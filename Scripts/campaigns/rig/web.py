"""`salesctl serve` on a store, who is signed in there, and clients of it."""
import base64
import hashlib
import http.client
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

from .run import free_port
from .workers import environment

# How long a service may take to listen, with its tables made.
PATIENCE = 60
DAY = 86_400_000
# How many rows one statement brings.
ROWS = 1_000
PREFIX = "/api/v1"


class Service:
    """A `serve` for people with accounts, which ends with the campaign.

    `settings` are those of the configuration file, by section; the origin, the key of links and an open registration go
    without saying. `before` is a command that runs it.
    """

    def __init__(self, run, store, name="serve", settings=None, words=("--no-watch",), around=None, before=()):
        self.run, self.name, self.port = run, name, free_port()
        self.host, self.base = "127.0.0.1", f"http://127.0.0.1:{self.port}"
        self.log = run.path(f"{name}.log")
        settings = {"web": {"origin": self.base}, "links": {"secret": "a campaign's secret of forty characters."}} \
            | (settings or {})
        settings["web"] = {"origin": self.base, "registration": "open"} | settings["web"]
        file = run.path(f"{name}.yaml")
        # JSON is YAML as well.
        Path(file).write_text(json.dumps(settings, indent=1))
        self.command = [*before, run.program("salesctl"), "serve", "--port", str(self.port), "--log-format", "json",
                        "--store", store.address, "--config", file, *words]
        self.around = environment() | (around or {})
        self.process = None
        run.callback(self.end)

    def start(self, around=None):
        """Starts it, and waits until it answers."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env=self.around | (around or {}))
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if Client(self).ask("GET", "/healthz").status == 200:
                    return self
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                said = Path(self.log).read_text(errors="replace")[-2000:]
                raise SystemExit(f"{self.run.name}: {self.name} does not answer ({self.process.poll()}): {said}")
            time.sleep(0.05)

    def stop(self):
        """SIGTERM; its exit code, and the seconds that it took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        return code, round(time.monotonic() - began, 2)

    def end(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def mib(self, what="RSS"):
        """Its memory in MiB: what it has (RSS), or the most that it had (HWM)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return round(int(re.search(rf"Vm{what}:\s+(\d+) kB", status)[1]) / 1024, 1)

    def cpu(self):
        return cpu(self.process.pid)


def cpu(pid):
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Answer:
    """What was answered: the status, the fields as (name in small letters, value), the bytes, and after how long."""

    def __init__(self, response, body, seconds):
        self.status, self.body, self.seconds = response.status, body, seconds
        self.fields = [(name.lower(), value) for name, value in response.getheaders()]

    def field(self, name):
        return next((value for key, value in self.fields if key == name), None)

    def json(self):
        return json.loads(self.body)

    def shown(self):
        """All of it but its moment, to compare it with another."""
        return self.status, [field for field in self.fields if field[0] != "date"], self.body

    @property
    def kind(self):
        """The name of the problem that it is; None for none."""
        if self.field("content-type") != "application/problem+json":
            return None
        return self.json()["type"].rpartition(":")[2]


class Client:
    """A connection to a service, which stays open; of a person, if a secret of theirs is given.

    `source` is the address that it comes from, which a trusted proxy may change by `behind`, as X-Forwarded-For has it.
    """

    def __init__(self, service, secret=None, source=None, behind=None, timeout=60, is_browser=False):
        self.connection = http.client.HTTPConnection(service.host, service.port, timeout=timeout,
                                                     source_address=(source, 0) if source else None)
        self.fields = {}
        if secret:
            name, value = ("Cookie", f"sales={secret}") if is_browser else ("Authorization", f"Bearer {secret}")
            self.fields[name] = value
        if behind:
            self.fields["X-Forwarded-For"] = behind

    def ask(self, method, path, body=None, fields=None):
        """One request; a body that is no bytes is sent as JSON. Raises OSError where no answer comes."""
        sent = self.fields | (fields or {})
        if body is not None and not isinstance(body, bytes):
            body, sent = json.dumps(body).encode(), {"Content-Type": "application/json"} | sent
        began = time.monotonic()
        try:
            self.connection.request(method, path, body=body, headers=sent)
            response = self.connection.getresponse()
            found = response.read()
        except http.client.HTTPException as error:
            self.connection.close()
            raise ConnectionError(f"no answer: {error!r}") from error
        except OSError:
            self.connection.close()
            raise
        return Answer(response, found, time.monotonic() - began)

    def close(self):
        self.connection.close()


def secret(chance):
    """A secret as the program makes them: 256 bits as base64url without padding."""
    return base64.urlsafe_b64encode(chance.randbytes(32)).rstrip(b"=").decode()


def people(store, count, prefix="person", is_admin=False):
    """Adds people whose addresses are verified; their numbers."""
    now = moment(store)
    names = [f"{prefix}-{number}@people.example" for number in range(count)]
    true = ("1" if store.kind == "sqlite" else "true") if is_admin else ("0" if store.kind == "sqlite" else "false")
    settings = "'{}'"
    for part in parts(names):
        rows = ", ".join(f"('{name}', {now}, {now}, {true}, {settings})" for name in part)
        store.run(f"INSERT INTO users (email, email_verified_at, created_at, is_admin, settings) VALUES {rows};")
    found = store.rows(f"SELECT id FROM users WHERE email LIKE '{prefix}-%@people.example' ORDER BY id")
    return [row[0] if store.kind == "sqlite" else row["id"] for row in found]


def sign_in(store, chance, users, scope="write", is_browser=False):
    """Begins a session of each of these, with one as often as they are named; the secrets in the same order."""
    secrets, now = [secret(chance) for _ in users], moment(store)
    end = f"{now} + {30 * DAY}" if store.kind == "sqlite" else f"{now} + interval '30 days'"
    kind = "browser" if is_browser else "program"
    for part in parts(list(zip(users, secrets))):
        rows = ", ".join(f"('{hashlib.sha256(text.encode()).hexdigest()}', {user}, '{kind}', '{scope}', 'campaign', "
                         f"{now}, {now}, {end}, {end})" for user, text in part)
        store.run("INSERT INTO sessions (hash, user_id, kind, scope, label, created_at, last_used_at, ends_at, holds_until)"
                  f" VALUES {rows};")
    return secrets


def moment(store):
    """The present moment, as a store's statements write it."""
    now = int(time.time() * 1000)
    return str(now) if store.kind == "sqlite" else f"to_timestamp({now} / 1000.0)"


def parts(items):
    return [items[first:first + ROWS] for first in range(0, len(items), ROWS)]

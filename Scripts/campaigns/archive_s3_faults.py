#!/usr/bin/env python3
"""An S3 service that fails and lies in a dozen ways: no row leaves the store without an object that holds it (A5).

Each run archives a day of 60 rows in small parts from a store in a file to SeaweedFS, by way of a proxy that breaks
what passes: one request of those that its kind of fault is about, some of them, or all. The run must succeed, or end
with a sentence and its exit code. Then the objects are read past the proxy: every row that is not in the store any
more must be in an object as the ledger has it, and no object may be another than when it was first seen. A run that
failed is repeated with a proxy that breaks nothing, and must archive the day.

Some runs, by number, meet a service that stores an object and then says nothing until the program gives up, which
takes half a minute each.

usage: Scripts/campaign archive_s3_faults [--short] [--runs N] [--silences N] [--only KIND] [--at-once N] [--seed N]
                                          [--logs FOLDER]
"""
import collections
import concurrent.futures
import glob
import json
import os
import random
import shutil
import socket
import socketserver
import sys
import threading
import time

from rig import Archivist, Audit, Books, Prefix, Rhythm, Run, SQLiteFile, Seaweed, Witness
from rig.archive import DAY, TEMPORARY, add_rows, fill, migrate, today
from rig.run import SAID_EVERY, arguments, parse, verdict

STANDARD = {"runs": (1_500, 30), "silences": (4, 0), "at_once": (8, 4)}
ROWS = 60
PLAN = json.dumps({"coding": "none", "partBytes": 1024, "version": 1})
SAID = {0, 65, 69, 74, TEMPORARY, 77}

# What is answered in place of doing it: status and code of the error.
ANSWERS = {"conflict": (409, "ConditionalRequestConflict"), "taken": (412, "PreconditionFailed"),
           "error": (500, "InternalError"), "slow_down": (503, "SlowDown"), "bad_digest": (400, "BadDigest")}
# By kind, the method of the requests that it is about.
KINDS = {**{name: "PUT" for name in ANSWERS}, "read_error": "GET", "no_answer": "PUT", "half_sent": "PUT",
         "changed_on_the_way": "PUT", "never_stored": "PUT", "wrong_etag": "PUT", "truncated": "GET",
         "wrong_checksum": "GET", "flipped": "GET", "flipped_without_checksum": "GET"}
# How many of those requests fail: one, about half, or all; and how often each of these is so.
OFTEN = {"one": 6, "half": 3, "all": 1}


class Plan:
    """What goes wrong in one run."""

    def __init__(self, kind, chance):
        self.kind, self.chance = kind, chance
        self.often = chance.choices(list(OFTEN), OFTEN.values())[0]
        # A day makes some dozen requests of each method.
        self.which, self.seen, self.met = chance.randrange(12), 0, 0
        self.lock = threading.Lock()

    def deal(self, method):
        """The kind of fault that a request meets, or None."""
        with self.lock:
            if self.kind is None or method != KINDS.get(self.kind, "PUT"):
                return None
            self.seen += 1
            is_met = {"one": self.seen == self.which + 1, "half": self.chance.random() < 0.5, "all": True}[self.often]
            self.met += is_met
            return self.kind if is_met else None


class Handler(socketserver.StreamRequestHandler):
    """Passes one request on, and its answer back."""

    def handle(self):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        lines = head.decode("latin-1").split("\r\n")
        method = lines[0].split()[0]
        fields = {line.split(":", 1)[0].lower(): line.split(":", 1)[1].strip() for line in lines[1:] if ":" in line}
        if "100-continue" in fields.get("expect", "").lower():
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = self.rfile.read(int(fields.get("content-length", 0)))
        sent = [line for line in lines if line and not line.lower().startswith(("connection:", "expect:"))]
        self.break_it(self.server.plan.deal(method),
                      "\r\n".join([*sent, "Connection: close", "", ""]).encode("latin-1"), body)

    def break_it(self, kind, head, body):
        if kind in ANSWERS:
            return self.refuse(*ANSWERS[kind])
        if kind == "read_error":
            return self.refuse(*ANSWERS[self.server.plan.chance.choice(["error", "slow_down"])])
        if kind == "half_sent":
            return self.ask(head, body[:len(body) // 2])
        if kind == "changed_on_the_way":
            body = flipped(body)
        if kind == "never_stored":
            return self.wfile.write(b'HTTP/1.1 200 OK\r\nETag: "0"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
        answer = self.ask(head, body)
        start, _, content = answer.partition(b"\r\n\r\n")
        if kind == "no_answer":
            return None
        if kind == "silence":
            # Until the other end has had enough.
            self.request.settimeout(300)
            return self.request.recv(1)
        if kind == "truncated":
            content = content[:len(content) // 2]
        if kind in ("flipped", "flipped_without_checksum"):
            content = flipped(content)
        changes = {"wrong_etag": (b"etag", b'"00000000000000000000000000000000"'), "flipped_without_checksum": (
            b"x-amz-checksum-sha256", None), "wrong_checksum": (b"x-amz-checksum-sha256", b"A" * 43 + b"=")}
        name, value = changes.get(kind, (None, None))
        fields = [line for line in start.split(b"\r\n") if not name or not line.lower().startswith(name + b":")]
        if value:
            fields.append(name + b": " + value)
        self.wfile.write(b"\r\n".join(fields) + b"\r\n\r\n" + content)

    def refuse(self, status, code):
        body = f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>no</Message></Error>'.encode()
        self.wfile.write(f"HTTP/1.1 {status} -\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\n"
                         "Connection: close\r\n\r\n".encode() + body)

    def ask(self, head, body):
        """What the service answers."""
        with socket.create_connection(("127.0.0.1", self.server.target), timeout=60) as service:
            service.sendall(head + body)
            if len(body) < int(next((line.split(b":")[1] for line in head.split(b"\r\n")
                                     if line.lower().startswith(b"content-length:")), b"0")):
                return b""
            answer = b""
            while piece := service.recv(1 << 16):
                answer += piece
        return answer


class Proxy(socketserver.ThreadingTCPServer):
    """The proxy of one run."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 64

    def __init__(self, target, plan):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target, self.plan = target, plan
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def handle_error(self, request, address):
        """Who is cut off may well hang up."""


def flipped(body):
    """A body of which one bit is another."""
    return body[:len(body) // 2] + bytes([body[len(body) // 2] ^ 1]) + body[len(body) // 2 + 1:] if body else body


class Stage:
    """What the runs share: the service, and the store that each gets a copy of."""

    def __init__(self, run):
        self.run, self.service = run, Seaweed(run)
        self.original = SQLiteFile(run, "original")
        migrate(run, self.original)
        fill(self.original, 6, 1)
        day = today() - 1
        rows = [(1 + n % 6, day * DAY + n * 1_000_000, 100 + n) for n in range(ROWS)]
        add_rows(self.original, rows)
        self.original.run("INSERT INTO archive_runs (day, number, starts_at, ends_at, plan) VALUES "
                          f"({day}, 1, {day * DAY}, {(day + 1) * DAY}, '{PLAN}')")
        self.committed = {row[:2]: row[2] for row in rows}

    def one(self, number, kind):
        """One run; what it met, how it ended, and what was wrong."""
        plan = Plan(kind, random.Random(f"{self.run.options.seed} {number} {kind}"))
        if kind == "silence":
            plan.often = "one"
        store = SQLiteFile(self.run, f"store-{number}")
        shutil.copyfile(self.original.path, store.path)
        proxy, before = Proxy(self.service.port, plan), today()
        place = Prefix(self.service, f"run-{number}", proxy.server_address[1])
        books, witness, archivist = Books(store), Witness(place), Archivist(self.run, store, place)
        code, said = archivist.call()
        audit = Audit(books, place, self.committed)
        wrong = books.fault() + audit.wrong() + witness.look()
        if code not in SAID or code and not said.startswith("salesctl: "):
            wrong.append(f"ended with {code}: {said}")
        plan.kind = None
        if code:
            again, said_then = archivist.call()
            wrong += [f"after “{said}” the next run ended with {again}: {said_then}"] if again else []
            audit = Audit(books, place, self.committed)
        wrong += books.fault() + audit.wrong() + audit.unfinished(before, today()) + witness.look() + archivist.verify()
        proxy.shutdown()
        proxy.server_close()
        if not wrong:
            for path in glob.glob(store.path + "*"):
                os.remove(path)
        return {"kind": kind, "often": plan.often, "met": plan.met, "code": code, "said": said if code else "",
                "wrong": wrong}


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--only", choices=KINDS, help="only this kind of fault")
    options = parse(parser, STANDARD)
    with Run("archive_s3_faults", options) as run:
        stage, found, news, began = Stage(run), [], Rhythm(SAID_EVERY), time.monotonic()
        kinds = [options.only] if options.only else list(KINDS)
        wanted = ["silence"] * options.silences + [kinds[n % len(kinds)] for n in range(options.runs)]
        with concurrent.futures.ThreadPoolExecutor(options.at_once) as pool:
            for number, each in enumerate(pool.map(stage.one, range(len(wanted)), wanted)):
                found.append(each)
                for words in each["wrong"]:
                    run.say(f"run {number}, {each['kind']}, {each['often']}: {words}")
                if news.is_due():
                    run.say(f"{len(found)} of {len(wanted)}")
        by_kind = {}
        for kind in ["silence", *kinds]:
            runs = [each for each in found if each["kind"] == kind]
            by_kind[kind] = {
                "runs": len(runs), "that_met_it": sum(1 for each in runs if each["met"]),
                "requests_that_met_it": sum(each["met"] for each in runs),
                "ended_with": dict(collections.Counter(each["code"] for each in runs)),
                "wrong": sum(1 for each in runs if each["wrong"]),
            }
            run.say(f"{kind}: {by_kind[kind]}")
        result = {
            "seed": options.seed, "runs": len(found), "runs_that_met_a_fault": sum(1 for each in found if each["met"]),
            "requests_that_met_a_fault": sum(each["met"] for each in found), "kinds": by_kind,
            "sentences": dict(collections.Counter(each["said"].splitlines()[-1][:150] for each in found if each["said"])
                              .most_common(12)),
            "seconds": round(time.monotonic() - began),
        }
        broken = run.expect({
            "something is wrong after a fault": not any(each["wrong"] for each in found),
            "a kind of fault was never met": options.short or all(each["that_met_it"] for kind, each in by_kind.items()
                                                                  if each["runs"]),
        })
    return verdict("archive_s3_faults", result, broken)


if __name__ == "__main__":
    sys.exit(main())

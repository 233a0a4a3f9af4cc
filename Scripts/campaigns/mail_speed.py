#!/usr/bin/env python3
"""Measures mails a second over SMTP, with and without keeping connections, beside Python's smtplib in the same run.

Builds for itself: the benchmark program of Benchmarks/. Hands whole alert mails to an aiosmtpd, one and eight at a time,
plain and over STARTTLS with a login, and prints one JSON line a measurement. Promises that every mail arrives exactly
once, on as few connections as it may, and that keeping them is no slower.
"""
# Builds for itself.
import concurrent.futures
import email.policy
import json
import smtplib
import ssl
import subprocess
import sys
import time
import uuid
from email.message import EmailMessage
from pathlib import Path

from rig import Run, benchmark
from rig.run import arguments, parse, verdict

STANDARD = {"messages": (4_000, 160), "rounds": (3, 1)}
# After so many a connection is closed; 1 for one connection a mail.
KEPT = 100
VENV = Path(__file__).resolve().parents[2] / ".build-tools/venv/bin/python3"


class Server:
    """The sink in a process of its own, with a certificate where it asks for STARTTLS and a login."""

    def __init__(self, run, is_protected):
        words = []
        self.access = []
        if is_protected:
            cert, key = run.path("cert.pem"), run.path("key.pem")
            request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=sink"
            names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert]
            subprocess.run(["openssl", *request.split(), *names], check=True, capture_output=True)
            words, self.access = ["--cert", cert, "--key", key], [cert, "ann", "secret"]
        sink = str(Path(__file__).with_name("mail_speed-sink.py"))
        self.process = run.enter_context(
            subprocess.Popen([VENV, sink, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        run.callback(self.process.stdin.close)
        self.port = json.loads(self.process.stdout.readline())["port"]

    def taken(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def ours(server, count, at_a_time, kept):
    words = [server.port, count, at_a_time, kept, *server.access]
    done = subprocess.run([PROGRAM[0], *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"mail_speed: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)["seconds"]


PROGRAM = []


def mail(number):
    """As long as ours: text and HTML."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = f"Kettle {number}", "alerts@tracker.example", "ann@example.org"
    message["Message-ID"] = f"<{uuid.uuid4().hex}@tracker.example>"
    message.set_content("The price fell.\n" * 40)
    message.add_alternative("<p>The price fell.</p>\n" * 50, subtype="html")
    return message.as_bytes(policy=email.policy.SMTP)


def smtplib_peer(server, count, at_a_time, kept):
    mails = [mail(number) for number in range(count)]
    context = ssl.create_default_context(cafile=server.access[0]) if server.access else None

    def connected():
        client = smtplib.SMTP("127.0.0.1", server.port, timeout=30)
        if server.access:
            client.starttls(context=context)
            client.login(*server.access[1:])
        return client

    def send(share):
        for start in range(0, len(share), kept):
            client = connected()
            for text in share[start:start + kept]:
                client.sendmail("alerts@tracker.example", ["ann@example.org"], text)
            client.quit()

    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(at_a_time) as pool:
        list(pool.map(send, [mails[place::at_a_time] for place in range(at_a_time)]))
    return time.monotonic() - begin


def measured(run, server, is_protected, at_a_time):
    """Messages a second of each way, the best of the rounds; and what was promised."""
    ways = {
        "kept": (ours, KEPT), "each_its_own": (ours, 1),
        "smtplib_kept": (smtplib_peer, KEPT), "smtplib_each_its_own": (smtplib_peer, 1),
    }
    count, speeds, promises = run.options.messages, {name: 0 for name in ways}, {}
    for turn in range(run.options.rounds):
        for name in sorted(ways, reverse=turn % 2 == 1):
            way, kept = ways[name]
            server.taken()
            speeds[name] = max(speeds[name], round(count / way(server, count, at_a_time, kept)))
            taken = server.taken()
            promises[f"{name}: not every mail once"] = taken["messages"] == taken["distinct"] == count
            most = -(-count // kept) + at_a_time
            promises[f"{name}: {taken['connections']} connections"] = taken["connections"] <= most
    where = "STARTTLS and login" if is_protected else "plain"
    run.say(json.dumps({"over": where, "at_a_time": at_a_time} | speeds))
    if not run.options.short:
        promises["keeping connections is slower"] = speeds["kept"] >= speeds["each_its_own"]
    return {"over": where, "at_a_time": at_a_time, "messages": count, "messages_per_s": speeds}, promises


def main():
    parser = arguments(__doc__, STANDARD)
    options = parse(parser, STANDARD)
    PROGRAM.append(benchmark("mail"))
    results, broken = [], []
    with Run("mail_speed", options) as run:
        for is_protected in (False, True):
            server = Server(run, is_protected)
            for at_a_time in (1, 8):
                result, promises = measured(run, server, is_protected, at_a_time)
                results.append(result)
                broken += run.expect(promises)
    return verdict("mail_speed", {"runs": results}, broken)


if __name__ == "__main__":
    sys.exit(main())

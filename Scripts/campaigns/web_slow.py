#!/usr/bin/env python3
"""A thousand slow connections for a minute: p99 of others at most doubles, and memory grows by 64 MiB at most (W5).

A third of the connections sends a request's fields a byte at a time, a third a body, a third nothing at all; one that the
service closes is opened again. Beside them others ask at a steady rate, also before and after, which is the baseline. The
service is started with the limits on open files that systemd gives by default, of which the soft one is 1,024. Then bodies
and fields over their limits are sent, with a length and in chunks: they are answered 413 and 431, and it goes on.

usage: Scripts/campaign web_slow [--short] [--connections N] [--seconds N] [--rate N] [--seed N] [--logs FOLDER]
"""
import json
import math
import resource
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from rig import Client, Run, Service, SQLiteFile, people, sign_in
from rig.archive import fill, migrate
from rig.run import arguments, parse, verdict
from rig.web import PREFIX

STANDARD = {"connections": (1_000, 300), "seconds": (60, 6), "rate": (100, 60)}
DRIP = Path(__file__).with_name("web_slow-drip.py")
# What W5 promises.
TIMES, GROWTH_MIB = 2, 64
# As WebLimits has them, in bytes and fields.
BODY, FIELDS, COUNT = 64 << 10, 16 << 10, 100
THREADS = 4
# systemd's DefaultLimitNOFILE: what a program may raise by itself, and how far.
FILES = "--nofile=1024:{}"


class Others:
    """Who asks at a steady rate: each thread in the names of many, as one may ask ten times a second only."""

    def __init__(self, run, service, secrets, path):
        self.run, self.service, self.secrets, self.path = run, service, secrets, path

    def ask(self, seconds):
        """The seconds that each answer took, sorted, and how many did not come or were no 200."""
        taken, wrong, memory = [], [], []
        threads = [threading.Thread(target=self.work, args=(number, seconds, taken, wrong)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            memory.append(self.service.mib())
            time.sleep(0.25)
        return sorted(taken), wrong, max(memory)

    def work(self, number, seconds, taken, wrong):
        mine = [Client(self.service, secret) for secret in self.secrets[number::THREADS]]
        begin, pause = time.monotonic(), THREADS / self.run.options.rate
        for turn in range(int(seconds / pause)):
            # When it was due, not when it could be sent: an answer that holds up the next counts for both.
            due = begin + (turn + number / THREADS) * pause
            time.sleep(max(0, due - time.monotonic()))
            try:
                answer = mine[turn % len(mine)].ask("GET", self.path)
                taken.append(time.monotonic() - due)
                if answer.status != 200:
                    wrong.append(answer.status)
            except OSError as error:
                wrong.append(repr(error))
        for client in mine:
            client.close()


def p(share, values):
    """In milliseconds, by nearest rank."""
    return round(values[max(0, math.ceil(share * len(values)) - 1)] * 1000, 2)


def raw(service, text, patience=10):
    """The status that bytes are answered with; None where the connection is closed without one."""
    with socket.create_connection((service.host, service.port), timeout=patience) as line:
        try:
            line.sendall(text)
        except OSError:
            pass  # It answers before it has read all, and closes.
        try:
            said = line.recv(4096)
        except OSError:
            return None
    return int(said.split()[1]) if said.startswith(b"HTTP/1.1 ") else None


def limits(service, secret):
    """What is answered over each limit, and just within it."""
    head = f"POST {PREFIX}/tokens HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {secret}\r\n" \
        "Content-Type: application/json\r\n"
    get = "GET /healthz HTTP/1.1\r\nHost: a\r\n"
    chunk = f"{4096:x}\r\n{' ' * 4096}\r\n"
    sent = {
        "body": (head + f"Content-Length: {BODY + 1}\r\n\r\n" + " " * (BODY + 1), 413),
        "chunks": (head + "Transfer-Encoding: chunked\r\n\r\n" + chunk * (BODY // 4096 + 1), 413),
        "a field": (get + f"X-Long: {'a' * (FIELDS + 1000)}\r\n\r\n", 431),
        "all fields": (get + "".join(f"X-{n}: {'a' * 1000}\r\n" for n in range(FIELDS // 1000 + 1)) + "\r\n", 431),
        "many fields": (get + "".join(f"X-{n}: a\r\n" for n in range(COUNT + 20)) + "\r\n", 431),
        # White space is no JSON: it was read to its end.
        "a body within": (head + f"Content-Length: {BODY}\r\n\r\n" + " " * BODY, 400),
        "fields within": (get + f"X-Long: {'a' * (FIELDS - 1000)}\r\n\r\n", 200),
    }
    return {name: (raw(service, text.encode()), expected) for name, (text, expected) in sent.items()}


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    with Run("web_slow", options) as run:
        store = SQLiteFile(run)
        migrate(run, store)
        fill(store, 50, 5)
        users = people(store, 1)
        secrets = sign_in(store, run.chance, users * 40)
        held = sign_in(store, run.chance, users * (options.connections // 3 + 1))
        file = run.path("secrets")
        Path(file).write_text("\n".join(held))
        most_files = min(524_288, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        service = Service(run, store, before=("prlimit", FILES.format(most_files))).start()
        path = f"{PREFIX}/me"
        others = Others(run, service, secrets, path)
        others.ask(2)
        before, wrong_before, _ = others.ask(options.seconds)
        idle = service.mib()
        run.say(f"p99 without slow connections: {p(0.99, before)} ms, {idle} MiB")
        drip = subprocess.Popen(
            [sys.executable, DRIP, str(service.port), str(options.connections), file, str(options.seed)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        run.callback(drip.kill)
        opened = json.loads(drip.stdout.readline())["open"]
        run.say(f"{opened} slow connections are open")
        amid, wrong_amid, most = others.ask(options.seconds)
        run.say(f"p99 with them: {p(0.99, amid)} ms, {most} MiB at most")
        slow = json.loads(drip.communicate("")[0].splitlines()[-1])
        time.sleep(1)
        after, wrong_after, _ = others.ask(options.seconds)
        quiet = sorted(before + after)
        over = limits(service, secrets[0])
        times = p(0.99, amid) / p(0.99, quiet)
        result = {
            "seed": options.seed, "connections": opened, "slow": slow, "asked": len(quiet) + len(amid),
            "quiet_ms": {"p50": p(0.5, quiet), "p99": p(0.99, quiet)}, "amid_ms": {"p50": p(0.5, amid), "p99": p(0.99, amid)},
            "times": round(times, 2), "mib": {"before": idle, "most_amid": most, "after": service.mib()},
            "limits": {name: found for name, (found, _) in over.items()}, "stop": service.stop(),
        }
        wrong = wrong_before + wrong_amid + wrong_after
        promises = {
            f"others were not answered: {wrong[:5]}": not wrong,
            "not all slow connections were open": min(opened, slow["open"]) >= 0.9 * options.connections,
            f"memory grew by more than {GROWTH_MIB} MiB": most - idle <= GROWTH_MIB,
            "its end": result["stop"][0] == 0 and result["stop"][1] <= 10,
        } | {f"{name} is answered with {found}, not {expected}": found == expected
             for name, (found, expected) in over.items()}
        if not options.short:
            promises[f"p99 is more than {TIMES} times the baseline"] = times <= TIMES
        broken = run.expect(promises)
    return verdict("web_slow", result, broken)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Workers that are stopped by SIGSTOP for two leases write nothing of what they held, in two hundred tries (D3).

Builds for itself: the benchmark program of Benchmarks/. Each try: a worker claims a product with a lease of a second, is
stopped, gets the order to commit while it stands still, and goes on two seconds later; in half of the tries another
worker has taken the product over meanwhile, and committed or still holds it. That the same worker's outcome is accepted
when it was not stopped is tried as well, so that a store that takes nothing would not pass.

usage: Scripts/campaign zombies [--short] [--tries N] [--workers N] [--seed N] [--logs FOLDER]
"""
# Builds for itself.
import concurrent.futures
import glob
import json
import signal
import subprocess
import sys
import time

from rig import Postgres, Run, store_tool
from rig.run import arguments, parse, verdict

STANDARD = {"tries": (200, 8), "workers": (20, 4)}
LEASE = 1.0  # seconds
STALE, FRESH = 1, 2  # prices in minor units, by who wrote them


def state_of(path):
    """The state of a thread, of which T is stopped."""
    with open(path) as file:
        return file.read().rsplit(")", 1)[1].split()[0]


class Worker:
    """A worker that follows orders."""

    def __init__(self, run, tool, address):
        self.process = subprocess.Popen([tool, "zombie", address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        run.callback(self.end)

    def end(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Stops it, and waits until every thread of it stands still."""
        pid = self.process.pid
        self.process.send_signal(signal.SIGSTOP)
        while any(state != "T" for state in map(state_of, glob.glob(f"/proc/{pid}/task/*/stat"))):
            time.sleep(0.001)

    def order(self, words):
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("zombies: a worker ended")
        return json.loads(line)

    def ask(self, words):
        self.order(words)
        return self.answer()

    def claim(self, product, seconds):
        return self.ask(f"claim {product} {round(1000 * seconds)}")["claimed"]


def haunt(worker, other, product, tries, chance):
    """The tries of one worker; answers how each ended."""
    ended = []
    for _ in range(tries):
        taken = chance.choice(["left", "left", "committed", "held"])
        if not worker.claim(product, LEASE):
            raise SystemExit("zombies: a free product could not be claimed")
        worker.stop()
        worker.order(f"commit {STALE}")
        time.sleep(1.5 * LEASE)
        # A lease of the other's that ends with the try, or at once.
        if taken != "left" and not other.claim(product, LEASE):
            raise SystemExit("zombies: a product whose lease had run out could not be claimed")
        fresh = other.ask(f"commit {FRESH}")["committed"] if taken == "committed" else None
        time.sleep(0.5 * LEASE)
        worker.process.send_signal(signal.SIGCONT)
        ended.append({"taken": taken, "stale": worker.answer()["committed"], "fresh": fresh})
        time.sleep(LEASE)
    # The control.
    accepted = worker.claim(product, 30) and worker.ask(f"commit {FRESH}")["committed"]
    return ended, accepted


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    tool = store_tool()
    with Run("zombies", options) as run:
        database = Postgres(run).database()
        workers = [Worker(run, tool, database.address) for _ in range(options.workers)]
        others = [Worker(run, tool, database.address) for _ in range(options.workers)]
        products = [worker.ask(f"add {number}")["product"] for number, worker in enumerate(workers)]
        tries = -(-options.tries // options.workers)
        run.say(f"{options.workers} workers are stopped {tries} times each")
        chances = [type(run.chance)(run.chance.random()) for _ in workers]
        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            played = list(pool.map(haunt, workers, others, products, [tries] * options.workers, chances))
        ended = [each for some, _ in played for each in some]
        rows = database.rows("SELECT price_minor, count(*) AS count FROM all_prices GROUP BY 1")
        result = {
            "seed": options.seed, "tries": len(ended),
            "taken_over": {kind: sum(1 for each in ended if each["taken"] == kind) for kind in ("left", "committed", "held")},
            "stale_writes": sum(1 for each in ended if each["stale"]),
            "stale_rows": sum(row["count"] for row in rows if row["price_minor"] == STALE),
            "refused_of_the_taker": sum(1 for each in ended if each["fresh"] is False),
            "controls_accepted": sum(1 for _, accepted in played if accepted),
        }
        broken = run.expect({
            "a stale write was accepted": result["stale_writes"] == 0 and result["stale_rows"] == 0,
            "whoever took over was refused": result["refused_of_the_taker"] == 0,
            "what was not stopped was refused": result["controls_accepted"] == options.workers,
        })
    return verdict("zombies", result, broken)


if __name__ == "__main__":
    sys.exit(main())

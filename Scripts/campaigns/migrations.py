#!/usr/bin/env python3
"""A migration that is killed at any moment leaves nothing half made, and of two that start together one works (R5).

Measures how long `salesctl migrate` takes on an empty store, kills it without warning at moments spread over that time,
and runs it again: it must end well, with the schema of a store that nobody harmed (pg_dump --schema-only for PostgreSQL,
sqlite_master for a file). Then starts two at once: both must end well, and exactly one must have made the tables, which
the server's own log tells, and say so.

usage: Scripts/campaign migrations [--short] [--kills N] [--pairs N] [--seed N] [--logs FOLDER]
"""
import collections
import json
import os
import signal
import subprocess
import sys
import time

from rig import Postgres, Run, percentiles
from rig.run import arguments, parse, verdict
from rig.stores import SQLiteFile
from rig.workers import environment

STANDARD = {"kills": (20, 5), "pairs": (50, 5)}


def begin(run, address):
    return subprocess.Popen([run.program("salesctl"), "migrate", "--format", "json", "--store", address],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())


def finish(process):
    """The exit code and what it said."""
    out, error = process.communicate(timeout=60)
    return process.returncode, json.loads(out) if process.returncode == 0 else error.strip()


class Server:
    """Empty databases, their schemas, and how often tables were made in each."""

    # Whether `migrate` says what it found.
    tells = True

    def __init__(self, run):
        self.server = Postgres(run, "--set", "log_statement=ddl", "--set", "log_line_prefix=%d|")
        self.count = 0

    def store(self):
        self.count += 1
        return self.server.database(f"store_{self.count}")

    def schema(self, store):
        return store.schema()

    def made(self, store):
        """How many transactions made the tables; one that was killed on the way began to."""
        with open(self.server.place["log"]) as log:
            return sum(1 for line in log if line.startswith(f"{store.name}|") and "CREATE TABLE products (" in line)

    def look(self, store):
        found = store.rows("SELECT count(*) AS tables FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        return found[0]["tables"]


class Files:
    """The same for files."""

    tells = False

    def __init__(self, run):
        self.run, self.count = run, 0

    def store(self):
        self.count += 1
        store = SQLiteFile(self.run)
        store.path = self.run.path(f"store-{self.count}.sqlite")
        store.address = f"sqlite:{store.path}"
        return store

    def schema(self, store):
        if store.rows("PRAGMA integrity_check") != [("ok",)]:
            return "damaged"
        return "\n".join(str(row) for row in store.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"))

    def made(self, store):
        return 1

    def look(self, store):
        # Reading it as a database would repair it.
        return os.path.exists(store.path) and os.path.getsize(store.path)


def kills(run, stores, whole, took):
    """Kills at moments spread over the duration; answers what went wrong, and how many found what when killed."""
    wrong, left = [], collections.Counter()
    for number in range(run.options.kills):
        store = stores.store()
        process = begin(run, store.address)
        # Each has a slice of the time to itself, and chance says where in it; the last ones come about its end.
        time.sleep(took * 1.1 * (number + run.chance.random()) / run.options.kills)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        # What the server still does for a client that is gone is over when nobody but us is connected.
        left["something" if stores.look(store) else "nothing"] += 1
        code, said = finish(begin(run, store.address))
        if code != 0:
            wrong.append(f"kill {number}: the next run ended with {code}: {said}")
        elif stores.schema(store) != whole:
            with open(run.path(f"{stores.__class__.__name__}-{number}.sql"), "w") as file:
                file.write(stores.schema(store))
            wrong.append(f"kill {number}: the schema differs; see {file.name}")
    return wrong, dict(left)


def pairs(run, stores, whole):
    """Two at once, again and again."""
    wrong, said_made = [], collections.Counter()
    for number in range(run.options.pairs):
        store = stores.store()
        ends = [finish(process) for process in [begin(run, store.address), begin(run, store.address)]]
        if any(code for code, _ in ends):
            wrong.append(f"pair {number}: {ends}")
        elif stores.schema(store) != whole:
            wrong.append(f"pair {number}: the schema differs")
        elif stores.made(store) != 1:
            wrong.append(f"pair {number}: the tables were made {stores.made(store)} times")
        said = sum(1 for code, said in ends if code == 0 and said.get("from") == 0)
        if stores.tells and said != 1:
            wrong.append(f"pair {number}: {said} say that they made the tables")
        said_made[said] += 1
    return wrong, {str(key): count for key, count in sorted(said_made.items())}


def one(run, stores):
    durations = []
    for _ in range(3):
        unharmed, began = stores.store(), time.monotonic()
        code, said = finish(begin(run, unharmed.address))
        durations.append(time.monotonic() - began)
        if code:
            raise SystemExit(f"migrations: an empty store was not made: {said}")
    whole = stores.schema(unharmed)
    harmed, left = kills(run, stores, whole, max(durations))
    raced, said_made = pairs(run, stores, whole)
    for words in harmed + raced:
        run.say(words)
    result = {"stores": stores.__class__.__name__, "seconds": percentiles(durations), "kills": run.options.kills,
            "found_after_a_kill": left, "not_completed": len(harmed), "pairs": run.options.pairs,
            "pairs_gone_wrong": len(raced), "pairs_by_how_many_say_they_made_it": said_made}
    run.say(json.dumps(result))
    return result


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    with Run("migrations", options) as run:
        results = [one(run, stores(run)) for stores in (Server, Files)]
        broken = run.expect({
            "a run after a kill did not complete": not any(each["not_completed"] for each in results),
            "two at once went wrong": not any(each["pairs_gone_wrong"] for each in results),
        })
    return verdict("migrations", {"seed": options.seed, "runs": results}, broken)


if __name__ == "__main__":
    sys.exit(main())

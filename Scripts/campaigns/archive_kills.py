#!/usr/bin/env python3
"""`salesctl archive run` is killed at each system call by which it touches the world, and each fails once (A1, A3).

A store with two finished days, of 500 rows in small parts and of 20 rows that are packed, is archived by a program
that is killed at its first call, and the same store by one that is killed at its second, and so on until one comes to
its end: for a store in a file and on PostgreSQL, and for an archive in a folder and in S3 (SeaweedFS). Right after the
kill no row may have left the store that is not in an object as the ledger has it. Then the lease of the one who was
killed is let run out by SQL, as two minutes would, and the archive is run again: every row must be in the archive once
and none of a finished day in the store, no object may be another than right after the kill, and `archive verify` must
be content. What is in a file must pass `PRAGMA integrity_check` each time (A11).

The calls are write, pwrite64, writev, sendto, sendmsg, connect, openat, linkat, renameat2, unlinkat, mkdirat, fsync,
fdatasync and ftruncate on the file of the store and what is beside it, on the folder of the archive, and on all
sockets. None of them is skipped in the long form. archive_kills-calls.c counts them, over all threads, and strace
watches one run of each kind to see that no such call is made without being counted.

In the second part each fsync and fdatasync answers EIO, each write ENOSPC, and each write and send writes half of what
it was to, once and from then on: the run must succeed, or end with a sentence and its exit code and leave every row
that is not archived in the store; and the next run must succeed.

So that the day has several parts, its run stands in the ledger already, as a program leaves it that was killed as soon
as it had opened it: with parts of 8 KiB, where the settings have a megabyte for the least. The other day's run is
opened by the program that is killed.

usage: Scripts/campaign archive_kills [--short] [--every N] [--only STORE,PLACE,PART] [--at N] [--at-once N] [--seed N]
                                      [--logs FOLDER]
"""
import collections
import concurrent.futures
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys

from rig import Archivist, Audit, Books, Folder, Postgres, Prefix, Run, SQLiteFile, Seaweed, Witness
from rig.archive import DAY, TEMPORARY, add_rows, day_text, fill, migrate, today
from rig.run import arguments, parse, verdict

STANDARD = {"every": (1, 60), "at_once": (2, 2)}
ROWS, PACKED, LATE = 500, 20, 25
NAMES = ["write", "pwrite64", "writev", "sendto", "sendmsg", "connect", "openat", "linkat", "renameat2", "unlinkat",
         "mkdirat", "fsync", "fdatasync", "ftruncate"]
# As older names of the same calls.
OLD = {"open": "openat", "link": "linkat", "rename": "renameat2", "renameat": "renameat2", "unlink": "unlinkat",
       "mkdir": "mkdirat"}
# What fails, and how: names of calls, what becomes of them, and whether from then on.
FAULTS = {
    "eio": (["fsync", "fdatasync"], "EIO", False), "eio_on": (["fsync", "fdatasync"], "EIO", True),
    "full": (["write", "pwrite64", "writev"], "ENOSPC", False),
    "full_on": (["write", "pwrite64", "writev"], "ENOSPC", True),
    "half": (["write", "pwrite64", "writev", "sendto"], "half", False),
    "half_on": (["write", "pwrite64", "writev", "sendto"], "half", True),
}
# The exit codes that say what happened; see ExitStatus.
SAID = {65, 69, 74, TEMPORARY, 77}
# So many runs in a row must come to their end unharmed: how many calls one makes is not always the same.
ENOUGH = 3


def plan():
    """The rows by day, and all of them as they are committed."""
    first = today() - 2
    rows = {first: [(1 + n % 20, first * DAY + n * 150_000 + n % 7, 100 + n) for n in range(ROWS)],
            first + 1: [(1 + n % 20, (first + 1) * DAY + n, 900 + n) for n in range(PACKED)]}
    # Days that are not over stay.
    rows |= {day: [(1 + n, day * DAY + 1, 70 + n) for n in range(5)] for day in (first + 2, first + 3)}
    return rows


class Files:
    """Copies of one store in a file."""

    def __init__(self, run):
        self.run = run
        self.original = SQLiteFile(run, "original")
        migrate(run, self.original)
        fill(self.original, 20, 2)
        rows = plan()
        add_rows(self.original, [row for day in rows.values() for row in day])
        first = min(rows)
        self.original.run("INSERT INTO archive_runs (day, number, starts_at, ends_at, plan) VALUES "
                          f"({first}, 1, {first * DAY}, {(first + 1) * DAY}, '{PLAN}')")
        self.committed = {row[:2]: row[2] for day in rows.values() for row in day}

    def copy(self, name):
        store = SQLiteFile(self.run, f"{name}/tracker")
        shutil.copyfile(self.original.path, store.path)
        return store

    def drop(self, store):
        pass


class Databases:
    """Copies of one database."""

    def __init__(self, run):
        self.server = Postgres(run)
        store = self.server.database("original")
        migrate(run, store)
        fill(store, 20, 2)
        rows = plan()
        first = min(rows)
        store.run(f"SELECT make_price_days(TIMESTAMPTZ '{day_text(first + 1)} 00:00Z', -1)")
        # Some came before their day had a partition.
        add_rows(store, [row for day in rows.values() for row in day][LATE:])
        add_rows(store, rows[first][:LATE], "prices_late")
        store.run(f"INSERT INTO archive_runs (day, number, plan, starts_at, ends_at) SELECT d, 1, '{PLAN}', "
                  f"archive_day_start(d), archive_day_start(d + 1) FROM (SELECT DATE '{day_text(first)}' AS d) days")
        self.committed = {row[:2]: row[2] for day in rows.values() for row in day}

    def copy(self, name):
        return self.server.database(name.replace("-", "_"), "original")

    def drop(self, store):
        self.server.drop(store.name)


PLAN = json.dumps({"coding": "none", "partBytes": 8192, "version": 1})


class Scene:
    """One store and its archive, both as nobody has archived yet."""

    def __init__(self, stage, name):
        self.stage, self.name = stage, name
        self.folder = stage.run.path(name)
        os.makedirs(self.folder)
        self.store = stage.stores.copy(name)
        is_disk = stage.service is None
        self.place = Folder(os.path.join(self.folder, "archive")) if is_disk else Prefix(stage.service, name)
        self.books, self.witness = Books(self.store), Witness(self.place)
        self.archivist = Archivist(stage.run, self.store, self.place, "gzip")
        self.log = os.path.join(self.folder, "calls")

    def calls(self, **what):
        """The environment in which calls are counted, or something is done at one of them."""
        paths = [os.path.join(self.folder, "tracker.sqlite"), os.path.join(self.folder, "archive")]
        return {"LD_PRELOAD": self.stage.library, "CALLS_PATHS": ":".join(paths), "CALLS_LOG": self.log,
                **{f"CALLS_{key.upper()}": str(value) for key, value in what.items()}}

    def noted(self):
        """The calls that were written down: (number, name, path)."""
        if not os.path.exists(self.log):
            return []
        with open(self.log) as file:
            lines = [line.split(" ", 2) for line in file.read().splitlines()]
        return [(int(number), name, path) for number, name, path in lines]

    def audit(self):
        """What is wrong in the midst of it."""
        if not self.books.is_file:
            self.books.wait_for_sessions()
        audit = Audit(self.books, self.place, self.stage.stores.committed)
        return self.books.fault() + audit.wrong() + self.witness.look()

    def end(self, before):
        """What is wrong after a run that ended well."""
        audit = Audit(self.books, self.place, self.stage.stores.committed)
        return (self.books.fault() + audit.wrong() + audit.unfinished(before, today()) + self.witness.look()
                + self.archivist.verify())

    def again(self):
        """Runs the archive once more, after whatever was; what is wrong then."""
        before = today()
        code, said = self.archivist.call()
        return [f"the next run ended with {code}: {said}"] if code else self.end(before)

    def close(self, wrong):
        """Takes all away, unless somebody will want to look at it."""
        self.books.close()
        if not wrong:
            self.stage.stores.drop(self.store)
            shutil.rmtree(self.folder)


class Stage:
    """What the scenes of a kind of store and of archive share."""

    def __init__(self, run, stores, service, library):
        self.run, self.stores, self.service, self.library = run, stores, service, library
        self.counted = 0

    def count(self):
        """Runs once unharmed under strace; how often each call is made, and what was wrong."""
        self.counted += 1
        scene, words = Scene(self, f"counted-{self.counted}"), []
        trace = os.path.join(scene.folder, "strace")
        around = [word for pair in scene.calls().items() for word in ("-E", "=".join(pair))]
        before, names = today(), ",".join([*NAMES, *OLD])
        code, said = scene.archivist.call(
            before=["strace", "-f", "-qq", "-yy", "-o", trace, "-e", f"trace={names}", *around])
        if code:
            raise SystemExit(f"archive_kills: an unharmed run ended with {code}: {said}")
        counted = collections.Counter(name for _, name, _ in scene.noted())
        with open(trace, errors="replace") as file:
            seen = collections.Counter(filter(None, (watched(line, scene.folder) for line in file)))
        # One that was counted and is not seen was about to be made when the program ended.
        if seen - counted:
            words.append(f"strace saw {dict(seen - counted)} that were not counted")
        words += scene.end(before)
        parts = [part["rows"] for run in Audit(scene.books, scene.place, {}).runs for part in run["manifest"]["parts"]
                 if part["table"] == "prices"]
        scene.close(words)
        return counted, parts, words

    def kill(self, number):
        """Kills a run at a call; the call, or None where it came to its end before, and what was wrong."""
        scene, before = Scene(self, f"kill-{number}"), today()
        code, said = scene.archivist.call(around=scene.calls(at=number, do="kill"))
        noted = scene.noted()
        if not noted:
            wrong = [f"ended with {code}: {said}"] if code else scene.end(before)
        elif code != -9:
            wrong = [f"ended with {code} where it was to be killed: {said}"]
        else:
            wrong = scene.audit()
            leased = scene.books.has_lease()
            scene.books.end_lease()
            wrong += scene.again()
            noted[0] += (leased, len(scene.place.left_overs()))
        scene.close(wrong)
        return (noted[0] if noted else None), wrong

    def fail(self, kind, number):
        """Lets calls fail; the first of them with the exit code and what was left, or None, and what was wrong."""
        names, deed, goes_on = FAULTS[kind]
        scene, before = Scene(self, f"{kind}-{number}"), today()
        code, said = scene.archivist.call(
            around=scene.calls(at=number, do=deed, names="," + ",".join(names) + ",", on=int(goes_on)))
        noted, rows, was_held = scene.noted(), len(scene.books.rows()[0]), False
        if code == 0:
            wrong = scene.end(before)
        else:
            is_said = code in SAID and said.startswith("salesctl: ")
            wrong = scene.audit() + ([] if is_said else [f"ended with {code} and these words: {said}"])
            if scene.books.has_lease():
                was_held = True
                scene.books.end_lease()
            wrong += scene.again()
        scene.close(wrong)
        is_whole = rows == len(self.stores.committed)
        return (noted[0] + (code, is_whole, was_held, said if code else None) if noted else None), wrong


# A call in what strace writes, up to its first descriptor; the name of a file, and of a link the new one.
LINE = re.compile(r'\d+ +(\w+)\((?:(?:AT_FDCWD|\d+)<([^>]*)>)?(?:, )?(?:"([^"]*)")?'
                  r'(?:, (?:AT_FDCWD|\d+)<([^>]*)>, "([^"]*)")?')


def watched(line, folder):
    """The name of a call in what strace wrote, if it is one that is counted."""
    found = LINE.match(line)
    if not found:
        return None
    name, base, file, other, link = found.groups()
    if name not in ("openat", "linkat", "unlinkat", "mkdirat", "renameat2", *OLD):
        # The C library itself asks the kernel for addresses (netlink) and looks for a cache of names that is not there.
        if base and base.startswith(("TCP", "UNIX", "socket")):
            return None if "/nscd/" in line else name
        path = base or ""
    elif link is not None:
        path = os.path.join(other, link)
    else:
        path = os.path.join(base or "/", file or "")
    is_ours = path.startswith((folder + "/tracker.sqlite", folder + "/archive"))
    return OLD.get(name, name) if is_ours else None


def enumerate_calls(run, what, first, every, at_once):
    """Does something at the first call, the next and so on until runs come to their end; [(number, call, wrong)]."""
    results, unharmed, number, block = [], 0, first, (8 if every == 1 else 2) * at_once
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        while unharmed < ENOUGH:
            numbers = [number + every * n for n in range(block)]
            for each, (call, wrong) in zip(numbers, pool.map(what, numbers)):
                for words in wrong:
                    run.say(f"call {each}, {call}: {words}")
                results.append((each, call, wrong))
                unharmed = 0 if call else unharmed + 1
            number = numbers[-1] + every
            run.say(f"{number - 1} calls, {sum(bool(wrong) for _, _, wrong in results)} with something wrong")
    return results


def kinds(calls, folder):
    """How many calls of each name were on files of the store, of the archive, and on sockets."""
    counts = collections.Counter()
    for call in calls:
        where = "socket" if call[2].startswith("socket") else "store" if "/tracker.sqlite" in call[2] else "archive"
        counts[f"{call[1]} {where}"] += 1
    return dict(sorted(counts.items()))


def kills(stage, options):
    """The whole of A1 on one kind of store and archive."""
    run = stage.run
    counted, parts, words = stage.count()
    for each in words:
        run.say(f"unharmed: {each}")
    run.say(f"{sum(counted.values())} calls: {dict(counted)}; parts of {parts} rows")
    results = enumerate_calls(run, stage.kill, options.at or 1 + run.chance.randrange(options.every), options.every,
                              options.at_once)
    killed = [call for _, call, _ in results if call]
    wrong = [number for number, _, wrong in results if wrong]
    return {
        "part": "kills", "calls_of_an_unharmed_run": dict(counted), "parts": parts, "not_counted_as_strace_saw": words,
        "kills": len(killed), "kills_under_a_lease": sum(call[3] for call in killed if len(call) > 3),
        "by_call": kinds(killed, run.work), "runs_that_came_to_their_end": len(results) - len(killed),
        "left_over_drafts": sum(call[4] for call in killed if len(call) > 3), "wrong_at": wrong,
    }, {"something is wrong after a kill": not wrong, "nothing was killed": killed,
        "calls were not counted, or the unharmed run was wrong": not words}


def faults(stage, options):
    """The whole of A3."""
    run, found, every = stage.run, {}, []
    made = stage.count()[0]
    for kind, (names, _, _) in FAULTS.items():
        if not any(made[name] for name in names):
            continue
        results = enumerate_calls(run, lambda number: stage.fail(kind, number),
                                  options.at or 1 + run.chance.randrange(options.every), options.every, options.at_once)
        met = [(number, call) for number, call, _ in results if call]
        found[kind] = {
            "runs": len(met), "ended_by_code": dict(collections.Counter(call[3] for _, call in met)),
            "failed_with_all_rows_in_the_store": sum(1 for _, call in met if call[3] and call[4]),
            "failed_after_a_day_was_done": sum(1 for _, call in met if call[3] and not call[4]),
            "left_a_lease": sum(1 for _, call in met if call[5]), "by_call": kinds([call for _, call in met], run.work),
            "sentences": dict(collections.Counter(sentence(call[6]) for _, call in met if call[6]).most_common(6)),
            "wrong_at": [number for number, _, wrong in results if wrong],
        }
        every += found[kind]["wrong_at"]
        run.say(f"{kind}: {json.dumps(found[kind])}")
    return {"part": "faults", **found}, {"something is wrong after a call failed": not every}


def sentence(words):
    """What was said, without what differs from run to run."""
    return re.sub(r"/\S+?(?=[:,;.]? )|\d+", "…", words.splitlines()[-1])[:160]


PARTS = {"kills": kills, "faults": faults}
STORES = {"sqlite": Files, "postgres": Databases}


def one(options, store, place, library):
    """Both parts, or one of them, on one kind of store and archive."""
    results, broken = [], []
    with contextlib.ExitStack() as whole:
        run = whole.enter_context(Run("archive_kills", options, f"{store}-{place}"))
        stage = Stage(run, STORES[store](run), Seaweed(run) if place == "s3" else None, library)
        for part in PARTS:
            if part not in wanted(options):
                continue
            result, promises = PARTS[part](stage, options)
            results.append({"store": store, "place": place, **result})
            run.say(json.dumps(results[-1]))
            broken += [f"{store}, {place}: {words}" for words in run.expect(promises)]
    return results, broken


def wanted(options):
    """The words of --only, and all of those of which none is there."""
    given = set(options.only.split(",")) if options.only else set()
    groups = [set(STORES), {"disk", "s3"}, set(PARTS)]
    if strange := given - set().union(*groups):
        raise SystemExit(f"archive_kills: --only knows no {', '.join(sorted(strange))}")
    return set().union(*(group & given or group for group in groups))


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--only", help="sqlite or postgres, disk or s3, kills or faults, with commas between them")
    parser.add_argument("--at", type=int, help="begin with this call")
    options = parse(parser, STANDARD)
    results, broken = [], []
    with Run("archive_kills", options, "calls") as run:
        library = run.path("calls.so")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "archive_kills-calls.c")
        subprocess.run(["clang", "-shared", "-fPIC", "-O2", "-o", library, source], check=True)
        for store in STORES:
            for place in ("disk", "s3"):
                if {store, place} <= wanted(options):
                    result, words = one(options, store, place, library)
                    results += result
                    broken += words
        run.expect({})
    return verdict("archive_kills", {"seed": options.seed, "runs": results}, broken)


if __name__ == "__main__":
    sys.exit(main())

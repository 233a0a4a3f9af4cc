#!/usr/bin/env python3
"""The archive against killers, crashing servers, a second archiver, and writers whose rows come late (A2, A4, A6, A7).

Sixteen writers commit rows of a finished day, of the one before it and of today, as the program itself does: into a
file with the statement of `SQLiteStore`, on PostgreSQL with the statements that `salesctl import` was seen to say.
They know what they committed. Meanwhile `salesctl archive run` archives the days, which go on one by one, so that
again and again a day is frozen and purged while rows of it come. Of every object it is remembered what it was when it
was first seen.

  kills       the archiver is killed at random moments; counted are those at which it held the ledger (A2)
  crashes     the server is ended as by a crash during a run, and started again (A4)
  terminates  the archiver's connections are ended by pg_terminate_backend (A4)
  pairs       two archivers are started together on a day of 20 rows, without writers (A6)
  late        the archiver and the writers, each as fast as it goes and nobody disturbed (A7)
  mutant      as `late`, with a purge that deletes by date: it must be seen that rows are lost

At the end of each, and between, no row may be lost, there twice or another one, none of a finished day may be left,
and no object may have changed. After a kill the lease is let run out by SQL, as two minutes would.

The mutants are made in the database, so that the program is the same. PostgreSQL: purge_archive_run deletes what it
finds in prices_late of the day, not what the run holds of it. SQLite: a trigger deletes the rows of the day from
prices when its run becomes purged.

usage: Scripts/campaign archive_races [--short] [--only STORE,PLACE,PART] [--kills N] [--crashes N] [--pairs N]
                                      [--commits N] [--writers N] [--seed N] [--logs FOLDER]
"""
import collections
import json
import statistics
import subprocess
import sys
import time

from rig import Archivist, Audit, Books, Folder, Postgres, Prefix, Rhythm, Run, SQLiteFile, Seaweed, Witness
from rig.archive import DAY, TEMPORARY, add_rows, day_text, fill, finish, migrate, today
from rig.run import SAID_EVERY, arguments, parse, verdict
from rig.writers import Days, Writers, statements_of_import

STANDARD = {"kills": (1_000, 8), "crashes": (100, 3), "pairs": (500, 5), "commits": (100_000, 1_000),
            "writers": (16, 16)}
# Of each writer; all of one have a website of their own, as writers of one take turns.
PRODUCTS = 20
# So many finished days that writers go through.
DAYS = 40
# Longest pause of a writer between two commits where somebody else is what is tested.
PACE = 0.1
# Exit codes of a run that was disturbed; see ExitStatus.
SAID = {0, 69, 74, TEMPORARY}
# How often all rows and objects are looked at on the way.
LOOKS = 20
# With fewer commits a mutant may lose none.
LEAST = 3_000


class Field:
    """A store, its archive, and writers."""

    def __init__(self, run, store_kind, place_kind, writers=True, pace=PACE, late=0.02, durable=False):
        self.run, options = run, run.options
        if store_kind == "sqlite":
            self.server, self.store = None, SQLiteFile(run)
        else:
            prefix = ["--set", "log_line_prefix=%m [%p] "]
            self.server = Postgres(run, *(["--durable"] if durable else []), *prefix)
            self.store = self.server.database()
        migrate(run, self.store)
        fill(self.store, PRODUCTS * options.writers, options.writers)
        self.place = Folder(run.path("archive")) if place_kind == "disk" else Prefix(Seaweed(run), "races")
        self.books, self.witness = Books(self.store), Witness(self.place)
        run.callback(self.books.close)
        self.archivist = Archivist(run, self.store, self.place)
        statements = None
        if self.server and writers:
            statements = statements_of_import(run, self.store, "https://shop-1.example/1")
        self.first = today() - DAYS
        self.days = Days(self.store, self.first)
        self.writers = Writers(run, self.store, self.days, options.writers if writers else 0,
                               PRODUCTS * options.writers, statements, pace, late)
        self.faults, self.codes, self.took = [], collections.Counter(), []
        # Of the runs that were open where a run was disturbed.
        self.steps = collections.Counter()
        if writers:
            self.writers.start()

    def advance(self, share):
        """Goes on to the day that belongs to so much of the campaign."""
        while self.days.present < min(self.first + int(share * DAYS), today() - 1):
            self.days.advance()

    def note(self, words):
        """Something that is wrong, once."""
        for each in words:
            if each not in self.faults:
                self.faults.append(each)
                self.run.say(f"wrong: {each}")

    def archive(self):
        """Runs the archive to its end; its exit code and what it said."""
        began = time.monotonic()
        code, said = self.archivist.call()
        self.codes[code] += 1
        if code == 0:
            self.took.append(time.monotonic() - began)
        return code, said

    def look(self):
        """What is wrong in the midst of it, while nobody does anything."""
        self.writers.hold()
        if self.server:
            self.books.wait_for_sessions()
        committed, in_doubt = self.writers.rows()
        self.note(self.books.fault() + Audit(self.books, self.place, committed, in_doubt).wrong() + self.witness.look())
        self.writers.go_on()

    def end(self, committed=None):
        """Stops the writers and archives what is left; the figures."""
        self.writers.stop()
        self.books.end_lease()
        before = today()
        for _ in range(2):
            code, said = self.archive()
            if code:
                self.note([f"the last run ended with {code}: {said}"])
        mine, in_doubt = self.writers.rows()
        audit = Audit(self.books, self.place, mine if committed is None else committed, in_doubt)
        self.note(self.books.fault() + audit.wrong() + audit.unfinished(before, today()) + self.witness.look()
                  + self.archivist.verify() + self.writers.wrong)
        troubles = []
        while not self.writers.troubles.empty():
            troubles.append(self.writers.troubles.get().splitlines()[-1][:60])
        later = [run for run in audit.runs if run["number"] > 1]
        return {
            "commits": sum(self.writers.commits), "rows": len(audit.committed), "rows_in_doubt": len(in_doubt),
            "archived": len(audit.archived), "in_the_store": len(audit.live), "lost": len(audit.lost),
            "twice": len(audit.twice), "altered": len(audit.altered), "foreign": len(audit.foreign),
            "archived_after_their_day_was_purged": sum(run["rows"] for run in later), "runs": len(audit.runs),
            "objects": len(self.witness.seen), "objects_changed": len(self.witness.changed),
            "days": len({run["day"] for run in audit.runs}), "exit_codes": dict(self.codes),
            "steps_when_disturbed": dict(self.steps),
            "run_seconds": round(statistics.median(self.took[-15:] or [0]), 2),
            "left_over_drafts": len(self.place.left_overs()),
            "writers_troubles": dict(collections.Counter(troubles).most_common(5)), "wrong": self.faults[:10],
        }


def disturb(field, count, harm):
    """Lets something happen at random moments of the work of runs, so often that it met one; how often it met none.

    `harm` does it to a process and answers whether it met it; what the process ended with must be among SAID.
    """
    run, met, missed, turn, news, work = field.run, 0, 0, 0, Rhythm(SAID_EVERY), []
    for _ in range(20):
        code, said = field.archive()
        if code == 0:
            break
        run.say(f"the first run ended with {code}: {said}")
    while met < count:
        field.advance(met / count)
        process, turn = field.archivist.begin(), turn + 1
        while process.poll() is None and not field.books.has_lease():
            time.sleep(0.002)
        began = time.monotonic()
        # Every fourth run may come to its end, so that days go on, and it is known how long one takes.
        is_free = turn % 4 == 1
        length = statistics.median(work[-15:] or [1.0])
        is_over = ends_within(process, 600 if is_free else run.chance.uniform(0, 1.1 * length))
        was_met = not is_over and harm(process)
        code, said = finish(process)
        field.codes[code] += 1
        is_killed = code == -9 and not is_over
        if not is_killed and (code not in SAID or code and not said.startswith("salesctl: ")):
            field.note([f"a run ended with {code}: {said}"])
        if is_free and code == 0:
            work.append(time.monotonic() - began)
            field.took.append(work[-1])
        if was_met:
            field.steps.update(field.books.open_steps() or ["none"])
        met, missed = met + bool(was_met), missed + (not was_met and not is_free)
        field.books.end_lease()
        if was_met and met % max(1, count // LOOKS) == 0:
            field.look()
        if news.is_due():
            run.say(f"{met} of {count}, {sum(field.writers.commits)} commits, {len(field.witness.seen)} objects")
    return missed


def ends_within(process, seconds):
    """Whether a process ends so soon; waits for it no longer."""
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False


def kills(run, store, place):
    field = Field(run, store, place)

    def kill(process):
        process.kill()
        process.wait()
        return field.books.has_lease()

    missed = disturb(field, run.options.kills, kill)
    result = {"kills": run.options.kills, "kills_outside_of_the_work": missed, **field.end()}
    return result, {"something is wrong after kills": not field.faults,
                    "a writer was disturbed": not result["writers_troubles"]}


def crashes(run, store, place):
    field = Field(run, store, place, durable=True)

    def crash(process):
        field.server.crash()
        return field.books.has_lease()

    missed = disturb(field, run.options.crashes, crash)
    result = {"crashes": run.options.crashes, "crashes_outside_of_the_work": missed, **field.end()}
    return result, {"something is wrong after crashes": not field.faults}


def terminates(run, store, place):
    field = Field(run, store, place)

    def terminate(process):
        ended = field.books.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                                "current_database() AND application_name = 'salesctl'")
        return bool(ended) and field.books.has_lease()

    missed = disturb(field, run.options.crashes, terminate)
    result = {"terminates": run.options.crashes, "terminates_outside_of_the_work": missed, **field.end()}
    return result, {"something is wrong after connections were ended": not field.faults,
                    "a writer was disturbed": not result["writers_troubles"]}


def pairs(run, store, place):
    """Two at once: one archives the day, and the other one finds it taken or done."""
    field, committed, said_by = Field(run, store, place, writers=False), {}, collections.Counter()
    # Each day is one of its own; the oldest comes first.
    first = today() - run.options.pairs
    field.days = Days(field.store, first)
    news = Rhythm(SAID_EVERY)
    for number in range(run.options.pairs):
        day = first + number
        field.days.advance()
        rows = [(1 + n, day * DAY + 1_000 * n + number, 100 + n) for n in range(20)]
        add_rows(field.store, rows)
        committed |= {row[:2]: row[2] for row in rows}
        ends = [finish(process) for process in (field.archivist.begin(), field.archivist.begin())]
        reports = [said["archived"] for code, said in ends if code == 0]
        archived = [(each["day"], each["run"], each["rows"]) for report in reports for each in report]
        codes = sorted(code for code, _ in ends)
        field.codes.update(codes)
        said_by[", ".join(map(str, codes))] += 1
        if archived != [(day_text(day), 1, 20)] or codes not in ([0, 0], [0, TEMPORARY]):
            field.note([f"{day_text(day)}: two at once ended with {ends}"])
        runs = [each for each in field.books.runs() if each["day"] == day]
        if [(each["number"], each["step"]) for each in runs] != [(1, "purged")]:
            field.note([f"{day_text(day)}: the ledger has {[(each['number'], each['step']) for each in runs]}"])
        if number % max(1, run.options.pairs // LOOKS) == 0:
            field.note(Audit(field.books, field.place, committed).wrong() + field.witness.look())
        if news.is_due():
            run.say(f"{number + 1} of {run.options.pairs}")
    result = {"pairs": run.options.pairs, "ended_with": dict(said_by), **field.end(committed)}
    return result, {"two at once did something wrong": not field.faults}


def late(run, store, place):
    field = Field(run, store, place, pace=0, late=0.02 if store == "postgres" else 0.005)
    race(field, run.options.commits)
    result = field.end()
    return result, {"something is wrong after late rows": not field.faults, "fewer commits than asked for":
                    result["commits"] >= run.options.commits, "a writer was disturbed": not result["writers_troubles"],
                    "no row came late, so that nothing was shown": result["archived_after_their_day_was_purged"] > 0}


def race(field, commits):
    """Archives as often as it goes until there are so many commits."""
    news, looks = Rhythm(SAID_EVERY), 0
    while (done := sum(field.writers.commits)) < commits:
        field.advance(done / commits)
        code, said = field.archive()
        if code not in (0, TEMPORARY):
            field.note([f"a run ended with {code}: {said}"])
        # Not of a mutant: what it loses is wanted at the end.
        if not field.run.is_mutant and done * LOOKS // commits > looks:
            looks = done * LOOKS // commits
            field.look()
        if news.is_due():
            field.run.say(f"{done} commits, {len(field.witness.seen)} objects")


MUTANTS = {
    "postgres": """
        DO $$
        DECLARE
            was text := pg_get_functiondef('purge_archive_run'::regproc);
            becomes text := replace(was, 'DELETE FROM prices_late WHERE archive_day = of_day AND archive_run = of_run;',
                'DELETE FROM prices_late l USING archive_runs r WHERE r.day = of_day AND r.number = of_run
                    AND l.observed_at >= r.starts_at AND l.observed_at < r.ends_at;');
        BEGIN
            IF becomes = was THEN
                RAISE EXCEPTION 'purge_archive_run is another one by now: mend the mutant';
            END IF;
            EXECUTE becomes;
        END
        $$
    """,
    "sqlite": """
        CREATE TRIGGER purge_by_date AFTER UPDATE OF step ON archive_runs WHEN NEW.step = 'purged' BEGIN
            DELETE FROM prices WHERE observed_at >= NEW.starts_at AND observed_at < NEW.ends_at;
        END
    """,
}


def mutant(run, store, place):
    field = Field(run, store, place, pace=0, late=0.02 if store == "postgres" else 0.005)
    field.store.run(MUTANTS[store])
    run.is_mutant = True
    race(field, max(LEAST, run.options.commits // 20))
    result = field.end()
    return result, {"a purge by date was not noticed": result["lost"] > 0}


PARTS = {"kills": kills, "crashes": crashes, "terminates": terminates, "pairs": pairs, "late": late, "mutant": mutant}
# What the server does has no counterpart in a file, and where the archive is makes no difference to it.
KINDS = [(store, place, part) for part in PARTS for store in ("sqlite", "postgres") for place in ("disk", "s3")
         if store == "postgres" or part not in ("crashes", "terminates")
         if place == "disk" or part in ("kills", "pairs")]


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--only", help="sqlite or postgres, disk or s3, and parts, with commas between them")
    options = parse(parser, STANDARD)
    given = set(options.only.split(",")) if options.only else set()
    groups = [{"sqlite", "postgres"}, {"disk", "s3"}, set(PARTS)]
    wanted = set().union(*(group & given or group for group in groups))
    if strange := given - set().union(*groups):
        raise SystemExit(f"archive_races: --only knows no {', '.join(sorted(strange))}")
    results, broken = [], []
    for store, place, part in KINDS:
        if not {store, place, part} <= wanted:
            continue
        with Run("archive_races", options, f"{part}-{store}-{place}") as run:
            run.is_mutant = False
            began = time.monotonic()
            result, promises = PARTS[part](run, store, place)
            results.append({"part": part, "store": store, "place": place, **result,
                            "seconds": round(time.monotonic() - began)})
            run.say(json.dumps(results[-1]))
            broken += [f"{part}, {store}, {place}: {words}" for words in run.expect(promises)]
    return verdict("archive_races", {"seed": options.seed, "runs": results}, broken)


if __name__ == "__main__":
    sys.exit(main())

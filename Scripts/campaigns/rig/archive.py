"""Archives as others read them: their objects, what the ledger says of them, and what was lost or came twice."""
import calendar
import collections
import csv
import gzip
import hashlib
import io
import json
import os
import subprocess
import time
from pathlib import Path

from .workers import environment

DAY = 86_400_000
# EX_TEMPFAIL: another one archives, or a server did not answer.
TEMPORARY = 75


def day_text(day):
    """A day, counted from 1970, as a date."""
    return time.strftime("%Y-%m-%d", time.gmtime(day * 86_400))


def today():
    """Today in UTC, counted from 1970."""
    return int(time.time()) // 86_400


class Folder:
    """An archive in a folder."""

    kind = "disk"

    def __init__(self, path):
        self.path, self.address, self.settings = Path(path), f"file:{path}", {}
        self.path.mkdir()

    def keys(self):
        """All objects; what begins with a dot is none."""
        return sorted(str(file.relative_to(self.path)) for file in self.path.rglob("*")
                      if file.is_file() and not file.name.startswith("."))

    def left_overs(self):
        """Files that killed writers left; they are no objects."""
        return [file for file in self.path.rglob(".*") if file.is_file()]

    def read(self, key):
        try:
            return (self.path / key).read_bytes()
        except FileNotFoundError:
            return None


class Archivist:
    """`salesctl archive` on a store and a place."""

    def __init__(self, run, store, place, coding="none"):
        self.program, self.store, self.place = run.program("salesctl"), store, place
        self.around = environment() | place.settings | {"SALES_ARCHIVE_CODING": coding}

    def begin(self, *words, before=(), around=None):
        """Starts one of its commands; `run` if none is named."""
        words = words or ("run",)
        command = [self.program, "archive", *words, "--to", self.place.address, "--store", self.store.address]
        return subprocess.Popen([*before, *command, "--format", "json"], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=self.around | (around or {}))

    def call(self, *words, before=(), around=None):
        """Runs one of its commands to its end; the exit code, and what it said last."""
        return finish(self.begin(*words, before=before, around=around))

    def verify(self):
        """What the program itself says of its archive: nothing where it is content."""
        code, said = self.call("verify")
        return [] if code == 0 else [f"archive verify ended with {code}: {said}"]


def finish(process, patience=600):
    """The exit code of a command, and what it said: on success its answer, else its complaint."""
    out, error = process.communicate(timeout=patience)
    return process.returncode, (json.loads(out) if process.returncode == 0 and out.strip() else error.strip())


class Books:
    """What a store says: its rows and its ledger. Rows are {(product, moment in ms): minor units}."""

    def __init__(self, store):
        self.store, self.session = store, None
        self.is_file = store.kind == "sqlite"

    def ask(self, sql):
        """The lines that a server answers to a statement; also to one that has crashed and is there again."""
        for _ in range(2):
            try:
                self.session = self.session or self.store.session()
                return [line.rstrip("\n") for line in self.session.ask(sql + ";")]
            except (ConnectionError, ValueError) as error:
                self.session, failure = None, error
        raise failure

    def close(self):
        if self.session:
            self.session.close()

    def rows(self):
        """All rows in the store, live, frozen and late; and which of them are there twice."""
        if self.is_file:
            return collect(self.store.rows("SELECT product_id, observed_at, price_minor FROM all_prices"))
        lines = self.ask("SELECT product_id, (extract(epoch FROM observed_at) * 1000)::bigint, price_minor "
                         "FROM all_prices")
        return collect([tuple(map(int, line.split("|"))) for line in lines])

    def runs(self):
        """The ledger in its order."""
        names = ["day", "number", "step", "rows", "manifest"]
        if self.is_file:
            found = [dict(zip(names, row)) for row in self.store.rows(
                "SELECT day, number, step, rows, manifest FROM archive_runs ORDER BY day, number")]
            return [run | {"manifest": run["manifest"] and json.loads(run["manifest"])} for run in found]
        return [json.loads(line) for line in self.ask(
            "SELECT json_build_object('day', day - DATE '1970-01-01', 'number', number, 'step', step, 'rows', rows, "
            "'manifest', manifest)::jsonb FROM archive_runs r ORDER BY r.day, number")]

    def has_lease(self):
        """Whether somebody holds the ledger; one who was killed does so until the lease runs out."""
        if self.is_file:
            return bool(self.store.rows("SELECT 1 FROM archive_settings WHERE lease_until IS NOT NULL"))
        return bool(self.ask("SELECT 1 FROM archive_lease WHERE lease_until IS NOT NULL"))

    def open_steps(self):
        """How far the runs have come that are not purged."""
        query = "SELECT step FROM archive_runs WHERE step <> 'purged'"
        return [row[0] for row in self.store.rows(query)] if self.is_file else self.ask(query)

    def end_lease(self):
        """Lets the lease of one who is gone run out at once, as two minutes would."""
        if self.is_file:
            self.store.run("UPDATE archive_settings SET lease_until = 0 WHERE lease_until IS NOT NULL")
        else:
            self.wait_for_sessions()
            self.ask("UPDATE archive_lease SET lease_until = clock_timestamp() - interval '1 second' "
                     "WHERE lease_until IS NOT NULL")

    def wait_for_sessions(self, patience=60):
        """Waits until the server has noticed that the archiver is gone."""
        end = time.monotonic() + patience
        while time.monotonic() < end and self.ask(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'salesctl'"):
            time.sleep(0.02)

    def fault(self):
        """What is wrong with the file of the store; nothing of a server's."""
        if not self.is_file:
            return []
        said = [row[0] for row in self.store.rows("PRAGMA integrity_check")]
        return [] if said == ["ok"] else [f"PRAGMA integrity_check: {said[:3]}"]


def collect(found):
    """Rows as a dictionary, and the keys that came more than once."""
    rows = {row[:2]: row[2] for row in found}
    twice = [] if len(rows) == len(found) else [
        key for key, count in collections.Counter(row[:2] for row in found).items() if count > 1]
    return rows, twice


def moment(text):
    """A moment as the archive writes it, in milliseconds."""
    return calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")) * 1000 + int(text[20:23])


def parsed(data, coding):
    """The rows of a part of `prices`, in pence."""
    text = gzip.decompress(data) if coding == "gzip" else data
    days = {}
    rows = []
    for row in csv.DictReader(io.StringIO(text.decode(), newline="")):
        date, clock = row["observed_at"][:10], row["observed_at"][11:]
        if date not in days:
            days[date] = moment(f"{date}T00:00:00.000Z")
        seconds = int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:8])
        instant = days[date] + seconds * 1000 + int(clock[9:12])
        pounds, pence = row["price"].split(".")
        rows.append((int(row["product_id"]), instant, int(pounds) * 100 + int(pence)))
    return rows


class Witness:
    """Remembers what each object was when it was first seen: none may ever be another, or be gone."""

    def __init__(self, place):
        self.place, self.seen, self.changed = place, {}, {}

    def look(self, again=True):
        """Looks at what is new, and at all the rest as well unless told otherwise; answers what is wrong by now."""
        keys = set(self.place.keys())
        for key in keys | (set(self.seen) if again else set()):
            if key in self.seen and not again:
                continue
            data = self.place.read(key) if key in keys else None
            digest = data and hashlib.sha256(data).hexdigest()
            if self.seen.setdefault(key, digest) != digest:
                self.changed[key] = "is gone" if data is None else "is another one"
        return [f"{key} {what} since it was first seen" for key, what in self.changed.items()]


class Audit:
    """Committed rows against a store and an archive at a moment at which nobody works on either.

    Of runs that are purged every object must be there as the ledger has it; their rows are archived. A row must be in
    the store or archived; not in both, not twice, with its price, and nothing else may be in either.
    """

    def __init__(self, books, place, committed, in_doubt=()):
        self.books, self.place, self.faults = books, place, []
        self.runs = books.runs()
        self.live, twice = books.rows()
        self.archived = {}
        self.named = {"archive.json"}
        for run in self.runs:
            self.take(run, twice)
        everywhere = self.archived | self.live
        self.lost = [key for key in committed if key not in everywhere]
        self.twice = twice + [key for key in self.live if key in self.archived]
        doubted = dict(in_doubt)
        self.foreign = [key for key in everywhere if key not in committed and key not in doubted]
        self.altered = [key for key, price in everywhere.items()
                        if (committed.get(key) or doubted.get(key) or price) != price]
        self.committed = committed

    def take(self, run, twice):
        """The rows that a run archived, if it is purged."""
        if run["manifest"] is None:
            return
        name = f"{day_text(run['day'])}, run {run['number']}"
        key = f"manifests/date={day_text(run['day'])}/run-{run['number']:05}.json"
        self.named |= {key} | {part["key"] for part in run["manifest"]["parts"]}
        if run["step"] != "purged":
            return
        data = self.place.read(key)
        if data is None or json.loads(data) != run["manifest"]:
            self.faults.append(f"{name} is purged, and {key} is not there as it was recorded")
        count = 0
        for part in run["manifest"]["parts"]:
            data = self.place.read(part["key"])
            if data is None or len(data) != part["bytes"] or hashlib.sha256(data).hexdigest() != part["sha256"]:
                self.faults.append(f"{name} is purged, and {part['key']} is not there as it was recorded")
            elif part["table"] == "prices":
                rows, again = collect(parsed(data, run["manifest"]["coding"]))
                twice += again + [key for key in rows if key in self.archived]
                self.archived |= rows
                count += len(rows)
        if count != run["rows"]:
            self.faults.append(f"{name} is purged of {run['rows']} rows, and its parts have {count}")

    def wrong(self):
        """What must never be, in words; nothing where all is well."""
        groups = {"lost": self.lost, "twice": self.twice, "foreign": self.foreign, "altered": self.altered}
        return self.faults + [f"{len(keys)} rows {name}: {shown(keys)}" for name, keys in groups.items() if keys]

    def unfinished(self, before, after):
        """What is wrong at the end of a run: days that were over before it began, and those that were not after it.

        All objects must be named by manifests, so that who reads a whole folder gets each row once as well.
        """
        words = []
        if left := [key for key in self.live if key[1] < before * DAY]:
            words.append(f"{len(left)} rows of finished days are left in the store: {shown(left)}")
        if gone := [key for key in self.archived if key[1] >= (after + 1) * DAY]:
            words.append(f"{len(gone)} rows of days that are not over left the store: {shown(gone)}")
        if open_runs := [run for run in self.runs if run["step"] != "purged"]:
            shown_runs = [(day_text(run["day"]), run["number"], run["step"]) for run in open_runs]
            words.append(f"runs were left open: {shown_runs}")
        if unnamed := [key for key in self.place.keys() if key not in self.named]:
            words.append(f"objects that no manifest names: {unnamed}")
        return words


def shown(keys):
    """Some rows, for people."""
    return ", ".join(f"product {product} at {day_text(at // DAY)} + {at % DAY} ms" for product, at in sorted(keys)[:3])


def fill(store, products, sites, people=3):
    """Products over some websites, by number, with a few people who follow some of them."""
    now, file = "clock_timestamp()", store.kind == "sqlite"
    if file:
        now = str(1000 * int(time.time()))
        numbers = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) SELECT i FROM n)"
        queue, values = ", next_check_at", f", {now} + 8640000000"
        true, false, channels = "1", "0", "'[]'"
    else:
        numbers, queue, values = "generate_series(1, {0}) AS n(i)", "", ""
        true, false, channels = "true", "false", "'{}'"
    store.run(f"""
        INSERT INTO websites (host, name) SELECT 'shop-' || i || '.example', 'shop'
            FROM {numbers.format(sites)} ORDER BY i;
        INSERT INTO products (website_id, url, selection, name, created_at{queue}) SELECT (i - 1) % {sites} + 1,
            'https://shop-' || ((i - 1) % {sites} + 1) || '.example/' || i, '', 'Kettle ' || i, {now}{values}
            FROM {numbers.format(products)} ORDER BY i;
        INSERT INTO users (email, created_at) SELECT 'somebody-' || i || '@person.example', {now}
            FROM {numbers.format(people)} ORDER BY i;
    """ + ("" if file else """
        INSERT INTO hosts (name, website_id) SELECT host, id FROM websites ORDER BY id;
        INSERT INTO product_states (product_id) SELECT id FROM products ORDER BY id;
        INSERT INTO check_queue (product_id, website_id, active_followers, next_check_at)
            SELECT id, website_id, 1, clock_timestamp() + interval '100 days' FROM products ORDER BY id;
    """) + f"""
        INSERT INTO user_preferences (user_id, product_id, channels, is_paused, version, created_at, rule, memory)
            SELECT u.id, p.id, {channels}, CASE WHEN p.id = 1 THEN {true} ELSE {false} END, 1, {now}, 'any drop',
            '{{"triggers":[]}}' FROM users u JOIN products p ON p.id <= u.id WHERE u.id > 1 ORDER BY u.id, p.id;
    """)


def add_rows(store, rows, table="prices"):
    """Puts rows into a table of the store as they are: (product, moment, minor units)."""
    if not rows:
        return
    columns = "product_id, observed_at, price_minor, price_currency, availability, is_carried_forward"
    false, stamp = ("0", "{}") if store.kind == "sqlite" else ("false", "to_timestamp({} / 1000.0)")
    values = ", ".join(f"({product}, {stamp.format(at)}, {price}, 'GBP', 'in_stock', {false})"
                       for product, at, price in rows)
    store.run(f"INSERT INTO {table} ({columns}) VALUES {values};")


def migrate(run, store):
    """Makes a store's tables."""
    subprocess.run([run.program("salesctl"), "migrate", "--store", store.address], check=True,
                   stdout=subprocess.DEVNULL, env=environment())

#!/usr/bin/env python3
"""Archived days read back equal by four readers, leave all else as it was, name nobody (A8, A9, G1, G3, G4, T1).

Fills stores (a file, a PostgreSQL) with seeded rows and awkward texts by SQL, archives them, and reads the archive by
the code of Docs/archive.md: Python's csv, DuckDB, PostgreSQL's COPY; and by our own reader: verify, `history --full`, and
every day restored, after which the table must equal a copy that was taken before, row by row, and so must an export. What
people asked for, products and the outbox must be the same before and after. Then rows every ten minutes in zones with odd
days: each must be in the one day that its zone's clocks show, and there must be as many days as the zone had. No text may
begin a formula, and no address, number or name of a person may stand in any object.

usage: Scripts/campaign archive_csv [--short] [--rows N] [--days N] [--products N] [--zones N] [--years N]
           [--coding none|gzip] [--seed N] [--logs FOLDER]
"""
import csv
import datetime
import decimal
import glob
import gzip
import hashlib
import json
import os
import subprocess
import sys
import time
import zoneinfo

from rig import Postgres, Run, SQLiteFile
from rig.run import arguments, parse, verdict
from rig.workers import environment

# Of --years 0 is some weeks about a change of the clocks.
STANDARD = {"rows": (100_000, 2_000), "days": (1_000, 20), "products": (400, 60), "zones": (8, 2), "years": (3, 0)}
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".build-tools/venv/bin/python3")
QUERIES = os.path.join(ROOT, "Scripts/documentation/queries.py")
# The last of the days, so that the day whose products Docs/archive.md copies into PostgreSQL is among them.
LAST_DAY = datetime.date(2025, 11, 30)
SHOWN_DAY = "2025-11-24"
ZONE = "Europe/London"
DIGITS = {"GBP": 2, "EUR": 2, "USD": 2, "JPY": 0, "KRW": 0, "KWD": 3, "TND": 3}
AVAILABILITY = ["in_stock", "out_of_stock", "preorder", "backorder", "discontinued", "unknown"]
# The zones of T1, three years of each, and a day beside which clocks are changed or a date is left out.
ZONES = [
    ("Pacific/Apia", 2010, "2011-12-30"), ("America/Sao_Paulo", 2017, "2018-11-04"), ("UTC", 2023, "2024-02-29"),
    ("Europe/London", 2023, "2024-03-31"), ("America/Santiago", 2023, "2024-09-08"), ("Africa/Cairo", 2023, "2024-04-26"),
    ("Asia/Beirut", 2023, "2024-03-31"), ("Australia/Lord_Howe", 2023, "2024-04-07"),
]
DAY_MS = 86_400_000
# What no text of the archive may begin with, behind what is not seen.
OPENERS = "=+-@|＝＋－＠﹦﹢﹣﹫−"
# Tables that archiving must leave as they are; those of one store only are left out in the other.
KEPT = ["users", "user_preferences", "websites", "products", "product_states", "alerts", "price_events", "suppressions",
        "tokens", "check_queue"]
# Of each person that the stores have.
PERSONAL = ["@example.org", "person", "Given", "Family", "20794600"]
PIECES = [
    "=1+1", "+1", "-1", "@SUM(A1)", "|calc", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","y")', "＝1", "＋1", "－1",
    "＠x", "−1", "\t", "\r", "\n", "\r\n", " ", "\u00a0", "\u200b", "\ufeff", "'", "''", '"', '""', ",", ";", "\\", "\\N",
    "NULL", "null", "NA", "nan", "", "0", "1e5", "-0", "true", "2025-11-24", "Kettle 1.7 l", "Straße", "ﬁ",
    "日本語の湯沸かし", "e\u0301", "\u0301", "👩‍👩‍👧", "עברית", "ไทย", "\u2028", "\u0085", "\x01", "\x7f", "${x}",
    "%s", "<b>", "&amp;", "#",
]


def moment(milliseconds):
    """As an archive writes it."""
    seconds, rest = divmod(milliseconds, 1_000)
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") + f".{rest:03}Z"


def amount(minor, currency):
    """As an archive writes it: all digits of the currency."""
    return None if minor is None else str(decimal.Decimal(minor).scaleb(-DIGITS[currency]))


def beginning(day, zone):
    """The first moment of a day in a zone that leaves no midnight out, in milliseconds."""
    return int(datetime.datetime.combine(day, datetime.time(), zone).timestamp()) * 1_000


def text(chance):
    """An awkward one, of which none is all alike."""
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(4)))


def prices(chance, options):
    """Rows of `prices` as tuples in the order of the table's columns, times in milliseconds; some at the ends of days."""
    zone, rows = zoneinfo.ZoneInfo(ZONE), {}
    ends = [beginning(LAST_DAY - datetime.timedelta(n), zone) for n in range(options.days - 1, -2, -1)]
    while len(rows) < options.rows:
        # Every day has rows, however few there are.
        number = len(rows) if len(rows) < options.days else chance.randrange(options.days)
        start, end = ends[number], ends[number + 1]
        at = chance.choice([start, end - 1, start + 1]) if chance.random() < 0.2 else chance.randrange(start, end)
        product = chance.randrange(1, options.products + 1)
        currency = chance.choice(list(DIGITS))
        minor = chance.choice([0, 1, -1, 5, 10, 99, 100, 12_999, 2**53 + 1, 2**63 - 1, chance.randrange(10**6)])
        listed = (None, None)
        if chance.random() < 0.4:
            listed = (chance.randrange(10**7), chance.choice(list(DIGITS)))
        rows[product, at] = (product, at, minor, currency, *listed, chance.choice(AVAILABILITY), int(chance.random() < 0.3))
    return [rows[key] for key in sorted(rows)]


def quoted(value):
    """A value as SQL has it, for both stores."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


class File(SQLiteFile):
    """A store in a file, that rows are put into by SQL."""

    # A list of no channels.
    none = "[]"

    def __init__(self, run, name):
        super().__init__(run)
        self.path = run.path(name + ".sqlite")
        self.address = f"sqlite:{self.path}"

    def change(self, sql):
        subprocess.run(["sqlite3", "-bail", self.path], input="BEGIN;\n" + sql + "COMMIT;\n", text=True, check=True)

    def put(self, rows):
        values = (f"({','.join(map(quoted, row))})" for row in rows)
        self.change("".join(f"INSERT INTO prices VALUES {value};\n" for value in values))

    def moment(self, milliseconds):
        return str(milliseconds)

    def flag(self, value):
        return str(int(value))

    def prices(self):
        return self.rows("SELECT * FROM all_prices ORDER BY product_id, observed_at")

    def living(self):
        return self.rows("SELECT count(*) FROM all_prices")[0][0]

    def tables(self):
        """The hash of each table that is to stay."""
        there = {name for name, in self.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        found = {name: sorted(map(repr, self.rows(f"SELECT * FROM {name}"))) for name in KEPT if name in there}
        return {name: (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()) for name, rows in found.items()}

    def products(self):
        return self.rows("SELECT id, website_id, url, selection, name FROM products ORDER BY id")

    def websites(self):
        return dict(self.rows("SELECT id, name FROM websites"))


class Server:
    """A store in a database, that rows are put into by SQL."""

    none = "{}"

    def __init__(self, database):
        self.database, self.address = database, database.address

    def change(self, sql):
        try:
            self.database.run(sql)
        except subprocess.CalledProcessError as failure:
            raise SystemExit(f"archive_csv: psql: {failure.stderr}") from None

    def put(self, rows):
        # Of days that were never made, as those of the past.
        lines = "".join(
            "\t".join("\\N" if cell is None else str(cell) for cell in (row[0], moment(row[1]), *row[2:7], bool(row[7]))) + "\n"
            for row in rows
        )
        self.change(f"COPY prices_late (product_id, observed_at, price_minor, price_currency, list_price_minor, "
                    f"list_price_currency, availability, is_carried_forward) FROM STDIN;\n{lines}\\.\n")

    def moment(self, milliseconds):
        return f"'{moment(milliseconds)}'"

    def flag(self, value):
        return str(bool(value)).lower()

    def prices(self):
        sql = """SELECT product_id, (extract(epoch FROM observed_at) * 1000)::bigint AS at, price_minor, price_currency,
            list_price_minor, list_price_currency, availability, is_carried_forward::integer
            FROM all_prices ORDER BY product_id, observed_at"""
        return [tuple(row.values()) for row in self.database.rows(sql)]

    def living(self):
        return self.database.rows("SELECT count(*) AS rows FROM all_prices")[0]["rows"]

    def tables(self):
        present = {row["t"] for row in self.database.rows("SELECT tablename AS t FROM pg_tables WHERE schemaname = 'public'")}
        found = {name: sorted(map(json.dumps, self.database.rows(f"SELECT * FROM {name}"))) for name in KEPT if name in present}
        return {name: (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()) for name, rows in found.items()}

    def products(self):
        return [tuple(row.values()) for row in
                self.database.rows("SELECT id, website_id, url, selection, name FROM products ORDER BY id")]

    def websites(self):
        return {row["id"]: row["name"] for row in self.database.rows("SELECT id, name FROM websites")}


class Bench:
    """The program, on one store and one archive."""

    def __init__(self, run, name, store):
        self.run, self.name, self.store, self.archive = run, name, store, run.path(name + "-archive")
        os.makedirs(self.archive, exist_ok=True)
        self.environment = environment() | {"SALES_ARCHIVE_CODING": run.options.coding}

    def salesctl(self, *words, place=False):
        """Its output; a failure ends the campaign."""
        words = [*words, "--store", self.store.address, *(["--to", f"file:{self.archive}"] if place else [])]
        done = subprocess.run([self.run.program("salesctl"), *words], capture_output=True, text=True, env=self.environment)
        if done.returncode:
            raise SystemExit(f"{self.run.name}: {self.name}: {' '.join(words)} ended with {done.returncode}: "
                             f"{(done.stdout + done.stderr).strip()[-2000:]}")
        return done.stdout

    def json(self, *words, place=True):
        return json.loads(self.salesctl(*words, "--format", "json", place=place))

    def read(self, *words):
        """What the code of Docs/archive.md makes of the archive."""
        skipped = [word for name in ("products", "websites", "user_preferences", "prices_once") for word in ("--skip", name)]
        done = subprocess.run([VENV, QUERIES, self.archive, *skipped, *words], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{self.run.name}: {self.name}: queries.py failed: {done.stderr[-2000:]}")
        return json.loads(done.stdout)


def fill(bench, rows):
    """Products, people, what they asked for and an outbox, with awkward texts; and the rows."""
    run, store, options = bench.run, bench.store, bench.run.options
    chance, now = run.chance, int(time.time()) * 1_000
    bench.salesctl("migrate", "--zone", ZONE)
    path = run.path(bench.name + ".jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"format":"sales-tracker-export","record":"header","version":2}\n')
        for number in range(1, options.products + 1):
            state = {"availability": chance.choice(AVAILABILITY), "is_gone": chance.random() < 0.1}
            if chance.random() < 0.7:
                state |= {"price": {"amount": "12.50", "currency": "GBP"}, "price_since": now - DAY_MS}
            url = f"https://shop{number % 17}.example/p/{number}?q=%22{number}%2C"
            product = {"record": "product", "product": number, "url": url, "created_at": now, "state": state,
                       "name": "to be replaced", "selection": "" if number % 3 else f"variant:{number}"}
            wish = {"record": "subscription", "product": number, "channels": [], "created_at": now, "is_paused": False,
                    "rule": "below 5.00 GBP", "triggers": [{"is_armed": True, "was_told": False}]}
            file.write(json.dumps(product) + "\n" + json.dumps(wish) + "\n")
    bench.salesctl("import", path)
    at, no = store.moment(now), store.flag(False)
    sql = [f"UPDATE products SET name = {quoted(text(chance))} WHERE id = {number};"
           for number in range(1, options.products + 1)]
    sql += [f"UPDATE websites SET name = {quoted(text(chance))} WHERE id = {number};" for number, _ in
            sorted(store.websites().items())]
    for number in range(2, 12):
        sql.append(f"INSERT INTO users (email, first_name, last_name, phone, created_at) VALUES "
                   f"('person{number}@example.org', 'Given{number}', 'Family{number}', '+4420794600{number:02}', {at});")
        sql.append(f"INSERT INTO user_preferences "
                   f"(user_id, product_id, channels, is_paused, version, created_at, rule, memory) "
                   f"SELECT id, {number}, '{store.none}', {no}, 1, {at}, 'any drop', '{{\"triggers\":[]}}' FROM users "
                   f"WHERE email = 'person{number}@example.org';")
        sql.append(f"INSERT INTO alerts (id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at, "
                   f"created_at) VALUES ('{number:032x}', 1, {number}, {number}, 'email', '{{}}', "
                   f"'{'pending' if number % 2 else 'waiting'}', 0, {at}, {at});")
    store.change("\n".join(sql) + "\n")
    store.put(rows)


def as_archived(row):
    """A row of the store as Docs/archive.md reads it."""
    product, at, minor, currency, listed, listed_currency, availability, is_carried = row
    return [str(product), moment(at), amount(minor, currency), currency, amount(listed, listed_currency), listed_currency,
            availability, "true" if is_carried else "false"]


def numeric(rows):
    """Rows with amounts as numbers: a reader may give them other digits behind the point."""
    return [[cell if place not in (2, 4) or cell is None else decimal.Decimal(cell) for place, cell in enumerate(row[:8])]
            for row in rows]


def unlike(expected, found):
    """Where two lists of rows differ first, in words; None where nowhere."""
    if expected == found:
        return None
    differing = (n for n, (one, other) in enumerate(zip(expected, found)) if one != other)
    index = next(differing, min(len(expected), len(found)))
    here = slice(index, index + 1)
    return f"{len(expected)} rows expected and {len(found)} found; row {index}: {expected[here]} {found[here]}"


def opened(path):
    """An object, unpacked, as text."""
    return (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8", newline="")


def named(folder):
    """Objects that have anything of a person."""
    objects = [path for path in glob.glob(f"{folder}/**", recursive=True) if os.path.isfile(path)]
    return [path for path in objects if any(word in opened(path).read() for word in PERSONAL)]


def unguarded(folder):
    """Cells of texts that a spreadsheet would take for a formula, and how many were looked at."""
    seen, bad = 0, []
    texts = {"products": ["url", "selection", "name"], "websites": ["host", "name"], "user_preferences": ["rule", "channels"]}
    for table, columns in texts.items():
        for path in glob.glob(f"{folder}/{table}/date=*/part-*"):
            with opened(path) as file:
                for row in csv.DictReader(file, strict=True):
                    for column in columns:
                        seen += 1
                        shown = row[column].lstrip(" \t\r\n\x01\x7f\u00a0\u200b\ufeff\u2028\u0085")
                        if shown[:1] and shown[0] in OPENERS or row[column][:1] in ("\t", "\r", "\n"):
                            bad.append(f"{path}: {row[column]!r}")
    return seen, bad


def differential(run, bench, url):
    """One store through the archive and back; answers its figures and what differs, by words."""
    chance_rows = prices(run.chance, run.options)
    fill(bench, chance_rows)
    before, tables = bench.store.prices(), bench.store.tables()
    products, websites = bench.store.products(), bench.store.websites()
    faults = {"the store does not hold what was put into it": unlike(chance_rows, before)}
    began = time.monotonic()
    report = bench.json("archive", "run")
    seconds = time.monotonic() - began
    days = {day["day"] for day in report["archived"]}
    faults["rows are left in the store"] = bench.store.living() or None
    after = bench.store.tables()
    faults["a table that is to stay was changed"] = [name for name in tables if tables[name] != after[name]] or None
    verified = bench.json("archive", "verify")
    faults["our reader finds fault"] = verified["faults"] or unlike([len(before)], [verified["rows"]])

    given, expected = bench.read("--postgres", url), [as_archived(row) for row in before]
    by_name = {str(product[0]): product[4] for product in products}
    # The order of rows in an archive is that of days.
    in_order = lambda rows: sorted(rows, key=lambda row: (int(row[0]), row[1]))
    faults["Python's csv reads other rows"] = unlike(expected, in_order(given["python"]["all prices"]))
    faults["Python's csv reads other names"] = unlike(sorted(by_name.items()), sorted(given["python"]["names"].items()))
    faults["DuckDB reads other rows"] = unlike(numeric(expected), numeric(given["duckdb"]["all prices"]))
    names = {row[0]: row[1] for row in given["duckdb"]["lowest"]}
    faults["DuckDB reads other names"] = unlike(sorted((key, by_name[key]) for key in names), sorted(names.items()))
    faults["PostgreSQL reads other rows"] = unlike(expected, given["postgres"]["all prices"])
    copied = [tuple(row[:5]) for row in given["postgres"]["all products"]]
    faults["PostgreSQL reads other products"] = unlike([(str(p[0]), str(p[1]), *p[2:]) for p in products], copied)
    faults["hashes or the chain are not right"] = None if given["shell"]["hashes"] == "0 as written\n" else given["shell"]
    seen, bad = unguarded(bench.archive)
    faults["a text begins a formula"] = bad[:3] or None
    faults["an object has something of a person"] = named(bench.archive)[:3] or None

    # Our own reader: some products whole, and then every day.
    sample = run.chance.sample(sorted({row[0] for row in before}), min(20, run.options.products // 2))
    for product in sample:
        found = [(row["at"], row["price"]["amount"]) for row in bench.json("history", str(product), "--full")["prices"]]
        wanted = [(moment(row[1]), amount(row[2], row[3])) for row in before if row[0] == product]
        faults["`history --full` differs"] = faults.get("`history --full` differs") or unlike(wanted, found)
    began = time.monotonic()
    for day in sorted(days):
        bench.salesctl("archive", "restore", "--day", day, place=True)
    restoring = time.monotonic() - began
    faults["the table differs after it was restored"] = unlike(before, bench.store.prices())
    # Products are named there by their ordinals, which are their numbers here.
    lines = map(json.loads, filter(None, bench.salesctl("export").split("\n")))
    exported = sorted((line["product"], line["at"], line["price"]["amount"]) for line in lines if line["record"] == "price")
    faults["an export differs after it was restored"] = unlike([(r[0], r[1], amount(r[2], r[3])) for r in before], exported)
    result = {
        "store": bench.name, "rows": len(before), "days": len(days), "products": len(products),
        "texts_looked_at": seen, "tables_unchanged": {name: rows for name, (rows, _) in tables.items()},
        "archived_in_seconds": round(seconds, 1), "restored_in_seconds": round(restoring, 1), "histories": len(sample),
    }
    return result, faults


def shown_days(name, first, last):
    """For each ten minutes of a span of dates, the moment and the day that it belongs to: the latest date that the clocks
    of the zone have shown until then."""
    zone, shown, result = zoneinfo.ZoneInfo(name), datetime.date.min, []
    start = int(datetime.datetime.combine(first, datetime.time(), datetime.timezone.utc).timestamp()) - 86_400
    for seconds in range(start, start + ((last - first).days + 3) * 86_400, 600):
        shown = max(shown, datetime.datetime.fromtimestamp(seconds, zone).date())
        if first <= shown <= last:
            result.append((seconds * 1_000, shown.isoformat()))
    return result


def zone_days(run, bench, name, first, last):
    """A zone's rows, each in the file of its day."""
    moments = shown_days(name, first, last)
    bench.salesctl("migrate", "--zone", name)
    path = run.path(bench.name + ".jsonl")
    with open(path, "w") as file:
        file.write('{"format":"sales-tracker-export","record":"header","version":2}\n')
        file.write(json.dumps({"record": "product", "product": 1, "url": "https://shop.example/1", "selection": "",
                               "name": "Kettle", "created_at": moments[0][0],
                               "state": {"availability": "in_stock", "is_gone": False}}) + "\n")
    bench.salesctl("import", path)
    bench.store.put([(1, at, 1_000, "GBP", None, None, "in_stock", 0) for at, _ in moments])
    report = bench.json("archive", "run")
    found = []
    for path in sorted(glob.glob(f"{bench.archive}/prices/date=*/part-*.csv*")):
        day = path.split("/")[-2].removeprefix("date=")
        with opened(path) as file:
            found += [(row["observed_at"], day) for row in csv.DictReader(file, strict=True)]
    expected = [(moment(at), day) for at, day in moments]
    there = sorted({day for _, day in moments})
    written = sorted(name.removeprefix("date=") for name in os.listdir(bench.archive + "/prices"))
    spans = []
    for path in sorted(glob.glob(f"{bench.archive}/manifests/date=*/run-*.json")):
        with open(path) as file:
            manifest = json.load(file)
        spans.append((manifest["begins_at"], manifest["ends_at"]))
    gaps = [pair for pair in zip(spans, spans[1:]) if pair[0][1] != pair[1][0]]
    faults = {
        "a row is in another day, twice, or nowhere": unlike(expected, sorted(found)),
        "there are other days than the zone had": unlike(there, written),
        "days leave gaps": gaps[:2] or None,
        "a day took more than one run": len(report["archived"]) - len(there) or None,
    }
    years = {}
    for day in there:
        years[day[:4]] = years.get(day[:4], 0) + 1
    return {"store": bench.name, "zone": name, "rows": len(found), "days": len(written), "days_of_years": years}, faults


def spans_of_zones(options):
    """Names, first and last dates."""
    for name, year, change in ZONES[:options.zones]:
        about = datetime.date.fromisoformat(change)
        if options.years:
            yield name, datetime.date(year, 1, 1), datetime.date(year + options.years, 1, 1) - datetime.timedelta(1)
        else:
            yield name, about - datetime.timedelta(14), about + datetime.timedelta(14)


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--coding", choices=["none", "gzip"], default="none", help="how parts are packed")
    options = parse(parser, STANDARD)
    if not os.path.exists(VENV):
        raise SystemExit("archive_csv: DuckDB is missing: run ./Scripts/setup --tests")
    with Run("archive_csv", options) as run:
        server, results, faults = Postgres(run), [], {}

        def take(name, result, found):
            run.say(json.dumps(result))
            results.append(result)
            for words, what in found.items():
                if what is not None:
                    run.say(f"{name}: {words}: {what}")
                faults[words] = faults.get(words, True) and what is None

        for kind in ("sqlite", "postgres"):
            store = File(run, kind) if kind == "sqlite" else Server(server.database("store"))
            read = server.database(f"read_{kind}")
            take(kind, *differential(run, Bench(run, kind, store), read.address))
            for number, (zone, first, last) in enumerate(spans_of_zones(options)):
                name = f"{kind}-{number}"
                store = File(run, name) if kind == "sqlite" else Server(server.database(f"zone_{number}"))
                take(f"{kind} {zone}", *zone_days(run, Bench(run, name, store), zone, first, last))
        broken = run.expect(faults)
    return verdict("archive_csv", {"seed": options.seed, "coding": options.coding, "runs": results}, broken)


if __name__ == "__main__":
    sys.exit(main())

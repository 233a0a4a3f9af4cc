"""Writers of rows on one store, each on a connection of its own, that remember what they committed."""
import os
import queue
import random
import re
import sqlite3
import subprocess
import threading
import time

from .archive import DAY, today
from .workers import environment

# As `PriceRow.insert` of Sources/SalesSQLite.
INSERT = """
INSERT INTO prices (product_id, observed_at, price_minor, price_currency, list_price_minor, list_price_currency,
    availability, is_carried_forward)
SELECT product_id, observed_at, price_minor, 'GBP', NULL, NULL, 'in_stock', 0
FROM (SELECT ? AS product_id, ? AS observed_at, ? AS price_minor) g WHERE NOT EXISTS (
    SELECT 1 FROM prices_frozen f WHERE f.product_id = g.product_id AND f.observed_at = g.observed_at
) ON CONFLICT DO NOTHING
"""


class FileWriter:
    """Writes into a file as `SQLiteStore` does."""

    def __init__(self, store, statements):
        self.connection = sqlite3.connect(store.path, timeout=60, isolation_level=None, check_same_thread=False)
        self.connection.execute("PRAGMA synchronous = FULL")

    def write(self, rows, delay):
        """Commits rows as one transaction after a while, in which others can write; answers how many were new."""
        time.sleep(delay)
        self.connection.execute("BEGIN IMMEDIATE")
        added = sum(self.connection.execute(INSERT, row).rowcount for row in rows)
        self.connection.execute("COMMIT")
        return added

    def close(self):
        self.connection.close()


class SessionWriter:
    """Writes into a database with the very statements that `salesctl import` was seen to use, through a psql."""

    def __init__(self, store, statements):
        self.session, self.inbox = store.session(), statements["inbox"]
        # What is prepared may name the inbox.
        self.session.ask("SET TimeZone = 'UTC';\nSET client_min_messages = error;\n" + self.inbox + ";\n" + "".join(
            f"PREPARE {name} AS {text};\n" for name, text in statements.items() if name != "inbox"))

    def write(self, rows, delay):
        products = "{" + ",".join(str(product) for product in sorted({row[0] for row in rows})) + "}"
        days = "{" + ",".join(str(day) for day in sorted({row[1] // DAY for row in rows})) + "}"
        pairs = sorted({(product, at // DAY) for product, at, _ in rows})
        values = ", ".join(f"({product}, to_timestamp({at} / 1000.0), {price}, 'GBP', NULL, NULL, 'in_stock', false)"
                           for product, at, price in rows)
        columns = ["{" + ",".join(str(pair[n]) for pair in pairs) + "}" for n in (0, 1)]
        said = self.session.ask(f"BEGIN;\n{self.inbox};\nINSERT INTO price_inbox VALUES {values};\n\\o /dev/null\n"
                        f"EXECUTE hosts('{products}');\nEXECUTE days('{days}');\n\\o\nEXECUTE import;\n\\o /dev/null\n"
                        f"EXECUTE charts('{columns[0]}', '{columns[1]}');\nSELECT pg_sleep({delay:.4f});\n\\o\nCOMMIT;")
        return int(said[0])

    def close(self):
        self.session.close()


def statements_of_import(run, store, url):
    """What `salesctl import` says to the server when it brings a row of the past."""
    path, now = run.path("import.jsonl"), 1000 * int(time.time())
    price = '{"amount": "1.00", "currency": "GBP"}'
    with open(path, "w") as file:
        file.write(f"""{{"record": "header", "format": "sales-tracker-export", "version": 2}}
{{"record": "product", "product": 1, "url": "{url}", "name": "Kettle", "selection": "", "created_at": {now}, "state": \
{{"availability": "in_stock", "is_gone": false}}}}
{{"record": "price", "product": 1, "at": {now}, "availability": "in_stock", "price": {price}}}
""")
    start = os.path.getsize(store.server.place["log"])
    store.server.command("psql", "postgres", "-qc", f"ALTER DATABASE {store.name} SET log_statement = 'all'")
    subprocess.run([run.program("salesctl"), "import", path, "--store", store.address], check=True, env=environment(),
                   stdout=subprocess.DEVNULL)
    store.server.command("psql", "postgres", "-qc", f"ALTER DATABASE {store.name} RESET log_statement")
    with open(store.server.place["log"]) as log:
        log.seek(start)
        said = re.split(r"(?m)^\d{4}-\d\d-\d\d [\d:.]+ \w+ \[\d+\] LOG:  ", log.read())
    said = [re.split(r"\n\S+ \S+ \w+ \[\d+\] DETAIL:", text.partition(": ")[2])[0].strip() for text in said
            if text.startswith(("execute", "statement"))]
    marks = {"inbox": "CREATE TEMPORARY TABLE IF NOT EXISTS price_inbox", "hosts": "SELECT 1 FROM hosts", "import":
             "WITH given AS", "days": "SELECT pg_advisory_xact_lock_shared", "charts": "WITH touched AS"}
    found = {name: [text for text in said if text.startswith(mark)] for name, mark in marks.items()}
    if strange := [name for name, texts in found.items() if len(texts) != 1]:
        raise SystemExit(f"{run.name}: an import was not seen to say {', '.join(strange)}; see writers.py")
    store.run("DELETE FROM prices; DELETE FROM daily_prices")
    return {name: texts[0] for name, texts in found.items()}


class Days:
    """Which days writers write: a finished one in turn, the one before it, which comes late, and today.

    Each has a partition on a server, made two days before it is written to, as the program makes them ahead.
    PostgreSQL needs that: a session that reads the list of partitions while one is attached may go on without it, and
    says that there is none for a row, until the next one is attached or detached (seen with 15.18, once in some 10,000
    commits on a busy machine).
    """

    AHEAD = 2

    def __init__(self, store, first):
        self.store, self.present = store, first - 1
        for day in range(first, first + self.AHEAD):
            self.make(day)
        self.advance()

    def make(self, day):
        if self.store.kind == "postgres":
            self.store.run(f"SELECT make_price_days(to_timestamp({(day + 1) * 86_400}), -1)")

    def advance(self):
        """Goes on to the next day, if it is over."""
        if self.present + 1 < today():
            self.make(self.present + 1 + self.AHEAD)
            self.present += 1

    def draw(self, chance):
        return chance.choices((self.present, self.present - 1, today()), (6, 2, 2))[0]


class Writers:
    """So many of them, each with products of its own.

    `pace` is the longest pause between two commits of one, and `late` the longest between what it wrote and its commit.
    """

    def __init__(self, run, store, days, count, products, statements=None, pace=0.0, late=0.02):
        self.run, self.store, self.days, self.statements = run, store, days, statements
        self.pace, self.late, self.products, self.count = pace, late, products, count
        self.committed = [{} for _ in range(count)]
        self.in_doubt = [{} for _ in range(count)]
        self.commits = [0] * count
        # What was not as it is to be, and what was said when a connection broke.
        self.wrong, self.troubles = [], queue.SimpleQueue()
        self.is_over, self.may_go = threading.Event(), threading.Event()
        self.is_still = [threading.Event() for _ in range(count)]
        self.threads = [threading.Thread(target=self.work, args=(number,), daemon=True) for number in range(count)]
        run.callback(self.stop)

    def start(self):
        self.may_go.set()
        for thread in self.threads:
            thread.start()

    def hold(self):
        """Lets all end what they do, and nobody begin anew."""
        for event in self.is_still:
            event.clear()
        self.may_go.clear()
        for number, event in enumerate(self.is_still):
            while not event.wait(1) and self.threads[number].is_alive():
                pass

    def go_on(self):
        self.may_go.set()

    def stop(self):
        self.is_over.set()
        self.may_go.set()
        for thread in self.threads:
            if thread.ident:
                thread.join()

    def rows(self):
        """All rows that were committed, and those of which nobody knows."""
        return ({key: price for rows in self.committed for key, price in rows.items()},
                {key: price for rows in self.in_doubt for key, price in rows.items()})

    def draw(self, number, chance, serial):
        """Rows of a transaction: of products of this writer alone, at moments that none had."""
        rows = []
        for _ in range(chance.choice((1, 1, 2, 3))):
            serial += 1
            product = 1 + number + self.count * chance.randrange(self.products // self.count)
            offset = serial * 7_919 % (DAY // self.count) * self.count + number
            rows.append((product, self.days.draw(chance) * DAY + offset, 100 + serial % 900))
        return rows, serial

    def work(self, number):
        chance, serial, writer = random.Random(f"{self.run.options.seed} {number}"), 0, None
        kind = FileWriter if self.store.kind == "sqlite" else SessionWriter
        while not self.is_over.is_set():
            if not self.may_go.is_set():
                self.is_still[number].set()
                self.may_go.wait()
                continue
            rows, serial = self.draw(number, chance, serial)
            mine = {row[:2]: row[2] for row in rows}
            try:
                writer = writer or kind(self.store, self.statements)
                # Whatever comes of it, it may be there from now on.
                self.in_doubt[number] |= mine
                added = writer.write(rows, chance.uniform(0, self.late))
            except (OSError, ValueError, IndexError, sqlite3.Error) as error:
                self.troubles.put(str(error))
                if self.troubles.qsize() <= 3:
                    self.run.say(f"writer {number}: {error}")
                if writer:
                    writer.close()
                writer = None
                time.sleep(0.1)
                continue
            for key in mine:
                del self.in_doubt[number][key]
            self.committed[number] |= mine
            self.commits[number] += 1
            if added != len(rows):
                self.wrong.append(f"writer {number}: {added} of {rows} were new")
            if self.pace:
                time.sleep(chance.uniform(0, self.pace))
        if writer:
            writer.close()
        self.is_still[number].set()

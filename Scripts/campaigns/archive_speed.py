#!/usr/bin/env python3
"""Measures what archiving, purging and restoring a large day cost, against psql's own \\copy of it in the same run.

Fills yesterday of a private PostgreSQL with rows, copies it with psql to a file and back, archives it to disk and the like
of it to S3 (SeaweedFS), restores it, and purges it again. Figures are seconds and processor seconds, of salesctl and of the
server; the peak of salesctl's memory; and ratios of one run, which the machine's mood leaves alone:

  write     psql's time to copy the day to CSV, by the time from frozen to written
  compare   the time to write, by the time to read back and compare
  restore   psql's time to copy the day into an empty table with a key, by the time to bring it back

usage: CAMPAIGN_CONFIGURATION=release Scripts/campaign archive_speed [--short] [--rows N] [--products N] [--sqlite-rows N]
                                                                     [--coding none|gzip|zstd] [--logs FOLDER]
"""
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

from rig import Postgres, Run
from rig.bucket import Seaweed
from rig.run import arguments, parse, verdict
from rig.stores import SQLiteFile

STANDARD = {"rows": (10_000_000, 200_000), "products": (100_000, 2_000), "sqlite_rows": (2_000_000, 100_000)}
# The bounds that the issue asks for.
MEMORY_MIB = 100
WRITE, COMPARE, BUCKET, RESTORE, PURGE_S = 0.25, 1.0, 0.8, 0.25, 1.0

ROWS = """
    SELECT n % {products} + 1, date_trunc('day', now()) - interval '24 hours' + n / {products} * {step} * interval '1 ms'
            + n % {products} % 1000 * interval '1 ms',
        1000 + (n * 7919) % 100000, CASE WHEN n % 5 = 0 THEN 'GBP' ELSE 'EUR' END,
        CASE WHEN n % 3 = 0 THEN 200000 END, CASE WHEN n % 3 = 0 THEN CASE WHEN n % 5 = 0 THEN 'GBP' ELSE 'EUR' END END,
        CASE WHEN n % 17 = 0 THEN 'out_of_stock' ELSE 'in_stock' END, n < {products}
    FROM generate_series(0::bigint, {rows} - 1) AS n
"""


class Peak(threading.Thread):
    """The most memory that a process has had: the system's own figure begins with that of this program, its parent."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.status, self.mib = Path(f"/proc/{pid}/status"), 0
        self.start()

    def run(self):
        # A process that has ended and was not waited for has no such line any more.
        while match := re.search(r"VmHWM:\s+(\d+) kB", self.status.read_text()):
            self.mib = int(match[1]) / 1024
            time.sleep(0.02)


def salesctl(run, *words, environment=None, server=None):
    """One command: its seconds, processor seconds, peak memory, and the moments of its log."""
    before = server.cpu() if server else 0
    began = time.monotonic()
    log = run.path("salesctl.log")
    with open(log, "w") as errors:
        process = subprocess.Popen([run.program("salesctl"), *words, "--verbose", "--no-color", "--format", "json"],
                                   stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **(environment or {})})
        peak = Peak(process.pid)
        output = process.stdout.read()
        peak.join()
        _, status, usage = os.wait4(process.pid, 0)
    text = Path(log).read_text()
    if status:
        raise SystemExit(f"{run.name}: salesctl {' '.join(words)} failed: {text[-2000:]}")
    moments = {}
    for line in text.splitlines():
        match = re.match(r"(\S+Z) (?:\[?\w+\]? )?\s*(Day \w+)", line)
        if match:
            moments[match[2]] = datetime.fromisoformat(match[1].replace("Z", "+00:00")).timestamp()
    return {
        "seconds": time.monotonic() - began, "cpu_s": usage.ru_utime + usage.ru_stime,
        "server_cpu_s": (server.cpu() - before) if server else 0, "peak_mib": peak.mib,
        "moments": moments, "output": json.loads(output) if output.strip() else None,
    }


def phases(done):
    moments = done["moments"]
    return {
        "freeze_s": None, "write_s": moments["Day written"] - moments["Day frozen"],
        "compare_s": moments["Day verified"] - moments["Day written"],
        "purge_s": moments["Day purged"] - moments["Day verified"], "seconds": done["seconds"], "cpu_s": done["cpu_s"],
        "server_cpu_s": done["server_cpu_s"], "peak_mib": done["peak_mib"],
    }


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items() if part is not None}
    return round(value, 3) if isinstance(value, float) else value


class Server(Postgres):
    def fill(self, options, name):
        """A store whose yesterday has rows; the date and the name of its partition."""
        store = self.database(name)
        subprocess.run([RUN.program("salesctl"), "migrate", "--store", store.address], check=True, stdout=subprocess.DEVNULL)
        step = max(1, 86_000_000 // (options.rows // options.products + 1))
        store.run(f"""
            SET TIME ZONE 'UTC';
            INSERT INTO websites (host, name) VALUES ('shop.example', 'shop');
            INSERT INTO products (website_id, url, selection, name, created_at)
            SELECT 1, 'https://shop.example/' || n, '', 'Kettle ' || n, now() FROM generate_series(1, {options.products}) n;
            INSERT INTO product_states (product_id) SELECT id FROM products;
            INSERT INTO prices {ROWS.format(products=options.products, rows=options.rows, step=step)};
        """)
        self.command("psql", name, "-qXc", "VACUUM ANALYZE")
        day = self.command("psql", name, "-qAtXc", "SELECT (now() AT TIME ZONE 'UTC')::date - 1").strip()
        return store, day, "prices_" + day.replace("-", "_")

    def copied(self, name, sql, file):
        before, began = self.cpu(), time.monotonic()
        self.command("psql", name, "-qX", "-v", "ON_ERROR_STOP=1", "-c", f"\\copy {sql.format(file=file)}")
        return {"seconds": time.monotonic() - began, "server_cpu_s": self.cpu() - before}


def measure(run, options, server, place, name, environment=None, with_copy=True):
    store, day, partition = server.fill(options, name)
    found = {}
    if with_copy:
        csv = run.path("copied.csv")
        ordered = f"(SELECT * FROM {partition} ORDER BY product_id, observed_at)"
        # First in the archive's order, which warms what both find warm.
        for what, rows in (("copy_ordered", ordered), ("copy", partition)):
            found[what] = server.copied(name, f"{rows} TO '{{file}}' WITH (FORMAT csv, HEADER)", csv)
        store.run("CREATE TABLE copied (LIKE prices INCLUDING ALL)")
        found["copy_back"] = server.copied(name, "copied FROM '{file}' WITH (FORMAT csv, HEADER)", csv)
        store.run("DROP TABLE copied")
        os.remove(csv)
        run.say(f"psql: {rounded(found)}")
    done = salesctl(run, "archive", "run", "--to", place, "--store", store.address, environment=environment, server=server)
    found["archive"] = phases(done)
    run.say(f"archived to {place.split(':')[0]}: {rounded(found['archive'])}")
    if with_copy:
        back = salesctl(run, "archive", "restore", "--day", day, "--to", place, "--store", store.address,
                        environment=environment, server=server)
        found["restore"] = {key: back[key] for key in ("seconds", "cpu_s", "server_cpu_s", "peak_mib")}
        run.say(f"restored: {rounded(found['restore'])}")
        rows = store.rows(f"SELECT count(*) AS n FROM prices_late WHERE archive_day = '{day}'")[0]["n"]
        found["restored_rows"] = rows
    server.command("psql", "postgres", "-qXc", f"DROP DATABASE {name} WITH (FORCE)")
    return found


def measure_sqlite(run, options, place):
    """The same day in a file; there is no \\copy to compare with, so that rows a second are all there is."""
    store = SQLiteFile(run)
    subprocess.run([run.program("salesctl"), "migrate", "--store", store.address], check=True, stdout=subprocess.DEVNULL)
    rows, products = options.sqlite_rows, max(1, min(options.products, options.sqlite_rows // 20))
    start = int(time.time()) // 86_400 * 86_400_000 - 86_400_000
    with sqlite3.connect(store.path) as file:
        file.execute("INSERT INTO websites (id, host, name) VALUES (1, 'shop.example', 'shop')")
        file.executemany("INSERT INTO products (id, website_id, url, selection, name, created_at, next_check_at)"
                         " VALUES (?, 1, 'https://shop.example/' || ?, '', 'Kettle', 0, 0)",
                         ((n, n) for n in range(1, products + 1)))
        a_product = rows // products
        file.executemany(
            "INSERT INTO prices VALUES (?, ?, ?, 'EUR', NULL, NULL, 'in_stock', 0)",
            ((product, start + n * (86_000_000 // a_product), 1000 + n)
             for product in range(1, products + 1) for n in range(a_product)))
    file.close()
    done = salesctl(run, "archive", "run", "--to", place, "--store", store.address)
    found = phases(done) | {"rows": products * a_product}
    run.say(f"SQLite: {rounded(found)}")
    return found


def main():
    global RUN
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--coding", default="none", choices=["none", "gzip", "zstd"])
    parser.add_argument("--part", action="append", choices=["disk", "s3", "sqlite"], help="only these")
    options = parse(parser, STANDARD)
    parts = options.part or ["disk", "s3", "sqlite"]
    os.environ["SALES_ARCHIVE_CODING"] = options.coding
    result = {"rows": options.rows, "products": options.products, "coding": options.coding}
    with Run("archive_speed", options) as run:
        RUN = run
        promises = {}
        server = Server(run, "--set", "shared_buffers=512MB", "--set", "max_wal_size=8GB")
        place = lambda name: f"file:{run.path(name)}" if not os.makedirs(run.path(name)) else None
        if "disk" in parts:
            disk = result["disk"] = measure(run, options, server, place("disk"), "on_disk")
            archive = disk["archive"]
            result["write_ratio"] = disk["copy"]["seconds"] / archive["write_s"]
            result["compare_ratio"] = archive["write_s"] / archive["compare_s"]
            result["restore_ratio"] = disk["copy_back"]["seconds"] / disk["restore"]["seconds"]
            promises |= {
                "every row came back": disk["restored_rows"] == options.rows,
                f"memory stays below {MEMORY_MIB} MiB":
                    max(archive["peak_mib"], disk["restore"]["peak_mib"]) <= MEMORY_MIB,
            }
            if not options.short:
                promises |= {
                    f"writing takes at most 1/{WRITE} of psql's time": result["write_ratio"] >= WRITE,
                    "comparing takes no longer than writing": result["compare_ratio"] >= COMPARE,
                    f"restoring takes at most 1/{RESTORE} of psql's time": result["restore_ratio"] >= RESTORE,
                    f"purging takes at most {PURGE_S} s": archive["purge_s"] <= PURGE_S,
                }
        if "s3" in parts:
            settings = Seaweed(run).settings()
            bucket = result["s3"] = measure(run, options, server, "s3://archive/speed", "on_s3", settings, False)
            if "disk" in parts:
                result["s3_ratio"] = disk["archive"]["write_s"] / bucket["archive"]["write_s"]
                if not options.short:
                    promises[f"writing to S3 is at least {BUCKET} as fast as to disk"] = result["s3_ratio"] >= BUCKET
        if "sqlite" in parts:
            result["sqlite"] = measure_sqlite(run, options, place("sqlite"))
        run.expect(promises)
    raise SystemExit(verdict("archive_speed", rounded(result), run.broken))


try:
    main()
except subprocess.CalledProcessError as error:
    sys.exit(f"archive_speed: {error.cmd[0]} failed: {error.stderr}")

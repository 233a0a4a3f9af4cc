#!/usr/bin/env python3
"""Measures claims, commits and idle workers on PostgreSQL against what the server can do at all (PERFORMANCE E, F).

Builds for itself: the benchmark program of Benchmarks/. Starts a private server, fills it with products by SQL, and
prints one JSON line a measurement:

  claims   many products over many hosts, one of which holds a third and is saturated; workers lease as fast as it goes
  paced    the same with due times that ask for a given number of checks a second: how late products of others are leased
  commits  batches of outcomes of which some changed, against psql running the very statements that the server logged
  idle     what workers with nothing to do cost the server
"""
# Builds for itself.
import argparse
import contextlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def say(text):
    print(f"store_speed: {text}", file=sys.stderr, flush=True)


def report(values):
    print(json.dumps(values), flush=True)


@contextlib.contextmanager
def server(*settings):
    """A private server, ended with the block."""
    arguments = [word for setting in settings for word in ("--set", setting)]
    process = subprocess.Popen(
        [ROOT / "Scripts/private-postgres", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        line = process.stdout.readline()
        if not line:
            sys.exit("store_speed: the private server did not start")
        yield Server(json.loads(line))
    finally:
        process.stdin.close()
        process.wait()


class Server:
    """A running server."""

    def __init__(self, address):
        self.address = address

    def url(self, database):
        folder = self.address["socket"].replace("/", "%2F")
        return f"postgres:///{database}?host={folder}&port={self.address['port']}&user={self.address['user']}"

    def psql(self, database, sql=None, file=None):
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.url(database)]
        command += ["-f", str(file)] if file else ["-c", sql]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"store_speed: psql: {done.stderr.strip()}")
        return done.stdout.strip()

    def cpu(self):
        """Seconds of processor time that the server's processes have used."""
        ticks = 0
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            pid = int(status.parent.name)
            if pid == self.address["pid"]:
                # With those of its children that have ended.
                ticks += sum(int(field) for field in fields[11:15])
            elif int(fields[1]) == self.address["pid"]:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def fill(postgres, database, products, hosts, busy, spread_s, lead_s=0):
    """Products over hosts by SQL; those of the last host are all due after the lead, the others' over the time given."""
    postgres.psql("postgres", f"CREATE DATABASE {database}")
    run_tool("idle", postgres.url(database), "0")
    postgres.psql(
        database,
        f"""
        INSERT INTO websites (host, name)
        SELECT CASE WHEN n = {hosts} THEN 'busy.example' ELSE 'h' || n || '.example' END, 'shop'
        FROM generate_series(1, {hosts}) AS n;
        INSERT INTO hosts (name, website_id) SELECT host, id FROM websites ORDER BY id;
        CREATE TEMPORARY TABLE wanted AS
        SELECT n, CASE WHEN n > {products - busy} THEN {hosts} ELSE (n - 1) % {hosts - 1} + 1 END AS website_id
        FROM generate_series(1, {products}) AS n;
        INSERT INTO products (website_id, url, selection, name, created_at)
        SELECT website_id, 'https://' || w.host || '/products/' || n, '', 'Kettle ' || n, now()
        FROM wanted JOIN websites w ON w.id = website_id ORDER BY n;
        INSERT INTO product_states (product_id) SELECT id FROM products ORDER BY id;
        INSERT INTO check_queue (product_id, website_id, active_followers, next_check_at)
        SELECT id, website_id, 1, now() + {lead_s} * interval '1 second'
            + CASE WHEN website_id = {hosts} THEN interval '-1 second' ELSE
            {spread_s} * interval '1 second' * (((id - 1) / {hosts - 1} + (website_id % 997) / 997.0)
            / ceil({products - busy}::numeric / {hosts - 1}))::float8 END
        FROM products ORDER BY id;
        UPDATE hosts h SET work_at = q.due FROM (
            SELECT website_id, min(available_at) AS due FROM check_queue GROUP BY website_id
        ) q WHERE q.website_id = h.website_id;
        """,
    )
    postgres.psql(database, "VACUUM ANALYZE")


def run_tool(*words):
    tool = TOOL[0]
    done = subprocess.run([tool, *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"store_speed: {' '.join(words[:1])}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


TOOL = []


def build():
    package = ["--package-path", str(ROOT / "Benchmarks"), "-c", "release"]
    subprocess.run(["swift", "build", *package, "--product", "store"], check=True, stdout=sys.stderr)
    folder = subprocess.run(["swift", "build", *package, "--show-bin-path"], check=True, capture_output=True, text=True)
    TOOL.append(folder.stdout.strip() + "/store")


def claims(options):
    with server(*TUNING) as postgres:
        say(f"filling {options.products} products over {options.hosts} hosts")
        fill(postgres, "fast", options.products, options.hosts, options.products * 3 // 10, 0)
        for rate in (1000, 1):
            before = postgres.cpu()
            seconds = options.seconds if rate == 1000 else options.seconds
            words = ["claims", postgres.url("fast"), str(options.workers), str(seconds), "1000", str(rate)]
            result = run_tool(*words)
            result |= {"server_cpu_s": round(postgres.cpu() - before, 2), "products": options.products,
                       "hosts": options.hosts}
            report(result)
            postgres.psql(
                "fast",
                "UPDATE check_queue SET lease_until = NULL, lease_token = NULL;"
                "UPDATE hosts SET next_arrival = NULL, turns_from = '-infinity', work_at = now(), held_until = NULL,"
                " leases = 0",
            )
            postgres.psql("fast", "VACUUM ANALYZE")


def paced(options):
    others = options.products - options.products * 3 // 10
    with server(*TUNING) as postgres:
        say(f"filling {options.products} products, {options.pace} of which fall due each second")
        # Filling takes its time; nothing is due before it is over.
        lead = 20 + options.products // 5_000
        begin = time.monotonic()
        busy = options.products * 3 // 10
        fill(postgres, "paced", options.products, options.hosts, busy, others / options.pace, lead)
        left = lead - (time.monotonic() - begin)
        if left < 0:
            sys.exit("store_speed: filling took longer than the lead; the machine is too busy")
        time.sleep(left)
        result = run_tool("claims", postgres.url("paced"), str(options.workers), str(options.seconds), "1000", "1")
        report(result | {"bench": "paced", "asked_per_s": options.pace})


LOGGED = re.compile(r"LOG:  execute [^:]*: (.*)$", re.S)
DETAIL = re.compile(r"DETAIL:  parameters: (.*)$", re.S)


def statements_of(log):
    """The statements that the server logged, each with its parameters as SQL literals."""
    entries = re.split(r"(?m)^\d{4}-\d\d-\d\d [\d:.]+ \w+ \[\d+\] ", log)
    found = []
    for entry in entries:
        if match := LOGGED.match(entry):
            found.append([match[1].rstrip("\n"), {}])
        elif found and (match := DETAIL.match(entry)):
            text = match[1].rstrip("\n")
            for number, quoted in re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", text):
                found[-1][1][int(number)] = quoted
    return found


def script_of(log):
    """A psql script that runs what was logged: each text is prepared once, and each batch is a transaction."""
    names, lines, is_open = {}, [], False
    for sql, values in statements_of(log):
        first = "FOR NO KEY UPDATE" in sql
        if not is_open and not first:
            continue
        if sql not in names:
            names[sql] = f"s{len(names)}"
            lines.append(f"PREPARE {names[sql]} AS {sql};")
        if first:
            # A batch begins with its locks and ends where the next begins.
            lines += ["COMMIT;", "BEGIN;"] if is_open else ["BEGIN;"]
            is_open = True
        arguments = ", ".join(values[number] for number in sorted(values))
        lines.append(f"EXECUTE {names[sql]}({arguments});" if values else f"EXECUTE {names[sql]};")
    return "\n".join([*lines, "COMMIT;"]) + "\n"


def commits(options):
    count = options.outcomes
    with tempfile.TemporaryDirectory() as folder, server(*TUNING, "log_line_prefix=%m [%p] ") as postgres:
        leases = f"{folder}/leases.json"
        say(f"filling and leasing {count} products")
        fill(postgres, "leased", count, max(2, count // 50), count // 50, 0)
        run_tool("lease", postgres.url("leased"), str(count), leases)
        postgres.psql("leased", "VACUUM ANALYZE")
        words = ["1000", "20"]
        postgres.psql("postgres", "CREATE DATABASE logged TEMPLATE leased")
        postgres.psql("postgres", "ALTER DATABASE logged SET log_statement = 'all'")
        start = Path(postgres.address["log"]).stat().st_size
        run_tool("commit", postgres.url("logged"), leases, *words)
        with open(postgres.address["log"], encoding="utf-8") as log:
            log.seek(start)
            script = Path(folder) / "commits.sql"
            script.write_text(script_of(log.read()), encoding="utf-8")
        ours, theirs = [], []
        for turn in range(options.rounds):
            pair = [("ours", ours), ("psql", theirs)]
            for name, times in pair if turn % 2 == 0 else reversed(pair):
                database = f"{name}{turn}"
                postgres.psql("postgres", f"CREATE DATABASE {database} TEMPLATE leased")
                postgres.psql("postgres", "CHECKPOINT")
                if name == "ours":
                    result = run_tool("commit", postgres.url(database), leases, *words)
                    if result["conflicts"]:
                        sys.exit(f"store_speed: {result['conflicts']} outcomes were refused")
                    times.append(result["outcomes_per_s"])
                else:
                    begin = time.monotonic()
                    postgres.psql(database, file=script)
                    times.append(count / (time.monotonic() - begin))
                done = postgres.psql(database, "SELECT count(*) FROM product_states WHERE last_check_at IS NOT NULL")
                if int(done) != count:
                    sys.exit(f"store_speed: {name} saved {done} of {count} outcomes")
                postgres.psql("postgres", f"DROP DATABASE {database}")
        ratios = sorted(a / b for a, b in zip(ours, theirs))
        report({
            "bench": "commits", "outcomes": count, "batch": 1000, "changed": 0.05,
            "ours_per_s": [round(value) for value in ours], "psql_per_s": [round(value) for value in theirs],
            "ratio": round(ratios[len(ratios) // 2], 3),
        })


def idle(options):
    with server() as postgres:
        fill(postgres, "idle", 20_000, 500, 400, 0)
        postgres.psql("idle", "UPDATE check_queue SET next_check_at = now() + interval '1 day';"
                              "UPDATE hosts SET work_at = now() + interval '1 day'")
        workers = [
            subprocess.Popen([TOOL[0], "idle", postgres.url("idle"), str(options.seconds)], stdout=subprocess.DEVNULL)
            for _ in range(options.workers)
        ]
        time.sleep(2)
        before, begin = postgres.cpu(), time.monotonic()
        time.sleep(max(1, options.seconds - 4))
        used, wall = postgres.cpu() - before, time.monotonic() - begin
        for worker in workers:
            worker.wait()
        report({"bench": "idle", "workers": options.workers, "wall_s": round(wall, 1), "server_cpu_s": used,
                "share_of_a_core_per_worker": round(used / wall / options.workers, 5)})


# As a server of this size would be set up; what is durable is left as it is.
TUNING = ["shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=30min", "effective_cache_size=8GB"]

PARTS = {"claims": claims, "paced": paced, "commits": commits, "idle": idle}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, action="append", help="this part and no other; can be repeated")
    parser.add_argument("--products", type=int, default=1_000_000)
    parser.add_argument("--hosts", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--pace", type=int, default=5_000, help="checks that fall due each second")
    parser.add_argument("--outcomes", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="a small form that only shows that it runs")
    options = parser.parse_args()
    if options.short:
        options.products, options.hosts, options.seconds, options.pace = 20_000, 400, 3, 1_000
        options.outcomes, options.rounds = 5_000, 1
    random.seed(4)
    build()
    for name in options.only or PARTS:
        PARTS[name](options)


if __name__ == "__main__":
    main()

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
import json
import re
import subprocess
import sys
import time
from pathlib import Path

from rig import Postgres, Run, store_tool
from rig.run import arguments, parse, verdict

STANDARD = {
    "products": (1_000_000, 20_000), "hosts": (20_000, 400), "workers": (4, 4), "seconds": (60, 3),
    "pace": (5_000, 1_000), "outcomes": (100_000, 5_000), "rounds": (5, 1),
}


class Server(Postgres):
    """A private server with settings, and psql on it."""

    def __init__(self, run, *settings):
        super().__init__(run, *(word for setting in settings for word in ("--set", setting)))

    def psql(self, database, sql=None, file=None):
        what = ["-f", str(file)] if file else ["-c", sql]
        return self.command("psql", database, "-XqAt", "-v", "ON_ERROR_STOP=1", *what).strip()


def fill(postgres, database, products, hosts, busy, spread_s, lead_s=0):
    """Products over hosts by SQL; those of the last host are all due after the lead, the others' over the time given."""
    store = postgres.database(database)
    run_tool("idle", store.address, "0")
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
    return store


def run_tool(*words):
    tool = TOOL[0]
    done = subprocess.run([tool, *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"store_speed: {' '.join(words[:1])}: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


TOOL = []


def claims(run):
    options, results = run.options, []
    postgres = Server(run, *TUNING)
    run.say(f"filling {options.products} products over {options.hosts} hosts")
    store = fill(postgres, "fast", options.products, options.hosts, options.products * 3 // 10, 0)
    # First a rate that binds no host, then the standard one.
    for rate in (1_000, 1):
        before = postgres.cpu()
        words = ["claims", store.address, str(options.workers), str(min(options.seconds, 20)), "1000", str(rate)]
        result = run_tool(*words)
        results.append(result | {"server_cpu_s": round(postgres.cpu() - before, 2), "products": options.products,
                                 "hosts": options.hosts})
        postgres.psql(
            "fast",
            "UPDATE check_queue SET lease_until = NULL, lease_token = NULL;"
            "UPDATE hosts SET next_arrival = NULL, turns_from = '-infinity', work_at = now(), held_until = NULL",
        )
        postgres.psql("fast", "VACUUM ANALYZE")
    return results, {"fewer than 5,000 leases a second": all(result["leases_per_s"] >= 5_000 for result in results)}


def paced(run):
    options = run.options
    busy = options.products * 3 // 10
    postgres = Server(run, *TUNING)
    run.say(f"filling {options.products} products, {options.pace} of which fall due each second")
    # Filling takes its time; nothing is due before it is over.
    lead = 20 + options.products // 5_000
    begin = time.monotonic()
    store = fill(postgres, "paced", options.products, options.hosts, busy, (options.products - busy) / options.pace, lead)
    left = lead - (time.monotonic() - begin)
    if left < 0:
        sys.exit("store_speed: filling took longer than the lead; the machine is too busy")
    time.sleep(left)
    result = run_tool("claims", store.address, str(options.workers), str(options.seconds), "1000", "1")
    return [result | {"bench": "paced", "asked_per_s": options.pace}], {
        "another host's product was more than 1 s late": result["late_max_ms"] <= 1_000}


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


def commits(run):
    options, count = run.options, run.options.outcomes
    postgres = Server(run, *TUNING, "log_line_prefix=%m [%p] ")
    leases, script = run.path("leases.json"), Path(run.path("commits.sql"))
    run.say(f"filling and leasing {count} products")
    store = fill(postgres, "leased", count, max(2, count // 50), count // 50, 0)
    run_tool("lease", store.address, str(count), leases)
    postgres.psql("leased", "VACUUM ANALYZE")
    words = ["1000", "20"]

    def copied(name):
        postgres.psql("postgres", f"CREATE DATABASE {name} TEMPLATE leased")
        return store.address.replace("/leased?", f"/{name}?")

    address = copied("logged")
    postgres.psql("postgres", "ALTER DATABASE logged SET log_statement = 'all'")
    start = Path(postgres.place["log"]).stat().st_size
    run_tool("commit", address, leases, *words)
    with open(postgres.place["log"], encoding="utf-8") as log:
        log.seek(start)
        script.write_text(script_of(log.read()), encoding="utf-8")
    speeds = {"ours": [], "psql": []}
    for turn in range(options.rounds):
        for name in sorted(speeds, reverse=turn % 2 == 1):
            database = f"{name}{turn}"
            address = copied(database)
            postgres.psql("postgres", "CHECKPOINT")
            begin = time.monotonic()
            if name == "ours":
                speeds[name].append(run_tool("commit", address, leases, *words)["outcomes_per_s"])
            else:
                postgres.psql(database, file=script)
                speeds[name].append(count / (time.monotonic() - begin))
            done = postgres.psql(database, "SELECT count(*) FROM product_states WHERE last_check_at IS NOT NULL")
            if int(done) != count:
                sys.exit(f"store_speed: {name} saved {done} of {count} outcomes")
            postgres.psql("postgres", f"DROP DATABASE {database}")
    ratios = sorted(ours / theirs for ours, theirs in zip(speeds["ours"], speeds["psql"]))
    ratio = round(ratios[len(ratios) // 2], 3)
    return [{
        "bench": "commits", "outcomes": count, "batch": 1000, "changed": 0.05,
        "ours_per_s": [round(value) for value in speeds["ours"]],
        "psql_per_s": [round(value) for value in speeds["psql"]], "ratio": ratio,
    }], {"less than 0.6 of psql": ratio >= 0.6}


def idle(run):
    options = run.options
    postgres = Server(run)
    store = fill(postgres, "idle", 20_000, 500, 400, 0)
    postgres.psql("idle", "UPDATE check_queue SET next_check_at = now() + interval '1 day';"
                          "UPDATE hosts SET work_at = now() + interval '1 day'")
    seconds = min(options.seconds, 20) + 4
    workers = [subprocess.Popen([TOOL[0], "idle", store.address, str(seconds)], stdout=subprocess.DEVNULL)
               for _ in range(options.workers)]
    time.sleep(2)
    before, begin = postgres.cpu(), time.monotonic()
    time.sleep(seconds - 4)
    used, wall = postgres.cpu() - before, time.monotonic() - begin
    for worker in workers:
        worker.wait()
    share = round(used / wall / options.workers, 5)
    return [{"bench": "idle", "workers": options.workers, "wall_s": round(wall, 1), "server_cpu_s": round(used, 2),
             "share_of_a_core_per_worker": share}], {"an idle worker costs a hundredth of a core": share < 0.01}


# As a server of this size would be set up; what is durable is left as it is.
TUNING = ["shared_buffers=1GB", "max_wal_size=8GB", "checkpoint_timeout=30min", "effective_cache_size=8GB"]

PARTS = {"claims": claims, "paced": paced, "commits": commits, "idle": idle}


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--only", choices=PARTS, action="append", help="this part and no other; can be repeated")
    options = parse(parser, STANDARD)
    TOOL.append(store_tool())
    results, broken = [], []
    for name in options.only or PARTS:
        with Run("store_speed", options, name) as run:
            measured, promises = PARTS[name](run)
            for result in measured:
                run.say(json.dumps(result))
            # The short form shows that it runs; how fast is for a machine of its own.
            broken += run.expect({} if options.short else promises)
            results += measured
    return verdict("store_speed", {"runs": results}, broken)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Hours of running workers with faults and drops: memory, open files, threads, connections and the log of writes stay level.

Starts LocalShop, tracks its products, runs `salesctl watch` on a file or as ten workers on a PostgreSQL (RELIABILITY R1),
changes prices and causes faults of every kind all the while, and looks at the processes every few seconds. After a warm-up,
in which faults come five times as often so that each worker has met the largest pages, it draws a line through what was
resident: for each worker its rise over the time measured must stay below 2 % of the mean. From the first quarter of that
time to the last the median of open files may change by 5 and of all connections to the database by 5. Threads have a
bound, and in the second half of that time their median may change by 2: each connection gets one when it first works at the
same time as all the others, which may take an hour. How far single samples are off is shown, and is a matter of the
machine's load. The write-ahead log stays within its bound. The samples are kept as CSV beside the log.

usage: Scripts/campaign soak [--short] [--store sqlite|postgres] [--workers N] [--minutes N] [--warm-up MINUTES]
                             [--products N] [--every SECONDS] [--seed N] [--logs FOLDER]
"""
import csv
import json
import os
import statistics
import sys
import time
import urllib.error

from rig import Crew, Postgres, Run, Shops, Sink, SQLiteFile, configuration, lower, track_all
from rig.run import arguments, parse, verdict

# What goes wrong, with how it is told to the shop; a pause for the whole host would leave nothing to measure, so statuses
# that ask for one are few.
FAULTS = [{"kind": kind} for kind in (
    "zero", "tenth", "hundredth", "currency", "truncate", "empty", "endless", "redirect_private", "reset", "gzip_bomb",
    "no_price", "two_prices", "binary", "login")] + [
    {"kind": "slow", "seconds": 2}, {"kind": "hang", "seconds": 30}, {"kind": "status", "status": 404},
    {"kind": "status", "status": 500}]
STANDARD = {"minutes": (120.0, 0.3), "products": (200, 20), "every": (15, 5)}
WORKERS = {"sqlite": 1, "postgres": 10}
# PostgreSQL keeps what its settings let it; a checkpoint may be late.
WAL_LIMIT = {"sqlite": 16 << 20, "postgres": 384 << 20}
POSTGRES = ["--durable", "--set", "max_wal_size=256MB"]
# Of one worker: nine connections with a queue each, the loops of libcurl and of what is written, the main thread, and the
# pools, which have as many as there are processors and some for those that wait.
THREADS = 20 + 2 * os.cpu_count()
# Minutes; a shorter run is still filling its caches, and its slope is shown but not judged.
LEVEL_AFTER = 20


def sample(worker, pid, began):
    with open(f"/proc/{pid}/status") as file:
        status = dict(line.split(":", 1) for line in file)
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return {
        "seconds": round(time.monotonic() - began, 1), "worker": worker, "rss_kb": int(status["VmRSS"].split()[0]),
        "threads": int(status["Threads"]), "files": len(os.listdir(f"/proc/{pid}/fd")),
        "cpu_seconds": (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"),
    }


def measure(store):
    """What the store takes: its size, that of its log of writes, and the connections to it."""
    if store.kind == "sqlite":
        size = lambda path: os.path.getsize(path) if os.path.exists(path) else 0
        return {"wal": size(store.path + "-wal"), "store": size(store.path), "connections": 0}
    return store.rows("""SELECT (SELECT sum(size)::bigint FROM pg_ls_waldir()) AS wal,
        pg_database_size(current_database()) AS store,
        (SELECT count(*) FROM pg_stat_activity WHERE application_name = 'salesctl') AS connections""")[0]


def disturb(run, shops):
    """One thing that happens: a fault, a drop, or a price that comes back."""
    product, what = run.chance.choice(shops.products), run.chance.random()
    if what < 0.6:
        shops.fault(product["id"], dict(run.chance.choice(FAULTS), count=run.chance.choice([1, 2])))
    elif what < 0.8:
        shops.price(product["id"], lower(product["price"], run.chance.uniform(0.6, 0.95)))
    else:
        shops.price(product["id"], product["price"])


def rise(samples, key):
    """How much the least-squares line rises over the time of the samples, and its share of the mean."""
    times, values = [each["seconds"] for each in samples], [each[key] for each in samples]
    total = statistics.linear_regression(times, values).slope * (times[-1] - times[0])
    return total, total / statistics.fmean(values)


def spread(samples, key):
    middle = statistics.median(each[key] for each in samples)
    return max(abs(each[key] - middle) for each in samples)


def drift(samples, key):
    """How much the median changed from the first quarter of the samples to the last."""
    values = [each[key] for each in samples]
    part = max(1, len(values) // 4)
    return abs(statistics.median(values[-part:]) - statistics.median(values[:part]))


def play(run, shops, store, crew):
    """The time that is measured; answers the samples of the workers and of the store."""
    options, began, samples, stores, said = run.options, time.monotonic(), [], [], 0
    with open(run.path("samples.csv"), "w", newline="") as table:
        writer = None
        while time.monotonic() - began < options.minutes * 60:
            often = 5 if time.monotonic() - began < options.warm_up * 60 else 1
            for _ in range(5 * often):
                time.sleep(2 / often)
                try:
                    disturb(run, shops)
                except (urllib.error.URLError, TimeoutError) as error:
                    run.say(f"the shop did not take an order: {error}")
            crew.watch_over()
            of_store = measure(store) | {"seconds": round(time.monotonic() - began, 1)}
            stores.append(of_store)
            for worker, pid in enumerate(crew.pids()):
                samples.append(sample(worker, pid, began))
                writer = writer or csv.DictWriter(table, (samples[0] | of_store).keys())
                if len(samples) == 1:
                    writer.writeheader()
                writer.writerow(samples[-1] | {key: of_store[key] for key in ("wal", "store", "connections")})
            table.flush()
            if of_store["seconds"] // 300 > said:
                said = of_store["seconds"] // 300
                run.say(json.dumps(samples[-1] | of_store))
    return samples, stores


def judge(run, shops, store, crew, samples, stores, codes, took):
    options = run.options
    level = [each for each in samples if each["seconds"] >= options.warm_up * 60]
    workers = [[each for each in level if each["worker"] == worker] for worker in range(len(crew.processes))]
    rises = [rise(each, "rss_kb") for each in workers]
    stores = [each for each in stores if each["seconds"] >= options.warm_up * 60]
    files = max(drift(each, "files") for each in workers)
    threads = max(drift(each[len(each) // 2:], "threads") for each in workers)
    connections = drift(stores, "connections")
    result = {
        "seed": options.seed, "store": store.kind, "workers": len(workers), "minutes": options.minutes,
        "warm_up_minutes": options.warm_up, "samples": len(level), "requests_kept_by_the_shop": len(shops.log()),
        "cpu_seconds": round(sum(each[-1]["cpu_seconds"] for each in workers), 1),
        "rss_mb_mean": round(statistics.fmean(each["rss_kb"] for each in level) / 1024, 1),
        "rss_mb_max": round(max(each["rss_kb"] for each in level) / 1024, 1),
        "rss_rise_mb_worst": round(max(each for each, _ in rises) / 1024, 2),
        "rss_rise_percent_worst": round(100 * max(share for _, share in rises), 2),
        "rss_rise_percent_mean": round(100 * statistics.fmean(share for _, share in rises), 2),
        "files_median": statistics.median(each["files"] for each in level), "files_drift": files,
        "files_spread": max(spread(each, "files") for each in workers),
        "threads_median": statistics.median(each["threads"] for each in level), "threads_drift": threads,
        "threads_most": max(each["threads"] for each in level),
        "threads_spread": max(spread(each, "threads") for each in workers),
        "connections_median": statistics.median(each["connections"] for each in stores),
        "connections_drift": connections, "connections_spread": spread(stores, "connections"),
        "wal_mb_max": round(max(each["wal"] for each in stores) / (1 << 20), 2),
        "store_mb": round(stores[-1]["store"] / (1 << 20), 2), "ended_by_themselves": len(crew.ended),
        "stop_codes": codes, "stop_seconds": took,
    }
    is_level = options.minutes >= LEVEL_AFTER
    return result, run.expect({
        "memory rises": result["rss_rise_percent_worst"] < 2 or not is_level,
        "open files": files <= 5 or not is_level, "threads": threads <= 2 or not is_level,
        "more threads than there is work for": result["threads_most"] <= THREADS,
        "connections": connections <= 5 or not is_level,
        "write-ahead log": result["wal_mb_max"] * (1 << 20) <= WAL_LIMIT[store.kind],
        "a worker ended by itself": not crew.faults(), "its end": not codes and took <= 10,
    })


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--store", choices=sorted(WORKERS), default="sqlite")
    parser.add_argument("--workers", type=int, help="how many (default: one on a file, ten on a PostgreSQL)")
    parser.add_argument("--warm-up", type=float, help="minutes that are not judged (default: a quarter, 20 at most)")
    options = parse(parser, STANDARD)
    options.warm_up = options.warm_up if options.warm_up is not None else min(20, options.minutes / 4)
    count = options.workers or WORKERS[options.store]
    with Run("soak", options) as run:
        store = Postgres(run, *POSTGRES).database() if options.store == "postgres" else SQLiteFile(run)
        shops, sink = Shops(run, options.products), Sink(run)
        files = [configuration(run, f"config-{worker}", shops.addresses, sink.url(worker),
                               checks=f"interval: {options.every}s, confirm_after: 1s, confirm_within: 2s")
                 for worker in range(count)]
        track_all(run, [product["url"] for product in shops.products], ["--store", store.address, "--config", files[0]])
        crew = Crew(run, store.address, files, options=["--concurrency", "10"])
        crew.start()
        samples, stores = play(run, shops, store, crew)
        codes, took = crew.stop()
        result, broken = judge(run, shops, store, crew, samples, stores, codes, took)
    return verdict("soak", result, broken)


if __name__ == "__main__":
    sys.exit(main())

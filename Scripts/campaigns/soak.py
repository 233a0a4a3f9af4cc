#!/usr/bin/env python3
"""Hours of a running watch with faults and drops: memory, open files, threads and the write-ahead log stay level.

Starts LocalShop, tracks its products, runs `salesctl watch` on a SQLite file (RELIABILITY R1), changes prices and causes
faults of every kind all the while, and looks at the process every few seconds. After a warm-up it draws a line through
what was resident: its rise over the time measured must stay below 2 % of the mean, files within 5 and threads within 2
of their median, and the write-ahead log below 16 MiB. The samples are kept as CSV beside the log.

usage: Scripts/campaign soak [--minutes N] [--warm-up MINUTES] [--products N] [--every SECONDS] [--seed N] [--short]
                             [--logs FOLDER]
"""
import argparse
import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error

sys.dont_write_bytecode = True
from end_to_end import Watch, call, lower  # noqa: E402

# What goes wrong, with how it is told to the shop; a pause for the whole host would leave nothing to measure, so statuses
# that ask for one are few.
FAULTS = [{"kind": kind} for kind in (
    "zero", "tenth", "hundredth", "currency", "truncate", "empty", "endless", "redirect_private", "reset", "gzip_bomb",
    "no_price", "two_prices", "binary", "login")] + [
    {"kind": "slow", "seconds": 2}, {"kind": "hang", "seconds": 30}, {"kind": "status", "status": 404},
    {"kind": "status", "status": 500}]
WAL_LIMIT = 16 << 20
# Minutes; a shorter run is still filling its caches, and its slope is shown but not judged.
LEVEL_AFTER = 20


def sample(pid, store, began):
    with open(f"/proc/{pid}/status") as file:
        status = dict(line.split(":", 1) for line in file)
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    size = lambda path: os.path.getsize(path) if os.path.exists(path) else 0
    return {
        "seconds": round(time.monotonic() - began, 1), "rss_kb": int(status["VmRSS"].split()[0]),
        "threads": int(status["Threads"]), "files": len(os.listdir(f"/proc/{pid}/fd")),
        "wal": size(store + "-wal"), "store": size(store),
        "cpu_seconds": (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"),
    }


def disturb(base, products, prices, chance):
    """One thing that happens: a fault, a drop, or a price that comes back."""
    product = chance.choice(products)
    what = chance.random()
    if what < 0.6:
        fault = dict(chance.choice(FAULTS), count=chance.choice([1, 2]))
        call("POST", f"{base}/control/products/{product['id']}/fault", fault)
    elif what < 0.8:
        lower(base, product, chance)
    else:
        call("POST", f"{base}/control/products/{product['id']}", {"price": prices[product["id"]]})


def slope(samples, key):
    """How much the least-squares line rises over the time of the samples."""
    times = [each["seconds"] for each in samples]
    values = [each[key] for each in samples]
    rise = statistics.linear_regression(times, values).slope * (times[-1] - times[0])
    return rise, rise / statistics.fmean(values)


def judge(samples, warm_up, code, took, requests):
    level = [each for each in samples if each["seconds"] >= warm_up * 60]
    rise, share = slope(level, "rss_kb")
    spread = {key: max(abs(each[key] - statistics.median(other[key] for other in level)) for each in level)
              for key in ("files", "threads")}
    result = {
        "minutes": round(samples[-1]["seconds"] / 60, 1), "warm_up_minutes": warm_up, "samples": len(level),
        "requests": requests, "cpu_seconds": samples[-1]["cpu_seconds"],
        "rss_mb_mean": round(statistics.fmean(each["rss_kb"] for each in level) / 1024, 1),
        "rss_mb_max": round(max(each["rss_kb"] for each in level) / 1024, 1),
        "rss_rise_mb": round(rise / 1024, 2), "rss_rise_percent": round(100 * share, 2),
        "files_median": statistics.median(each["files"] for each in level), "files_spread": spread["files"],
        "threads_median": statistics.median(each["threads"] for each in level), "threads_spread": spread["threads"],
        "wal_mb_max": round(max(each["wal"] for each in samples) / (1 << 20), 2),
        "store_mb": round(samples[-1]["store"] / (1 << 20), 2), "stop_code": code, "stop_seconds": round(took, 2),
    }
    print(json.dumps(result))
    broken = [name for name, holds in {
        "memory rises": share < 0.02 or samples[-1]["seconds"] < LEVEL_AFTER * 60,
        "open files": spread["files"] <= 5, "threads": spread["threads"] <= 2,
        "write-ahead log": result["wal_mb_max"] * (1 << 20) <= WAL_LIMIT, "its end": code == 0 and took <= 10,
    }.items() if not holds]
    print("soak: " + ("as promised" if not broken else "BROKEN PROMISE: " + ", ".join(broken)))
    return 1 if broken else 0


def run(options, chance, work, base):
    salesctl = os.path.join(os.environ["CAMPAIGN_BIN"], "salesctl")
    config = os.path.join(work, "config.yaml")
    with open(config, "w") as file:
        file.write(f"""allow_addresses: ["{base.removeprefix('http://')}"]
checks: {{interval: {options.every}s, confirm_after: 1s, confirm_within: 2s}}
hosts:
  default: {{rate: 200, burst: 50, connections: 16}}
notify:
  channels: [webhook]
  webhook: {{url: "{base}/sink"}}
""")
    store = os.path.join(work, "tracker.sqlite")
    common = ["--store", f"sqlite:{store}", "--config", config]
    products = call("GET", f"{base}/control/products")
    prices = {product["id"]: product["price"] for product in products}
    for product in products:
        subprocess.run([salesctl, "track", product["url"], "--any-drop", *common], check=True, stdout=subprocess.DEVNULL)
    print(f"soak: {len(products)} products tracked; logs and samples in {work}", flush=True)
    with open(os.path.join(work, "watch.log"), "ab") as log, \
            open(os.path.join(work, "samples.csv"), "w", newline="") as table:
        watch = Watch([salesctl, "watch", "--concurrency", "10", "--log-format", "json", *common], log)
        watch.start()
        began, samples, said = time.monotonic(), [], 0
        try:
            while time.monotonic() - began < options.minutes * 60:
                for _ in range(5):
                    time.sleep(2)
                    try:
                        disturb(base, products, prices, chance)
                    except (urllib.error.URLError, TimeoutError) as error:
                        print(f"soak: the shop did not take an order: {error}", flush=True)
                samples.append(sample(watch.process.pid, store, began))
                if len(samples) == 1:
                    writer = csv.DictWriter(table, samples[0].keys())
                    writer.writeheader()
                writer.writerow(samples[-1])
                table.flush()
                # What the shop keeps for us shall not grow for hours.
                call("DELETE", f"{base}/sink")
                if samples[-1]["seconds"] // 300 > said:
                    said = samples[-1]["seconds"] // 300
                    print(f"soak: {json.dumps(samples[-1])}", flush=True)
        finally:
            code, took = watch.stop()
    return judge(samples, options.warm_up, code, took, len(call("GET", f"{base}/control/log")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="two minutes: shows that it runs, not that nothing leaks")
    parser.add_argument("--minutes", type=float, help="how long (default: 120)")
    parser.add_argument("--warm-up", type=float, help="minutes that are not judged (default: a quarter, 20 at most)")
    parser.add_argument("--products", type=int, default=200)
    parser.add_argument("--every", type=int, default=15, help="seconds between checks of one product")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--logs", help="a folder that is kept (default: a temporary one, kept where a promise broke)")
    options = parser.parse_args()
    options.minutes = options.minutes or (2 if options.short else 120)
    options.warm_up = options.warm_up if options.warm_up is not None else min(20, options.minutes / 4)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"soak: seed {seed}, {options.minutes:g} minutes", flush=True)
    if options.logs:
        os.makedirs(options.logs, exist_ok=True)
    work = options.logs or tempfile.mkdtemp(prefix="sales-soak-")
    shop = subprocess.Popen(
        [os.path.join(os.environ["CAMPAIGN_BIN"], "localshop"), "--products", str(options.products), "--seed",
         str(seed % 1000)], stdout=subprocess.PIPE, text=True)
    code = 1
    try:
        code = run(options, random.Random(seed), work, json.loads(shop.stdout.readline())["url"])
    finally:
        shop.terminate()
        shop.wait()
        if code == 0 and not options.logs:
            shutil.rmtree(work, ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(main())

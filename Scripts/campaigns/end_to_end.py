#!/usr/bin/env python3
"""Drops, glitches and SIGKILLs against running workers: every drop told, nothing false, nothing lost.

Starts LocalShop, tracks its products with salesctl, runs `salesctl watch` with a web hook as the only channel (another
process), lowers prices at random moments, sprinkles glitches, and kills random workers without warning in between. Then
it compares what the web hook received with what was done. An alert that came twice is allowed only where a kill fell
between the hand-over and its record: each worker posts to a path of its own, so that the kill must have ended the worker
that sent the first of the two, after that was received and before its record can have been kept, and the store must have
counted an attempt for each post.

Runs on a file with one worker and on a PostgreSQL with four; in the short form both at the same time.

usage: Scripts/campaign end_to_end [--short] [--store sqlite|postgres] [--workers N] [--seed N] [--products N] [--drops N]
                                   [--glitches N] [--kills N] [--seconds N]
"""
import concurrent.futures
import json
import statistics
import sys
import time

from rig import Crew, Postgres, Run, Shops, Sink, SQLiteFile, configuration, lower, track_all
from rig.run import arguments, parse, verdict

GLITCHES = ["zero", "tenth", "currency", "captcha", "status"]
STANDARD = {"products": (200, 40), "drops": (50, 10), "glitches": (20, 6), "kills": (5, 2), "seconds": (120, 12)}
WORKERS = {"sqlite": 1, "postgres": 4}


def plan(run, shops):
    """What happens when: (seconds, kind, product)."""
    options, chance = run.options, run.chance
    order = chance.sample(shops.products, len(shops.products))
    # In the short form the kills come early: what a killed worker held is free again after half a minute.
    last = options.seconds / 2 if options.short else options.seconds
    steps = [(chance.uniform(0, options.seconds), "drop", product) for product in order[:options.drops]]
    steps += [(chance.uniform(0, options.seconds), "glitch", product)
              for product in order[options.drops:][:options.glitches]]
    steps += [(last * (index + chance.uniform(0.2, 0.8)) / options.kills, "kill", None) for index in range(options.kills)]
    return sorted(steps, key=lambda step: step[0])


def play(run, shops, crew):
    """Does what is planned; answers when which product fell to which price."""
    done, begin = {}, time.monotonic()
    for moment, kind, product in plan(run, shops):
        time.sleep(max(0, begin + moment - time.monotonic()))
        if kind == "kill":
            crew.kill(run.chance.randrange(len(crew.processes)))
        elif kind == "drop":
            price = lower(product["price"], run.chance.uniform(0.6, 0.95))
            shops.price(product["id"], price)
            done[product["id"]] = (price, time.time())
        else:
            fault = {"kind": run.chance.choice(GLITCHES), "count": run.chance.choice([1, 2])}
            if fault["kind"] == "status":
                fault["status"] = 503
            shops.fault(product["id"], fault)
    return done


def judge(run, store, sink, crew, done, codes, took):
    sink.read()
    alerts = store.alerts()
    first = {}
    for posts in sink.by_alert().values():
        first.setdefault(posts[0]["product"], []).append(posts[0])
    waits = [first[product][0]["received"] - moment for product, (_, moment) in done.items() if product in first]
    twice, unexplained = crew.twice(sink, alerts)
    result = {
        "store": store.kind, "workers": len(crew.processes), "products": run.options.products, "drops": len(done),
        "glitches": run.options.glitches, "kills": len(crew.kills), "told": sum(1 for product in done if product in first),
        "lost": sum(1 for product in done if product not in first),
        "false": sum(len(posts) for product, posts in first.items() if product not in done)
                 + sum(len(posts) - 1 for product, posts in first.items() if product in done),
        "received_twice": twice, "received_twice_by_a_kill": twice - len(unexplained),
        "not_settled": sum(1 for alert in alerts if alert["status"] != "accepted" or alert["leased"]),
        "seconds_to_tell_median": round(statistics.median(waits), 2) if waits else None,
        "seconds_to_tell_max": round(max(waits), 2) if waits else None,
        "ended_by_themselves": len(crew.ended), "stop_codes": codes, "stop_seconds": took,
    }
    for item in unexplained:
        run.say(f"twice without a kill: {item}")
    run.say(json.dumps(result))
    return result, run.expect({
        "a drop was lost": result["lost"] == 0, "something false was told": result["false"] == 0,
        "told twice without a kill": not unexplained, "an alert was not settled": result["not_settled"] == 0,
        "a worker ended by itself": not crew.faults(), "its end": not codes and took <= 10,
    })


def one(options, kind):
    with Run("end_to_end", options, kind) as run:
        shops, sink = Shops(run, options.products), Sink(run)
        store = Postgres(run).database() if kind == "postgres" else SQLiteFile(run)
        count = options.workers or WORKERS[kind]
        files = [configuration(run, f"config-{worker}", shops.addresses, sink.url(worker)) for worker in range(count)]
        track_all(run, [product["url"] for product in shops.products], ["--store", store.address, "--config", files[0]])
        crew = Crew(run, store.address, files)
        crew.start()
        done = play(run, shops, crew)
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            sink.read()
            if {post["product"] for post in sink.posts} >= set(done):
                break
            time.sleep(0.25)
        time.sleep(6)  # what is false or doubled has another round of checks to show itself
        crew.watch_over()
        codes, took = crew.stop()
        return judge(run, store, sink, crew, done, codes, took)


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--store", choices=sorted(WORKERS), help="only on this one")
    parser.add_argument("--workers", type=int, help="how many (default: one on a file, four on a PostgreSQL)")
    options = parse(parser, STANDARD)
    kinds = [options.store] if options.store else ["postgres", "sqlite"]
    with concurrent.futures.ThreadPoolExecutor(len(kinds) if options.short else 1) as pool:
        results = list(pool.map(lambda kind: one(options, kind), kinds))
    return verdict("end_to_end", {"seed": options.seed, "runs": [result for result, _ in results]},
                   [f"{kind}: {words}" for kind, (_, broken) in zip(kinds, results) for words in broken])


if __name__ == "__main__":
    sys.exit(main())

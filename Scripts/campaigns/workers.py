#!/usr/bin/env python3
"""Ten workers on one database, one of them killed each second for ten minutes, and clocks that are wrong (D2, T3).

Prices fall at a steady rate all the time; each drop stands until it was told, so that one that never is counts as lost.
Every second a random worker gets SIGKILL and is started again at once. The web hook, another process, answers after a
moment, so that kills fall between the hand-over of an alert and its record. Whatever came twice must be explained by
such a kill: it ended the worker that sent the first post, after that was received and before its record can have been
kept, and the database counted an attempt for each post. In a minute or more every worker must have made checks.

Twice: with right clocks, and with the wall clocks of the workers spread over ±300 seconds (workers-clock.c); in the short
form both at the same time.

usage: Scripts/campaign workers [--short] [--skew SECONDS] [--workers N] [--products N] [--rate DROPS] [--minutes N]
                                [--kills-every SECONDS] [--answer-after SECONDS] [--seed N] [--logs FOLDER]
"""
import collections
import concurrent.futures
import json
import sys
import time

from rig import Crew, Drops, Postgres, Rhythm, Run, Shops, Sink, configuration, percentiles, track_all, wrong_clock
from rig.run import SAID_EVERY, arguments, parse, verdict

STANDARD = {"workers": (10, 4), "products": (200, 30), "rate": (4.0, 2.0), "minutes": (10.0, 0.1), "kills_every": (1.0, 2.0),
            "answer_after": (0.05, 0.05)}


def spread(count, skew):
    """Clocks from `skew` seconds late to as much early."""
    return [round(-skew + 2 * skew * worker / max(1, count - 1)) for worker in range(count)]


def play(run, drops, crew):
    """Drops and kills until the time is over."""
    options, begin = run.options, time.monotonic()
    kills, news = Rhythm(options.kills_every), Rhythm(SAID_EVERY)
    while time.monotonic() < begin + options.minutes * 60:
        drops.step()
        crew.watch_over()
        if kills.is_due():
            crew.kill(run.chance.randrange(len(crew.processes)))
        if news.is_due():
            run.say(f"{len(drops.made)} drops, {len(drops.standing)} not told yet, {len(crew.kills)} kills")
        time.sleep(0.05)


def judge(run, database, sink, crew, drops, codes, took):
    figures, alerts = drops.figures(), database.alerts()
    twice, unexplained = crew.twice(sink, alerts)
    keys = sum(1 for post in sink.posts if post["key"].strip('"') != post["id"].lower())
    result = {
        "clocks": crew.skews, "workers": len(crew.processes), "minutes": run.options.minutes, "kills": len(crew.kills),
        "hand_overs_cut_by_a_kill": sum(1 for post in sink.posts if post.get("is_cut", True)),
        "drops": figures["drops"], "told": figures["told"], "lost": len(figures["lost"]), "false": len(figures["false"]),
        "received_twice": twice, "received_twice_by_a_kill": twice - len(unexplained),
        "alerts": dict(collections.Counter(alert["status"] for alert in alerts)),
        "leases_left": sum(1 for alert in alerts if alert["leased"]),
        "attempts": dict(sorted(collections.Counter(alert["attempts"] for alert in alerts).items())),
        "checks": crew.checks(), "told_by": [sum(1 for post in sink.posts if post["worker"] == worker)
                                             for worker in range(len(crew.processes))],
        "drop_to_accepted_seconds": percentiles(figures["waits"]), "drops_that_found_no_product": drops.starved,
        "ended_by_themselves": len(crew.ended), "stop_codes": codes, "stop_seconds": took,
    }
    for words, items in {"lost": figures["lost"], "false": figures["false"], "twice without a kill": unexplained}.items():
        for item in items[:20]:
            run.say(f"{words}: {item}")
    run.say(json.dumps(result))
    return result, run.expect({
        "a drop was lost": not figures["lost"], "something false was told": not figures["false"],
        "told twice without a kill": not unexplained, "an idempotency key differs from the alert": keys == 0,
        "an alert was not settled": result["alerts"].keys() <= {"accepted"} and result["leases_left"] == 0,
        "a worker made no checks": all(result["checks"]) or run.options.minutes < 1,
        "a worker ended by itself": not crew.faults(), "its end": not codes and took <= 10,
    })


def one(options, skew):
    with Run("workers", options, f"skew-{skew}") as run:
        shops, sink, database = Shops(run, options.products), Sink(run, options.answer_after), Postgres(run).database()
        files = [configuration(run, f"config-{worker}", shops.addresses, sink.url(worker))
                 for worker in range(options.workers)]
        track_all(run, [product["url"] for product in shops.products], ["--store", database.address, "--config", files[0]])
        crew = Crew(run, database.address, files, spread(options.workers, skew), ["--verbose"],
                    wrong_clock(run) if skew else None)
        crew.start()
        drops = Drops(run, shops, sink, options.rate)
        play(run, drops, crew)
        # The kills are over; what they held is free again after half a minute each: check, event, alert.
        drops.settle(180)
        # What was told by one that was killed before it could say so is told once more when its lease is over.
        end = time.monotonic() + 60
        while time.monotonic() < end and any(alert["status"] == "pending" for alert in database.alerts()):
            time.sleep(1)
        time.sleep(3)
        drops.look()
        codes, took = crew.stop()
        return judge(run, database, sink, crew, drops, codes, took)


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--skew", type=int, help="only with clocks that far from right (default: 0, then 300 seconds)")
    options = parse(parser, STANDARD)
    skews = [0, 300] if options.skew is None else [options.skew]
    with concurrent.futures.ThreadPoolExecutor(len(skews) if options.short else 1) as pool:
        results = list(pool.map(lambda skew: one(options, skew), skews))
    return verdict("workers", {"seed": options.seed, "runs": [result for result, _ in results]},
                   [f"clocks ±{skew} s: {words}" for skew, (_, broken) in zip(skews, results) for words in broken])


if __name__ == "__main__":
    sys.exit(main())

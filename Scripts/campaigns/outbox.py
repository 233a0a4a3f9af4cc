#!/usr/bin/env python3
"""A hundred workers tell ten thousand alerts, each once; while one is killed each second, twice only by a kill (D1, D2).

Follows a product, lets its price fall, and takes the alert that comes of it as the pattern of ten thousand, each of another
person. Twice: `still` puts them all into the outbox at once and kills nobody; the web hook must have got every alert
exactly once, and the database must have counted one attempt for each. `killed` puts them in evenly over ten minutes, while
each second a random worker gets SIGKILL and is started again; none may be lost, and whatever came twice must be explained
by a kill that ended the worker that sent the first post after that was received and before its record can have been kept.
The web hook is given the alert's identifier as the key of both posts, by which a receiver drops the second.

The same promises with falls of prices in place of alerts that are put in, and with wrong clocks, are `workers`.

usage: Scripts/campaign outbox [--short] [--part still|killed] [--alerts N] [--workers N] [--minutes N]
                               [--kills-every SECONDS] [--answer-after SECONDS] [--seed N] [--logs FOLDER]
"""
import collections
import json
import sys
import time

from rig import Backlog, Crew, Postgres, Rhythm, Run, Shop, Sink, configuration, percentiles, track_all
from rig.run import SAID_EVERY, arguments, parse, verdict

STANDARD = {"alerts": (10_000, 1_000), "workers": (100, 4), "minutes": (10.0, 0.3), "kills_every": (1.0, 2.0)}
# Seconds until the web hook answers; where workers are killed it is long enough that some kills fall in between.
ANSWER_AFTER = {"still": 0.02, "killed": 0.5}
# Of each worker, so that a hundred do not need more than a server has by far; one more listens for calls.
CONNECTIONS = 2
# After the last kill what a worker held is free again in half a minute.
SETTLING = 120
# The most that a hundred workers need to empty the outbox on two cores that others use as well.
LONGEST = 600


def open_alerts(database):
    return database.rows("SELECT count(*) AS n FROM alerts WHERE status <> 'accepted'")[0]["n"]


def still(run, backlog, sink, crew, database):
    """All at once; answers when that was, and the most connections that were seen."""
    backlog.add(run.options.alerts)
    began, most = time.time(), 0
    while open_alerts(database) and time.time() < began + LONGEST:
        found = database.rows("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'salesctl'")
        most = max(most, found[0]["n"])
        sink.read()
        time.sleep(0.25)
    return began, most


def killed(run, backlog, sink, crew, database):
    """Evenly, with a kill now and then."""
    options, begin, began = run.options, time.monotonic(), time.time()
    length = options.minutes * 60
    kills, news = Rhythm(options.kills_every), Rhythm(SAID_EVERY)
    while (passed := time.monotonic() - begin) < length or backlog.count < options.alerts:
        due = min(options.alerts, round(options.alerts * passed / length))
        if due > backlog.count:
            backlog.add(due - backlog.count)
        crew.watch_over()
        sink.read()
        if kills.is_due():
            crew.kill(run.chance.randrange(len(crew.processes)))
        if news.is_due():
            run.say(f"{backlog.count} alerts, {len(sink.posts)} posts, {len(crew.kills)} kills")
        time.sleep(0.1)
    end = time.monotonic() + SETTLING
    while open_alerts(database) and time.monotonic() < end:
        time.sleep(1)
    return began, None


def judge(run, part, backlog, sink, crew, began, most, codes, took):
    alerts, posts = backlog.alerts(), backlog.posts(sink)
    times = sorted(each[0]["received"] for each in posts.values())
    twice, unexplained = crew.twice(sink, alerts)
    spans = [(post["received"], post.get("answered", post["received"])) for post in sink.posts]
    by_worker = [sum(1 for post in sink.posts if post["worker"] == worker) for worker in range(len(crew.processes))]
    result = {
        "part": part, "alerts": len(alerts), "workers": len(crew.processes), "connections_most": most,
        "kills": len(crew.kills), "hand_overs_cut_by_a_kill": sum(1 for post in sink.posts if post.get("is_cut", True)),
        "received": len(posts), "lost": len(alerts) - len(posts),
        "received_twice": twice, "received_twice_by_a_kill": twice - len(unexplained),
        "attempts": dict(sorted(collections.Counter(alert["attempts"] for alert in alerts).items())),
        "keys": len({post["key"] for each in posts.values() for post in each}),
        "not_settled": sum(1 for alert in alerts if alert["status"] != "accepted" or alert["leased"]),
        "seconds": round(times[-1] - began, 2) if times else None,
        "alerts_a_second": round(len(times) / (times[-1] - began)) if times else None,
        "by_worker_least": min(by_worker), "by_worker_most": max(by_worker),
        "hand_over_seconds": percentiles([end - begin for begin, end in spans]),
        "ended_by_themselves": len(crew.ended), "stop_codes": codes, "stop_seconds": took,
    }
    for item in unexplained[:20]:
        run.say(f"twice without a kill: {item}")
    run.say(json.dumps(result))
    promises = {
        "an alert was lost": result["lost"] == 0 and len(alerts) == run.options.alerts,
        "told twice without a kill": not unexplained,
        "an idempotency key differs between attempts": result["keys"] == len(posts),
        "an alert was not settled": not result["not_settled"],
        "a worker ended by itself": not crew.faults(), "its end": not codes and took <= 10,
    }
    if part == "still":
        promises["claimed twice"] = set(result["attempts"]) == {1}
        promises["received twice"] = not twice
    else:
        promises["no kill fell on a hand-over, so that nothing was shown"] = (
            result["hand_overs_cut_by_a_kill"] > 0 or run.options.short)
    return result, run.expect(promises)


def one(options, part):
    with Run("outbox", options, part) as run:
        server = Postgres(run, "--durable", "--set", f"max_connections={100 + options.workers * (CONNECTIONS + 1)}")
        delay = ANSWER_AFTER[part] if options.answer_after is None else options.answer_after
        database, shop, sink = server.database(), Shop(run, 1), Sink(run, delay)
        files = [configuration(run, f"config-{worker}", [shop.address], sink.url(worker), store_connections=CONNECTIONS)
                 for worker in range(options.workers)]
        track_all(run, [product["url"] for product in shop.products], ["--store", database.address, "--config", files[0]])
        crew = Crew(run, database.address, files)
        crew.start()
        backlog = Backlog(run, shop, sink, database)
        began, most = PARTS[part](run, backlog, sink, crew, database)
        time.sleep(2)  # what is doubled has a moment to show itself
        codes, took = crew.stop()
        sink.read()
        return judge(run, part, backlog, sink, crew, began, most, codes, took)


PARTS = {"still": still, "killed": killed}


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--part", choices=PARTS, help="only this one")
    parser.add_argument("--answer-after", type=float, help=f"seconds until the web hook answers; default {ANSWER_AFTER}")
    options = parse(parser, STANDARD)
    parts = [options.part] if options.part else list(PARTS)
    results = [one(options, part) for part in parts]
    return verdict("outbox", {"seed": options.seed, "runs": [result for result, _ in results]},
                   [f"{part}: {words}" for part, (_, broken) in zip(parts, results) for words in broken])


if __name__ == "__main__":
    sys.exit(main())

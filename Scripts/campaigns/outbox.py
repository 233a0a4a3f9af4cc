#!/usr/bin/env python3
"""Ten thousand alerts wait, a hundred are handed over at the same time: each is told once, none is claimed twice (D1).

Follows a product, lets its price fall, and takes the alert that comes of it as the pattern of ten thousand, each of another
person, that one statement puts into the outbox at once. Thirteen workers, each of which hands over eight at a time and
has up to eight connections, empty it. The web hook must have got every alert exactly once, and the database must have
counted one attempt for each.

usage: Scripts/campaign outbox [--short] [--alerts N] [--workers N] [--answer-after SECONDS] [--seed N] [--logs FOLDER]
"""
import sys
import time

from rig import Crew, Postgres, Run, Shop, Sink, configuration, lower, percentiles, track_all
from rig.run import arguments, parse, verdict

STANDARD = {"alerts": (10_000, 1_000), "workers": (13, 4), "answer_after": (0.02, 0.02)}
# How many alerts of one channel a worker hands over at the same time.
AT_ONCE = 8

# The columns of the pattern, but for what makes each alert and its person's subscription ones of their own.
FILL = """
INSERT INTO users (id, created_at) SELECT 1000 + n, clock_timestamp() FROM generate_series(1, {count}) n;
INSERT INTO user_preferences OVERRIDING SYSTEM VALUE
SELECT (jsonb_populate_record(p, jsonb_build_object('id', 1000 + n, 'user_id', 1000 + n))).*
    FROM user_preferences p, generate_series(1, {count}) n WHERE p.user_id = 1;
INSERT INTO alerts (id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at, created_at)
SELECT md5('{seed} ' || n), 1000 + n, product_id, event_id, channel, facts, 'pending', 0, clock_timestamp(),
    clock_timestamp() FROM alerts, generate_series(1, {count}) n WHERE alerts.user_id = 1;
"""


def wait_for(condition, seconds, step=0.1):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(step)
    return condition()


def pattern(run, shop, sink, database):
    """Waits until a real drop was told."""
    product = shop.products[0]
    shop.price(product["id"], lower(product["price"], 0.9))
    if not wait_for(lambda: bool(sink.read() or sink.posts), 60):
        raise SystemExit("outbox: no alert came of a drop")
    wait_for(lambda: database.alerts()[0]["status"] == "accepted", 10)


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    with Run("outbox", options) as run:
        database = Postgres(run, "--durable").database()
        shop, sink = Shop(run, 1), Sink(run, options.answer_after)
        files = [configuration(run, f"config-{worker}", [shop.address], sink.url(worker))
                 for worker in range(options.workers)]
        track_all(run, [product["url"] for product in shop.products], ["--store", database.address, "--config", files[0]])
        crew = Crew(run, database.address, files)
        crew.start()
        pattern(run, shop, sink, database)
        database.run(FILL.format(count=options.alerts, seed=options.seed))
        began, most, handed = time.time(), 0, lambda: len(sink.posts) > options.alerts
        while not handed() and time.time() < began + 300:
            found = database.rows("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'salesctl'")
            most = max(most, found[0]["n"])
            sink.read()
            time.sleep(0.25)
        time.sleep(2)  # what is doubled has a moment to show itself
        codes, took = crew.stop()
        sink.read()
        alerts, posts = database.alerts(), sink.by_alert()
        times = sorted(each[0]["received"] for each in posts.values())[1:]
        spans = [(post["received"], post.get("answered", post["received"])) for post in sink.posts]
        by_worker = [sum(1 for post in sink.posts if post["worker"] == worker) for worker in range(options.workers)]
        result = {
            "seed": options.seed, "alerts": len(alerts) - 1, "workers": options.workers,
            "hand_overs_at_once": options.workers * AT_ONCE, "connections_most": most,
            "received": len(posts) - 1, "received_twice": sum(1 for each in posts.values() if len(each) > 1),
            "claimed_twice": sum(1 for alert in alerts if alert["attempts"] != 1),
            "not_settled": sum(1 for alert in alerts if alert["status"] != "accepted" or alert["leased"]),
            "seconds": round(times[-1] - began, 2) if times else None,
            "alerts_a_second": round(len(times) / (times[-1] - began)) if times else None,
            "wait_seconds": percentiles([moment - began for moment in times]),
            "by_worker_least": min(by_worker), "by_worker_most": max(by_worker),
            "hand_over_seconds": percentiles([end - begin for begin, end in spans]),
            "stop_codes": codes, "stop_seconds": took,
        }
        broken = run.expect({
            "an alert was not received": result["received"] == options.alerts, "received twice": not result["received_twice"],
            "claimed twice": not result["claimed_twice"], "an alert was not settled": not result["not_settled"],
            "its end": not codes and took <= 10,
        })
    return verdict("outbox", result, broken)


if __name__ == "__main__":
    sys.exit(main())

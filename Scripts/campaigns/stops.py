#!/usr/bin/env python3
"""A hundred SIGTERMs amid slow shops and slow carriers: each worker ends within 10 s and leaves nothing in its hands (D8).

Workers on one PostgreSQL tell alerts over a web hook that answers after 0 to 12 seconds, each to another person, and check
products whose pages take seconds, so that every place of theirs is taken when the order to stop comes, at a random moment.
All are stopped together; when the last has ended no alert, check or event may be leased. What the web hook had answered
by then must be recorded as told. What it had not must wait for another try with its attempt counted, and only such an
alert may come twice. Then they are started again, and at the end all that waited must have been told.

usage: Scripts/campaign stops [--short] [--rounds N] [--workers N] [--slowest SECONDS] [--seed N] [--logs FOLDER]
"""
import json
import sys
import time

from rig import Backlog, Crew, Postgres, Run, Shop, Shops, Sink, configuration, percentiles, track_all, wait_for
from rig.run import arguments, parse, verdict

STANDARD = {"rounds": (25, 3), "workers": (4, 3), "slowest": (12.0, 12.0)}
# How many alerts of one channel a worker hands over at the same time.
AT_ONCE = 8
# What is answered so shortly before the worker ends, or gives up, may not have reached it.
APART = 0.5
PAGE_SECONDS = 2
LEASED = """SELECT (SELECT count(*) FROM alerts WHERE lease_token IS NOT NULL) AS alerts,
    (SELECT count(*) FROM check_queue WHERE lease_until > clock_timestamp()) AS checks,
    (SELECT count(*) FROM price_events WHERE lease_until > clock_timestamp() AND NOT is_expanded) AS events"""


def fill_up(backlog, wanted):
    """So many alerts wait."""
    waiting = sum(1 for alert in backlog.alerts() if alert["status"] == "pending")
    backlog.add(max(1, wanted - waiting))


class Round:
    """One stop of all workers, and what was found after it."""

    def __init__(self, run, crew, sink, backlog, database):
        sink.read()
        self.first = len(sink.posts)
        fill_up(backlog, 3 * AT_ONCE * len(crew.processes))
        crew.start()
        full = AT_ONCE * len(crew.processes) // 2
        wait_for(lambda: sink.read() is not None and len(sink.posts) - self.first >= full, 30)
        time.sleep(run.chance.uniform(0, 5))
        self.told_to = time.time()
        self.codes, self.took = crew.stop()
        self.ended = time.time()
        self.leased = database.rows(LEASED)[0]
        self.alerts = {alert["id"]: alert for alert in backlog.alerts()}
        sink.read()
        self.last = len(sink.posts)

    def judge(self, sink):
        """What the web hook answered and is not recorded, what it did not and does not wait; how many were under way."""
        unrecorded, forgotten, under_way = [], [], 0
        for post in sink.posts[self.first:self.last]:
            alert = self.alerts.get(post["id"])
            if alert is None:
                continue
            answered = post.get("answered", float("inf"))
            under_way += answered >= self.told_to
            if answered < self.ended - APART and not post["is_cut"]:
                if alert["status"] != "accepted":
                    unrecorded.append(post)
            elif alert["status"] not in ("accepted", "pending") or not alert["attempts"]:
                forgotten.append(post)
        return unrecorded, forgotten, under_way


def twice_unexplained(sink):
    """The alerts that came again although an answer to the post before was received, and how many came again at all."""
    twice, unexplained = 0, []
    for posts in sink.by_alert().values():
        twice += len(posts) > 1
        unexplained += [posts for before in posts[:-1] if not before.get("is_cut", True)]
    return twice, unexplained


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    with Run("stops", options) as run:
        database, shop, sink = Postgres(run, "--durable").database(), Shop(run, 1), Sink(run, 0, options.slowest)
        slow = Shops(run, 4 * options.workers, 4 * options.workers)
        files = [configuration(run, f"config-{worker}", [shop.address] + slow.addresses, sink.url(worker),
                               checks="interval: 1s, confirm_after: 1s, confirm_within: 2s")
                 for worker in range(options.workers)]
        track_all(run, [product["url"] for product in shop.products + slow.products],
                  ["--store", database.address, "--config", files[0]])
        for product in slow.products:
            slow.fault(product["id"], {"kind": "slow", "seconds": PAGE_SECONDS})
        crew = Crew(run, database.address, files)
        crew.start()
        backlog = Backlog(run, shop, sink, database)
        crew.stop()
        rounds = []
        for number in range(options.rounds):
            rounds.append(Round(run, crew, sink, backlog, database))
            run.say(f"round {number + 1}: all ended after {rounds[-1].took} s, leased {json.dumps(rounds[-1].leased)}")
        crew.start()
        wait_for(lambda: all(alert["status"] == "accepted" for alert in backlog.alerts()), 180, 1)
        codes, took = crew.stop()
        time.sleep(options.slowest + 1)  # so that the web hook has written down which of its answers nobody heard
        sink.read()
        alerts, posts = backlog.alerts(), backlog.posts(sink)
        found = [each.judge(sink) for each in rounds]
        twice, unexplained = twice_unexplained(sink)
        lasts = [each.took for each in rounds]
        left = {key: sum(each.leased[key] for each in rounds) for key in ("alerts", "checks", "events")}
        result = {
            "seed": options.seed, "stops": len(rounds) * options.workers, "workers": options.workers,
            "stop_seconds": percentiles(lasts), "left_leased": left, "alerts": len(alerts),
            "under_way_at_a_stop": sum(count for _, _, count in found),
            "cut_off": sum(1 for post in sink.posts if post.get("is_cut", True)),
            "answered_and_not_recorded": sum(len(each) for each, _, _ in found),
            "not_answered_and_forgotten": sum(len(each) for _, each, _ in found),
            "told_twice": twice, "told_twice_though_answered": len(unexplained),
            "lost": sum(1 for alert in alerts if alert["id"] not in posts),
            "not_settled": sum(1 for alert in alerts if alert["status"] != "accepted" or alert["leased"]),
            "stop_codes": codes + [code for each in rounds for code in each.codes],
        }
        for item in unexplained[:20] + [post for each, other, _ in found for post in each + other][:20]:
            run.say(f"wrong: {item}")
        broken = run.expect({
            "a worker needed more than 10 s": max(lasts + [took]) <= 10, "a worker's exit code": not result["stop_codes"],
            "something was left leased": not any(left.values()),
            "what was answered was not recorded": not result["answered_and_not_recorded"],
            "what was not answered does not wait": not result["not_answered_and_forgotten"],
            "told twice though answered": not unexplained, "an alert was lost": not result["lost"],
            "an alert was not settled": not result["not_settled"],
            "nothing was under way at a stop": all(count for _, _, count in found),
            "no hand-over outlasted a stop, so that little was shown": result["cut_off"] > 0,
        })
    return verdict("stops", result, broken)


if __name__ == "__main__":
    sys.exit(main())

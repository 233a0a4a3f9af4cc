#!/usr/bin/env python3
"""The line to PostgreSQL goes silent for a minute: every worker is back within half a minute, no alert lost or doubled (D4).

Workers reach the database through a relay that keeps connections open, takes new ones, and forwards nothing for a while;
then it forwards again, also what was held back, as a network does that heals. Prices fall before, meanwhile and after.
Each worker's own log tells when it looked at a page again after the healing. An alert that came twice is only allowed
where its first hand-over was out when the line went silent: its record could not arrive.

usage: Scripts/campaign half_open [--short] [--workers N] [--products N] [--rate DROPS] [--silence SECONDS]
                                  [--before SECONDS] [--after SECONDS] [--seed N] [--logs FOLDER]
"""
import datetime
import json
import sys
import time

from rig import Crew, Drops, Postgres, Relay, Run, Shops, Sink, configuration, percentiles, track_all
from rig.run import arguments, parse, verdict
from rig.workers import SETTLING

STANDARD = {"workers": (10, 3), "products": (200, 30), "rate": (1.0, 2.0), "silence": (60.0, 12.0), "before": (20.0, 3.0),
            "after": (40.0, 3.0)}
BACK_WITHIN = 30.0


def first_checks(crew, moment):
    """When each worker first looked at a page after a moment; None where it did not."""
    found = []
    for worker in range(len(crew.processes)):
        times = []
        with open(crew.log(worker)) as log:
            for line in log:
                if '"checked"' not in line or not line.startswith("{"):
                    continue
                at = datetime.datetime.fromisoformat(json.loads(line)["time"].replace("Z", "+00:00")).timestamp()
                if at >= moment:
                    times.append(at)
        found.append(min(times) if times else None)
    return found


def pass_time(drops, crew, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        drops.step()
        crew.watch_over()
        time.sleep(0.05)


def play(run, drops, crew, relay):
    """The silence; answers when it began and when it ended."""
    options = run.options
    pass_time(drops, crew, options.before)
    began = time.time()
    relay.become("hole")
    run.say(f"silence for {options.silence:g} s")
    pass_time(drops, crew, options.silence)
    healed = time.time()
    relay.become("pass")
    run.say(f"healed; {len(drops.standing)} drops not told yet")
    pass_time(drops, crew, options.after)
    drops.settle(120)
    time.sleep(3)
    drops.look()
    return began, healed


def judge(run, database, sink, crew, drops, relay, began, healed, codes, took):
    figures, alerts = drops.figures(), database.alerts()
    back = [moment and moment - healed for moment in first_checks(crew, healed)]
    doubled = {key: posts for key, posts in sink.by_alert().items() if len(posts) > 1}
    out = [key for key, posts in doubled.items()
           if posts[0]["received"] <= healed and posts[0].get("answered", healed) + SETTLING >= began]
    told_in_silence = sum(1 for post in sink.posts if began + 1 < post["received"] < healed)
    result = {
        "workers": len(crew.processes), "silence_seconds": round(healed - began, 1), "drops": figures["drops"],
        "told": figures["told"], "lost": len(figures["lost"]), "false": len(figures["false"]),
        "doubled": len(doubled), "doubled_with_their_hand_over_out": len(out), "told_in_the_silence": told_in_silence,
        "not_settled": sum(1 for alert in alerts if alert["status"] != "accepted" or alert["leased"]),
        "back_after_seconds": percentiles([each for each in back if each is not None]),
        "not_back": sum(1 for each in back if each is None or each > BACK_WITHIN),
        "drop_to_accepted_seconds": percentiles(figures["waits"]), "connections_to_the_relay": len(relay.connections),
        "ended_by_themselves": len(crew.ended), "stop_codes": codes, "stop_seconds": took,
    }
    for words, items in {"lost": figures["lost"], "false": figures["false"],
                         "doubled": list(doubled.values())}.items():
        for item in items[:20]:
            run.say(f"{words}: {item}")
    return result, run.expect({
        "a worker was not back in time": result["not_back"] == 0, "a drop was lost": not figures["lost"],
        "something false was told": not figures["false"], "an alert was doubled": len(doubled) == len(out),
        "an alert was not settled": result["not_settled"] == 0, "a worker ended by itself": not crew.faults(),
        "its end": not codes and took <= 10,
    })


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    with Run("half_open", options) as run:
        server = Postgres(run, "--tcp")
        database, shops, sink = server.database(), Shops(run, options.products), Sink(run)
        relay = Relay(run, "127.0.0.1", server.place["port"])
        files = [configuration(run, f"config-{worker}", shops.addresses, sink.url(worker))
                 for worker in range(options.workers)]
        track_all(run, [product["url"] for product in shops.products], ["--store", database.address, "--config", files[0]])
        crew = Crew(run, database.through(relay.port), files, options=["--verbose"])
        crew.start()
        drops = Drops(run, shops, sink, options.rate)
        began, healed = play(run, drops, crew, relay)
        codes, took = crew.stop()
        result, broken = judge(run, database, sink, crew, drops, relay, began, healed, codes, took)
    return verdict("half_open", {"seed": options.seed} | result, broken)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Ten workers together ask a host no more than it allows, nothing while it asked for time, and little while it is down (K1, K3).

Seven hosts, each a LocalShop behind a relay that writes down every request and connection with its time: one that is
well, one whose pages take seconds, four that now and then answer 429 or 503 with Retry-After (seconds, a date, a date in
the past, 10^12 seconds), and one that is down. For each host: its rate as a token bucket with a burst is never exceeded (a
request may be late by a turn, or by as long as the machine stood still: so many tokens are forgiven), no more requests are
out at once than it has connections, and none is sent between an answer that asks for time and the end of that time. What
other workers had on the way when the answer came is counted by itself, with how late it was. The host that is down gets
at most 20 requests in 30 minutes, and the host that is well is asked as fast as it allows.

The short form is over before the circuit breaker's first pause of two minutes: there at most 10 requests may open it.

usage: Scripts/campaign politeness [--short] [--workers N] [--products N] [--rate N] [--minutes N] [--wish-every SECONDS]
                                   [--seed N] [--logs FOLDER]
"""
import concurrent.futures
import datetime
import email.utils
import sys
import time

from rig import Crew, Postgres, Relay, Run, Shop, Sink, configuration, track_all
from rig.run import arguments, parse, verdict

STANDARD = {"workers": (10, 4), "products": (12, 5), "rate": (1.0, 2.0), "minutes": (32.0, 0.3),
            "wish_every": (45.0, 45.0)}
BURST, CONNECTIONS = 2, 2
HOSTS = ["well", "slow", "seconds", "date", "past", "absurd", "down"]
# How long a pause that was asked for takes to reach a worker that has a request on the way, and by how much the clocks of
# two machines may be apart at its end.
ON_THE_WAY, APART = 0.25, 0.05
LONGEST = 86_400
ASKED = 8


def interval(options):
    """Between two checks of a product, in milliseconds: half as many more are due as a host allows."""
    return max(1000, round(1000 * options.products / options.rate / 1.5))


def excess(times, rate):
    """By how many requests a token bucket was overdrawn at worst; at most 0 where it never was."""
    worst, lowest = -float(BURST), float("inf")
    for number, moment in enumerate(sorted(times)):
        lowest = min(lowest, number - rate * moment)
        worst = max(worst, number + 1 - rate * moment - lowest - BURST)
    return round(worst, 2)


def pauses(requests):
    """From when to when each answer asked to be left alone."""
    found = []
    for each in requests:
        if each["status"] not in (429, 503) or not each["retry_after"]:
            continue
        text = each["retry_after"]
        if text.isdigit():
            end = each["end"] + min(int(text), LONGEST)
        else:
            end = email.utils.parsedate_to_datetime(text).timestamp()
        found.append((each["end"], end))
    return found


def ask_for_time(run, shops, rounds):
    """The next request of some product of each host is answered with a wish for time."""
    in_a_while = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=ASKED + 2)
    long_ago = in_a_while - datetime.timedelta(days=400)
    wishes = {"seconds": (429, str(ASKED)), "date": (503, email.utils.format_datetime(in_a_while, usegmt=True)),
              "past": (429, email.utils.format_datetime(long_ago, usegmt=True))}
    if rounds == 0:
        wishes["absurd"] = (503, str(10 ** 12))
    for host, (status, field) in wishes.items():
        product = run.chance.choice(shops[host].products)["id"]
        shops[host].fault(product, {"kind": "status", "status": status, "retry_after": field, "count": 1})


def play(run, shops, relays, crew):
    """The time that is measured; answers when it began and ended, and for how long the machine stood still at worst."""
    options, begin = run.options, time.time()
    relays["down"].become("reset")
    for product in shops["slow"].products:
        shops["slow"].fault(product["id"], {"kind": "slow", "seconds": 3})
    crew.start()
    next_wish, rounds, said, stalled = begin + 3, 0, begin, 0.0
    while time.time() < begin + options.minutes * 60:
        if time.time() >= next_wish:
            ask_for_time(run, shops, rounds)
            next_wish, rounds = next_wish + options.wish_every, rounds + 1
        if time.time() >= said + 300:
            said += 300
            run.say(f"{(time.time() - begin) / 60:.0f} min: " + ", ".join(
                f"{host} {len(relays[host].connections if host == 'down' else relays[host].requests)}" for host in HOSTS))
        crew.watch_over()
        slept = time.monotonic()
        time.sleep(0.1)
        stalled = max(stalled, time.monotonic() - slept - 0.1)
    return begin, time.time(), stalled


def look(relay, rate, stalled):
    """What one host saw."""
    requests = list(relay.requests)
    asked = pauses(requests)
    late, inside, early = [], [], []
    for each in requests:
        for began, end in asked:
            if began < each["begin"] < end:
                if each["begin"] >= end - APART:
                    early.append(round(end - each["begin"], 3))
                elif each["begin"] - began <= ON_THE_WAY + stalled:
                    late.append(round(each["begin"] - began, 3))
                else:
                    inside.append({"after": round(each["begin"] - began, 3), "before_its_end": round(end - each["begin"], 3)})
                break
    return {
        "requests": len(requests), "robots": sum(1 for each in requests if each["path"] == "/robots.txt"),
        "bucket_overdrawn_by": excess([each["begin"] for each in requests], rate),
        "requests_at_once": relay.most_requests(), "connections_open_at_once": relay.most_connections(),
        "asked_for_time": len(asked), "asked_while_it_wanted_time": inside, "were_on_the_way": late,
        "a_little_early": early,
    }


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    with Run("politeness", options) as run:
        database, sink = Postgres(run).database(), Sink(run)
        shops = {host: Shop(run, options.products) for host in HOSTS}
        relays = {host: Relay(run, "127.0.0.1", int(shop.address.split(":")[1]), reads_http=True)
                  for host, shop in shops.items()}
        addresses = [f"127.0.0.1:{relay.port}" for relay in relays.values()]
        files = [configuration(run, f"config-{worker}", addresses, sink.url(worker),
                               checks=f"interval: {interval(options)}ms, confirm_after: 1s, confirm_within: 2s",
                               hosts=f"rate: {options.rate:g}, burst: {BURST}, connections: {CONNECTIONS}")
                 for worker in range(options.workers)]
        common = ["--store", database.address, "--config", files[0]]
        pages = [[f"http://{address}/p/{product['id']}" for product in shop.products]
                 for address, shop in zip(addresses, shops.values())]
        track_all(run, [pages[0][0]], common)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda urls: track_all(run, urls, common, 1), pages))
        tracked = {host: len(relay.requests) for host, relay in relays.items()}
        opened = len(relays["down"].connections)
        crew = Crew(run, database.address, files)
        began, ended, stalled = play(run, shops, relays, crew)
        codes, took = crew.stop()
        hosts = {host: look(relay, options.rate, stalled) for host, relay in relays.items()}
        down = len(relays["down"].connections) - opened
        well = sum(1 for each in relays["well"].requests if each["begin"] >= began) / ((ended - began) * options.rate)
        unseen = {host: len(shop.log()) - sum(1 for each in relays[host].requests if each["path"] != "/robots.txt")
                  for host, shop in shops.items()}
        # Of the first pause: one that was asked for last may outlast the campaign.
        after = {host: max((each["begin"] for each in relays[host].requests), default=0)
                 - min([end for _, end in pauses(relays[host].requests)] or [ended]) for host in ("seconds", "date", "past")}
        result = {
            "seed": options.seed, "workers": options.workers, "minutes": options.minutes, "rate": options.rate,
            "burst": BURST, "connections": CONNECTIONS, "tracked_by": tracked, "hosts": hosts,
            "requests_to_the_host_that_is_down": down, "stood_still_seconds": round(stalled, 2), "share_of_its_rate_that_the_host_that_is_well_got": round(well, 2),
            "paused_hosts": database.rows("SELECT name, pause_reason, consecutive_failures FROM hosts WHERE paused_until IS NOT NULL"),
            "ended_by_themselves": len(crew.ended), "stop_codes": codes, "stop_seconds": took,
        }
        promises = {f"{host}: more often than its rate": each["bucket_overdrawn_by"] <= 1 + options.rate * stalled
                    for host, each in hosts.items()}
        promises |= {f"{host}: more at once than its connections": each["requests_at_once"] <= CONNECTIONS
                     for host, each in hosts.items()}
        promises |= {f"{host}: asked while it wanted time": not each["asked_while_it_wanted_time"]
                     for host, each in hosts.items()}
        promises |= {f"{host}: was never made to ask for time": hosts[host]["asked_for_time"] > 0
                     for host in ("seconds", "date", "past", "absurd")}
        promises |= {f"{host}: not asked again afterwards": gap > 0 for host, gap in after.items()}
        promises |= {"the relay missed requests": not any(unseen.values()),
                     "too many requests to a host that is down": down <= (10 if options.minutes < 2 else 20),
                     "a host that is well was held up": well >= 0.7, "a worker ended by itself": not crew.faults(),
                     "its end": not codes and took <= 10}
        broken = run.expect(promises)
    return verdict("politeness", result, broken)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""A flood of sign-ups sends an address few mails, answers tell no address, and nobody passes for many clients (M4, W10).

The flood: a thousand sign-ups for an address that nobody has, a thousand for one that a person proved, and a thousand
requests to sign in for another such, each from a hundred clients behind a trusted proxy. Then hour by hour a hundred more,
by a wall clock that is put forward, until five hours are over, and again on the next day, when mails come again.

The pairs: by turns a known and an unknown address, to sign up and to sign in, each from a client of its own: the same
bytes, and medians less than 2 ms apart; on a file and on a PostgreSQL. What is counted is forgotten in between, as after
an hour.

The spoof: a thousand requests that name another client each, from a peer that is no proxy, by another field, and before
what the trusted proxy itself adds. As few pass as from one that names nobody.

usage: Scripts/campaign web_sign_up [--short] [--flood N] [--pairs N] [--spoofed N] [--seed N] [--logs FOLDER]
"""
import collections
import concurrent.futures
import json
import statistics
import sys
import time

from rig import Client, Mails, Postgres, Run, Service, SQLiteFile, people, wait_for, wrong_clock
from rig.archive import migrate
from rig.run import arguments, parse, verdict
from rig.web import PREFIX

STANDARD = {"flood": (1_000, 300), "pairs": (1_000, 40), "spoofed": (1_000, 150)}
CLIENTS = 100
AN_HOUR, A_DAY, APART_MS = 3, 5, 2
HOUR = 3_600
# After which hours the flood goes on: the last is of the next day.
HOURS = (0, 1, 2, 3, 4, 5, 25)
# Of one client at once, and in a minute: WebLimits.costly.
BURST, A_MINUTE = 10, 10
# How many pairs are within what all clients may do in an hour.
PAIRS_AN_HOUR = 500
PROXIES = {"web": {"trusted_proxies": ["127.0.0.1"]}}


def settled(store):
    """Whether no letter waits to be sent."""
    row = store.rows("SELECT count(*) AS n FROM letters WHERE status = 'pending'")[0]
    return not (row[0] if store.kind == "sqlite" else row["n"])


def flood(run, store, mails):
    """Mails to each victim after each hour, and what else was answered than that it is done."""
    proved = people(store, 2, "victim")
    victims = {"nobody-0@people.example": "sign-ups", "victim-0@people.example": "sign-ups",
               "victim-1@people.example": "sign-ins"}
    assert len(proved) == 2
    service = Service(run, store, "flooded", settings=PROXIES | {"notify": mails.settings()})
    library, found, wrong, before = wrong_clock(run), {}, collections.Counter(), collections.Counter()

    def ask(item):
        number, (address, route), times = item
        for _ in range(times):
            # Each of the victims has clients of its own, which may ask so often at once.
            client = Client(service, behind=f"198.51.{list(victims).index(address)}.{number}")
            answer = client.ask("POST", f"{PREFIX}/{route}", {"email": address})
            client.close()
            if answer.status != 202:
                wrong[f"{route}: {answer.status}"] += 1

    for hour in HOURS:
        service.start({"LD_PRELOAD": library, "WALL_CLOCK_OFF": str(hour * HOUR)})
        times = run.options.flood // CLIENTS if hour == 0 else 1
        items = [(number, victim, times) for victim in victims.items() for number in range(CLIENTS)]
        run.chance.shuffle(items)
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            list(pool.map(ask, items))
        wait_for(lambda: settled(store), 300, 0.5)
        service.stop()
        got = collections.Counter(to for mail in mails.read() for to in mail["to"])
        found[hour] = {address: got[address] - before[address] for address in victims}
        before = got
        run.say(f"hour {hour}: mails {json.dumps(found[hour])}")
    foreign = [to for to in before if to not in victims]
    return found, dict(wrong), foreign


def pairs(run, store, mails):
    """For sign-ups and sign-ins: how far the medians are apart, and the answers that were not like the first."""
    people(store, 1, "known")
    service = Service(run, store, f"asked-{store.kind}", settings=PROXIES | {"notify": mails.settings()}).start()
    proxy, made = Client(service), iter(range(1 << 24))

    def ask(route, address):
        number = next(made)
        behind = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        return proxy.ask("POST", f"{PREFIX}/{route}", {"email": address}, {"X-Forwarded-For": behind})

    found = {}
    for route in ("sign-ups", "sign-ins"):
        taken, first, different = {True: [], False: []}, None, []
        for number in range(run.options.pairs):
            if number % PAIRS_AN_HOUR == 0:
                wait_for(lambda: settled(store), 300, 0.5)
                store.run("DELETE FROM quotas")
                for extra in range(5):
                    ask(route, f"first-{route}-{number}-{extra}@people.example")
            # Who comes first changes, so that neither always finds what the other has read.
            for is_known in run.chance.sample([True, False], 2):
                address = "known-0@people.example" if is_known else f"new-{route}-{number}@people.example"
                answer = ask(route, address)
                taken[is_known].append(answer.seconds * 1000)
                first = first or answer.shown()
                if answer.shown() != first:
                    different.append((is_known, answer.status, answer.body.decode()[:200]))
        known, new = statistics.median(taken[True]), statistics.median(taken[False])
        found[route] = {"answer": first[0], "known_ms": round(known, 3), "new_ms": round(new, 3),
                        "apart_ms": round(abs(known - new), 3), "different": len(different)}
        run.say(f"{store.kind}, {route}: {json.dumps(found[route])} {different[:2] or ''}")
    found["stop"] = service.stop()
    return found


def spoof(run, store):
    """How many of so many requests passed, by how they say who they are, and how many may at most."""
    people(store, 1, "spoofed")
    service = Service(run, store, "spoofed", settings=PROXIES).start()

    def draw():
        return ".".join(str(run.chance.randrange(1, 224)) for _ in range(4))

    ways = {
        "names nobody": ("127.0.0.4", lambda: {}),
        "from no proxy": ("127.0.0.2", lambda: {"X-Forwarded-For": draw()}),
        "from no proxy, as many": ("127.0.0.5", lambda: {"X-Forwarded-For": f"{draw()}, {draw()}, 127.0.0.1"}),
        "by other fields": ("127.0.0.3", lambda: {"Forwarded": f"for={draw()}", "X-Real-IP": draw()}),
        "before the proxy's word": ("127.0.0.1", lambda: {"X-Forwarded-For": f"{draw()}, 203.0.113.7"}),
    }
    found = {}
    for way, (source, fields) in ways.items():
        client, began, statuses = Client(service, source=source), time.monotonic(), collections.Counter()
        for number in range(run.options.spoofed):
            body = {"email": f"spoofed-{number}@nobody.example"}
            statuses[client.ask("POST", f"{PREFIX}/sign-ins", body, fields()).status] += 1
        most = BURST + int((time.monotonic() - began) * A_MINUTE / 60) + 1
        found[way] = {"passed": statuses[202], "most": most, "refused": statuses[429]}
    # A proxy's word counts: without that the others would show nothing.
    proxy = Client(service)
    found["the proxy's word"] = {"passed": sum(
        proxy.ask("POST", f"{PREFIX}/sign-ins", {"email": "spoofed-0@people.example"},
                  {"X-Forwarded-For": f"192.0.2.{number}"}).status == 202 for number in range(1, 51))}
    found["stop"] = service.stop()
    run.say(json.dumps(found))
    return found


def promises_of_flood(found, wrong, foreign):
    addresses = list(found[0])
    within = [sum(found[hour][address] for hour in HOURS[:-1]) for address in addresses]
    return {
        f"an address got more than {AN_HOUR} mails in an hour":
            all(count <= AN_HOUR for hour in found.values() for count in hour.values()),
        f"an address got more than {A_DAY} mails in a day": all(count <= A_DAY for count in within),
        "an address got none": all(count > 0 for hour in (HOURS[0], HOURS[-1]) for count in found[hour].values()),
        f"a sign-up was answered otherwise: {wrong}": not wrong, f"somebody else got mail: {foreign[:3]}": not foreign,
    }


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    with Run("web_sign_up", options) as run:
        mails, server = Mails(run), Postgres(run)
        stores = {name: SQLiteFile(run, name) for name in ("flooded", "paired", "spoofed")}
        database = server.database()
        for store in [*stores.values(), database]:
            migrate(run, store)
        found, wrong, foreign = flood(run, stores["flooded"], mails)
        asked = {store.kind: pairs(run, store, mails) for store in (stores["paired"], database)}
        spoofed = spoof(run, stores["spoofed"])
        result = {"seed": options.seed, "flood": found, "flood_otherwise": wrong, "pairs": asked, "spoofed": spoofed}
        routes = {f"{kind}, {route}": figures for kind, each in asked.items() for route, figures in each.items()
                  if route != "stop"}
        promises = promises_of_flood(found, wrong, foreign) | {
            f"{name}: answers differ": each["answer"] == 202 and not each["different"] for name, each in routes.items()
        } | {
            f"spoofed {way}: {each['passed']} passed and {each['refused']} were refused":
                each["passed"] <= each["most"] and each["passed"] + each["refused"] == options.spoofed
            for way, each in spoofed.items() if "most" in each
        } | {"a trusted proxy's word does not count": spoofed["the proxy's word"]["passed"] == 50}
        if not options.short:
            promises |= {f"{name}: the medians are {APART_MS} ms apart or more": each["apart_ms"] < APART_MS
                         for name, each in routes.items()}
        broken = run.expect(promises)
    return verdict("web_sign_up", result, broken)


if __name__ == "__main__":
    sys.exit(main())

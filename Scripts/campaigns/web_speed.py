#!/usr/bin/env python3
"""Answers a second of the API and of pages with a great many products, beside a bare Hummingbird route in the same run.

A PostgreSQL has a million products and ten million days of prices: people follow 50 each, one a thousand. A file has a
hundred thousand products, of which one person follows all. wrk asks in the names of many people, since each may ask so
often only, and each kind of request in rounds that alternate with two bare routes of Hummingbird on the same machine: one
answers an object of one member, the other a list of as many products and days as the API's, encoded for each request.
Told are answers a second, p50 and p99, processor seconds a second, ratios to the bare routes, and the service's memory: at
idle, and through a load at the end. Judged are the API's list and a product's page by their ratio to the bare list, the
memory at idle, and that every request was answered. Wants a release build, a quiet machine, and wrk.

Builds the bare routes itself.
usage: CAMPAIGN_CONFIGURATION=release Scripts/campaign web_speed [--short] [--store sqlite|postgres] [--products N]
         [--rows N] [--sqlite-products N] [--sqlite-rows N] [--sessions N] [--seconds N] [--rounds N] [--load N] [--seed N]
"""
import json
import statistics
import subprocess
import sys
import time

from rig import Asked, Client, Postgres, Run, Service, SQLiteFile, benchmark, sign_in
from rig.archive import day_text, migrate
from rig.catalogue import DEEP, EACH, Catalogue
from rig.load import figures
from rig.run import arguments, parse, verdict
from rig.web import PREFIX, cpu

STANDARD = {"products": (1_000_000, 5_000), "rows": (10_000_000, 50_000), "sqlite_products": (100_000, 2_000),
            "sqlite_rows": (1_000_000, 20_000), "sessions": (5_000, 2_000), "seconds": (10, 2), "rounds": (3, 1),
            "load": (3_600, 4)}
# What the issue asks for.
RATIOS = {"list": 0.1, "product page": 0.05}
IDLE_MIB = 60
# How many days stand with a product of the API's list.
RECENT = 30


class Bare:
    """The bare routes."""

    def __init__(self, run):
        self.process = subprocess.Popen([benchmark("bare-route", "BareRoute"), str(EACH), str(RECENT)], stdout=subprocess.PIPE,
                                        text=True)
        run.callback(self.end)
        self.host, self.port = "127.0.0.1", json.loads(self.process.stdout.readline())["port"]
        self.base = f"http://{self.host}:{self.port}"
        self.routes = {name: Asked(run, f"bare-{name}", [(f"/{name}", "nobody", None)]) for name in ("small", "products")}
        self.bytes = {name: len(Client(self).ask("GET", f"/{name}").body) for name in self.routes}

    def end(self):
        self.process.terminate()
        self.process.wait()

    def cpu(self):
        return cpu(self.process.pid)


def measured(process, asked, seconds, server=None):
    """The figures of a load with the processor time that it cost."""
    before, of_server = process.cpu(), server.cpu() if server else 0
    found = asked.load(process.base, seconds)
    found["cpu"] = (process.cpu() - before) / found["seconds"]
    if server:
        found["server_cpu"] = (server.cpu() - of_server) / found["seconds"]
    return found


def kinds(run, store, catalogue):
    """What is asked, by kind, each in the names of many."""
    options, owners = run.options, catalogue.owners()
    each = max(1, options.sessions // len(owners))
    who = [owner for owner in owners for _ in range(each)][:options.sessions]
    users = [person for person, _, _ in who]
    programs = list(zip(who, sign_in(store, run.chance, users)))
    browsers = list(zip(who, sign_in(store, run.chance, users, is_browser=True)))
    product = lambda owner: run.chance.randint(owner[1], owner[2])
    first = day_text(catalogue.today + 1 - DEEP)
    made = {
        "me": [(f"{PREFIX}/me", "bearer", text) for _, text in programs],
        "list": [(f"{PREFIX}/products", "bearer", text) for _, text in programs],
        "prices": [(f"{PREFIX}/products/{product(owner)}/prices", "bearer", text) for owner, text in programs],
        "prices by day": [(f"{PREFIX}/products/{product(owner)}/prices?resolution=day&from={first}T00:00:00Z", "bearer",
                           text) for owner, text in programs],
        "products page": [("/products", "cookie", text) for _, text in browsers],
        "product page": [(f"/products/{product(owner)}", "cookie", text) for owner, text in browsers],
    }
    if catalogue.collector:
        collector = sign_in(store, run.chance, [catalogue.collector] * len(users))
        made["list of a thousand"] = [(f"{PREFIX}/products", "bearer", text) for text in collector]
    return made


def sizes(service, made):
    """How many bytes each kind answers; None where it is not served, so that nothing is to be measured."""
    found = {}
    for kind, requests in made.items():
        path, how, text = requests[0]
        answer = Client(service, text, is_browser=how == "cookie").ask("GET", path)
        found[kind] = len(answer.body) if answer.status == 200 else None
    return found


def compare(run, service, bare, kind, asked, server):
    """One kind in rounds between the bare routes: the medians."""
    rounds = []
    for _ in range(run.options.rounds):
        plain = {name: measured(bare, route, run.options.seconds) for name, route in bare.routes.items()}
        ours = measured(service, asked, run.options.seconds, server)
        ours |= {f"ratio_to_{name}": ours["answers_a_second"] / plain[name]["answers_a_second"] for name in plain}
        ours |= {f"bare_{name}_a_second": plain[name]["answers_a_second"] for name in plain}
        ours |= {f"bare_{name}_p99_ms": plain[name]["p99_ms"] for name in plain}
        ours |= {f"bare_{name}_cpu": plain[name]["cpu"] for name in plain}
        rounds.append(ours)
    middle = {name: round(statistics.median(each[name] for each in rounds), 3) for name in rounds[0]}
    middle |= {name: sum(each[name] for each in rounds) for name in ("answers", "refused", "lost")}
    run.say(f"{kind}: {json.dumps(middle)}")
    return middle


def load(run, service, asked, seconds):
    """All kinds at once for so long; the figures, and the memory through it."""
    process, ends = asked.begin(service.base, seconds), time.monotonic() + seconds
    memory = []
    while time.monotonic() < ends:
        time.sleep(min(max(1, seconds / 60), max(0.1, ends - time.monotonic())))
        memory.append(service.mib())
    found = figures(process)
    quarter = memory[len(memory) // 4]
    run.say(f"a load of {seconds} s: {json.dumps(found)}")
    return found | {"mib_after_a_quarter": quarter, "mib_at_the_end": memory[-1], "mib_most": max(memory)}


def one(options, kind):
    with Run("web_speed", options, kind) as run:
        bare = Bare(run)
        server = None
        if kind == "postgres":
            server = Postgres(run, "--set", "shared_buffers=1GB", "--set", "max_wal_size=8GB")
            store, products, rows = server.database(), options.products, options.rows
            asked = options.sessions * EACH
        else:
            store, products, rows = SQLiteFile(run), options.sqlite_products, options.sqlite_rows
            asked = products // 10
        migrate(run, store)
        catalogue = Catalogue(run, store, products, rows, min(asked, products))
        made = kinds(run, store, catalogue)
        service = Service(run, store).start()
        time.sleep(3)
        idle = service.mib()
        size = sizes(service, made)
        served = [name for name in made if size[name]]
        run.say(f"idle at {idle} MiB; bytes of an answer: {json.dumps(size)}, bare {json.dumps(bare.bytes)}")
        found = {name: compare(run, service, bare, name, Asked(run, name.replace(" ", "-"), made[name]), server)
                 for name in served}
        everything = [request for name in served for request in made[name]]
        run.chance.shuffle(everything)
        through = load(run, service, Asked(run, "everything", everything), options.load)
        result = {
            "store": kind, "products": products, "rows": rows, "people": len(catalogue.people),
            "sessions": len(made["me"]), "bytes": size, "bare_bytes": bare.bytes, "kinds": found, "load": through,
            "mib_idle": idle, "mib_most": service.mib("HWM"), "stop": service.stop(),
        }
        refused = sum(each["refused"] + each["lost"] for each in [*found.values(), through])
        promises = {
            f"not served: {', '.join(name for name in made if not size[name])}": len(served) == len(made),
            "a request was not answered, or refused": not refused, "its end": result["stop"][0] == 0,
        }
        if not options.short:
            promises |= {f"{name} at less than {least} of the bare list":
                         name in found and found[name]["ratio_to_products"] >= least for name, least in RATIOS.items()}
            promises[f"more than {IDLE_MIB} MiB at idle"] = idle <= IDLE_MIB
        return result, run.expect(promises)


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--store", choices=["sqlite", "postgres"], help="only on this one")
    options = parse(parser, STANDARD)
    kinds = [options.store] if options.store else ["postgres", "sqlite"]
    results = [one(options, kind) for kind in kinds]
    return verdict("web_speed", {"seed": options.seed, "runs": [result for result, _ in results]},
                   [f"{kind}: {words}" for kind, (_, broken) in zip(kinds, results) for words in broken])


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""SIGTERM under load and amid adds: ends within ten seconds, each add that was answered is there, and none by half.

wrk asks for lists as fast as they are answered, others add products of slow shops one after the other, and prices are
checked beside it, when the order to stop comes at a random moment. What was asked for half a second before must be
answered. In the store everything that was answered must be there, and of the rest all or nothing: followed with a price,
counted among those to check, once. On a file and on a PostgreSQL.

usage: Scripts/campaign web_stop [--short] [--store sqlite|postgres] [--rounds N] [--adders N] [--seed N] [--logs FOLDER]
"""
import json
import signal
import sys
import threading
import time

from rig import Asked, Client, Postgres, Run, Service, Shops, SQLiteFile, people, percentiles, sign_in
from rig.archive import migrate
from rig.load import figures
from rig.run import arguments, parse, verdict
from rig.web import PREFIX

STANDARD = {"rounds": (10, 2), "adders": (8, 6)}
# How long a page takes, and how long there is load before the stop, in seconds.
SECONDS, LOADED = (1, 2), (1.0, 4.0)
# What is sent so shortly before the order may meet a connection that is being closed.
APART = 0.5
PRODUCTS_A_ROUND = 120

SQLITE = {
    "counted wrongly": """SELECT p.url FROM products p WHERE p.active_followers <> (
        SELECT count(*) FROM user_preferences f WHERE f.product_id = p.id AND NOT f.is_paused)""",
    "followed without a price": """SELECT p.url FROM products p JOIN user_preferences f ON f.product_id = p.id
        WHERE p.price_minor IS NULL OR NOT EXISTS (SELECT 1 FROM prices r WHERE r.product_id = p.id)""",
    "followed by nobody": """SELECT p.url FROM products p WHERE NOT EXISTS (
        SELECT 1 FROM user_preferences f WHERE f.product_id = p.id)""",
    "leased": "SELECT url FROM products WHERE lease_until IS NOT NULL",
}
POSTGRES = {
    "counted wrongly": """SELECT p.url FROM products p LEFT JOIN check_queue q ON q.product_id = p.id
        WHERE q.active_followers IS DISTINCT FROM (
            SELECT count(*) FROM user_preferences f WHERE f.product_id = p.id AND NOT f.is_paused)""",
    "followed without a price": """SELECT p.url FROM products p JOIN user_preferences f ON f.product_id = p.id
        LEFT JOIN product_states s ON s.product_id = p.id
        WHERE s.price_minor IS NULL OR NOT EXISTS (SELECT 1 FROM all_prices r WHERE r.product_id = p.id)""",
    "followed by nobody": """SELECT p.url FROM products p WHERE NOT EXISTS (
        SELECT 1 FROM user_preferences f WHERE f.product_id = p.id)""",
    "leased": """SELECT p.url FROM products p JOIN check_queue q ON q.product_id = p.id
        WHERE q.lease_until > clock_timestamp()""",
}
# What is no half of anything: nobody sees a product that nobody follows.
HARMLESS = "followed by nobody"


class Adder(threading.Thread):
    """Adds products one after the other until nobody answers."""

    def __init__(self, service, secret, urls):
        super().__init__(daemon=True)
        self.service, self.secret, self.urls = service, secret, urls
        self.done, self.problems = [], []  # (url, status or None, sent, over)

    def run(self):
        client = Client(self.service, self.secret)
        for number, url in enumerate(self.urls):
            sent = time.time()
            # Every other one with a key, which is to be closed as well.
            key = {"Idempotency-Key": f'"{sent}-{url}"'} if number % 2 else {}
            try:
                answer = client.ask("POST", f"{PREFIX}/subscriptions", {"url": url}, key)
            except OSError:
                self.done.append((url, None, sent, time.time()))
                return
            self.done.append((url, answer.status, sent, time.time()))
            if answer.status != 201:
                self.problems.append(f"{answer.status} {answer.body[:300]}")
                # While it stops it may say so.
                if answer.status != 503:
                    return


class Round:
    """One stop, and what was found after it."""

    def __init__(self, run, service, asked, secrets, urls):
        service.start()
        load = asked.begin(service.base, 60, 8)
        share = len(urls) // len(secrets)
        self.adders = [Adder(service, secret, urls[number * share:(number + 1) * share])
                       for number, secret in enumerate(secrets)]
        for adder in self.adders:
            adder.start()
        time.sleep(run.chance.uniform(*LOADED))
        self.told_to = time.time()
        self.code, self.took = service.stop()
        for adder in self.adders:
            adder.join()
        load.send_signal(signal.SIGINT)
        self.load = figures(load)
        self.asked = [each for adder in self.adders for each in adder.done]
        self.problems = [words for adder in self.adders for words in adder.problems]
        self.cut = [each for each in self.asked if each[1] is None and each[2] < self.told_to - APART]
        self.under_way = sum(sent < self.told_to <= over for _, _, sent, over in self.asked)


def urls_of(store, sql):
    return {row[0] if store.kind == "sqlite" else row["url"] for row in store.rows(sql)}


def one(options, kind):
    with Run("web_stop", options, kind) as run:
        shops = Shops(run, PRODUCTS_A_ROUND * options.rounds, options.adders)
        for product in shops.products:
            shops.fault(product["id"], {"kind": "slow", "seconds": run.chance.choice(SECONDS)})
        store = Postgres(run).database() if kind == "postgres" else SQLiteFile(run)
        migrate(run, store)
        users = people(store, options.adders)
        secrets = sign_in(store, run.chance, users)
        settings = {"allow_addresses": shops.addresses, "web": {"adds_per_hour": 100_000, "products_per_person": 100_000},
                    "hosts": {"default": {"rate": 200, "burst": 50, "connections": 16}}}
        service = Service(run, store, settings=settings, words=())
        lists = Asked(run, "lists", [(f"{PREFIX}/products", "bearer", text)
                                     for text in sign_in(store, run.chance, users * 200)])
        urls = [product["url"] for product in shops.products]
        run.chance.shuffle(urls)
        rounds, halves, missing = [], {}, []
        for number in range(options.rounds):
            part = urls[number * PRODUCTS_A_ROUND:(number + 1) * PRODUCTS_A_ROUND]
            each = Round(run, service, lists, secrets, part)
            rounds.append(each)
            followed = urls_of(store, "SELECT p.url FROM products p JOIN user_preferences f ON f.product_id = p.id")
            missing += [url for url, status, *_ in each.asked if status == 201 and url not in followed]
            for name, sql in (SQLITE if kind == "sqlite" else POSTGRES).items():
                halves.setdefault(name, []).append(len(urls_of(store, sql)))
            run.say(f"round {number + 1}: ended after {each.took} s with {each.code}, {len(each.asked)} adds, "
                    f"{each.under_way} of them under way, {each.load['answers']} lists; "
                    f"{json.dumps({name: counts[-1] for name, counts in halves.items()})} {each.problems[:2] or ''}")
        open_keys = store.rows("SELECT count(*) AS n FROM request_keys WHERE status IS NULL")[0]
        result = {
            "store": kind, "stops": len(rounds), "stop_seconds": percentiles([each.took for each in rounds]),
            "stop_codes": [each.code for each in rounds if each.code], "adds": sum(len(each.asked) for each in rounds),
            "answered": sum(status == 201 for each in rounds for _, status, *_ in each.asked),
            "under_way_at_a_stop": sum(each.under_way for each in rounds), "cut_off": sum(len(each.cut) for each in rounds),
            "answered_and_missing": len(missing), "lists": sum(each.load["answers"] for each in rounds),
            "left": {name: counts[-1] for name, counts in halves.items()},
            "keys_left_open": open_keys[0] if kind == "sqlite" else open_keys["n"],
        }
        for each in rounds:
            for item in each.cut[:5]:
                run.say(f"cut off: {item}, {each.told_to - item[2]:.2f} s before the order")
        return result, run.expect({
            "a stop took more than 10 s": all(each.took <= 10 for each in rounds),
            "an exit code": not result["stop_codes"], "an add that was answered is missing": not missing,
            "what was asked before was not answered": not result["cut_off"],
            **{f"products are {name}": not any(counts) for name, counts in halves.items() if name != HARMLESS},
            "an add failed": not any(each.problems for each in rounds),
            "nothing was under way at a stop": all(each.under_way and each.load["answers"] for each in rounds),
        })


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--store", choices=["sqlite", "postgres"], help="only on this one")
    options = parse(parser, STANDARD)
    kinds = [options.store] if options.store else ["postgres", "sqlite"]
    results = [one(options, kind) for kind in kinds]
    return verdict("web_stop", {"seed": options.seed, "runs": [result for result, _ in results]},
                   [f"{kind}: {words}" for kind, (_, broken) in zip(kinds, results) for words in broken])


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Walks of a list of ten thousand products while others come and go: none skipped, none twice of those that stay (W7).

A person follows ten thousand products on a store; somebody else adds and removes others as fast as the store takes it,
before, between and behind them, while walks go through `/api/v1/products` by its pages in each of its orders, with pages of
several sizes. Of the products that are followed throughout each must come once in each walk, in the order that is asked for.
On a file and on a PostgreSQL.

usage: Scripts/campaign web_pages [--short] [--store sqlite|postgres] [--products N] [--walks N] [--seed N] [--logs FOLDER]
"""
import collections
import json
import sys
import threading
import time

from rig import Client, Postgres, Run, Service, SQLiteFile, people, sign_in
from rig.archive import migrate
from rig.run import arguments, parse, verdict
from rig.web import PREFIX, moment

STANDARD = {"products": (10_000, 1_000), "walks": (2, 1)}
ORDERS = ["newest", "name", "changed", "checked", "price"]
# The largest page of the API, and one that makes many.
SIZES = [200, 70]
# Of so many products one comes and goes: the others stay.
COMING = 5
AT_ONCE = 20


def fill(run, store, products):
    """All products, in an order that has nothing to do with their numbers; the stable ones are followed from now on."""
    now, places = moment(store), list(range(products + products // COMING))
    run.chance.shuffle(places)
    back = (lambda place: f"{now} - {place} * 1000") if store.kind == "sqlite" \
        else (lambda place: f"{now} - {place} * interval '1 second'")
    state = ("price_minor, price_currency, availability, price_since, last_read_at, last_check_at, outcome, lowest_minor, "
             "lowest_currency")
    # A hundred share each name, price and moment, so that places are decided by what comes after.
    values = [f"{100 + place // 100}, 'GBP', 'in_stock', {back(place // 100)}, {now}, {back(place // 100)}, 'offer', 100, "
              "'GBP'" for place in places]
    names = [f"Kettle {place // 100:04}" for place in places]
    store.run("INSERT INTO websites (host, name) VALUES ('shop.example', 'shop')")
    for first in range(0, len(places), 1_000):
        numbers = range(first, min(first + 1_000, len(places)))
        if store.kind == "sqlite":
            rows = ", ".join(f"({n + 1}, 1, 'https://shop.example/{n + 1}', '', '{names[n]}', {now}, {now}, {values[n]})"
                             for n in numbers)
            store.run("INSERT INTO products (id, website_id, url, selection, name, next_check_at, created_at, "
                      f"{state}) VALUES {rows}")
            continue
        rows = ", ".join(f"(1, 'https://shop.example/{n + 1}', '', '{names[n]}', {now})" for n in numbers)
        store.run(f"INSERT INTO products (website_id, url, selection, name, created_at) VALUES {rows}")
        rows = ", ".join(f"({n + 1}, {values[n]})" for n in numbers)
        store.run(f"INSERT INTO product_states (product_id, {state}) VALUES {rows}")
    if store.kind == "postgres":
        store.run("INSERT INTO hosts (name, website_id) SELECT host, id FROM websites; INSERT INTO check_queue (product_id, "
                  "website_id, active_followers, next_check_at) SELECT id, 1, 1, now() + interval '1 day' FROM products")
    return places


def follow(store, user, numbers):
    """Follows products, in this order."""
    channels = "'[]'" if store.kind == "sqlite" else "'{}'"
    false, now = "0" if store.kind == "sqlite" else "false", moment(store)
    rows = ", ".join(f"({user}, {number}, {channels}, {false}, 1, {now}, 'any drop', '{{\"triggers\":[]}}')"
                     for number in numbers)
    return ("INSERT INTO user_preferences (user_id, product_id, channels, is_paused, version, created_at, rule, memory) "
            f"VALUES {rows} ON CONFLICT DO NOTHING")


class Coming(threading.Thread):
    """Adds and removes products of a list until it is told to stop."""

    def __init__(self, run, store, user, numbers):
        super().__init__(daemon=True)
        self.store, self.user, self.chance = store, user, run.chance
        self.away, self.there = list(numbers), []
        self.changes, self.failure, self.is_over = 0, None, threading.Event()
        self.session = store.session() if store.kind == "postgres" else None

    def say(self, sql):
        if self.session:
            self.session.ask(sql + ";")
        else:
            self.store.run(sql)

    def run(self):
        try:
            while not self.is_over.is_set():
                self.step()
        except (OSError, ValueError) as error:
            self.failure = str(error)

    def step(self):
        source, target = (self.away, self.there) if self.chance.random() < 0.5 else (self.there, self.away)
        self.chance.shuffle(source)
        some = [source.pop() for _ in range(min(AT_ONCE, len(source)))]
        if not some:
            return
        if target is self.there:
            self.say(follow(self.store, self.user, some))
        else:
            listed = ", ".join(map(str, some))
            self.say(f"DELETE FROM user_preferences WHERE user_id = {self.user} AND product_id IN ({listed})")
        target.extend(some)
        self.changes += len(some)
        time.sleep(0.002)

    def stop(self):
        self.is_over.set()
        self.join()
        if self.session:
            self.session.close()


def walk(clients, order, size):
    """The products of all pages in their order, as they were told, and how many pages there were."""
    found, token, pages = [], None, 0
    while True:
        # In turns, as one may ask ten times a second only.
        client = clients[pages % len(clients)]
        path = f"{PREFIX}/products?order={order}&limit={size}" + (f"&after={token}" if token else "")
        answer = client.ask("GET", path)
        if answer.status != 200:
            raise SystemExit(f"web_pages: {path}: {answer.status} {answer.body[:500]}")
        page = answer.json()
        found += page["products"]
        pages += 1
        token = page.get("next")
        if token is None:
            return found, pages


KEYS = {
    "name": lambda row: row["product"]["name"].lower(),
    "changed": lambda row: descending(row["product"]["price_since"]),
    "checked": lambda row: row["product"]["last_check_at"],
    "price": lambda row: (row["product"]["price"]["currency"], float(row["product"]["price"]["amount"])),
}


def descending(text):
    return [-ord(letter) for letter in text]


def judge(found, order, staying):
    """What is wrong with a walk."""
    numbers = collections.Counter(row["product"]["id"] for row in found)
    stable = [row for row in found if row["product"]["id"] in staying]
    skipped = [number for number in staying if not numbers[number]]
    twice = [number for number in staying if numbers[number] > 1]
    # The newest first is by the subscriptions' own numbers, which nobody is told: as they were followed.
    key = KEYS.get(order, lambda row: -staying[row["product"]["id"]])
    keys = [key(row) for row in stable]
    return {"skipped": len(skipped), "twice": len(twice), "disordered": sum(a > b for a, b in zip(keys, keys[1:])),
            "coming_twice": sum(count > 1 for number, count in numbers.items() if number not in staying)}


def one(options, kind):
    with Run("web_pages", options, kind) as run:
        store = Postgres(run).database() if kind == "postgres" else SQLiteFile(run)
        migrate(run, store)
        user = people(store, 1)[0]
        total = len(fill(run, store, options.products))
        numbers = list(range(1, total + 1))
        run.chance.shuffle(numbers)
        coming, staying = numbers[:total - options.products], numbers[total - options.products:]
        for first in range(0, len(staying), 1_000):
            store.run(follow(store, user, staying[first:first + 1_000]))
        places = {number: place for place, number in enumerate(staying)}
        service = Service(run, store).start()
        clients = [Client(service, secret) for secret in sign_in(store, run.chance, [user] * 20)]
        walks, changes = [], 0
        for _ in range(options.walks):
            for order in ORDERS:
                for size in SIZES:
                    others = Coming(run, store, user, coming)
                    store.run(f"DELETE FROM user_preferences WHERE user_id = {user} AND product_id IN "
                              f"({', '.join(map(str, coming))})")
                    others.start()
                    began = time.monotonic()
                    found, pages = walk(clients, order, size)
                    seconds = time.monotonic() - began
                    others.stop()
                    changes += others.changes
                    came = {row["product"]["id"] for row in found} - set(places)
                    walks.append({"order": order, "size": size, "pages": pages, "seconds": round(seconds, 1),
                                  "changes": others.changes, "others_met": len(came), "failure": others.failure}
                                 | judge(found, order, places))
                    run.say(json.dumps(walks[-1]))
        result = {"store": kind, "products": options.products, "walks": len(walks), "changes": changes,
                  "others_met": sum(each["others_met"] for each in walks), "stop": service.stop()} | {
            name: sum(each[name] for each in walks) for name in ("skipped", "twice", "disordered", "coming_twice")}
        return result, run.expect({
            "a product was skipped": not result["skipped"], "a product came twice": not result["twice"],
            "a walk was not in its order": not result["disordered"],
            "whoever adds and removes failed": not any(each["failure"] for each in walks),
            "little came and went": all(each["changes"] for each in walks) and result["others_met"] > 0,
            "its end": result["stop"][0] == 0,
        })


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--store", choices=["sqlite", "postgres"], help="only on this one")
    options = parse(parser, STANDARD)
    kinds = [options.store] if options.store else ["postgres", "sqlite"]
    results = [one(options, kind) for kind in kinds]
    return verdict("web_pages", {"seed": options.seed, "runs": [result for result, _ in results]},
                   [f"{kind}: {words}" for kind, (_, broken) in zip(kinds, results) for words in broken])


if __name__ == "__main__":
    sys.exit(main())

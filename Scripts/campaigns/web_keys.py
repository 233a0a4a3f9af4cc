#!/usr/bin/env python3
"""One Idempotency-Key a hundred times at once, over two processes of `serve` on one store: done once (W6).

A hundred clients of one person, half of them at each process, send the same request with the same key at the same moment,
and again for as long as they are told that it is being done. On a file and on a PostgreSQL, for what makes a token and for
what adds a product, whose page a shop counts the requests of. Each must be done once; all who add a product get the same
answer, and of a token one gets the secret, and all others hear that it was told. The key with another body is refused, and
the same key of another person is another key.

usage: Scripts/campaign web_keys [--short] [--store sqlite|postgres] [--rounds N] [--clients N] [--seed N] [--logs FOLDER]
"""
import collections
import concurrent.futures
import json
import sys
import threading
import time

from rig import Client, Postgres, Run, Service, Shop, SQLiteFile, people, sign_in
from rig.archive import migrate
from rig.run import arguments, parse, verdict
from rig.web import PREFIX

STANDARD = {"rounds": (20, 3), "clients": (100, 100)}
# How long one may be told that the request is being done.
PATIENCE = 60


class Crowd:
    """Clients of one person who all ask at once."""

    def __init__(self, run, services, secrets):
        self.clients = [Client(services[number % len(services)], secret) for number, secret in enumerate(secrets)]
        self.pool = concurrent.futures.ThreadPoolExecutor(len(secrets))
        self.gate = threading.Barrier(len(secrets))
        run.callback(self.pool.shutdown)

    def ask(self, path, body, key=None):
        """The last answer of each, and how often one was told to wait."""
        waits, fields = collections.Counter(), {"Idempotency-Key": f'"{key}"'} if key else {}

        def one(client):
            self.gate.wait()
            end = time.monotonic() + PATIENCE
            while True:
                answer = client.ask("POST", path, body, fields)
                if answer.kind != "in-progress" or time.monotonic() > end:
                    return answer
                waits[answer.status] += 1
                time.sleep(0.1)

        return list(self.pool.map(one, self.clients)), waits


def count(store, sql):
    row = store.rows(sql)[0]
    return row[0] if store.kind == "sqlite" else row["n"]


def bytes_of(answer):
    return answer.status, answer.field("content-type"), answer.body


class Tried:
    """One kind of request in rounds: what was wrong, and figures of it."""

    def __init__(self, name):
        self.name, self.rounds, self.waits, self.replayed, self.wrong = name, 0, 0, 0, []

    def take(self, answers, waits, holds, words):
        self.rounds += 1
        self.waits += sum(waits.values())
        self.replayed += sum(answer.field("idempotency-replayed") == "true" for answer in answers)
        if not holds:
            statuses = collections.Counter((answer.status, answer.kind) for answer in answers)
            self.wrong.append(f"{words}: {sorted(statuses.items(), key=str)}")

    def figures(self):
        return {"rounds": self.rounds, "told_to_wait": self.waits, "replayed": self.replayed, "wrong": self.wrong[:3]}


def tokens(run, store, crowd, stranger, number, tried):
    key = f"token-{number}-{run.options.seed}"
    body = {"label": key, "days": 1}
    answers, waits = crowd.ask(f"{PREFIX}/tokens", body, key)
    statuses = collections.Counter((answer.status, answer.kind) for answer in answers)
    made = count(store, f"SELECT count(*) AS n FROM sessions WHERE label = '{key}'")
    once = {(201, None): 1, (409, "told-once"): len(answers) - 1}
    tried.take(answers, waits, made == 1 and statuses == collections.Counter(once), f"{key} made {made} tokens")
    other = crowd.clients[0].ask("POST", f"{PREFIX}/tokens", body | {"days": 2}, {"Idempotency-Key": f'"{key}"'})
    if (other.status, other.kind) != (422, "idempotency-key-reused"):
        tried.wrong.append(f"{key} with another body: {other.status} {other.kind}")
    foreign = stranger.ask("POST", f"{PREFIX}/tokens", body, {"Idempotency-Key": f'"{key}"'})
    if foreign.status != 201:
        tried.wrong.append(f"{key} of another person: {foreign.status} {foreign.kind}")


def products(run, store, crowd, shop, number, tried):
    product, key = shop.products[number], f"product-{number}-{run.options.seed}"
    answers, waits = crowd.ask(f"{PREFIX}/subscriptions", {"url": product["url"]}, key)
    fetched = sum(1 for entry in shop.log() if entry["product"] == product["id"])
    followed = count(store, "SELECT count(*) AS n FROM user_preferences f JOIN products p ON p.id = f.product_id "
                            f"WHERE p.url = '{product['url']}'")
    same = len({bytes_of(answer) for answer in answers}) == 1 and answers[0].status == 201
    tried.take(answers, waits, same and fetched == 1 and followed == 1,
               f"{key} fetched the page {fetched} times, followed by {followed}")
    again = crowd.clients[-1].ask("POST", f"{PREFIX}/subscriptions", {"url": product["url"]},
                                  {"Idempotency-Key": f'"{key}"'})
    if bytes_of(again) != bytes_of(answers[0]):
        tried.wrong.append(f"{key} once more: {again.status} {again.kind}")


def one(options, kind):
    with Run("web_keys", options, kind) as run:
        shop = Shop(run, options.rounds)
        store = Postgres(run).database() if kind == "postgres" else SQLiteFile(run)
        migrate(run, store)
        users = people(store, 2)
        settings = {"allow_addresses": [shop.address],
                    "hosts": {"default": {"rate": 200, "burst": 50, "connections": 16}}}
        services = [Service(run, store, f"serve-{number}", settings=settings).start() for number in range(2)]
        crowd = Crowd(run, services, sign_in(store, run.chance, [users[0]] * options.clients))
        stranger = Client(services[1], sign_in(store, run.chance, [users[1]])[0])
        tried = [Tried("tokens"), Tried("products")]
        for number in range(options.rounds):
            tokens(run, store, crowd, stranger, number, tried[0])
            products(run, store, crowd, shop, number, tried[1])
        # Without a key each is done: else nothing would be shown.
        crowd.ask(f"{PREFIX}/tokens", {"label": "without a key"})
        without = count(store, "SELECT count(*) AS n FROM sessions WHERE label = 'without a key'")
        left = count(store, "SELECT count(*) AS n FROM request_keys WHERE status IS NULL")
        stops = [service.stop() for service in services]
        result = {"store": kind, "clients": options.clients, "kinds": {each.name: each.figures() for each in tried},
                  "without_a_key": without,
                  "keys_left_open": left, "stops": stops}
        run.say(json.dumps(result))
        return result, run.expect({
            **{f"{each.name} were not done once: {each.wrong[:1]}": not each.wrong for each in tried},
            "nobody was told to wait, so that little was shown": tried[1].waits > 0,
            "without a key not each was done": without == options.clients, "keys are left open": not left, "an end": all(code == 0 and took <= 10 for code, took in stops),
        })


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--store", choices=["sqlite", "postgres"], help="only on this one")
    options = parse(parser, STANDARD)
    kinds = [options.store] if options.store else ["postgres", "sqlite"]
    results = [one(options, kind) for kind in kinds]
    return verdict("web_keys", {"seed": options.seed, "runs": [result for result, _ in results]},
                   [f"{kind}: {words}" for kind, (_, broken) in zip(kinds, results) for words in broken])


if __name__ == "__main__":
    sys.exit(main())

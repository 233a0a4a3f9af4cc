"""Made-up products with a past, as lines of Docs/export-format.md. No shop of these exists (RFC 2606 keeps `.example`)."""
import json
import random

DAY = 86_400_000
FORMAT = {"record": "header", "format": "sales-tracker-export", "version": 2}

# Name, address, currency, first price, what became of it each some days, list price, rule, what else is said of it.
GOODS = [
    ("Sablière Enamel Casserole, 26 cm", "https://maisonblanche.example/casseroles/sabliere-26", "EUR", 219.00,
     [(30, 189.00), (12, 219.00)], 219.00, "back in stock", {"out": [(6, -1)]}),
    ("Jarrold Desk Lamp, brass", "https://oakandiron.example/lighting/jarrold-desk-lamp", "GBP", 84.00,
     [(70, 89.00), (33, 84.00)], None, "below 70.00 GBP", {"paused": True}),
    ("Rookhope 13\" Laptop, 16 GB / 512 GB", "https://pixelwerk.example/laptops/rookhope-13", "EUR", 1_249.00,
     [(80, 1_199.00), (52, 1_249.00), (20, 1_149.00), (4, 1_099.00)], 1_299.00, "down 10% since asked", {}),
    ("Quillfeather Strategy Board Game, 2–5 players", "https://boardandmeeple.example/games/quillfeather", "GBP", 44.99,
     [(60, 39.99), (45, 44.99), (8, 46.99)], None, "any drop", {}),
    ("Tarnside 2-Person Tent, 3-season", "https://fellrunner.example/tents/tarnside-2", "GBP", 279.00,
     [(90, 259.00), (61, 279.00), (40, 249.00), (25, 279.00), (9, 229.00)], 299.00, "lowest in 90 days", {}),
    ("Marchmont Linen Duvet Set, king size", "https://linenroom.example/duvet/marchmont-king", "GBP", 139.00,
     [(75, 119.00), (58, 139.00), (28, 129.00)], 159.00, "below 110.00 GBP", {}),
    ("Kestrelby 27\" Monitor, 4K", "https://pixelwerk.example/monitors/kestrelby-27", "EUR", 379.00,
     [(66, 399.00), (48, 369.00), (31, 379.00), (14, 349.00), (3, 329.00)], 419.00, "any drop", {}),
    ("Glenhallow Oak Shelf, 120 cm", "https://oakandiron.example/shelves/glenhallow-120", "GBP", 119.00,
     [(50, 125.00)], None, "below 100.00 GBP", {}),
    ("Norrland Down Jacket, moss, size M", "https://fellrunner.example/jackets/norrland-moss-m", "GBP", 189.00,
     [(84, 169.00), (70, 189.00), (36, 149.00), (30, 189.00), (11, 159.00)], 220.00, "below 150.00 GBP",
     {"out": [(24, 19)]}),
    ("Fennimore Espresso Machine A720", "https://www.kitchenandco.example/coffee/fennimore-a720", "GBP", 429.00,
     [(72, 399.00), (55, 449.00), (29, 419.00), (6, 389.00)], 479.00, "down 30.00 GBP since last alert", {}),
    ("Corvane Wireless Headphones S540, graphite", "https://soundhouse.example/headphones/corvane-s540", "GBP", 249.00,
     [(96, 229.00), (83, 249.00), (64, 219.00), (51, 249.00), (37, 239.00), (22, 199.00), (15, 229.00), (1, 179.00)],
     279.00, "below 190.00 GBP", {"out": [(44, 41)]}),
    ("Aldwick Kettle K310, 1.7 L, cream", "https://www.kitchenandco.example/kettles/aldwick-k310", "GBP", 64.99,
     [(88, 59.99), (63, 64.99), (42, 54.99), (34, 62.49), (17, 57.99), (0.1, 49.99)], 69.99, "any drop", {}),
]
PAST = 118
# The alert that could not be told: product and price.
FAILED = (9, 149.00)


def lines(now):
    """The lines, newest product last.

    - now: milliseconds since 1970.
    """
    chance = random.Random(7)
    yield FORMAT
    alerts = []
    for number, goods in enumerate(GOODS, 1):
        product = Product(number, goods, now, chance)
        yield from product.lines()
        alerts += product.alerts()
    yield from sorted(alerts, key=lambda alert: alert["created_at"])


def text(now):
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines(now))


class Product:
    def __init__(self, number, goods, now, chance):
        (self.name, self.url, self.currency, first, changes, self.listed, self.rule, self.more) = goods
        self.number, self.now, self.chance = number, now, chance
        self.begin = now - PAST * DAY - number * 3_600_000
        # When each price came; at some minute of its day.
        self.steps = [(self.begin, first)] + [(self.at(days), price) for days, price in changes]

    def at(self, days):
        return self.now - int(days * DAY) - self.chance.randrange(6 * 3_600_000)

    def money(self, amount):
        return {"amount": f"{amount:.2f}", "currency": self.currency}

    def price(self, at):
        return [price for begin, price in self.steps if begin <= at][-1]

    def stock(self, at):
        for begin, end in self.more.get("out", []):
            if self.now - begin * DAY <= at < self.now - end * DAY:
                return "out_of_stock"
        return "in_stock"

    def rows(self):
        """Each change, the stock's too, and each day's first look."""
        moments = {moment for moment, _ in self.steps}
        moments |= {self.now - days * DAY for span in self.more.get("out", []) for days in span}
        carried = {day * DAY + 30_000 + self.number * 1_000
                   for day in range(self.begin // DAY + 1, self.now // DAY + 1)} - moments
        for at in sorted(moments | carried):
            if at > self.now:
                continue
            row = {"record": "price", "product": self.number, "at": at, "price": self.money(self.price(at)),
                   "availability": self.stock(at)}
            if self.listed:
                row["list_price"] = self.money(self.listed)
            if at in carried:
                row["is_carried_forward"] = True
            yield row

    def lines(self):
        last = self.now - 20_000 - self.chance.randrange(35_000)
        price = self.price(self.now)
        state = {"price": self.money(price), "availability": self.stock(self.now), "is_gone": False,
                 "price_since": self.steps[-1][0], "last_read_at": last, "last_check_at": last,
                 "last_row_day": self.now // DAY}
        if self.listed:
            state["list_price"] = self.money(self.listed)
        yield {"record": "product", "product": self.number, "url": self.url, "selection": "", "name": self.name,
               "created_at": self.begin, "state": state}
        told = self.told()
        is_met = self.rule.startswith("below") and price < float(self.rule.split()[1])
        subscription = {"record": "subscription", "product": self.number, "rule": self.rule, "channels": [],
                        "is_paused": self.more.get("paused", False), "reference": self.money(self.steps[0][1]),
                        "triggers": [{"is_armed": not is_met, "was_told": bool(told)}], "created_at": self.begin}
        if told:
            at, before, after = told[-1]
            subscription |= {"told_price": self.money(after), "told_from": self.money(before), "told_at": at}
        yield subscription
        yield from self.rows()

    def told(self):
        """The drops that the rule is about: moment, price before, price after."""
        drops = [(at, before, after) for (_, before), (at, after) in zip(self.steps, self.steps[1:]) if after < before]
        if self.rule.startswith("below"):
            return [drop for drop in drops if drop[2] < float(self.rule.split()[1])]
        if self.rule.startswith("down"):
            # As much as the two of them name, from what was asked or told before.
            least = self.steps[0][1] * 0.9 if "%" in self.rule else self.steps[0][1] - float(self.rule.split()[1])
            return [drop for drop in drops if drop[2] <= least][-1:]
        return [] if self.rule == "back in stock" or self.more.get("paused") else drops

    def alerts(self):
        def facts(price):
            known = {"price": self.money(price), "availability": "in_stock", "is_gone": False}
            return known | ({"list_price": self.money(self.listed)} if self.listed else {})

        for at, before, after in self.told():
            seen, sent = at, at + 11_000
            if (self.number, after) == FAILED:
                came = {"status": "dead", "failure": "552 5.2.2 The mailbox is full."}
            else:
                came = {"status": "accepted", "accepted_at": sent + 900, "receipt": "250 2.0.0 queued"}
            yield came | {"record": "alert", "product": self.number, "id": f"{self.chance.getrandbits(128):032x}",
                   "channel": "email", "kind": "drop", "rule": self.rule,
                   "reference": self.money(self.steps[0][1]), "product_name": self.name, "url": self.url,
                   "before": facts(before), "after": facts(after), "old_last_read_at": seen - 60_000, "seen_at": seen,
                   "confirmed_at": sent, "is_unusually_low": False, "attempts": 1, "created_at": sent,
                   "sent_at": sent + 300}

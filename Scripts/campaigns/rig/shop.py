"""LocalShop as processes, and prices that fall."""
import json
import subprocess
import time

from .run import call


class Shop:
    """A LocalShop, which ends with the campaign."""

    def __init__(self, run, products):
        self.process = subprocess.Popen(
            [run.program("localshop"), "--products", str(products), "--seed", str(run.chance.randrange(1000)),
             "--until-eof"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        run.callback(self.end)
        self.base = json.loads(self.process.stdout.readline())["url"]
        self.address = self.base.removeprefix("http://")
        self.products = call("GET", f"{self.base}/control/products")

    def end(self):
        self.process.terminate()
        self.process.wait()

    def price(self, product, price):
        call("POST", f"{self.base}/control/products/{product}", {"price": price})

    def fault(self, product, fault):
        call("POST", f"{self.base}/control/products/{product}/fault", fault)

    def log(self):
        """Every request of a product page."""
        return call("GET", f"{self.base}/control/log")


class Shops:
    """Several of them, each a host of its own to the workers, with products that are known by their URLs.

    A worker has a host to itself while it works there: with one shop the others would do nothing.
    """

    def __init__(self, run, products, count=10):
        count = min(count, products)
        shops = [Shop(run, products // count + (number < products % count)) for number in range(count)]
        self.shops, self.addresses = shops, [shop.address for shop in shops]
        self.owners = {product["url"]: (shop, product["id"]) for shop in shops for product in shop.products}
        self.products = [dict(product, id=product["url"]) for shop in shops for product in shop.products]

    def price(self, product, price):
        shop, number = self.owners[product]
        shop.price(number, price)

    def fault(self, product, fault):
        shop, number = self.owners[product]
        shop.fault(number, fault)

    def log(self):
        """Every request of a product page."""
        return [entry for shop in self.shops for entry in shop.log()]


def lower(price, share):
    """A price as the shop writes it, times a share below 1 and lower by at least the smallest unit."""
    digits = len(price.split(".")[1]) if "." in price else 0
    minor = int(price.replace(".", ""))
    cut = max(1, min(minor - 1, int(minor * share)))
    text = str(cut).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


class Drops:
    """Prices that fall at a steady rate; each stands until it was told, and only then the same product falls again."""

    def __init__(self, run, shops, sink, rate):
        self.run, self.shops, self.sink, self.rate = run, shops, sink, rate
        self.prices = {product["id"]: product["price"] for product in shops.products}
        self.names = list(self.prices)
        self.made = {}      # (product, price) -> when it was set
        self.standing = {}  # product -> price that is not told yet
        self.due = None
        self.starved = 0    # drops that were due while every product still waited for its last one to be told

    def step(self):
        """Makes the drops that are due."""
        self.look()
        now = time.monotonic()
        self.due = self.due or now
        while self.due <= now:
            self.due += 1 / self.rate
            if len(self.standing) == len(self.prices):
                self.starved += 1
                continue
            product = self.run.chance.choice(self.names)
            while product in self.standing:
                product = self.run.chance.choice(self.names)
            price = lower(self.prices[product], self.run.chance.uniform(0.93, 0.97))
            self.shops.price(product, price)
            self.made[product, price] = time.time()
            self.prices[product] = self.standing[product] = price

    def look(self):
        """Takes in what the sink got meanwhile."""
        for post in self.sink.read():
            if self.standing.get(post["product"]) == post["price"]:
                del self.standing[post["product"]]

    def settle(self, seconds):
        """Waits until every drop was told, or so long."""
        deadline = time.monotonic() + seconds
        while self.standing and time.monotonic() < deadline:
            time.sleep(0.25)
            self.look()

    def figures(self):
        """What came of them; lost are those that were not told, false is what was told and never was, or told anew."""
        first, identifiers, false = {}, {}, []
        for post in self.sink.posts:
            key = (post["product"], post["price"])
            if key not in self.made or identifiers.setdefault(key, post["id"]) != post["id"]:
                false.append(post)
            first.setdefault(key, post["received"])
        return {
            "drops": len(self.made), "told": sum(1 for key in self.made if key in first),
            "lost": sorted(key for key in self.made if key not in first), "false": false,
            "waits": [first[key] - moment for key, moment in self.made.items() if key in first],
        }

"""A store with a great many products, and people who follow them, put there by SQL."""
import time

from .archive import DAY
from .web import people

# How many websites the products are of.
SITES = 200
# How many products a person follows.
EACH = 50
# How many days the products have that are asked about: more than a list shows.
DEEP = 36


class Catalogue:
    """`products` products and `rows` days of prices; of `asked` products DEEP days each, the others share the rest.

    On a server each person follows EACH products, those that are asked about first, and one more person a thousand; in a
    file one person follows all. Fills a store that has its tables.
    """

    def __init__(self, run, store, products, rows, asked):
        self.store, self.products, self.rows, self.asked = store, products, rows, min(asked, products)
        began, self.now = time.monotonic(), int(time.time() * 1000)
        self.today = self.now // DAY
        if store.kind == "sqlite":
            self.people, self.collector = people(store, 1), None
        else:
            self.people, self.collector = people(store, products // EACH), people(store, 1, "collector")[0]
        for statement in self.sqlite() if store.kind == "sqlite" else self.postgres():
            store.run(statement)
        if store.kind == "postgres":
            store.server.command("psql", store.name, "-qXc", "VACUUM ANALYZE")
        run.say(f"{store.kind}: {products} products and {rows} days filled in {time.monotonic() - began:.0f} s")

    def owners(self):
        """Who follows products that are asked about: (person, first product, last product)."""
        if self.store.kind == "sqlite":
            return [(self.people[0], 1, self.asked)]
        return [(person, number * EACH + 1, (number + 1) * EACH)
                for number, person in enumerate(self.people[:self.asked // EACH])]

    def days(self):
        """(product, days ago) as two statements' sources: of those that are asked about, and of the others."""
        deep = self.asked * min(DEEP, self.rows // self.asked)
        return deep, max(0, self.rows - deep) if self.products > self.asked else 0

    def sqlite(self):
        deep, rest = self.days()
        count = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {}) "
        day = "{}, 'GBP', 3999, 3899, 4099, 3999, ({}) * 86400000, ({}) * 86400000 + 60000"
        yield f"""INSERT INTO websites (id, host, name) {count.format(SITES)}
            SELECT i + 1, 'shop-' || (i + 1) || '.example', 'shop' FROM n"""
        yield f"""INSERT INTO products (id, website_id, url, selection, name, active_followers, next_check_at, created_at,
            price_minor, price_currency, availability, price_since, last_read_at, last_check_at, outcome, lowest_minor,
            lowest_currency, image_url) {count.format(self.products)}
            SELECT i + 1, i % {SITES} + 1, 'https://shop-' || (i % {SITES} + 1) || '.example/products/' || (i + 1), '',
            'Kettle ' || (i + 1), 1, {self.now + DAY}, {self.now}, 1000 + i * 7919 % 100000, 'GBP', 'in_stock', {self.now},
            {self.now}, {self.now}, 'offer', 1000 + i * 7919 % 100000, 'GBP',
            'https://shop-' || (i % {SITES} + 1) || '.example/images/' || (i + 1) || '.jpg' FROM n"""
        # Those that are asked about were followed last, and stand first in the list.
        yield f"""INSERT INTO user_preferences (user_id, product_id, channels, is_paused, version, created_at)
            {count.format(self.products)} SELECT {self.people[0]}, {self.products} - i, '[]', 0, 1, {self.now} FROM n"""
        ago = f"{self.today} - i / {self.asked}"
        yield f"""INSERT INTO daily_prices {count.format(deep)}
            SELECT i % {self.asked} + 1, {day.format(ago, ago, ago)} FROM n"""
        if rest:
            others = self.products - self.asked
            ago = f"{self.today} - i / {others}"
            yield f"""INSERT INTO daily_prices {count.format(rest)}
                SELECT {self.asked} + i % {others} + 1, {day.format(ago, ago, ago)} FROM n"""
        yield f"""INSERT INTO prices {count.format(4 * self.asked)} SELECT i % {self.asked} + 1,
            ({self.today} - 1) * {DAY} + i / {self.asked} * 21600000, 3999 + i / {self.asked}, 'GBP', NULL, NULL,
            'in_stock', 0 FROM n"""

    def postgres(self):
        deep, rest = self.days()
        day = "'GBP', 3999, 3899, 4099, 3999, {0}::timestamp AT TIME ZONE 'UTC', " \
            "({0}::timestamp + interval '1 minute') AT TIME ZONE 'UTC'"
        today = "(now() AT TIME ZONE 'UTC')::date"
        yield f"""
            INSERT INTO websites (host, name) SELECT 'shop-' || i || '.example', 'shop'
                FROM generate_series(1, {SITES}) i ORDER BY i;
            INSERT INTO hosts (name, website_id) SELECT host, id FROM websites ORDER BY id;
            INSERT INTO products (website_id, url, selection, name, created_at) SELECT i % {SITES} + 1,
                'https://shop-' || (i % {SITES} + 1) || '.example/products/' || (i + 1), '', 'Kettle ' || (i + 1), now()
                FROM generate_series(0, {self.products} - 1) i ORDER BY i;
            INSERT INTO product_states (product_id, price_minor, price_currency, availability, price_since, last_read_at,
                last_check_at, outcome, lowest_minor, lowest_currency, image_url)
                SELECT p.id, 1000 + p.id * 7919 % 100000, 'GBP', 'in_stock', now(), now(), now(), 'offer',
                1000 + p.id * 7919 % 100000, 'GBP', 'https://' || w.host || '/images/' || p.id || '.jpg'
                FROM products p JOIN websites w ON w.id = p.website_id ORDER BY p.id;
            INSERT INTO check_queue (product_id, website_id, active_followers, next_check_at)
                SELECT id, website_id, 1, now() + interval '1 day' FROM products ORDER BY id"""
        follow = "INSERT INTO user_preferences (user_id, product_id, channels, is_paused, version, created_at, rule, memory)"
        rest_of_row = "'{}', false, 1, now(), 'any drop', '{\"triggers\":[]}'"
        yield f"""{follow} SELECT {self.people[0]} + (p.id - 1) / {EACH}, p.id, {rest_of_row} FROM products p
                WHERE (p.id - 1) / {EACH} < {len(self.people)} ORDER BY p.id;
            {follow} SELECT {self.collector}, p.id, {rest_of_row} FROM products p WHERE p.id <= 1000 ORDER BY p.id"""
        date = f"({today} - i / {self.asked})"
        yield f"""INSERT INTO daily_prices (product_id, day, currency, open_minor, low_minor, high_minor, close_minor,
                opened_at, closed_at) SELECT i % {self.asked} + 1, {date}, {day.format(date)}
            FROM generate_series(0, {deep} - 1) i"""
        if rest:
            others = self.products - self.asked
            date = f"({today} - i / {others})"
            yield f"""INSERT INTO daily_prices (product_id, day, currency, open_minor, low_minor, high_minor, close_minor,
                    opened_at, closed_at) SELECT {self.asked} + i % {others} + 1, {date}, {day.format(date)}
                FROM generate_series(0, {rest} - 1) i"""
        yield f"""INSERT INTO prices (product_id, observed_at, price_minor, price_currency, availability,
                is_carried_forward) SELECT i % {self.asked} + 1, ({today} - 1)::timestamp AT TIME ZONE 'UTC'
                + i / {self.asked} * interval '6 hours', 3999 + i / {self.asked}, 'GBP', 'in_stock', false
            FROM generate_series(0, {4 * self.asked} - 1) i"""

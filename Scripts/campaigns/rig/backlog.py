"""Alerts that wait in the outbox of a PostgreSQL, as many as wanted, after the pattern of one that came of a real drop."""
import time

from .shop import lower

# The columns of the pattern, but for what makes each alert and its person's subscription ones of their own.
FILL = """
INSERT INTO users (id, created_at) SELECT 1000 + n, clock_timestamp() FROM generate_series({first}, {last}) n;
INSERT INTO user_preferences OVERRIDING SYSTEM VALUE
SELECT (jsonb_populate_record(p, jsonb_build_object('id', 1000 + n, 'user_id', 1000 + n))).*
    FROM user_preferences p, alerts a, generate_series({first}, {last}) n
    WHERE p.user_id = 1 AND p.product_id = a.product_id AND a.id = '{pattern}';
INSERT INTO alerts (id, user_id, product_id, event_id, channel, facts, status, attempts, next_attempt_at, created_at)
SELECT md5('{seed} ' || n), 1000 + n, product_id, event_id, channel, facts, 'pending', 0, clock_timestamp(),
    clock_timestamp() FROM alerts, generate_series({first}, {last}) n WHERE alerts.id = '{pattern}';
"""


def wait_for(condition, seconds, step=0.1):
    """Waits until something is so, or so long; answers whether it is."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(step)
    return condition()


class Backlog:
    """Alerts of one drop, each to another person, over the channel of the pattern."""

    def __init__(self, run, shop, sink, database):
        """Lets the price of the shop's first product fall, and waits until workers that run have told it."""
        self.run, self.database, self.count = run, database, 0
        product = shop.products[0]
        shop.price(product["id"], lower(product["price"], 0.9))
        if not wait_for(lambda: bool(sink.read() or sink.posts), 60):
            raise SystemExit(f"{run.name}: no alert came of a drop")
        wait_for(lambda: database.alerts()[0]["status"] == "accepted", 30)
        self.pattern = sink.posts[0]["id"]

    def add(self, count):
        """Puts so many more into the outbox, as one transaction."""
        first = self.count + 1
        self.count += count
        self.database.run(FILL.format(first=first, last=self.count, seed=self.run.options.seed, pattern=self.pattern))

    def alerts(self):
        """Those alerts as the database has them, without the pattern."""
        return [alert for alert in self.database.alerts() if alert["id"] != self.pattern]

    def posts(self, sink):
        """What the sink got of them, by alert."""
        return {key: posts for key, posts in sink.by_alert().items() if key != self.pattern}

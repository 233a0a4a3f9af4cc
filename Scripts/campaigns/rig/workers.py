"""`salesctl watch` many times on one store: started, killed without warning, started again, stopped."""
import concurrent.futures
import json
import os
import signal
import subprocess
import time

# How long after a hand-over's answer its record may still be on the way to the store.
SETTLING = 5.0
# How much the clocks of a kill and of a receipt may be apart: both are of one machine, but one of two is late by a turn.
SLACK = 1.0
# With more workers than this that end by themselves there is nothing to measure.
MAXIMUM_ENDED = 20
# EX_TEMPFAIL: the store did not answer while the worker started, which an overloaded machine may bring about.
TEMPORARY = 75


def configuration(run, name, addresses, webhook, checks="interval: 5s, confirm_after: 1s, confirm_within: 2s",
                  hosts="rate: 200, burst: 50, connections: 16", store_connections=None):
    """Writes a configuration file, in which what is None is left to the program; answers its path."""
    path = run.path(f"{name}.yaml")
    with open(path, "w") as file:
        file.write(f"""allow_addresses: [{", ".join(f'"{address}"' for address in addresses)}]
notify:
  channels: [webhook]
  webhook: {{url: "{webhook}"}}
""")
        if checks:
            file.write(f"checks: {{{checks}}}\n")
        if hosts:
            file.write(f"hosts:\n  default: {{{hosts}}}\n")
        if store_connections:
            file.write(f"store_connections: {store_connections}\n")
    return path


def track_all(run, urls, common, at_once=4):
    """Tracks pages with any drop as their rule."""
    began = time.monotonic()

    def track(url):
        done = subprocess.run([run.program("salesctl"), "track", url, "--any-drop", *common], capture_output=True, text=True,
                              env=environment())
        if done.returncode:
            raise SystemExit(f"{run.name}: {url} was not tracked: {done.stderr.strip() or done.stdout.strip()}")

    # On a server nothing else makes a store.
    subprocess.run([run.program("salesctl"), "migrate", *common], check=True, stdout=subprocess.DEVNULL, env=environment())
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        list(pool.map(track, urls))
    run.say(f"{len(urls)} products tracked in {time.monotonic() - began:.0f} s")


def take_over(run, products, common, at_once=8):
    """Tracks products of shops at the price they have, with any drop as their rule, by imports."""
    began = time.monotonic()
    parts = [list(enumerate(products, 1))[part::at_once] for part in range(min(at_once, len(products)))]
    paths = [run.path(f"products-{part}.jsonl") for part in range(len(parts))]
    for path, part in zip(paths, parts):
        with open(path, "w") as file:
            file.writelines(json.dumps(line) + "\n" for line in export(part))

    def take(path):
        subprocess.run([run.program("salesctl"), "import", path, *common], check=True, stdout=subprocess.DEVNULL,
                       env=environment())

    subprocess.run([run.program("salesctl"), "migrate", *common], check=True, stdout=subprocess.DEVNULL, env=environment())
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        list(pool.map(take, paths))
    run.say(f"{len(products)} products taken over in {time.monotonic() - began:.0f} s")


def export(numbered):
    """Numbered products of shops as Docs/export-format.md has them."""
    now = round(1000 * time.time())
    yield {"record": "header", "format": "sales-tracker-export", "version": 2}
    for number, product in numbered:
        price = {"amount": product["price"], "currency": product["currency"]}
        yield {"record": "product", "product": number, "url": product["url"], "name": product["name"], "selection": "",
               "created_at": now, "state": {"price": price, "price_since": now, "availability": product["availability"],
                                            "is_gone": False, "last_read_at": now, "last_check_at": now}}
        yield {"record": "subscription", "product": number, "rule": "any drop", "channels": [], "created_at": now,
               "is_paused": False, "reference": price, "triggers": [{"is_armed": True, "was_told": False}]}


def environment():
    """The environment of a worker, without what the caller's own databases and settings are reached by."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PG", "SALES_"))}


class Crew:
    """Workers by number.

    `clock` is a library that puts a program's wall clock wrong, and `skews` by how many seconds it does so for each worker.
    """

    def __init__(self, run, address, configurations, skews=None, options=(), clock=None):
        self.run, self.skews, self.clock = run, skews or [0] * len(configurations), clock
        self.commands = [[run.program("salesctl"), "watch", "--log-format", "json", *options, "--store", address, "--config",
                          configuration] for configuration in configurations]
        self.processes = [None] * len(self.commands)
        self.kills = []  # (worker, before, after) the signal
        self.ended = []  # of workers that ended by themselves: (worker, exit code)
        run.callback(self.end)

    def start(self):
        for worker in range(len(self.commands)):
            self.begin(worker)

    def begin(self, worker):
        around = environment()
        if self.skews[worker]:
            around |= {"LD_PRELOAD": self.clock, "WALL_CLOCK_OFF": str(self.skews[worker])}
        with open(self.log(worker), "ab") as log:
            self.processes[worker] = subprocess.Popen(self.commands[worker], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                      env=around)

    def log(self, worker):
        return self.run.path(f"watch-{worker}.log")

    def checks(self):
        """How many checks each worker wrote down; all of them with --verbose."""
        counts = []
        for worker in range(len(self.processes)):
            with open(self.log(worker)) as log:
                counts.append(sum(1 for line in log if '"message":"checked"' in line))
        return counts

    def pids(self):
        return [process.pid for process in self.processes]

    def watch_over(self):
        """Starts workers again that ended by themselves, and remembers that they did."""
        for worker, process in enumerate(self.processes):
            if process.poll() is not None:
                self.ended.append((worker, process.returncode))
                words = f"worker {worker} ended by itself with {process.returncode}; see {self.log(worker)}"
                if len(self.ended) > MAXIMUM_ENDED:
                    raise SystemExit(f"{self.run.name}: {words}")
                self.run.say(words)
                self.begin(worker)

    def kill(self, worker):
        """Kills a worker and starts it again at once."""
        process, before = self.processes[worker], time.time()
        if process.poll() is not None:
            self.ended.append((worker, process.returncode))
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.kills.append((worker, before, time.time()))
        self.begin(worker)

    def faults(self):
        """The workers that ended by themselves for a reason that does not pass."""
        return [each for each in self.ended if each[1] != TEMPORARY]

    def stop(self):
        """SIGTERM to all; the exit codes other than 0, and the seconds that the slowest took."""
        began, slowest = time.monotonic(), 0.0
        for process in self.processes:
            process.terminate()
        codes = []
        for process in self.processes:
            try:
                codes.append(process.wait(timeout=30))
            except subprocess.TimeoutExpired:
                process.kill()
                codes.append(process.wait())
            slowest = max(slowest, time.monotonic() - began)
        return [code for code in codes if code], round(slowest, 2)

    def end(self):
        for process in self.processes:
            if process and process.poll() is None:
                process.kill()
                process.wait()

    def killer(self, post, before):
        """The kill of the worker that sent a post between its hand-over and its record, before a moment; None for none."""
        last = post.get("answered", post["received"]) + SETTLING
        for worker, began, done in self.kills:
            if worker == post["worker"] and done >= post["received"] - SLACK and began <= min(last, before):
                return began
        return None

    def twice(self, sink, alerts):
        """Which alerts came more than once, and which of them no kill explains.

        A kill explains a second post where it ended the worker that sent the one before, after that was received and
        before its record can have been kept; and the store must have counted an attempt for each post.
        """
        attempts = {alert["id"]: alert["attempts"] for alert in alerts}
        twice = {key: posts for key, posts in sink.by_alert().items() if len(posts) > 1}
        unexplained = []
        for key, posts in twice.items():
            kills = [self.killer(first, second["received"]) for first, second in zip(posts, posts[1:])]
            if None in kills or attempts.get(key, 0) < len(posts):
                unexplained.append({"posts": posts, "kills": kills, "attempts": attempts.get(key)})
        return len(twice), unexplained

"""One run of a campaign: its seed, its folder, what it started, and its verdict."""
import argparse
import contextlib
import json
import math
import os
import random
import shutil
import socket
import sys
import tempfile
import time
import urllib.request

# How often progress is said, in seconds.
SAID_EVERY = 60


def call(method, url, body=None):
    """Asks the shop's control interface."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        text = response.read()
    return json.loads(text) if text.strip() else None


def free_port():
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


class Rhythm:
    """Something that is due after each so many seconds; with none, never."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.next = time.monotonic() + seconds if seconds else math.inf

    def is_due(self):
        """Whether it is; once each time."""
        if time.monotonic() < self.next:
            return False
        self.next += self.seconds
        return True


def percentiles(values):
    """The usual figures of some durations in seconds, by nearest rank; None for none."""
    values = sorted(values)
    rank = lambda share: round(values[max(0, math.ceil(share * len(values)) - 1)], 2)
    if not values:
        return None
    return {"p50": rank(0.5), "p95": rank(0.95), "p99": rank(0.99), "max": round(values[-1], 2)}


def arguments(description, standard):
    """A parser with what all campaigns take: --short, --seed, --logs, and numbers with their (full, short) standards."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="the form for CI")
    parser.add_argument("--seed", type=int, help="the same number draws the same numbers again")
    parser.add_argument("--logs", help="a folder that is kept (default: a temporary one, kept where a promise broke)")
    for name, (full, short) in standard.items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(full), help=f"default {full}, short {short}")
    return parser


def parse(parser, standard):
    """The options with their standards filled in."""
    options = parser.parse_args()
    for name, (full, short) in standard.items():
        if getattr(options, name) is None:
            setattr(options, name, short if options.short else full)
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1 << 32)
    return options


class Run(contextlib.ExitStack):
    """A folder, a source of chance, and what is to be taken away at the end, last first."""

    def __init__(self, name, options, folder=None):
        super().__init__()
        self.name, self.options, self.broken, self.is_over = name, options, [], False
        self.chance = random.Random(f"{options.seed} {folder}" if folder else options.seed)
        parent = options.logs
        if parent:
            self.work = os.path.join(parent, folder) if folder else parent
            os.makedirs(self.work, exist_ok=True)
        else:
            self.work = tempfile.mkdtemp(prefix=f"sales-{name}-{folder + '-' if folder else ''}")
        self.say(f"seed {options.seed}, logs in {self.work}")

    def __exit__(self, *failure):
        outcome = super().__exit__(*failure)
        if self.is_over and not self.broken and not self.options.logs:
            shutil.rmtree(self.work, ignore_errors=True)
        return outcome

    def say(self, words):
        """Progress, for people."""
        print(f"{time.strftime('%H:%M:%S')} {self.name}: {words}", file=sys.stderr, flush=True)

    def path(self, *parts):
        return os.path.join(self.work, *parts)

    def program(self, name):
        return os.path.join(os.environ["CAMPAIGN_BIN"], name)

    def expect(self, promises):
        """Takes in what was promised: words and whether it held. Answers the words of what did not."""
        broken = [words for words, holds in promises.items() if not holds]
        self.broken += broken
        self.is_over = True
        return broken


def verdict(name, result, broken):
    """Prints the one line of JSON and the sentence after it; the exit code."""
    print(json.dumps(result | {"broken": broken}), flush=True)
    print(f"{name}: " + ("as promised" if not broken else "BROKEN PROMISE: " + ", ".join(broken)), flush=True)
    return 1 if broken else 0

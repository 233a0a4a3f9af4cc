#!/usr/bin/env python3
"""Ten thousand requests that Schemathesis makes of `/openapi.json`: no check fails, and every failure is a problem (W1, W9).

All of its checks and phases, signed in as an admin whose token may everything, on a file, where a LocalShop is all that can
be reached: service, shop and Schemathesis are in a network namespace of their own, which has nothing but a loopback. What
ends sessions or erases whoever asks is asked by somebody else each time. Of every answer is judged as well that a
failure is `application/problem+json` and says nothing of statements, files or sources.

The seed is told; with the same one the same requests are made. Wants root or user namespaces.
usage: Scripts/campaign web_fuzz [--short] [--cases N] [--document FILE] [--seed N] [--logs FOLDER]
"""
import collections
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

from rig import Client, Run, Service, Shop, SQLiteFile, people, sign_in
from rig.archive import migrate
from rig.run import arguments, parse, verdict
from rig.web import PREFIX

STANDARD = {"cases": (10_000, 300)}
ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / ".build-tools/venv/bin/schemathesis"
HOOKS = "web_fuzz-hooks"
# Says that the namespace is there.
INSIDE = "WEB_FUZZ_INSIDE"
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
# A page, a price, a secret, or what goes together decides of these as well.
JUDGED_BY_MORE = [
    ("POST", "/subscriptions"), ("PATCH", "/subscriptions/{id}"), ("POST", "/extractions"),
    ("POST", "/products/{id}/rule-previews"), ("POST", "/sessions"), ("POST", "/verifications"), ("PATCH", "/me"),
    ("POST", "/me/tests"), ("POST", "/me/verifications"), ("POST", "/sign-ups"), ("POST", "/sign-ins"),
    ("POST", "/admin/users"), ("PATCH", "/admin/users/{id}"),
]
# The number of the one who asks: none that anybody makes up.
NUMBER = 7_340_033
# As many as may ask together without anybody asking too often: ten a second each.
SESSIONS = 400
# How many runs there are at most to make so many cases.
ROUNDS = 5
# How many there are whom a request may end.
LEAVING = 3_000
# Of an hour: an operation alone, with the pages that it fetches.
PATIENCE = 6 * 3_600


def enclose():
    """Goes on in a network of its own."""
    words = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c",
             'ip link set lo up && exec "$@"', "sh", sys.executable, *sys.argv]
    os.environ[INSIDE] = "yes"
    os.execvp(words[0], words)


def settings(run):
    """Where more than the document decides whether a request is taken, it may be refused as `invalid`; the file's path."""
    path = run.path("schemathesis.toml")
    statuses = ", ".join(f'"{status}"' for status in ("2xx", "3xx", 401, 403, 404, 409, 415, 422, 429))
    with open(path, "w") as file:
        for method, tail in JUDGED_BY_MORE:
            file.write(f'[[operations]]\ninclude-name = "{method} {PREFIX}{tail}"\n'
                       f"[operations.checks.positive_data_acceptance]\nexpected-statuses = [{statuses}]\n\n")
    return path


class Try:
    """A run of Schemathesis with a seed, and what came of it."""

    def __init__(self, run, service, document, lists, examples, seed, *words):
        tally = run.path(f"tally-{seed}.json")
        around = {"SCHEMATHESIS_HOOKS": HOOKS, "PYTHONPATH": str(Path(__file__).parent), "WEB_FUZZ_TALLY": tally,
                  "WEB_FUZZ_PERSON": str(NUMBER)}
        for name, texts in lists.items():
            around[f"WEB_FUZZ_{name}"] = run.path(name.lower())
            Path(run.path(name.lower())).write_text("\n".join(texts))
        command = [TOOL, "--config-file", settings(run), "run", document, "--url", service.base, "--checks", "all",
                   "--seed", str(seed), "--max-examples", str(examples), "--continue-on-failure", "--no-color",
                   "--generation-database", "none", "--request-timeout", "60", "--suppress-health-check", "all",
                   # Secrets that do not hold would take the place of what is behind them; one check tries those anyway.
                   "--generation-with-security-parameters", "false", "--warnings", "off", *words]
        log = run.path(f"schemathesis-{seed}.log")
        run.say(f"seed {seed}, {examples} examples of each operation at most; {log} tells how it goes")
        with open(log, "w") as file:
            self.code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, cwd=run.work,
                                       env=os.environ | around, timeout=PATIENCE).returncode
        self.said = Path(log).read_text()
        # None where it did not come so far.
        found = json.loads(Path(tally).read_text()) if os.path.exists(tally) else {
            "cases": 0, "statuses": {}, "operations": {}, "wrong": []}
        self.cases, self.operations, self.wrong = found["cases"], found["operations"], found["wrong"]

    def failures(self):
        """What it found, as it sums that up: codes with their words."""
        return re.findall(r"^ +❌ (ST\d+ .+): \d+$", self.said, re.M)


def enough(run, service, document, lists, operations):
    """Runs, with a seed after the other, until there are as many cases as are asked for."""
    options, tries = run.options, []
    # Half of what can be asked has nothing that could be drawn.
    examples = max(2, 2 * math.ceil(options.cases / max(1, operations)))
    phases = ["--phases", "examples,fuzzing,stateful"] if options.short else []
    while sum(each.cases for each in tries) < options.cases and len(tries) < ROUNDS:
        tries.append(Try(run, service, document, lists, examples, options.seed + len(tries), *phases))
        if not tries[-1].cases:
            break
    return tries


def together(tries):
    """The figures of all runs: statuses of each operation, and in all."""
    operations, statuses = {}, collections.Counter()
    for each in tries:
        for name, counts in each.operations.items():
            operations.setdefault(name, collections.Counter()).update(counts)
            statuses.update(counts)
    # What was never done shows little.
    never = [name for name, counts in operations.items() if not any(status[0] in "23" for status in counts)]
    return operations, {"cases": sum(each.cases for each in tries), "statuses": dict(sorted(statuses.items())),
                        "exit_codes": [each.code for each in tries],
                        "failures": sorted({words for each in tries for words in each.failures()}), "never_done": never}


def main():
    parser = arguments(__doc__, STANDARD)
    parser.add_argument("--document", help="a file in place of what is served")
    options = parse(parser, STANDARD)
    if INSIDE not in os.environ:
        if "--seed" not in sys.argv:
            sys.argv += ["--seed", str(options.seed)]
        enclose()
    with Run("web_fuzz", options) as run:
        store, shop = SQLiteFile(run), Shop(run, 50)
        migrate(run, store)
        admin = people(store, 1, "admin", is_admin=True)[0]
        store.run(f"UPDATE users SET id = {NUMBER} WHERE id = {admin}")
        lists = {"SECRETS": sign_in(store, run.chance, [NUMBER] * SESSIONS, "admin"),
                 "LEAVING": sign_in(store, run.chance, people(store, LEAVING, "leaving", is_admin=True), "admin"),
                 "PAGES": [product["url"] for product in shop.products]}
        service = Service(run, store, settings={
            "allow_addresses": [shop.address],
            "web": {"trusted_proxies": ["127.0.0.1"], "adds_per_hour": 1_000_000, "products_per_person": 1_000_000},
            "hosts": {"default": {"rate": 1000, "burst": 1000, "connections": 16}},
        }).start()
        answer = Client(service).ask("GET", "/openapi.json")
        is_served = answer.status == 200
        document, tries, operations = options.document, [], 0
        if is_served and not document:
            document = run.path("openapi.json")
            Path(document).write_bytes(answer.body)
        if document:
            paths = json.loads(Path(document).read_text())["paths"]
            operations = sum(len(METHODS & set(item)) for item in paths.values())
            tries = enough(run, service, document, lists, operations)
        alive = service.process.poll() is None
        log = Path(service.log).read_text(errors="replace")
        result = {"seed": options.seed, "is_served": is_served, "operations": operations,
                  "failed_in_log": log.count("A request failed"), "stop": service.stop() if alive else None}
        promises = {"there is no document": is_served or document is not None, "the service ended by itself": alive,
                    "a request failed unforeseen": not result["failed_in_log"],
                    "its end": not alive or result["stop"][0] == 0}
        if tries:
            asked, figures = together(tries)
            Path(run.path("operations.json")).write_text(json.dumps(asked, indent=1, sort_keys=True))
            wrong = [words for each in tries for words in each.wrong]
            result |= figures | {"wrong": wrong[:10]}
            for words in wrong:
                run.say(f"wrong: {words}")
            promises |= {
                f"fewer cases than {options.cases}": result["cases"] >= options.cases,
                f"Schemathesis found {len(result['failures'])} kinds of failure": not any(result["exit_codes"]),
                "an answer was wrong": not wrong,
                "many were refused for coming too often": result["statuses"].get("429", 0) * 20 <= result["cases"],
            }
        broken = run.expect(promises)
    return verdict("web_fuzz", result, broken)


if __name__ == "__main__":
    sys.exit(main())

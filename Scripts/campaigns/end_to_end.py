#!/usr/bin/env python3
"""Drops, glitches and SIGKILLs against a running watch: every drop told, nothing false, nothing lost.

Starts LocalShop, tracks its products with salesctl, runs `salesctl watch` with a web hook as the only channel (the
shop's own sink, another process), lowers prices at random moments, sprinkles glitches, and kills watch without warning
in between. Then it compares what the sink received with what was done. An alert that came twice is allowed only where
a kill fell between the hand-over and its record.

usage: Scripts/campaign end_to_end [--short] [--seed N] [--products N] [--drops N] [--glitches N] [--kills N] [--seconds N]
"""
import argparse
import collections
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

GLITCHES = ["zero", "tenth", "currency", "captcha", "status"]


def call(method, url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        text = response.read()
    return json.loads(text) if text.strip() else None


class Watch:
    """`salesctl watch` as a process that can be killed and started again."""

    def __init__(self, command, log):
        self.command, self.log, self.process = command, log, None

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        began = time.monotonic()
        self.process.terminate()
        code = self.process.wait(timeout=30)
        return code, time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="the form that CI runs")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--products", type=int)
    parser.add_argument("--drops", type=int)
    parser.add_argument("--glitches", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seconds", type=int)
    options = parser.parse_args()
    standard = dict(products=40, drops=10, glitches=6, kills=2, seconds=25) if options.short else dict(
        products=200, drops=50, glitches=20, kills=5, seconds=120)
    for key, value in standard.items():
        if getattr(options, key) is None:
            setattr(options, key, value)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"end_to_end: seed {seed}", flush=True)
    chance = random.Random(seed)
    work = tempfile.mkdtemp(prefix="sales-campaign-")
    shop = None
    try:
        shop = subprocess.Popen([os.path.join(os.environ["CAMPAIGN_BIN"], "localshop"), "--products", str(options.products),
                                 "--seed", str(seed % 1000)], stdout=subprocess.PIPE, text=True)
        base = json.loads(shop.stdout.readline())["url"]
        return run(options, chance, work, base)
    finally:
        if shop:
            shop.terminate()
            shop.wait()
        shutil.rmtree(work, ignore_errors=True)


def run(options, chance, work, base):
    salesctl = os.path.join(os.environ["CAMPAIGN_BIN"], "salesctl")
    config = os.path.join(work, "config.yaml")
    with open(config, "w") as file:
        file.write(f"""allow_addresses: ["{base.removeprefix('http://')}"]
checks: {{interval: 5s, confirm_after: 1s, confirm_within: 2s}}
hosts:
  default: {{rate: 200, burst: 50, connections: 16}}
notify:
  channels: [webhook]
  webhook: {{url: "{base}/sink"}}
""")
    common = ["--store", f"sqlite:{work}/tracker.sqlite", "--config", config]
    products = call("GET", f"{base}/control/products")
    began = time.monotonic()
    for product in products:
        subprocess.run([salesctl, "track", product["url"], "--any-drop", *common], check=True, stdout=subprocess.DEVNULL)
    print(f"end_to_end: {len(products)} products tracked in {time.monotonic() - began:.0f} s", flush=True)

    order = chance.sample(products, len(products))
    dropped = order[:options.drops]
    plan = [(chance.uniform(0, options.seconds), "drop", product) for product in dropped]
    plan += [(chance.uniform(0, options.seconds), "glitch", product) for product in order[options.drops:][:options.glitches]]
    plan += [(options.seconds * (index + chance.uniform(0.2, 0.8)) / options.kills, "kill", None) for index in range(options.kills)]
    plan.sort(key=lambda step: step[0])

    log = open(os.path.join(work, "watch.log"), "ab")
    watch = Watch([salesctl, "watch", "--log-format", "json", *common], log)
    watch.start()
    done, kills, starts = {}, [], time.time()
    for moment, kind, product in plan:
        time.sleep(max(0, starts + moment - time.time()))
        if kind == "kill":
            kills.append(time.time())
            watch.kill()
            watch.start()
        elif kind == "drop":
            lower(base, product, chance)
            done[product["id"]] = time.time()
        else:
            fault = {"kind": chance.choice(GLITCHES), "count": chance.choice([1, 2])}
            if fault["kind"] == "status":
                fault["status"] = 503
            call("POST", f"{base}/control/products/{product['id']}/fault", fault)
    deadline = time.time() + 90
    while time.time() < deadline and len(received(base)[0]) < len(done):
        time.sleep(0.5)
    time.sleep(6)  # what is false or doubled has another round of checks to show itself
    code, took = watch.stop()
    log.close()
    return judge(options, base, common, salesctl, done, kills, code, took)


def lower(base, product, chance):
    whole = "." not in product["price"]
    minor = int(product["price"].replace(".", ""))
    cut = max(1, minor * chance.randrange(60, 95) // 100)
    digits = len(product["price"].split(".")[1]) if not whole else 0
    text = str(cut).rjust(digits + 1, "0")
    price = text if whole else f"{text[:-digits]}.{text[-digits:]}"
    call("POST", f"{base}/control/products/{product['id']}", {"price": price})


def received(base):
    """What the sink got: the products told, and the times of each alert by its identifier."""
    told, times = collections.Counter(), collections.defaultdict(list)
    for entry in call("GET", f"{base}/sink"):
        body = entry["body"] if isinstance(entry["body"], dict) else json.loads(entry["body"])
        key = body["id"]
        if not times[key]:
            told[int(body["product"]["url"].rsplit("/", 1)[1])] += 1
        times[key].append(entry["time"] / 1000)
    return told, times


def judge(options, base, common, salesctl, done, kills, code, took):
    told, times = received(base)
    twice = {key: moments for key, moments in times.items() if len(moments) > 1}
    excused = [key for key, moments in twice.items()
               if any(moments[0] - 1 <= kill <= moments[1] for kill in kills)]
    alerts = json.loads(subprocess.run([salesctl, "alerts", "list", "--limit", "1000", "--format", "json", *common],
                                       check=True, capture_output=True, text=True).stdout)
    latencies = sorted(alert["seconds_to_tell"] for alert in alerts if alert["seconds_to_tell"] is not None)
    result = {
        "products": options.products, "drops": len(done), "glitches": options.glitches, "kills": len(kills),
        "told": sum(1 for product in done if told[product]),
        "lost": sum(1 for product in done if not told[product]),
        "false": sum(count for product, count in told.items() if product not in done)
                 + sum(count - 1 for product, count in told.items() if product in done and count > 1),
        "received_twice": len(twice), "received_twice_by_a_kill": len(excused),
        "seconds_to_tell_median": latencies[len(latencies) // 2] if latencies else None,
        "seconds_to_tell_max": latencies[-1] if latencies else None,
        "stop_code": code, "stop_seconds": round(took, 2),
    }
    print(json.dumps(result))
    fine = (result["lost"] == 0 and result["false"] == 0 and len(twice) == len(excused)
            and result["told"] == len(done) and code == 0 and took <= 10)
    print("end_to_end: " + ("as promised" if fine else "BROKEN PROMISE"))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

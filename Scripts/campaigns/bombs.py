#!/usr/bin/env python3
"""A hundred bodies that are made to fill memory or to last for ever, at once, beside hosts that are well.

Serves pages on loopback addresses of their own: 100 hosts that turn into bombs (compressed a thousandfold and twice over,
several gzip members, endless, false lengths both ways, headers without end, a byte every five seconds, no body at all) and
20 that stay well. `salesctl watch` tracks all of them. Asked (RELIABILITY H2): its memory grows by 64 MB at most, each bomb
ends within 21 s, and a check of a healthy host takes its turn no more than twice as late as before.

usage: Scripts/campaign bombs [--short] [--hosts N] [--healthy N] [--seconds N]
"""
import argparse
import asyncio
import gzip
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

INTERVAL = 5
GROWTH_LIMIT_MB = 64
LONGEST_SECONDS = 21
# What the compressed kinds are made of: a megabyte becomes about a kilobyte.
ZEROS = b"0" * (1 << 20)


def page(name):
    return (f'<!doctype html><html lang="en"><head><title>{name}</title><script type="application/ld+json">{{"@type":'
            f'"Product","name":"{name}","offers":{{"@type":"Offer","price":"10.00","priceCurrency":"GBP","availability":'
            f'"https://schema.org/InStock"}}}}</script></head><body><h1>{name}</h1><p>£10.00</p></body></html>').encode()


def pieces(wbits, inner):
    """What a stream without an end begins with, and what it goes on with: after a full flush each piece stands alone."""
    stream = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return [stream.compress(piece) + stream.flush(zlib.Z_FULL_FLUSH) for piece in inner]


GZIP = pieces(31, [ZEROS, ZEROS])
DEFLATE = pieces(15, [ZEROS, ZEROS])
TWICE = pieces(31, [GZIP[0] + GZIP[1] * 500, GZIP[1] * 500])
MEMBER = gzip.compress(ZEROS)


def without_end(first, rest):
    yield first
    while True:
        yield rest


def endless():
    while True:
        yield b"<p>more and more</p>" * 3_000


def drip():
    while True:
        yield b"<"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n"


def headers():
    yield HEAD
    for number in range(1_000):
        yield b"X-Filler-%d: " % number + b"x" * 8_000 + b"\r\n"
    yield b"\r\n"


# Each kind: what comes before the body, the pieces of the body, whether they go in chunks, and the pause between them.
BOMBS = {
    "gzip": (CHUNKED + b"Content-Encoding: gzip\r\n\r\n", lambda: without_end(*GZIP), True, 0),
    "deflate": (CHUNKED + b"Content-Encoding: deflate\r\n\r\n", lambda: without_end(*DEFLATE), True, 0),
    "gzip twice": (CHUNKED + b"Content-Encoding: gzip, gzip\r\n\r\n", lambda: without_end(*TWICE), True, 0),
    "gzip members": (CHUNKED + b"Content-Encoding: gzip\r\n\r\n", lambda: without_end(MEMBER, MEMBER), True, 0),
    "endless chunks": (CHUNKED + b"\r\n", endless, True, 0),
    # Its ten bytes are a whole answer; what follows lies on an idle connection that nobody reads, so it has an end.
    "length too small": (HEAD + b"Content-Length: 10\r\n\r\n", lambda: itertools.islice(endless(), 50), False, 0),
    "length too large": (HEAD + b"Content-Length: 1000000000000\r\n\r\n", lambda: iter([b"<html>" * 1_000]), False, 0),
    "headers": (b"", headers, False, 0),
    "drip": (CHUNKED + b"\r\n", drip, True, 5),
    "no body": (HEAD + b"Content-Length: 100000\r\n\r\n", lambda: iter([]), False, 0),
}


class Server:
    """All hosts: each on its own address, so that each is a host of its own to the tracker."""

    def __init__(self, options):
        self.healthy = [f"127.0.2.{number + 1}" for number in range(options.healthy)]
        kinds = list(BOMBS)
        self.kinds = {f"127.0.1.{number + 1}": kinds[number % len(kinds)] for number in range(options.hosts)}
        self.is_armed = False
        self.seen = {address: [] for address in self.healthy}
        self.lasted, self.at_once, self.most_at_once = [], 0, 0

    async def answer(self, reader, writer):
        address = writer.get_extra_info("sockname")[0]
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                if b"/robots.txt" in request.split(b"\r\n", 1)[0]:
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                elif self.is_armed and address in self.kinds:
                    return await self.explode(reader, writer, address)
                else:
                    if address in self.seen:
                        self.seen[address].append(time.monotonic())
                    body = page(f"Kettle {address}")
                    writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()

    async def explode(self, reader, writer, address):
        head, pieces, is_chunked, pause = BOMBS[self.kinds[address]]
        began = time.monotonic()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        # The other side has ended it where nothing more can be read from there.
        ended = asyncio.ensure_future(reader.read(1))
        try:
            writer.write(head)
            for piece in pieces():
                writer.write(b"%x\r\n" % len(piece) + piece + b"\r\n" if is_chunked else piece)
                drained = asyncio.ensure_future(writer.drain())
                await asyncio.wait([ended, drained], return_when=asyncio.FIRST_COMPLETED)
                if pause:
                    await asyncio.wait([ended], timeout=pause)
                if ended.done() or drained.exception():
                    drained.cancel()
                    break
            if self.kinds[address] != "length too small":
                await asyncio.wait([ended], timeout=LONGEST_SECONDS * 3)
        finally:
            if not ended.cancel():
                ended.exception()
            self.at_once -= 1
            self.lasted.append((round(time.monotonic() - began, 1), self.kinds[address]))


def gaps(times, since, until):
    """The seconds between one request of a healthy host and its next."""
    between = []
    for each in times.values():
        within = [moment for moment in each if since <= moment <= until]
        between += [later - earlier for earlier, later in zip(within, within[1:])]
    return between


def memory(pid, name):
    with open(f"/proc/{pid}/status") as file:
        return int(dict(line.split(":", 1) for line in file)[name].split()[0]) / 1024


async def run(options, work):
    salesctl = os.path.join(os.environ["CAMPAIGN_BIN"], "salesctl")
    hosts = Server(options)
    addresses = hosts.healthy + list(hosts.kinds)
    first = await asyncio.start_server(hosts.answer, addresses[0], 0)
    port = first.sockets[0].getsockname()[1]
    rest = await asyncio.start_server(hosts.answer, addresses[1:], port)
    config = os.path.join(work, "config.yaml")
    with open(config, "w") as file:
        file.write(f"allow_addresses: {json.dumps([f'{address}:{port}' for address in hosts.kinds])}\n"
                   f"checks: {{interval: {INTERVAL}s}}\nhosts:\n  default: {{rate: 5, burst: 5, connections: 2}}\n")
    common = ["--store", f"sqlite:{work}/tracker.sqlite", "--config", config]
    for address in hosts.healthy:
        common += ["--allow-address", f"{address}:{port}"]
    for address in addresses:
        made = await asyncio.create_subprocess_exec(salesctl, "track", f"http://{address}:{port}/kettle", "--any-drop",
                                                    *common, stdout=subprocess.DEVNULL)
        if await made.wait():
            raise SystemExit(f"bombs: {address} could not be tracked")
    print(f"bombs: {len(addresses)} hosts tracked", flush=True)
    with open(os.path.join(work, "watch.log"), "wb") as log:
        watch = await asyncio.create_subprocess_exec(salesctl, "watch", "--concurrency", "200", "--log-format", "json", *common,
                                                     stdout=log, stderr=log)
        await asyncio.sleep(options.seconds)
        armed = time.monotonic()
        before = memory(watch.pid, "VmHWM")
        hosts.is_armed = True
        await asyncio.sleep(options.seconds)
        ended = time.monotonic()
        after = memory(watch.pid, "VmHWM")
        watch.terminate()
        code = await watch.wait()
    first.close()
    rest.close()
    return judge(hosts, before, after, code, armed, ended, options)


def judge(hosts, before, after, code, armed, ended, options):
    calm, loaded = gaps(hosts.seen, 0, armed), gaps(hosts.seen, armed, ended)
    worst = max(hosts.lasted, default=(0, "none"))
    result = {
        "bombs": len(hosts.lasted), "at_once": hosts.most_at_once, "kinds": sorted({kind for _, kind in hosts.lasted}),
        "longest_seconds": worst[0], "longest_kind": worst[1], "rss_mb_before": round(before, 1),
        "rss_mb_growth": round(after - before, 1), "healthy_checks": len(calm) + len(loaded),
        "gap_median_before": round(statistics.median(calm), 2), "gap_median_with": round(statistics.median(loaded), 2),
        "gap_most_before": round(max(calm), 2), "gap_most_with": round(max(loaded), 2), "stop_code": code,
    }
    print(json.dumps(result))
    broken = [name for name, holds in {
        "memory": after - before <= GROWTH_LIMIT_MB, "a bomb that does not end": worst[0] <= LONGEST_SECONDS,
        "every kind": len(result["kinds"]) == len(BOMBS), "its end": code == 0,
        "healthy hosts wait": statistics.median(loaded) <= 2 * statistics.median(calm) and max(loaded) <= 2 * max(calm),
        "every bomb": len(hosts.lasted) >= options.hosts,
    }.items() if not holds]
    print("bombs: " + ("as promised" if not broken else "BROKEN PROMISE: " + ", ".join(broken)))
    return 1 if broken else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="20 bombs")
    parser.add_argument("--hosts", type=int, help="how many bombs (default: 100)")
    parser.add_argument("--healthy", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=45, help="how long without bombs, and how long with them")
    options = parser.parse_args()
    options.hosts = options.hosts or (20 if options.short else 100)
    work = tempfile.mkdtemp(prefix="sales-bombs-")
    try:
        return asyncio.run(run(options, work))
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Slow clients for web_slow: so many connections that are kept busy with as little as can be.

A third sends the fields of a request a byte at a time, a third the body of one, and a third nothing. One that the service
closes is opened again. Prints {"open": N} once all are open, and at the end of standard input how often each kind was
closed or answered.

usage: web_slow-drip.py PORT COUNT SECRETS SEED
"""
import asyncio
import json
import random
import resource
import sys

# Between two bytes of a connection, in seconds: well within any limit on silence.
PAUSE = (1.0, 5.0)
KINDS = ["fields", "body", "silent"]
# How much of a body is promised, within the limit on bodies.
PROMISED = 60_000


def head(kind, secret):
    """What is sent at once."""
    if kind == "fields":
        return b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
    return (f"POST /api/v1/tokens HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {secret}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {PROMISED}\r\n\r\n").encode()


class Slow:
    def __init__(self, port, secrets, seed):
        self.port, self.secrets, self.chance = port, secrets, random.Random(seed)
        self.open = 0
        self.closed = dict.fromkeys(KINDS, 0)
        self.answered = dict.fromkeys(KINDS, 0)
        self.refused = 0

    async def keep(self, number):
        kind = KINDS[number % len(KINDS)]
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                self.refused += 1
                await asyncio.sleep(1)
                continue
            self.open += 1
            try:
                await self.drip(kind, reader, writer, self.secrets[number % len(self.secrets)])
            except OSError:
                pass
            self.open -= 1
            self.closed[kind] += 1
            writer.close()
            await asyncio.sleep(self.chance.uniform(0, 1))

    async def count(self, counts):
        while True:
            counts.append(self.open)
            await asyncio.sleep(0.25)

    async def drip(self, kind, reader, writer, secret):
        """Until the service has closed."""
        if kind != "silent":
            writer.write(head(kind, secret))
        while True:
            try:
                said = await asyncio.wait_for(reader.read(4096), self.chance.uniform(*PAUSE))
                if not said:
                    return
                self.answered[kind] += said.startswith(b"HTTP/1.1")
            except TimeoutError:
                if kind != "silent":
                    writer.write(b"a")
                    await writer.drain()


async def main(port, count, secrets, seed):
    slow = Slow(port, secrets, seed)
    tasks = []
    for number in range(count):
        tasks.append(asyncio.create_task(slow.keep(number)))
        # Not faster than they are taken.
        await asyncio.sleep(0.002)
    for _ in range(100):
        if slow.open >= count:
            break
        await asyncio.sleep(0.1)
    print(json.dumps({"open": slow.open}), flush=True)
    # On average: the service closes many of them at one moment, which may be any.
    counts = []
    watch = asyncio.create_task(slow.count(counts))
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    watch.cancel()
    print(json.dumps({"open": round(sum(counts) / len(counts)), "closed": slow.closed, "answered": slow.answered, "refused": slow.refused}),
          flush=True)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with open(sys.argv[3]) as file:
        asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), file.read().split(), int(sys.argv[4])))

"""A web hook's receiver as a process of its own, which writes down what it gets before it answers.

Each worker posts to a path of its own, so that it is known who sent what. An answer may be held back for a while, so
that kills fall between the hand-over and its record.
"""
import asyncio
import json
import os
import random
import subprocess
import sys
import time


class Sink:
    """The receiver, and what it got so far."""

    def __init__(self, run, delay=0.0, longest=None):
        """One that answers after `delay` seconds, or up to `longest`, drawn for each post."""
        self.file = run.path("sink.jsonl")
        open(self.file, "w").close()
        seed = str(run.chance.randrange(1 << 32)) if longest else "0"
        self.process = subprocess.Popen([sys.executable, __file__, self.file, str(delay), str(longest or delay), seed],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        run.callback(self.end)
        self.base = f"http://127.0.0.1:{int(self.process.stdout.readline())}"
        self.posts, self.offset = [], 0

    def end(self):
        self.process.terminate()
        self.process.wait()

    def url(self, worker):
        return f"{self.base}/{worker}"

    def read(self):
        """What came since the last time."""
        with open(self.file) as file:
            file.seek(self.offset)
            text = file.read()
        whole = text[:text.rfind("\n") + 1]
        self.offset += len(whole.encode())
        fresh = []
        for line in whole.splitlines():
            note = json.loads(line)
            if "id" in note:
                self.posts.append(note)
                fresh.append(note)
            else:
                self.posts[note["number"]].update(note)
        return fresh

    def by_alert(self):
        """The posts of each alert, in their order."""
        alerts = {}
        for post in self.posts:
            alerts.setdefault(post["id"], []).append(post)
        return alerts


async def serve(file, delay, longest, chance):
    count = 0

    def write(note):
        file.write(json.dumps(note) + "\n")
        file.flush()

    async def visit(reader, writer):
        nonlocal count
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                fields = dict(line.lower().split(":", 1) for line in head[1:] if ":" in line)
                body = json.loads(await reader.readexactly(int(fields.get("content-length", 0))))
                number, count = count, count + 1
                # Workers of campaigns tell nothing together.
                told = body["alerts"][0]
                write({"number": number, "id": body["id"], "worker": int(head[0].split()[1].strip("/")),
                       "product": told["product"]["url"], "price": told["price"]["amount"],
                       "key": fields["idempotency-key"].strip(), "received": time.time()})
                if longest:
                    await asyncio.sleep(chance.uniform(delay, longest))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                await writer.drain()
                write({"number": number, "answered": time.time(), "is_cut": reader.at_eof()})
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(visit, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    # The end of standard input is the end of the campaign, however that came.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


if __name__ == "__main__":
    with open(sys.argv[1], "a") as log:
        asyncio.run(serve(log, float(sys.argv[2]), float(sys.argv[3]), random.Random(int(sys.argv[4]))))

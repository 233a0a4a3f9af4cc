"""A TCP relay that can go silent or cut connections, and that writes down the requests and connections it sees."""
import asyncio
import re
import threading
import time


class Relay:
    """Passes connections from a free port of 127.0.0.1 on to another place, in a thread of its own.

    - `pass`: as a cable does.
    - `hole`: keeps connections open, takes new ones, and forwards nothing; what was held back goes on after that.
    - `reset`: cuts each new connection at once, as a host that is down.
    """

    def __init__(self, run, host, port, reads_http=False):
        self.target, self.reads_http = (host, port), reads_http
        self.mode = "pass"
        # [opened, closed or None] of each connection; what HTTP asked: {begin, end, path, status, retry_after}
        self.connections, self.requests = [], []
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.work, args=(ready,), daemon=True).start()
        ready.wait()
        run.callback(lambda: self.loop.call_soon_threadsafe(self.loop.stop))

    def work(self, ready):
        asyncio.set_event_loop(self.loop)
        self.flows = asyncio.Event()
        self.flows.set()
        server = self.loop.run_until_complete(asyncio.start_server(self.visit, "127.0.0.1", 0, backlog=1024))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()

    def become(self, mode):
        self.mode = mode
        self.loop.call_soon_threadsafe(self.flows.clear if mode == "hole" else self.flows.set)

    async def visit(self, reader, writer):
        connection = [time.time(), None]
        self.connections.append(connection)
        upstream = None
        try:
            if self.mode == "reset":
                writer.transport.abort()
                return
            await self.flows.wait()
            answers, upstream = await asyncio.open_connection(*self.target)
            tap = Tap(self.requests) if self.reads_http else None
            await asyncio.gather(self.pump(reader, upstream, tap and tap.asked),
                                 self.pump(answers, writer, tap and tap.answered))
        except OSError:
            pass
        finally:
            connection[1] = time.time()
            for each in (writer, upstream):
                if each:
                    each.close()

    async def pump(self, source, sink, tap):
        try:
            while data := await source.read(1 << 16):
                await self.flows.wait()
                if tap:
                    tap(data)
                sink.write(data)
                await sink.drain()
        finally:
            # Whichever end closes, both directions are over: neither HTTP clients nor libpq half close.
            await self.flows.wait()
            sink.close()

    def most_connections(self):
        return most([(opened, closed or time.time()) for opened, closed in self.connections])

    def most_requests(self):
        return most([(each["begin"], each["end"]) for each in self.requests])


def most(spans):
    """The most spans at the same time."""
    steps = sorted([(begin, 1) for begin, _ in spans] + [(end, -1) for _, end in spans])
    now = highest = 0
    for _, step in steps:
        now += step
        highest = max(highest, now)
    return highest


class Tap:
    """Reads along on one connection of HTTP/1.1, on which one request follows the other's answer."""

    def __init__(self, requests):
        self.requests, self.current = requests, None

    def asked(self, data):
        head = re.match(rb"(GET|HEAD) (\S+) HTTP/1", data)
        if head:
            now = time.time()
            self.current = {"begin": now, "end": now, "path": head[2].decode("latin-1"), "status": None, "retry_after": None}
            self.requests.append(self.current)

    def answered(self, data):
        if not self.current:
            return
        self.current["end"] = time.time()
        head = re.match(rb"HTTP/1\.1 (\d+)", data)
        if head and self.current["status"] is None:
            self.current["status"] = int(head[1])
            wait = re.search(rb"(?i)\r\nretry-after: *([^\r]*)", data.split(b"\r\n\r\n")[0])
            self.current["retry_after"] = wait and wait[1].decode("latin-1")

#!/usr/bin/env python3
"""A mail server for mail_speed that takes every message and remembers the Message-IDs.

Listens on 127.0.0.1, on a port that the system chooses, and prints one JSON line {"port": N}. For each line of standard
input it prints what came since the last one, {"messages": N, "distinct": N, "connections": N}. Ends when its standard
input does.
"""
import argparse
import asyncio
import json
import logging
import re
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

IDENTIFIER = re.compile(rb"^Message-ID: *(\S+)", re.M | re.I)


class Taken:
    def __init__(self):
        self.identifiers, self.connections = [], 0

    async def handle_DATA(self, server, session, envelope):
        found = IDENTIFIER.search(envelope.original_content)
        self.identifiers.append(found[1] if found else b"")
        return "250 2.0.0 queued"

    def told(self):
        told = {"messages": len(self.identifiers), "distinct": len(set(self.identifiers)), "connections": self.connections}
        self.__init__()
        return told


async def serve(options):
    loop, taken = asyncio.get_running_loop(), Taken()
    logging.disable(logging.CRITICAL)
    settings = {"hostname": "sink.example"}
    if options.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
        settings |= {"tls_context": context, "require_starttls": True, "auth_required": True}
        settings["authenticator"] = lambda *_: AuthResult(success=True)

    def accept():
        taken.connections += 1
        return SMTP(taken, loop=loop, **settings)

    server = await loop.create_server(accept, "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(taken.told()), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cert", help="the server's certificate (PEM), for STARTTLS and a login")
    parser.add_argument("--key", help="the certificate's key (PEM)")
    asyncio.run(serve(parser.parse_args()))

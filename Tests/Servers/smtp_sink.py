#!/usr/bin/env python3
"""A strict mail server for tests: takes every message, and writes down what it saw.

Listens on 127.0.0.1, on a port that the system chooses, and prints one JSON line {"port": N} when it is ready. Each
message becomes one JSON line in the file of --out: envelope, header fields in order, parts, decoded texts, and
everything that breaks the rules. Ends when its standard input does.
"""

import argparse
import asyncio
import email
import email.header
import email.policy
import json
import logging
import re
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def faults(raw: bytes) -> list[str]:
    """What breaks RFC 5322, RFC 2045 or RFC 2047 on the level of bytes."""
    found = []
    if re.search(rb"\r(?!\n)|(?<!\r)\n", raw):
        found.append("a bare CR or LF")
    if any(byte > 126 or (byte < 32 and byte not in (9, 10, 13)) for byte in raw):
        found.append("a control character or a byte beyond ASCII")
    if any(len(line) > 998 for line in raw.split(b"\r\n")):
        found.append("a line of more than 998 bytes")
    head = raw.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    if any(b"=?" in line and len(line) > 76 for line in head):
        found.append("an encoded word on a line of more than 76")
    if any(len(word) > 75 for line in head for word in re.findall(rb"=\?\S+?\?=", line)):
        found.append("an encoded word of more than 75")
    return found


# Of these a mail has exactly one each.
ONCE = ["Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type", "Auto-Submitted"]
# Larger mails are cut by mail programs.
LARGEST = 102 * 1024


def lint(raw: bytes, message) -> list[str]:
    """What a mail of ours lacks that automatic mail should have (RFC 5322 §3.6, RFC 3834, RFC 8058)."""
    found = [f"{name}: {len(message.get_all(name, []))} times" for name in ONCE if len(message.get_all(name, [])) != 1]
    if len(raw) > LARGEST:
        found.append(f"{len(raw)} bytes")
    if not message["Date"] or message["Date"].datetime is None or message["Date"].datetime.tzinfo is None:
        found.append("Date: no date with a zone")
    if not re.fullmatch(r"<[0-9A-Za-z_-]+@[0-9a-z.-]+>", message["Message-ID"] or ""):
        found.append("Message-ID: not a dot-atom and a host")
    if message["Auto-Submitted"] != "auto-generated":
        found.append("Auto-Submitted: not auto-generated")
    lists = message.get_all("List-Unsubscribe", [])
    clicks = message.get_all("List-Unsubscribe-Post", [])
    if len(lists) > 1 or any(not re.fullmatch(r"<https?://[^<>\s]+>", value) for value in lists):
        found.append("List-Unsubscribe: not one URL in brackets")
    if clicks != ["List-Unsubscribe=One-Click"] * sum("<https:" in value for value in lists):
        found.append("List-Unsubscribe-Post: not with each https URL, and only there")
    if [part.get_content_type() for part in message.walk()] != ["multipart/alternative", "text/plain", "text/html"]:
        found.append("the parts are not text before HTML")
    if any(len(line) > 78 for line in raw.split(b"\r\n") if not line.startswith(b"List-Unsubscribe: <")):
        found.append("a line of more than 78 that is no URL")
    return found


def described(envelope, session) -> dict:
    raw = envelope.original_content
    message = email.message_from_bytes(raw, policy=email.policy.SMTP)
    record = {
        "from": envelope.mail_from,
        "recipients": envelope.rcpt_tos,
        "tls": session.ssl is not None,
        "user": session.auth_data.decode() if session.auth_data else None,
        "faults": faults(raw) + lint(raw, message),
        "fields": [],
        "parts": [],
        "size": len(raw),
    }
    old = email.message_from_bytes(raw, policy=email.policy.compat32)
    for name, value in old.items():
        record["fields"].append([name, str(email.header.make_header(email.header.decode_header(value)))])
    for address in ("from", "to"):
        group = message[address].addresses if message[address] else ()
        record["header_" + address] = [f"{one.username}@{one.domain}" for one in group]
    for part in message.walk():
        record["faults"] += [f"{part.get_content_type()}: {type(defect).__name__}" for defect in part.defects]
        for name in part.keys():
            record["faults"] += [f"{name}: {type(defect).__name__}" for defect in part[name].defects]
        if part.is_multipart():
            record["parts"].append([part.get_content_type(), ""])
        else:
            text = part.get_payload(decode=True).decode("utf-8")
            record["parts"].append([part.get_content_type(), text.replace("\r\n", "\n")])
    return record


class Handler:
    def __init__(self, options):
        self.options = options

    def write(self, record):
        with open(self.options.out, "a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.options.reject_recipient:
            return self.options.reject_recipient
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        if self.options.stall:
            self.write({"stalled": True})
            await asyncio.Event().wait()
        if self.options.reject:
            return self.options.reject
        self.write(described(envelope, session))
        return "250 2.0.0 queued"


def authenticator(expected):
    def check(server, session, envelope, mechanism, auth_data):
        given = f"{auth_data.login.decode()}:{auth_data.password.decode()}"
        return AuthResult(success=given == expected, handled=False, auth_data=auth_data.login)

    return check


async def serve(options):
    settings = {"hostname": "sink.example", "enable_SMTPUTF8": False}
    if options.starttls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
        settings |= {"tls_context": context, "require_starttls": True}
    if options.auth:
        settings |= {"authenticator": authenticator(options.auth), "auth_required": True}
        settings["auth_require_tls"] = options.starttls
    loop = asyncio.get_running_loop()
    # A client that refuses the certificate is what some tests are about.
    logging.disable(logging.CRITICAL)
    loop.set_exception_handler(lambda loop, context: None)
    handler = Handler(options)
    server = await loop.create_server(lambda: SMTP(handler, loop=loop, **settings), "127.0.0.1", 0)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, help="the file that messages are appended to")
    parser.add_argument("--starttls", action="store_true", help="demand STARTTLS, with --cert and --key")
    parser.add_argument("--cert", help="the server's certificate (PEM)")
    parser.add_argument("--key", help="the certificate's key (PEM)")
    parser.add_argument("--auth", metavar="USER:PASSWORD", help="demand this login")
    parser.add_argument("--reject", metavar="REPLY", help="refuse each message with this reply")
    parser.add_argument("--reject-recipient", metavar="REPLY", help="refuse each recipient with this reply")
    parser.add_argument("--stall", action="store_true", help="never answer a message")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Every route with secrets that are looked for afterwards: none is in a log, an answer, /metrics or the store (W8).

`serve -vv` on a PostgreSQL has secrets of its own: of the database, of links, of a mail server, of AWS, of a web hook and
of ntfy. People sign up, prove their address, sign in, make tokens, add a product whose price falls, and stop its mails, so
that there are the secrets of letters, sessions and tokens too. Every route of `/openapi.json` and of the pages is asked by
nobody, by a person and by an admin, with their secrets in the fields, the path, the query and the body, where they do not
belong. Carriers refuse, and say all that they were sent; a login fails; the database crashes amid requests.

Then each secret is looked for, as it is and in base64: in the logs of all, in every answer but the one in which it was
told, and in a dump of the store; in the logs people's addresses as well. What `doctor -vv`, `status -vv` and
`users show -vv` say is looked at, too.

usage: Scripts/campaign web_secrets [--short] [--seed N] [--logs FOLDER]
"""
import base64
import http.server
import json
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from rig import Client, Mails, Postgres, Run, Service, Shop, lower, people, sign_in, wait_for
from rig.archive import migrate
from rig.run import arguments, parse, verdict
from rig.web import PREFIX, secret

STANDARD = {}
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
# What is there beside what the document describes, and what is tried where there is none yet.
ROUTES = [
    "/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/sign-in", "/sign-up", "/products", "/products/new",
    "/products/{id}", "/alerts", "/settings", "/websites", "/admin", "/v/{token}", "/s/{token}", "/u/{token}", "/none/{token}",
] + [PREFIX + path for path in (
    "/sign-ups", "/verifications", "/sign-ins", "/sessions", "/sessions/{id}", "/me", "/me/export", "/me/verifications",
    "/me/tests", "/tokens", "/tokens/{id}", "/websites", "/products", "/products/{id}", "/products/{id}/prices",
    "/products/{id}/checks", "/products/{id}/rule-previews", "/subscriptions", "/subscriptions/{id}", "/extractions", "/alerts",
    "/feedback/sns", "/admin/totals", "/admin/users", "/admin/users/{id}", "/admin/products/popular",
    "/admin/products/failing", "/admin/dead-letters", "/admin/dead-letters/retries", "/admin/hosts", "/admin/archive",
)]
SECRET = re.compile(r"/([suv])/([A-Za-z0-9_-]{20,})")
TAMED = "interval: 1s, confirm_after: 1s, confirm_within: 2s"


class Canaries:
    """Secrets by what they are."""

    # By so many bytes each is known: two have as many in common by no chance.
    KNOWN = 16

    def __init__(self, chance):
        self.chance, self.texts, self.names = chance, {}, {}

    def make(self, name):
        """A new one, which nothing else is like."""
        self.texts[name] = self.add(name, "Canary" + secret(self.chance).replace("-", "x").replace("_", "y"))
        return self.texts[name]

    def add(self, name, text):
        for form in forms(text):
            self.names[form[-self.KNOWN:]] = name
        return text

    def found(self, data):
        """What of them is in some bytes."""
        ends = (data[at:at + self.KNOWN] for at in range(len(data) - self.KNOWN + 1))
        return sorted({self.names[end] for end in ends if end in self.names})


def forms(text):
    """A secret as it is, and in base64 wherever it begins within three bytes."""
    raw, made = text.encode(), [text.encode()]
    for shift in range(3):
        whole = (shift + len(raw)) // 3 * 3
        # Without what the bytes beside it have a part in.
        made.append(base64.b64encode((b"\0" * shift + raw)[:whole])[4 if shift else 0:])
    return made


class Echo:
    """A carrier that refuses everything and says all that it was sent."""

    def __init__(self, run):
        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                said = f"{self.requestline}\n{self.headers}\n".encode() + body
                Echo.count += 1
                self.send_response(403, self.requestline)
                self.send_header("Content-Type", "text/plain")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST = do_PUT = answer

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        run.callback(self.server.shutdown)

    count = 0


class Asked:
    """All that was asked: which secrets were in answers, and how many of which status came."""

    def __init__(self, run, canaries):
        self.run, self.canaries, self.hits, self.statuses, self.lost, self.made = run, canaries, [], {}, 0, 0

    def ask(self, service, method, path, body=None, fields=None, told=None, who=None, is_browser=False):
        """One request, of a client of its own; `told` names what the answer may tell this once."""
        self.made += 1
        number = self.made
        client = Client(service, who, behind=f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
                        is_browser=is_browser)
        try:
            answer = client.ask(method, path, body, fields)
        except OSError:
            self.lost += 1
            return None
        finally:
            client.close()
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        # Before what it tells is known as a secret.
        said = json.dumps(answer.fields).encode() + answer.body
        # The form of a page that a link opened goes to where the link went, and whoever is not signed in is led back to
        # where they wanted to go: both say what the request named itself.
        leads = answer.status == 303 or "text/html" in (answer.field("content-type") or "")
        named = self.canaries.found(path.encode()) if leads else []
        self.hits += [f"{name} in the answer to {method} {path.split('?')[0][:40]} ({answer.status})"
                      for name in self.canaries.found(said) if name not in named]
        if told and answer.status < 300:
            self.canaries.add(told, answer.json()["secret"])
        return answer


def carriers(canaries, mails, echo, smtp_password):
    """Settings of a service whose mail goes to a server with a login, and the rest to one that refuses."""
    settings = mails.settings()
    settings["smtp"]["password"] = smtp_password
    settings["channels"] += ["webhook", "ntfy"]
    settings["webhook"] = {"url": f"{echo.base}/{canaries.texts['web hook']}",
                           "secret": f"whsec_{canaries.texts['key of the web hook']}"}
    settings["ntfy"] = {"url": f"{echo.base}/topic", "token": canaries.texts["ntfy"]}
    return settings


def common(canaries, shop, notify):
    return {
        "allow_addresses": [shop.address], "links": {"secret": canaries.texts["links"]}, "notify": notify,
        "web": {"trusted_proxies": ["127.0.0.1"]}, "checks": dict(part.split(": ") for part in TAMED.split(", ")),
        "hosts": {"default": {"rate": 200, "burst": 50, "connections": 16}},
    }


def letter(asked, mails, address, room, seconds=30):
    """The newest secret that a mail brought to an address; None where none came."""
    def newest():
        found = [match[2] for mail in mails.read() if address in mail["to"]
                 for match in SECRET.finditer(mail["text"]) if match[1] == room]
        return found[-1] if found else None

    wait_for(lambda: newest() is not None, seconds)
    text = newest()
    return text and asked.canaries.add({"v": "verification", "s": "sign-in", "u": "unsubscription"}[room], text)


def live(asked, service, mails, shop):
    """Somebody signs up, follows a product and stops its mails; answers what of it happened, and their token."""
    address, done = "somebody@people.example", {}
    ask = lambda *words, **more: asked.ask(service, *words, **more)
    ask("POST", f"{PREFIX}/sign-ups", {"email": address, "first_name": "Ann"})
    link = letter(asked, mails, address, "v")
    done["a letter that verifies"] = link is not None
    if link:
        ask("GET", f"/v/{link}")
        ask("HEAD", f"/v/{link}")
        answer = ask("POST", f"{PREFIX}/verifications", {"secret": link})
        done["verified"] = answer is not None and answer.status == 200
        ask("POST", f"{PREFIX}/verifications", {"secret": link})
        ask("POST", f"{PREFIX}/sessions", {"secret": link})
    ask("POST", f"{PREFIX}/sign-ins", {"email": address})
    link = letter(asked, mails, address, "s")
    done["a letter that signs in"] = link is not None
    token = None
    if link:
        ask("GET", f"/s/{link}")
        ask("POST", f"{PREFIX}/verifications", {"secret": link})
        answer = ask("POST", f"{PREFIX}/sessions", {"secret": link, "label": "campaign"}, told="session")
        done["signed in"] = answer is not None and answer.status == 201
        token = answer.json()["secret"] if done["signed in"] else None
        ask("POST", f"{PREFIX}/sessions", {"secret": link})
    if token:
        key = {"Idempotency-Key": '"once"'}
        for _ in range(2):
            ask("POST", f"{PREFIX}/tokens", {"label": "a token"}, key, told="token", who=token)
        product = shop.products[0]
        answer = ask("POST", f"{PREFIX}/subscriptions", {"url": product["url"], "channels": ["email"]}, who=token)
        done["followed"] = answer is not None and answer.status == 201
        shop.price(product["id"], lower(product["price"], 0.5))
        link = letter(asked, mails, address, "u", 60)
        done["told of a drop"] = link is not None
        for channel in ("email", "webhook", "ntfy", "sms"):
            ask("POST", f"{PREFIX}/me/tests", {"channel": channel}, who=token)
        ask("GET", f"{PREFIX}/me/export", who=token)
        if link:
            ask("GET", f"/u/{link}")
            ask("POST", f"/u/{link}", b"List-Unsubscribe=One-Click",
                {"Content-Type": "application/x-www-form-urlencoded"})
            ask("POST", f"/u/{link[:-2]}")
    return done


def routes(asked, service):
    """All paths, and the methods of each as the document has them; all methods where it does not say."""
    answer = asked.ask(service, "GET", "/openapi.json")
    described = answer.json()["paths"] if answer and answer.status == 200 else {}
    found = {path: METHODS for path in ROUTES}
    found |= {path: METHODS for path in described}
    return list(found.items()), len(described)


def everything(run, asked, service, store):
    """Every route by nobody, a person and an admin, with secrets of theirs where they do not belong."""
    paths, described = routes(asked, service)
    run.chance.shuffle(paths)
    # Somebody new for each route, since some of them end sessions, or erase whoever asks.
    persons, admins = people(store, len(paths), "canary"), people(store, len(paths), "canary-admin", is_admin=True)
    most = max(len(methods) for _, methods in paths)
    sessions = {}
    for users, scope in ((persons, "write"), (admins, "admin")):
        for is_browser in (False, True):
            named = [user for user in users for _ in range(most)]
            for user, text in zip(named, sign_in(store, run.chance, named, scope, is_browser)):
                sessions.setdefault((user, is_browser), []).append(text)
                asked.canaries.add("cookie" if is_browser else "API token", text)
    for (path, methods), person, admin in zip(paths, persons, admins):
        for user in (None, person, admin):
            for method in methods:
                who = sessions[user, False].pop() if user else None
                browser = sessions[user, True].pop() if user else None
                stranger = asked.canaries.add("a token of nobody", secret(run.chance))
                put = who or stranger
                address = re.sub(r"\{id\}", "1", re.sub(r"\{token\}", put, path))
                foreign = re.sub(r"\{\w+\}", put, path)
                body = {"url": f"https://shop.example/?key={put}", "secret": put, "code": put, "label": "a label",
                        "rule": {"text": put}, "channel": put, "email": f"{asked.made}@nobody.example"}
                has_body = method not in ("GET", "HEAD", "OPTIONS")
                told = "a token" if path == f"{PREFIX}/tokens" and method == "POST" else None
                if told:
                    body = {"label": "a label"}
                asked.ask(service, method, address, body if has_body else None, who=who, told=told)
                asked.ask(service, method, address, None, who=browser, is_browser=True, told=told)
                # A session of a browser is no token, and the other way round.
                asked.ask(service, method, address, b"{" + put.encode() if has_body else None,
                          {"Content-Type": "application/json"}, who=browser or stranger)
                asked.ask(service, method, f"{foreign}?token={put}&after={put}&limit={put}",
                          fields={"Referer": f"{service.base}/s/{put}", "X-Api-Key": put, "User-Agent": put,
                                  "If-None-Match": f'"{put}"', "Idempotency-Key": f'"{put}"'})
    return len(paths), described


def refused(run, asked, services, store):
    """Mails that cannot be sent, and a database that crashes: each says in the log what went wrong."""
    for service in services:
        for number in range(3):
            asked.ask(service, "POST", f"{PREFIX}/sign-ups", {"email": f"{service.name}-{number}@people.example"})
    time.sleep(5)
    who = sign_in(store, run.chance, people(store, 1, f"amid-{services[0].name}"))[0]
    asked.canaries.add("API token", who)
    crash = threading.Thread(target=store.server.crash)
    crash.start()
    while crash.is_alive():
        asked.ask(services[0], "GET", f"{PREFIX}/products?q={who}", who=who)
        asked.ask(services[0], "POST", f"{PREFIX}/verifications", {"secret": who})
    crash.join()
    wait_for(lambda: getattr(asked.ask(services[0], "GET", "/readyz"), "status", 0) == 200, 60, 0.5)


def outputs(run, service):
    """What the commands say that an operator sends on for help."""
    for words in (["doctor"], ["status"], ["users", "show", "2"]):
        at = service.command.index("serve")
        options = service.command[at + 1:]
        store, config = (options[options.index(name) + 1] for name in ("--store", "--config"))
        done = subprocess.run([run.program("salesctl"), *words, "--store", store, "--config", config, "-vv"],
                              capture_output=True, env=service.around, stdin=subprocess.DEVNULL)
        Path(run.path(f"{'-'.join(words)}.log")).write_bytes(done.stdout + done.stderr)


def main():
    options = parse(arguments(__doc__, STANDARD), STANDARD)
    with Run("web_secrets", options) as run:
        canaries = Canaries(run.chance)
        for name in ("database", "links", "mail server", "web hook", "ntfy", "AWS key", "AWS session"):
            canaries.make(name)
        key = "key of the web hook"
        canaries.texts[key] = canaries.add(key, base64.b64encode(run.chance.randbytes(32)).decode())
        wrong = canaries.make("wrong password")
        mails = Mails(run, "tracker", canaries.texts["mail server"])
        echo, shop, store = Echo(run), Shop(run, 3), Postgres(run).database()
        migrate(run, store)
        around = {"PGPASSWORD": canaries.texts["database"], "AWS_ACCESS_KEY_ID": "AKIDCAMPAIGN",
                  "AWS_SECRET_ACCESS_KEY": canaries.texts["AWS key"], "AWS_REGION": "us-east-1",
                  "AWS_SESSION_TOKEN": canaries.texts["AWS session"], "AWS_EC2_METADATA_DISABLED": "true"}
        by_mail = carriers(canaries, mails, echo, canaries.texts["mail server"])
        by_ses = {"channels": ["email"], "email": {"carrier": "ses", "to": "operator@tracker.example"},
                  "ses": {"endpoint": echo.base, "from": "alerts@tracker.example"}}
        made = lambda name, notify, *words: Service(run, store, name, common(canaries, shop, notify), ("-vv", *words),
                                                    around).start()
        services = [made("serve", by_mail)]
        asked = Asked(run, canaries)
        done = live(asked, services[0], mails, shop)
        run.say(json.dumps(done))
        paths, described = everything(run, asked, services[0], store)
        run.say(f"{paths} paths asked {asked.made} times, {described} of them described")
        admin = sign_in(store, run.chance, people(store, 1, "scraper", is_admin=True), "admin")[0]
        canaries.add("API token", admin)
        metrics = asked.ask(services[0], "GET", "/metrics", who=admin)
        # One after the other on the same letters: each takes what is due.
        services[0].stop()
        for name, notify in (("ses", by_ses), ("wrong", carriers(canaries, mails, echo, wrong))):
            services.append(made(name, notify, "--no-watch"))
            refused(run, asked, services[-1:], store)
            services[-1].stop()
        outputs(run, services[0])
        logs = {path.name: path.read_bytes() for path in Path(run.work).glob("*.log")}
        hits = asked.hits + [f"{name} in {log}" for log, data in logs.items() for name in canaries.found(data)]
        dump = store.server.command("pg_dump", store.name, "--data-only").encode()
        hits += [f"{name} in the store" for name in canaries.found(dump)]
        result = {
            "seed": options.seed, "secrets": len(canaries.names) // 4, "paths": paths, "described": described,
            "asked": asked.made, "lost": asked.lost, "statuses": dict(sorted(asked.statuses.items())),
            "log_bytes": sum(map(len, logs.values())), "refused_by_carriers": Echo.count,
            "addresses_in_logs": sum(data.count(b"@people.example") for name, data in logs.items()
                                     if name in {f"{service.name}.log" for service in services}),
            "happened": done, "hits": len(hits),
        }
        for hit in sorted(set(hits))[:40]:
            run.say(f"found: {hit}")
        broken = run.expect({
            "a secret was found": not hits, "somebody's address is in a log": not result["addresses_in_logs"],
            f"of what was to happen, some did not: {done}": all(done.values()),
            "/metrics was not told": metrics is not None and metrics.status == 200,
            "there is no document": described > 0, "no carrier refused": Echo.count > 0,
            "something failed unforeseen": 500 not in asked.statuses,
        })
    return verdict("web_secrets", result, broken)


if __name__ == "__main__":
    sys.exit(main())

"""What Schemathesis does for web_fuzz beside its own: signs in, comes from many clients, and looks at every answer.

The environment says where: WEB_FUZZ_SECRETS names a file of secrets, which are taken in turns, WEB_FUZZ_LEAVING one of
secrets of people whom a request may end, WEB_FUZZ_PERSON the number of whom the first are, WEB_FUZZ_PAGES pages that may be
fetched, and WEB_FUZZ_TALLY where figures go at the end: {"cases", "statuses", "operations", "wrong"}.
"""
import atexit
import itertools
import json
import os
import re
import threading
from pathlib import Path

import schemathesis



def lines(name):
    return itertools.cycle(Path(os.environ[f"WEB_FUZZ_{name}"]).read_text().split())


SECRETS, LEAVING, PAGES, PERSON = lines("SECRETS"), lines("LEAVING"), lines("PAGES"), os.environ["WEB_FUZZ_PERSON"]
# What takes from whoever asks what they ask with.
ENDING = {("DELETE", "/api/v1/me"), ("DELETE", "/api/v1/sessions")}
ERASING = ("DELETE", "/api/v1/admin/users/{id}")
RETRYING = ("POST", "/api/v1/admin/dead-letters/retries")
NUMBERS, LOCK = itertools.count(), threading.Lock()
TALLY = {"cases": 0, "statuses": {}, "operations": {}, "wrong": []}
# What of ours or of a library's no answer has: statements, places in sources, files of the machine, stacks.
INNER = re.compile(rb"SELECT .* FROM |INSERT INTO|sqlite|postgres|libpq|GRDB|NIO|\.swift\b|/tmp/|/root/|/home/|0x[0-9a-f]{8}|"
                   rb"Fatal error|DecodingError|StoreError", re.I)
WRONG_KEPT = 50


# None, so that it is asked for each case: one may ask ten times a second only.
@schemathesis.auth(refresh_interval=None)
class SignedIn:
    def get(self, case, context):
        return next(LEAVING if called(case) in ENDING else SECRETS)

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


def called(case):
    """The method that is really sent, which may be one that the document does not have, and the path's pattern."""
    return case.method.upper(), case.path


@schemathesis.hook
def before_call(context, case, **kwargs):
    number = next(NUMBERS)
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    body, meta = case.body, case.meta
    is_right = meta is not None and meta.generation.mode.is_positive
    # Of all addresses those of the shop alone are pages: without them nothing would ever be followed.
    if is_right and isinstance(body, dict) and isinstance(body.get("url"), str):
        body["url"] = next(PAGES)
    if is_right:
        make_sense(case, number)
    if called(case) == ERASING and str(case.path_parameters.get("id")) == PERSON:
        case.path_parameters["id"] = 0


def make_sense(case, number):
    """What no schema can say of a request that is right: what goes together, and what only we could have given."""
    query, headers = case.query or {}, case.headers
    # A place in a list that no page gave, and spans of time that are over or turned round.
    for name in ("after", "since", "from", "to"):
        query.pop(name, None)
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = f'"{number}"'
    if called(case) == RETRYING and isinstance(case.body, dict) and "alerts" in case.body:
        for name in ("product", "channel", "failure"):
            case.body.pop(name, None)


@schemathesis.hook
def after_call(context, case, response):
    with LOCK:
        TALLY["cases"] += 1
        status = str(response.status_code)
        TALLY["statuses"][status] = TALLY["statuses"].get(status, 0) + 1
        operation = TALLY["operations"].setdefault(" ".join(called(case)), {})
        operation[status] = operation.get(status, 0) + 1
        for words in faults(case, response):
            if len(TALLY["wrong"]) < WRONG_KEPT:
                TALLY["wrong"].append(f"{' '.join(called(case))}: {status}, {words}")


def faults(case, response):
    """What is wrong with any answer, whatever the document says of it (W9)."""
    body = response.content or b""
    if response.status_code >= 500:
        yield f"failed: {body[:300]!r}"
    if response.status_code < 400 or case.method.upper() == "HEAD":
        return
    kind = (response.headers.get("content-type") or ["none"])[0]
    if kind != "application/problem+json":
        yield f"a failure is {kind}: {body[:200]!r}"
        return
    try:
        problem = json.loads(body)
    except ValueError:
        yield f"no JSON: {body[:200]!r}"
        return
    if not {"type", "title", "status", "detail"} <= set(problem) or problem["status"] != response.status_code:
        yield f"a member is missing, or of another status: {body[:300]!r}"
    # What whoever asks wrote may be said back: names of members and parameters.
    if found := INNER.search(json.dumps([problem["title"], problem["detail"]]).encode()):
        yield f"it says {found[0]!r}: {body[:300]!r}"


@atexit.register
def tell():
    with open(os.environ["WEB_FUZZ_TALLY"], "w") as file:
        json.dump(TALLY, file)

"""wrk against a service: many connections that each ask again as soon as they are answered."""
import json
import re
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).with_name("wrk.lua")


class Asked:
    """A list of what is asked in turn: (path, bearer, cookie or nobody, secret)."""

    def __init__(self, run, name, requests):
        self.file = run.path(f"{name}.requests")
        Path(self.file).write_text("".join(f"{path} {kind} {secret or '-'}\n" for path, kind, secret in requests))

    def begin(self, base, seconds, connections=16):
        """Starts wrk, in one thread, so that it leaves the processors to those who answer."""
        return subprocess.Popen(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", SCRIPT, base, "--", self.file],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def load(self, base, seconds, connections=16):
        """Asks for so long; the figures."""
        return figures(self.begin(base, seconds, connections))


def figures(process):
    """What a wrk found that was begun, once it has ended."""
    said = process.communicate()[0]
    found = re.search(r"^figures (.*)$", said, re.M)
    if process.returncode or not found:
        raise SystemExit(f"wrk failed: {said.strip()[-2000:]}")
    figures = json.loads(found[1])
    return figures | {"answers_a_second": round(figures["answers"] / figures["seconds"], 1)}

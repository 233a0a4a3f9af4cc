#!/usr/bin/env python3
"""Signing up takes as long for a known address as for a new one: medians of 1,000 pairs less than 2 ms apart (M4).

Builds for itself. That the store is asked the same is a test (SignUpTests); this measures what it takes, on a file.
usage: Scripts/campaign sign_up
"""
# Builds for itself
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# How far apart the medians may be, in milliseconds.
APART = 2


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="the same: it takes seconds once it is built")
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = os.path.join(folder, "figures.jsonl")
        subprocess.run(
            ["swift", "test", "--package-path", ROOT, "--filter", "SignUpFigures"],
            check=True,
            env=dict(os.environ, SALES_SIGN_UP_FIGURES=figures),
        )
        with open(figures, encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
    known, new = (
        statistics.median(row["microseconds"] / 1_000 for row in rows if row["known"] is is_known)
        for is_known in (True, False)
    )
    apart = abs(known - new)
    print(json.dumps({"pairs": len(rows) // 2, "known_ms": known, "new_ms": new, "apart_ms": round(apart, 3)}))
    if apart >= APART:
        print(f"sign_up: the medians are {apart:.3f} ms apart; less than {APART} are promised", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

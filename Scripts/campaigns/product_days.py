#!/usr/bin/env python3
"""Ten thousand days of a product whose page is wrong for one or two fetches: no false alert, each fall told in time (P2).

Builds for itself: the tests, optimised, into .build-release-tests, as `simulation` does. Each day is played on a virtual
clock with the defaults of the checks, through the reading of pages, the rules, the outbox and a carrier
(Tests/SalesCoreTests/Tracker/ProductDayTests.swift): prices change every one to four hours, and once a day one or two
fetches in a row, often alike, show a price of nothing, a slipped point, another currency, another variant's price, a
former price or a captcha. What falls behind a captcha must be told, however late. P2 asks for that on one day in a hundred; here it is every day. One day again:

    SALES_PRODUCT_DAYS=DAY-DAY swift test --filter ProductDayTests

usage: Scripts/campaign product_days [--short] [--seeds N] [--seed FIRST] [--processes N] [--range N] [--no-build] [--debug]
                                     [--logs FOLDER]
"""
# Builds for itself.
import os
import sys

from rig import Run
from rig.run import arguments, parse, verdict
from rig.seeds import Suite, options_of_build, play, tests

STANDARD = {"seeds": (10_000, 100), "processes": (os.cpu_count(), os.cpu_count()), "range": (50, 10)}
SUITE = Suite("ProductDayTests", "SALES_PRODUCT_DAYS",
              r"^product days: (\d+) days, (\d+) drops, (\d+) glitches, slowest ([\d.e-]+) seconds$")


def main():
    parser = arguments(__doc__, STANDARD)
    options_of_build(parser)
    options = parse(parser, STANDARD)
    program = tests(options)
    with Run("product_days", options) as run:
        played, seconds = play(run, program, SUITE)
        whole = [part for part in played if part.is_whole]
        result = {
            "first": options.seed, "days": sum(part.seeds for part in whole),
            "drops": sum(int(part.figures[1]) for part in whole), "glitches": sum(int(part.figures[2]) for part in whole),
            "slowest_seconds": max((float(part.figures[3]) for part in whole), default=None),
            "ranges_cut_short": [part.name for part in played if not part.is_whole], "processes": options.processes,
            "seconds": round(seconds, 1), "days_a_second": round(options.seeds / seconds, 1),
        }
        broken = run.expect({
            "a day broke a promise": not any(part.is_broken for part in played),
            "a process ended early": not result["ranges_cut_short"],
        })
    return verdict("product_days", result, broken)


if __name__ == "__main__":
    sys.exit(main())

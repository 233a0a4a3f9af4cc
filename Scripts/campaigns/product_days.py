#!/usr/bin/env python3
"""Ten thousand days of a product whose page is wrong for one or two fetches: no false alert, each fall told in time (P2).

Builds for itself: the tests, optimised, into .build-release-tests, as `simulation` does. Each day is played on a virtual
clock with the defaults of the checks, through the reading of pages, the rules, the outbox and a carrier
(Tests/SalesCoreTests/Tracker/ProductDayTests.swift): prices change every one to four hours, and once a day one or two
fetches in a row, often alike, show a price of nothing, a slipped point, another currency, another variant's price, a
former price or a captcha. What falls behind a captcha must be told, however late. P2 asks for that on one day in a
hundred; here it is every day. One day again:

    SALES_PRODUCT_DAYS=DAY-DAY swift test --filter ProductDayTests

usage: Scripts/campaign product_days [--short] [--seeds N] [--seed FIRST] [--processes N] [--range N] [--no-build] [--debug]
                                     [--logs FOLDER]
"""
# Builds for itself.
import os
import sys

from rig.seeds import Suite, campaign

STANDARD = {"seeds": (10_000, 100), "processes": (os.cpu_count(), os.cpu_count()), "range": (50, 10)}
SUITE = Suite("ProductDayTests", "SALES_PRODUCT_DAYS",
              r"^product days: (\d+) days, (\d+) drops, (\d+) glitches, slowest ([\d.e-]+) seconds$")


def figures(whole):
    """What the suite says of the days beside how many they are."""
    return {"drops": sum(int(part.figures[1]) for part in whole), "glitches": sum(int(part.figures[2]) for part in whole),
            "slowest_seconds": max((float(part.figures[3]) for part in whole), default=None)}


if __name__ == "__main__":
    sys.exit(campaign("product_days", __doc__, STANDARD, SUITE, "day", figures))

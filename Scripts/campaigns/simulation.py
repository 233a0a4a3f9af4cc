#!/usr/bin/env python3
"""A hundred thousand seeds of the simulated pipeline: nothing false, nothing twice, nobody who may not be told, no loss (A10).

Builds for itself: the tests, optimised, into .build-release-tests, which takes minutes and can be interrupted and taken up
again. Each seed is a virtual day of a shop with glitches, a carrier with failures, workers that die and people who verify
late and stop (Tests/SalesCoreTests/Simulation). Processes take the seeds in small ranges, in order, from --seed on, which
is 0 unless given. A seed that breaks a promise is printed as it is found, and so is a range whose process crashed; what
such a process said is kept. One seed again, with its story:

    SALES_SIMULATION=SEED-SEED swift test --filter SimulationTests

usage: Scripts/campaign simulation [--short] [--seeds N] [--seed FIRST] [--processes N] [--range N] [--no-build] [--debug]
                                   [--logs FOLDER]
"""
# Builds for itself.
import os
import sys

from rig.seeds import Suite, campaign

STANDARD = {"seeds": (100_000, 400), "processes": (os.cpu_count(), os.cpu_count()), "range": (250, 50)}
SUITE = Suite("SimulationTests", "SALES_SIMULATION", r"^simulation: (\d+) seeds, (\d+) messages, (\d+) seeds with faults$")


def figures(whole):
    """What the suite says of the seeds beside how many they are."""
    return {"messages": sum(int(part.figures[1]) for part in whole),
            "seeds_that_broke_a_promise": sum(int(part.figures[2]) for part in whole)}


if __name__ == "__main__":
    sys.exit(campaign("simulation", __doc__, STANDARD, SUITE, "seed", figures))

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

from rig import Run
from rig.run import arguments, parse, verdict
from rig.seeds import Suite, options_of_build, play, tests

STANDARD = {"seeds": (100_000, 400), "processes": (os.cpu_count(), os.cpu_count()), "range": (250, 50)}
SUITE = Suite("SimulationTests", "SALES_SIMULATION", r"^simulation: (\d+) seeds, (\d+) messages, (\d+) seeds with faults$")


def main():
    parser = arguments(__doc__, STANDARD)
    options_of_build(parser)
    options = parse(parser, STANDARD)
    program = tests(options)
    with Run("simulation", options) as run:
        played, seconds = play(run, program, SUITE)
        whole = [part for part in played if part.is_whole]
        result = {
            "first": options.seed, "seeds": sum(part.seeds for part in whole),
            "messages": sum(int(part.figures[1]) for part in whole),
            "seeds_that_broke_a_promise": sum(int(part.figures[2]) for part in whole),
            "ranges_cut_short": [part.name for part in played if not part.is_whole], "processes": options.processes,
            "seconds": round(seconds, 1), "seeds_a_second": round(options.seeds / seconds, 1),
        }
        broken = run.expect({
            "a seed broke a promise": not any(part.is_broken for part in played),
            "a process ended early": not result["ranges_cut_short"],
        })
    return verdict("simulation", result, broken)


if __name__ == "__main__":
    sys.exit(main())

"""Seeds of a test that plays one virtual run for each: in ranges, each of which is a process of its own."""
import concurrent.futures
import os
import re
import subprocess
import sys
import time

from .run import Rhythm, Run, SAID_EVERY, arguments, parse, verdict

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
# Optimised, and with what is not public still to be seen by tests; in a folder of its own, as both kinds are asked for.
OPTIMISED = ["-c", "release", "-Xswiftc", "-enable-testing", "--scratch-path", ".build-release-tests"]


def options_of_build(parser):
    """What every such campaign takes beside its own."""
    parser.set_defaults(seed=0)
    parser.add_argument("--no-build", action="store_true", help="with what was built before")
    parser.add_argument("--debug", action="store_true", help="with the tests as `swift build --build-tests` makes them")


def tests(options):
    """The program with the tests, built unless told otherwise."""
    flags = [] if options.debug else OPTIMISED
    if not options.no_build:
        subprocess.run(["swift", "build", "--build-tests", *flags], cwd=ROOT, check=True, stdout=sys.stderr)
    folder = subprocess.run(["swift", "build", *flags, "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    return folder.stdout.strip() + "/sales-trackerPackageTests.xctest"


class Suite:
    """A suite of tests that plays the seeds which a variable of its environment names, as FIRST-LAST.

    It must print a line that `summary` finds, whose first group is how many seeds it has played, and for each seed that
    broke a promise, or the first of many, what happened and how it is run again.
    """

    def __init__(self, name, variable, summary):
        self.name, self.variable, self.summary = name, variable, re.compile(summary, re.M)
        self.fault = re.compile(rf"\w+ \d+: .*\({variable}=\d+-\d+ runs it again\)")


class Range:
    """Seeds that one process played, and what came of them."""

    def __init__(self, run, program, suite, first, last):
        self.seeds, self.name = last - first + 1, f"{first}-{last}"
        done = subprocess.run([program, "--testing-library", "swift-testing", "--filter", suite.name], cwd=ROOT,
                              env=os.environ | {suite.variable: self.name}, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        found = suite.summary.search(done.stdout)
        self.figures = found.groups() if found else ()
        self.faults = list(dict.fromkeys(suite.fault.findall(done.stdout)))
        self.is_whole = bool(found) and int(found[1]) == self.seeds
        self.is_broken = done.returncode != 0
        for fault in self.faults:
            run.say(fault)
        if not self.is_whole:
            run.say(f"{self.name}: the process ended with {done.returncode} before it had played them all")
        if self.is_broken or not self.is_whole:
            with open(run.path(f"{self.name}.log"), "w") as log:
                log.write(done.stdout)


def play(run, program, suite):
    """Plays the seeds that the options ask for, in as many processes; answers the ranges and the seconds that they took."""
    options, played, began = run.options, [], time.monotonic()
    end, news = options.seed + options.seeds, Rhythm(SAID_EVERY)
    ranges = [(first, min(first + options.range, end) - 1) for first in range(options.seed, end, options.range)]
    with concurrent.futures.ThreadPoolExecutor(options.processes) as pool:
        coming = [pool.submit(Range, run, program, suite, first, last) for first, last in ranges]
        for each in concurrent.futures.as_completed(coming):
            played.append(each.result())
            if news.is_due():
                passed, done = time.monotonic() - began, sum(part.seeds for part in played)
                run.say(f"{done} seeds, {done / passed:.1f} a second, {sum(part.is_broken for part in played)} "
                        f"ranges with faults; {(options.seeds - done) * passed / done / 60:.0f} min left")
    return played, time.monotonic() - began


def campaign(name, description, standard, suite, unit, figures):
    """A whole campaign: plays the seeds, and says what came of them.

    `unit` is what a seed is called, and `figures` makes of the ranges that were played whole what else is to be told.
    """
    parser = arguments(description, standard)
    options_of_build(parser)
    options = parse(parser, standard)
    program = tests(options)
    with Run(name, options) as run:
        played, seconds = play(run, program, suite)
        whole = [part for part in played if part.is_whole]
        result = {
            "first": options.seed, unit + "s": sum(part.seeds for part in whole), **figures(whole),
            "ranges_cut_short": [part.name for part in played if not part.is_whole], "processes": options.processes,
            "seconds": round(seconds, 1), unit + "s_a_second": round(options.seeds / seconds, 1),
        }
        broken = run.expect({
            f"a {unit} broke a promise": not any(part.is_broken for part in played),
            "a process ended early": not result["ranges_cut_short"],
        })
    return verdict(name, result, broken)

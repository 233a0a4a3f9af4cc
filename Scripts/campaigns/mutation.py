#!/usr/bin/env python3
"""How many small faults in rules, outbox and archive the tests notice (R4: at least 80 of 100).

Builds for itself: a copy of the sources in .build-mutation, with every fault in it at once, of which each run of the tests
has one alive (Scripts/campaigns/rig/mutants.py). The first build takes minutes. A fault is noticed where a test fails, a
process crashes, or the tests take three times as long as without it when as many run at once. Each part of the program has
suites that are asked first; what they do not notice is left to all suites of the module that the part belongs to. Prints
the faults that nobody noticed: a reader decides which of them change nothing that anybody could see.

usage: Scripts/campaign mutation [--short] [--part rules|delivery|archive|…] [--sample N] [--processes N] [--seed N]
                                 [--logs FOLDER]
"""
# Builds for itself.
import collections
import concurrent.futures
import dataclasses
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

from rig.mutants import Module, VARIABLE
from rig.run import Rhythm, Run, SAID_EVERY, arguments, parse, verdict

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build-mutation"
TREE = WORK / "tree"
# By the digest of a file, what the compiler refused in it: finding it anew takes many builds.
REFUSED = WORK / "refused.json"
# At most so many are tried; 0 for all.
STANDARD = {"sample": (0, 12), "processes": (os.cpu_count(), os.cpu_count())}
LEAST_SHARE = 0.8
# No suite takes as many seconds without a fault.
LONGEST = 1_200


@dataclasses.dataclass(frozen=True)
class Part:
    """Files whose faults some suites are to notice: those that are asked first, and all that are asked in the end."""

    files: tuple
    first: str
    last: str


PARTS = {
    "rules": Part(
        ("Sources/SalesCore/Rules/*.swift",),
        r"^SalesCoreTests\..*(Rule|ReadingGuard|PastTests|Preview|Untold|Plausib)", "^SalesCoreTests"),
    "delivery": Part(
        ("Sources/SalesCore/Schedule/DeliveryPolicy.swift", "Sources/SalesCore/Schedule/TellingTime.swift",
         "Sources/SalesCore/Tracker/Tracker+Deliver.swift", "Sources/SalesCore/Tracker/Tracker+HandOver.swift",
         "Sources/SalesCore/Tracker/Tracker+Recheck.swift", "Sources/SalesCore/Tracker/Tracker+Remember.swift",
         "Sources/SalesCore/Tracker/Tracker+Together.swift", "Sources/SalesCore/Tracker/Tracker+Tell.swift",
         "Sources/SalesCore/Tracker/HeldChecks.swift", "Sources/SalesCore/Tracker/CarrierWatch.swift",
         "Sources/SalesCore/Tracker/DeliveryGate.swift", "Sources/SalesCore/Tracker/StopGrace.swift",
         "Sources/SalesCore/Tracker/SettlementPatience.swift"),
        r"^SalesCoreTests\..*(Held|Tell|Told|Deliver|Carrier|Outbox|Alert|Digest|Cap|Quiet|Stop|Expir|Remember|Mailed|People|Present|Group|Past)",
        "^SalesCoreTests"),
    "outbox-memory": Part(("Sources/SalesCore/Memory/MemoryStore+Outbox.swift",), r"^SalesCoreTests\..*Conformance", "^SalesCoreTests"),
    "outbox-sqlite": Part(("Sources/SalesSQLite/AlertClaim.swift", "Sources/SalesSQLite/SQLiteStore+Outbox.swift"),
                          "^SalesSQLiteTests", "^SalesSQLiteTests"),
    "outbox-postgres": Part(("Sources/SalesPostgres/AlertClaim.swift", "Sources/SalesPostgres/LookClass.swift",
                             "Sources/SalesPostgres/PostgresStore+Outbox.swift"),
                            r"^SalesPostgresTests\..*(Conformance|Outbox|Contention)", "^SalesPostgresTests"),
    "leases-sqlite": Part(("Sources/SalesSQLite/CheckClaim.swift",), "^SalesSQLiteTests", "^SalesSQLiteTests"),
    "leases-postgres": Part(("Sources/SalesPostgres/CheckClaim.swift", "Sources/SalesPostgres/HostQueue.swift"),
                            r"^SalesPostgresTests\..*(Conformance|Lease|Host|Contention)", "^SalesPostgresTests"),
    "archive": Part(("Sources/SalesCore/Archive/*.swift",), r"^SalesCoreTests\..*(Archive|CSV|KeyWalk)", "^SalesCoreTests"),
    "archive-memory": Part(("Sources/SalesCore/Memory/ArchiveRows.swift", "Sources/SalesCore/Memory/MemoryStore+Archive.swift",
                            "Sources/SalesCore/Memory/MemoryStore+Retention.swift"),
                           r"^SalesCoreTests\..*(Conformance|Archive)", "^SalesCoreTests"),
    "archive-sqlite": Part(("Sources/SalesSQLite/FrozenRows.swift", "Sources/SalesSQLite/SQLiteStore+Archive.swift",
                            "Sources/SalesSQLite/SQLiteStore+Frozen.swift", "Sources/SalesSQLite/SQLiteStore+Restore.swift",
                            "Sources/SalesSQLite/SQLiteStore+Retention.swift", "Sources/SalesSQLite/WaitingDays.swift"),
                           "^SalesSQLiteTests", "^SalesSQLiteTests"),
    "archive-postgres": Part(("Sources/SalesPostgres/PostgresStore+Archive.swift",
                              "Sources/SalesPostgres/PostgresStore+Frozen.swift",
                              "Sources/SalesPostgres/PostgresStore+Restore.swift",
                              "Sources/SalesPostgres/PostgresStore+Retention.swift"),
                             r"^SalesPostgresTests\..*(Conformance|Archive|Freeze|RollUp|PriceDay)", "^SalesPostgresTests"),
}


def files(part):
    found = {pattern: list(ROOT.glob(pattern)) for pattern in PARTS[part].files}
    if gone := [pattern for pattern, paths in found.items() if not paths]:
        sys.exit(f"mutation: there is no {gone[0]}; name the files of {part} anew")
    return sorted(str(path.relative_to(ROOT)) for paths in found.values() for path in paths)


def copied():
    """The tree as it is, beside itself; what did not change keeps its time, so that a build begins where one ended."""
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
    wanted = {name for name in names.stdout.splitlines() if (ROOT / name).is_file()}
    if (ROOT / "Package.resolved").is_file():
        wanted.add("Package.resolved")
    for name in wanted:
        write(name, (ROOT / name).read_bytes(), (ROOT / name).stat().st_mode)
    for path in [path for folder in ("Sources", "Tests") for path in (TREE / folder).rglob("*")]:
        if path.is_file() and str(path.relative_to(TREE)) not in wanted:
            path.unlink()


def write(name, data, mode=None):
    target = TREE / name
    if target.is_file() and target.read_bytes() == data:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    if mode:
        target.chmod(mode)


def seeded(parts, without):
    """Puts the mutants of these parts into the copy, but for lines in which none can be compiled; answers them by part."""
    modules, mutants = {}, {}
    for part in parts:
        for file in files(part):
            module = modules.setdefault(file.split("/")[1], Module(first=1 + 10_000 * len(modules)))
            count = len(module.mutants)
            text = module.mutate(file, (ROOT / file).read_text(), without.get(file, {}), file.split("/")[1] != "SalesCore")
            write(file, text.encode())
            mutants.setdefault(part, []).extend(module.mutants[count:])
    for name, module in modules.items():
        write(f"Sources/{name}/Mutants.swift", module.declarations().encode())
    return mutants


def refuse(output, mutants, without):
    """Notes the lines that a compiler's errors come from, which are near where it says; whether there are any."""
    lines = {}
    for mutant in (each for of_part in mutants.values() for each in of_part):
        lines.setdefault(mutant.file, set()).add(mutant.line)
    found = {(each[1], int(each[2])) for each in re.finditer(rf"^{TREE}/(Sources/\S+\.swift):(\d+):\d+: error:", output, re.M)}
    blamed = {(file, min(lines[file], key=lambda each: (abs(each - line), each))) for file, line in found if file in lines}
    for file, line in blamed:
        of_file = without.setdefault(file, {})
        of_file[line] = of_file.get(line, 0) + 1
    return bool(blamed)


def built(run, parts):
    """Builds the copy, again without the lines that the compiler refuses; answers the program and the mutants by part."""
    rules = (Path(__file__).parent / "rig" / "mutants.py").read_bytes()
    names = {hashlib.sha256(rules + (ROOT / file).read_bytes()).hexdigest(): file for part in parts for file in files(part)}
    known = json.loads(REFUSED.read_text()) if REFUSED.is_file() else {}
    without = {names[key]: {int(line): much for line, much in of_file.items()} for key, of_file in known.items() if key in names}
    while True:
        copied()
        mutants = seeded(parts, without)
        flags = ["--build-tests", "--scratch-path", str(WORK / "build"), "-Xswiftc", "-continue-building-after-errors"]
        done = subprocess.run(["swift", "build", *flags], cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        with open(run.path("build.log"), "w") as log:
            log.write(done.stdout)
        if done.returncode == 0:
            run.say(f"{sum(map(len, mutants.values()))} faults built; {sum(map(len, without.values()))} lines take not all of theirs")
            break
        if not refuse(done.stdout, mutants, without):
            sys.exit(f"mutation: the copy cannot be built; see {run.path('build.log')}")
        REFUSED.write_text(json.dumps(known | {key: without[file] for key, file in names.items() if file in without}))
    folder = subprocess.run(["swift", "build", *flags, "--show-bin-path"], cwd=TREE, check=True, capture_output=True, text=True)
    return folder.stdout.strip() + "/sales-trackerPackageTests.xctest", mutants


class Trial:
    """The tests of a filter, with one mutant alive, until the first of them fails."""

    def __init__(self, program, number, suites, patience):
        began = time.monotonic()
        process = subprocess.Popen([program, "--testing-library", "swift-testing", "--filter", suites], cwd=TREE,
                                   env=os.environ | {VARIABLE: str(number)}, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                   start_new_session=True)
        late = threading.Timer(patience, process.kill)
        late.start()
        self.words, self.last = None, collections.deque(maxlen=20)
        for line in process.stdout:
            self.last.append(line.rstrip())
            if " recorded an issue " in line:
                self.words = line.strip()
                process.kill()
        late.cancel()
        self.status = process.wait()
        self.is_noticed = self.status != 0
        self.seconds = time.monotonic() - began
        self.is_late = self.is_noticed and self.words is None and self.seconds >= patience


def patience_with(run, program, suites):
    """The seconds after which tests are late: thrice what they take without a fault where as many run at once."""
    with concurrent.futures.ThreadPoolExecutor(run.options.processes) as pool:
        whole = list(pool.map(lambda _: Trial(program, 0, suites, LONGEST), range(run.options.processes)))
    if failed := [trial for trial in whole if trial.is_noticed]:
        for line in failed[0].last:
            run.say(f"  {line}")
        sys.exit(f"mutation: the tests {suites} fail without a fault, with {failed[0].status}")
    return 30 + 3 * max(trial.seconds for trial in whole)


def trials(run, program, suites, mutants, news):
    """Each mutant with what came of it, as it comes."""
    patience = patience_with(run, program, suites)
    pool = concurrent.futures.ThreadPoolExecutor(run.options.processes)
    try:
        coming = {pool.submit(Trial, program, each.number, suites, patience): each for each in mutants}
        for done, each in enumerate(concurrent.futures.as_completed(coming), 1):
            yield coming[each], each.result()
            if news.is_due():
                run.say(f"{done} of {len(mutants)} faults")
    finally:
        pool.shutdown(cancel_futures=True)


def tried(run, program, part, mutants):
    """The mutants of a part that nobody noticed, and how many were noticed only by the time that the tests took."""
    news, late, missed = Rhythm(SAID_EVERY), 0, mutants
    for suites in dict.fromkeys((PARTS[part].first, PARTS[part].last)):
        asked, missed = missed, []
        for mutant, trial in trials(run, program, suites, asked, news) if asked else ():
            late += trial.is_late
            if not trial.is_noticed:
                missed.append(mutant)
    return missed, late


def main():
    parser = arguments(__doc__, STANDARD)
    parser.set_defaults(seed=0)
    parser.add_argument("--part", action="append", choices=sorted(PARTS), help="only this part; several are possible")
    options = parse(parser, STANDARD)
    parts = options.part or list(PARTS)
    with Run("mutation", options) as run:
        # With the faults of all parts, so that the next part asked for is built already.
        program, mutants = built(run, list(PARTS))
        result = {}
        for part in parts:
            chosen = mutants[part]
            if 0 < options.sample < len(chosen):
                chosen = run.chance.sample(chosen, options.sample)
            missed, late = tried(run, program, part, chosen)
            result[part] = {"faults": len(chosen), "noticed": len(chosen) - len(missed), "by_time_alone": late,
                            "missed": sorted(map(str, missed))}
            run.say(f"{part}: {len(chosen) - len(missed)} of {len(chosen)} faults noticed")
            for each in result[part]["missed"]:
                run.say(f"  not noticed: {each}")
        broken = run.expect({
            f"the tests of {part} notice fewer than {LEAST_SHARE:.0%} of its faults": found["noticed"] >= LEAST_SHARE * found["faults"]
            for part, found in result.items()
        })
    return verdict("mutation", result, broken)


if __name__ == "__main__":
    sys.exit(main())

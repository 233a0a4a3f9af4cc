#!/usr/bin/env python3
"""Reading as much of a page as its answer needs gives the same answer as reading all of it, on every page at hand.

Reads the real pages of ../shared/corpus and the made ones of the benchmark kit (BENCH_WORK), each both ways, and prints
a JSON line for each set: how many pages the structured data answered alone, where answers differ (nowhere is right),
and the CPU time of both ways.

usage: Scripts/campaign scanner [--short] [--corpus FOLDER] [--bench FOLDER]
"""
# Builds for itself: a release build of the benchmark package.
import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.path.join(ROOT, "..", "shared")


def build():
    command = ["swift", "build", "-c", "release", "--package-path", os.path.join(ROOT, "Benchmarks")]
    subprocess.run([*command, "--product", "extraction"], check=True, stdout=sys.stderr)
    shown = subprocess.run([*command, "--show-bin-path"], check=True, capture_output=True, text=True)
    return os.path.join(shown.stdout.strip(), "extraction")


def corpus(folder, unpacked):
    """The labelled pages, unpacked, with their addresses."""
    with open(os.path.join(folder, "labels.json")) as file:
        labels = json.load(file)
    for label in labels:
        with open(os.path.join(folder, label["file"]), "rb") as file:
            data = file.read()
        path = os.path.join(unpacked, label["id"])
        with open(path, "wb") as file:
            file.write(gzip.decompress(data) if label["file"].endswith(".gz") else data)
        yield label["url"] or f"https://{label['domain']}/", path


def made(folder):
    """The pages of the benchmark kit."""
    for name in sorted(os.listdir(folder)):
        if name.endswith(".html"):
            yield "https://shop.example/p/" + name.removesuffix(".html"), os.path.join(folder, name)


def compare(program, name, pages):
    lines = "".join(f"{url}\t{path}\n" for url, path in pages)
    done = subprocess.run([program], input=lines, capture_output=True, text=True)
    if not done.stdout:
        print(f"scanner: {name}: no pages, or the program failed: {done.stderr[-500:]}", file=sys.stderr)
        return False
    print(json.dumps({"set": name, **json.loads(done.stdout.splitlines()[-1])}, ensure_ascii=False))
    return done.returncode == 0


def main():
    work = os.environ.get("BENCH_WORK", os.path.expanduser("~/.cache/sales-bench"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a tenth of the made pages")
    parser.add_argument("--corpus", default=os.path.join(SHARED, "corpus"))
    parser.add_argument("--bench", default=os.path.join(work, "srv", "pages"))
    options = parser.parse_args()
    program = build()
    right = True
    with tempfile.TemporaryDirectory() as unpacked:
        right &= compare(program, "corpus", corpus(options.corpus, unpacked))
    if os.path.isdir(options.bench):
        pages = list(made(options.bench))
        right &= compare(program, "bench", pages[::10] if options.short else pages)
    else:
        print(f"scanner: {options.bench} is not there; ../shared/bench/setup.sh --light makes its pages", file=sys.stderr)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()

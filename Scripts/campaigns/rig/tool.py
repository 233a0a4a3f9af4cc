"""Programs that campaigns build: those of Benchmarks/, which use the libraries by their public door, and a wrong clock."""
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[3] / "Benchmarks"
CLOCK = Path(__file__).resolve().parents[1] / "workers-clock.c"


def benchmark(name, folder="."):
    """Builds one of them, in a package of its own where a folder is named; answers its path."""
    package = ["--package-path", str(PACKAGE / folder), "-c", "release"]
    subprocess.run(["swift", "build", *package, "--product", name], check=True, stdout=sys.stderr)
    found = subprocess.run(["swift", "build", *package, "--show-bin-path"], check=True, capture_output=True, text=True)
    return found.stdout.strip() + "/" + name


def store_tool():
    """The one that uses SalesPostgres."""
    return benchmark("store")


def wrong_clock(run):
    """The library that puts a program's wall clock wrong; the compiler comes with Swift."""
    library = run.path("clock.so")
    subprocess.run(["clang", "-shared", "-fPIC", "-O2", "-o", library, CLOCK], check=True)
    return library

"""The programs of Benchmarks/ that use the libraries by their public door."""
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[3] / "Benchmarks"


def benchmark(name):
    """Builds one of them; answers its path."""
    package = ["--package-path", str(PACKAGE), "-c", "release"]
    subprocess.run(["swift", "build", *package, "--product", name], check=True, stdout=sys.stderr)
    folder = subprocess.run(["swift", "build", *package, "--show-bin-path"], check=True, capture_output=True, text=True)
    return folder.stdout.strip() + "/" + name


def store_tool():
    """The one that uses SalesPostgres."""
    return benchmark("store")

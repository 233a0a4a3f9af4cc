"""The program of Benchmarks/ that uses SalesPostgres by its public door."""
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[3] / "Benchmarks"


def store_tool():
    """Builds it; answers its path."""
    package = ["--package-path", str(PACKAGE), "-c", "release"]
    subprocess.run(["swift", "build", *package, "--product", "store"], check=True, stdout=sys.stderr)
    folder = subprocess.run(["swift", "build", *package, "--show-bin-path"], check=True, capture_output=True, text=True)
    return folder.stdout.strip() + "/store"

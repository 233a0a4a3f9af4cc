"""Runs the code of Docs/archive.md on an archive, and prints as JSON what each block of it gave and what each table holds.

Run it with the Python of .build-tools/venv, which has DuckDB. The tests (ArchiveQueriesTests) compare it with what the
store said; Scripts/campaigns/archive_csv.py reads archives through it. A block of SQL, Python or shell has a comment
before it that says what runs it: `<!-- runs: duckdb lowest -->`.
"""

import argparse
import contextlib
import datetime
import decimal
import io
import json
import os
import pathlib
import re
import subprocess
import sys

import duckdb

PAGE = pathlib.Path(__file__).resolve().parents[2] / "Docs/archive.md"
BLOCK = re.compile(r"(?:<!-- runs: (\w+)(?:,? ([^\n]+?))? -->\n)?```(sql|python|sh)\n(.*?)\n```", re.DOTALL)
# What runs here; `nothing` and `by` (hand) say in the page why they do not.
RUNNERS = ["duckdb", "python", "shell", "postgres"]
VIEWS = {
    "prices": "product_id, observed_at, filename", "products": "date, id", "websites": "date, id",
    "user_preferences": "date, id",
}


def blocks():
    """The page's code by who runs it: names and texts in their order."""
    found = {runner: {} for runner in RUNNERS}
    for runner, name, language, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if runner in RUNNERS:
            found[runner][name] = text
        elif runner not in ("nothing", "by"):
            raise SystemExit(f"{PAGE.name}: nothing says what runs this {language}:\n{text}")
    return found


def shown(value):
    """A value as the archive writes it, but for the digits of an amount."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        text = value.astimezone(datetime.timezone.utc).isoformat(timespec="microseconds")
        return text.removesuffix("000+00:00") + "Z"
    if isinstance(value, (int, decimal.Decimal, datetime.date)):
        return str(value)
    raise SystemExit(f"{value!r} is of a kind that no table has")


def rows(found):
    return [[shown(value) for value in row] for row in found]


def with_duckdb(page, skipped):
    """What the page's queries give, and all rows of its views."""
    connection, given = duckdb.connect(), {}
    for name, text in page.items():
        given[name] = rows(connection.execute(text).fetchall())
    for name, order in {**VIEWS, "prices_once": "product_id, observed_at"}.items():
        if name not in skipped:
            leaving = "EXCLUDE filename" if name.startswith("prices") else ""
            given[f"all {name}"] = rows(connection.execute(f"SELECT * {leaving} FROM {name} ORDER BY {order}").fetchall())
    return given


def with_python(page, coding):
    given = {}
    for name, text in page.items():
        # zstandard is in no Python that Debian 12 has.
        if name == "csv" and coding == "zstd":
            continue
        values, said = {}, io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(text, f"{PAGE.name}: {name}", "exec"), values)
        given[name] = said.getvalue()
        if name == "csv":
            given["all prices"] = rows(row.values() for row in values["prices"])
            given["names"] = {str(number): text for number, text in values["names"].items()}
    return given


def with_shell(page):
    given = {}
    for name, text in page.items():
        done = subprocess.run(["bash", "-c", text], capture_output=True, text=True)
        given[name] = f"{done.returncode} {done.stdout}{done.stderr}"
    return given


def moment(column, cell):
    """What is in a column: times come as texts from PostgreSQL."""
    is_time = cell and column in ("observed_at", "created_at", "price_since", "last_read_at")
    return datetime.datetime.fromisoformat(cell) if is_time else cell


def with_postgres(page, coding, url):
    """What the page makes of the archive in an empty database."""
    text = "\n".join([page["tables"], page[coding], page["bare"]])
    psql = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url]
    done = subprocess.run([*psql, "-f", "-"], input=text, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    given = {}
    # What was copied first comes first.
    for name, order in [("prices", "product_id, observed_at, ctid"), ("products", "id")]:
        query = f"SELECT row_to_json(each) FROM (SELECT * FROM archived_{name} ORDER BY {order}) each"
        done = subprocess.run([*psql, "-At", "-c", query], capture_output=True, check=True)
        found = (json.loads(line, parse_int=str, parse_float=str) for line in done.stdout.splitlines())
        given[f"all {name}"] = [[shown(moment(*cell)) for cell in row.items()] for row in found]
    return given


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", help="its folder")
    parser.add_argument("--postgres", metavar="URL", help="an empty database; without it PostgreSQL's blocks are left out")
    parser.add_argument("--skip", action="append", default=[], help="a table that is not printed")
    options = parser.parse_args()
    page = blocks()
    os.chdir(options.archive)
    manifests = [json.loads(path.read_text()) for path in sorted(pathlib.Path("manifests").glob("date=*/run-*.json"))]
    coding = manifests[-1]["coding"]
    given = {
        "duckdb": with_duckdb(page["duckdb"], options.skip),
        "python": with_python(page["python"], coding),
        "shell": with_shell(page["shell"]),
    }
    if options.postgres and coding in page["postgres"]:
        given["postgres"] = with_postgres(page["postgres"], coding, options.postgres)
    sys.stdout.reconfigure(encoding="utf-8")
    json.dump(given, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()

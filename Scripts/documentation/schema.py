"""Draws Docs/schema.md from the tables that a migration makes in a private PostgreSQL. Called by Scripts/docs."""

import argparse
import contextlib
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Scripts/campaigns"))
from rig import Postgres  # noqa: E402
PAGE = ROOT / "Docs/schema.md"

# Tables by what they are about, in the order of the page; a table that is in none ends the script.
PARTS = [
    ("People and what they want", ["users", "user_preferences", "pseudonyms", "erased_users"]),
    ("What is tracked", ["websites", "products", "product_states"]),
    ("When and by whom it is checked", ["check_queue", "hosts", "robots"]),
    ("The history of prices", ["prices", "prices_frozen", "prices_late", "all_prices", "price_days", "daily_prices"]),
    ("What is told", ["price_events", "alerts", "suppressions", "suppression_reports"]),
    ("Accounts", ["tokens", "sessions", "request_keys", "letters", "quotas"]),
    ("The store itself", ["archive_runs", "archive_lease", "store_settings", "schema_migrations"]),
]

INTRODUCTION = """\
# The tables of a PostgreSQL store

<!-- Written by Scripts/docs from a database that `salesctl migrate` made; do not edit. -->

Every name, type and line below was read from the database. `users`, `user_preferences`, `products`, `prices` and
`websites` are those of the entity relationship diagram of the brief; the others are what these need beside them. Times
are `timestamptz` in whole milliseconds, amounts are minor units (pence, yen) with their currency of ISO 4217 beside
them, and nested values are JSON as it was written.

Nothing refers to `prices`: a day's rows are a partition of their own, which the archive takes out whole. Read the
history through the view `all_prices`, which has live, frozen and late rows. `alerts` refers to nothing either: what was
told stays when the product or the person is gone.
"""


class Run(contextlib.ExitStack):
    """What the server is taken away with."""

    name = "docs"


TABLES = """
    SELECT relname AS name, relkind AS kind, coalesce(obj_description(oid, 'pg_class'), '') AS meaning,
        coalesce(pg_get_partkeydef(oid), '') AS partitions
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND NOT relispartition
    ORDER BY relname
"""

COLUMNS = """
    SELECT c.relname AS "table", attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required,
        attidentity <> '' AS numbered, CASE WHEN attgenerated = '' THEN '' ELSE pg_get_expr(adbin, adrelid) END AS derived,
        EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND contype = 'p' AND attnum = ANY (conkey)) AS key,
        EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND contype = 'f' AND attnum = ANY (conkey)) AS refers
    FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND NOT relispartition
    ORDER BY relname, attnum
"""

REFERENCES = """
    SELECT c.relname AS "from", r.relname AS "to", a.attname AS "column", a.attnotnull AS required,
        EXISTS (
            SELECT 1 FROM pg_constraint u WHERE u.conrelid = k.conrelid AND u.contype IN ('p', 'u') AND u.conkey = k.conkey
        ) AS single
    FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid JOIN pg_class r ON r.oid = confrelid
        JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
    WHERE contype = 'f' AND c.relnamespace = 'public'::regnamespace ORDER BY 1, 2, 3
"""

RULES = """
    SELECT c.relname AS "table", pg_get_constraintdef(k.oid) AS rule FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid
    WHERE contype IN ('u', 'c', 'x') AND c.relnamespace = 'public'::regnamespace AND NOT relispartition ORDER BY 1, 2
"""

INDEXES = """
    SELECT t.relname AS "table", pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class t ON t.oid = indrelid
    WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition
        AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY 1, 2
"""


def shape(text):
    """A type as a diagram takes it."""
    return text.replace("timestamp with time zone", "timestamptz").replace("[]", "_list").replace(" ", "_")


def drawing(tables, columns, references):
    lines = ["```mermaid", "erDiagram"]
    for reference in references:
        one = "||" if reference["required"] else "|o"
        many = "o|" if reference["single"] else "o{"
        lines.append(f'    {reference["to"]} {one}--{many} {reference["from"]} : "{reference["column"]}"')
    for table in tables:
        if table["kind"] == "v":
            continue
        lines.append(f"    {table['name']} {{")
        for column in columns:
            if column["table"] == table["name"]:
                marks = ", ".join(m for m, is_it in (("PK", column["key"]), ("FK", column["refers"])) if is_it)
                lines.append(f"        {shape(column['type'])} {column['name']} {marks}".rstrip())
        lines.append("    }")
    return lines + ["```", ""]


def cell(text):
    return text.replace("|", "\\|")


def section(table, columns, rules, indexes):
    lines = [f"### {table['name']}", "", table["meaning"], ""]
    if table["partitions"]:
        lines += [f"Partitioned by `{table['partitions']}`.", ""]
    lines += ["| column | type | |", "|---|---|---|"]
    for column in columns:
        if column["table"] != table["name"]:
            continue
        notes = []
        if column["key"]:
            notes.append("key")
        if column["numbered"]:
            notes.append("numbered by the store")
        if column["refers"]:
            notes.append("refers to another table")
        if column["derived"]:
            notes.append(f"derived: `{cell(column['derived'])}`")
        if not column["required"] and table["kind"] != "v":
            notes.append("may be null")
        kind = column["type"].replace("timestamp with time zone", "timestamptz")
        lines.append(f"| `{column['name']}` | {kind} | {', '.join(notes)} |")
    lines.append("")
    held = [f"- `{row['rule']}`" for row in rules if row["table"] == table["name"]]
    held += [f"- `{row['definition'].replace(' ON public.', ' ON ')}`" for row in indexes if row["table"] == table["name"]]
    return lines + (held + [""] if held else [])


def page(database):
    tables = {table["name"]: table for table in database.rows(TABLES)}
    listed = [name for _, names in PARTS for name in names]
    if sorted(listed) != sorted(tables):
        sys.exit(f"docs: tables and Scripts/documentation/schema.py differ: {set(listed) ^ set(tables)}")
    columns, references = database.rows(COLUMNS), database.rows(REFERENCES)
    rules, indexes = database.rows(RULES), database.rows(INDEXES)
    lines = [INTRODUCTION]
    lines += drawing([tables[name] for name in listed], columns, references)
    for title, names in PARTS:
        lines += [f"## {title}", ""]
        for name in names:
            lines += section(tables[name], columns, rules, indexes)
    return "\n".join(lines).rstrip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--program", required=True)
    options = parser.parse_args()
    with Run() as run:
        database = Postgres(run).database()
        command = [options.program, "migrate", "--store", database.address]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        text = page(database)
    if options.check:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            sys.exit("docs: Docs/schema.md differs from the database; run ./Scripts/docs")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        PAGE.write_text(text, encoding="utf-8")
        print("docs: wrote Docs/schema.md")


if __name__ == "__main__":
    main()

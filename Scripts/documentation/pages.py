"""Writes, or checks, the pages that are made from the program and the tests. Called by Scripts/docs."""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "Sources/SalesCore/Documentation.docc"

EXIT_CODES = [
    (0, "Done."),
    (1, "Unexpected: please report it with what `-v` says."),
    (64, "Usage: the command line is wrong."),
    (65, "Bad data: a configuration or import file is wrong; the message names the line."),
    (66, "There is no such product, file or store."),
    (69, "The page or service gave no usable answer: blocked, gone, no price, prices that cannot be told apart, "
         "or a shop that cannot prove who it is (TLS). The words, and `outcome` in JSON, say which. Of `alerts retry`: "
         "not one alert was told, and none is tried again."),
    (74, "The store cannot be used: not ours, newer than this program, read-only, kept from you, damaged, or the disk "
         "is full; or JSON or an export that standard output has no room for."),
    (75, "Temporary, try again: no answer from the name server, a timeout, 429, a server error, a locked store, or one "
         "whose server is down, slow or full of connections; a port that is taken. "
         "Of `alerts retry`: not one alert was told, and some are tried again."),
    (77, "Refused: the address is private, robots.txt asks not to fetch it, a file other than the store may not be "
         "read or written, a server does not let the user in, or others would be served without TLS."),
]


def run(program, *arguments):
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    done = subprocess.run([program, *arguments], capture_output=True, text=True, env=environment, check=True)
    return done.stdout


# The command line


def cell(text):
    return " ".join(text.split()).replace("|", "\\|")


def spelling(argument):
    if argument["kind"] == "positional":
        value = f"<{argument['valueName']}>" + ("…" if argument["isRepeating"] else "")
        return f"`[{value}]`" if argument["isOptional"] else f"`{value}`"
    names = []
    for name in argument["names"]:
        names.append(("--" if name["kind"] == "long" else "-") + name["name"])
    if argument["kind"] == "option":
        names[-1] += f" <{argument['valueName']}>"
    return ", ".join(f"`{name}`" for name in names)


def meaning(argument):
    parts = [argument.get("abstract", ""), argument.get("discussion", "")]
    if argument.get("allValues"):
        parts.append("One of " + ", ".join(f"`{value}`" for value in argument["allValues"]) + ".")
    if argument.get("defaultValue") and argument["kind"] != "flag":
        parts.append(f"Default: `{argument['defaultValue']}`.")
    if argument["isRepeating"] and argument["kind"] == "option" and "repeated" not in " ".join(parts):
        parts.append("Can be repeated.")
    return cell(" ".join(part for part in parts if part))


def is_shown(argument, is_global):
    names = [name["name"] for name in argument.get("names", [])]
    if not argument["shouldDisplay"] or "help" in names or "version" in names:
        return False
    return (argument.get("sectionTitle") == "Global options") == is_global


def joined(arguments):
    """A flag and its opposite (`--wait`, `--no-wait`) as one."""
    result = []
    for argument in arguments:
        last = result[-1] if result else None
        if last and argument["kind"] == last["kind"] == "flag" and argument.get("abstract") == last.get("abstract"):
            result[-1] = {**last, "names": last["names"] + argument["names"]}
        else:
            result.append(argument)
    return result


def option_table(arguments, first="Option"):
    arguments = joined(arguments)
    lines = [f"| {first} | Meaning |", "|---|---|"]
    lines += [f"| {spelling(argument)} | {meaning(argument)} |" for argument in arguments]
    return lines


def discussion(command):
    """Sentences as they are, indented lines as a block of code."""
    lines, code = [], []
    for line in (command.get("discussion") or "").splitlines():
        if line.startswith("  "):
            code.append(line.strip())
            continue
        if code:
            lines += ["```sh", *code, "```", ""]
            code = []
        if line.strip() and line.strip() not in ("Example:", "Examples:"):
            lines += [line.strip(), ""]
    if code:
        lines += ["```sh", *code, "```", ""]
    return lines


def command_lines(command, path, level):
    name = " ".join(path + [command["commandName"]])
    lines = ["#" * level + f" `{name}`", "", command.get("abstract", ""), "", *discussion(command)]
    shown = [argument for argument in command.get("arguments", []) if is_shown(argument, is_global=False)]
    if shown:
        lines += [*option_table(shown, "Argument or option"), ""]
    if command.get("defaultSubcommand"):
        lines += [f"Without a subcommand it is `{name} {command['defaultSubcommand']}`.", ""]
    for inner in command.get("subcommands", []):
        if inner["commandName"] != "help" and inner.get("shouldDisplay", True):
            lines += command_lines(inner, path + [command["commandName"]], level + 1)
    return lines


def key_table(text):
    rows = text.splitlines()
    second, third = rows[0].index("VALUE"), rows[0].index("MEANING")
    lines = ["| Key | Value | Meaning; what holds without it |", "|---|---|---|"]
    for row in rows[1:]:
        if row.strip():
            lines.append(f"| `{row[:second].strip()}` | {cell(row[second:third])} | {cell(row[third:])} |")
    return lines


def cli_page(program):
    root = json.loads(run(program, "--experimental-dump-help"))["command"]
    commands = [command for command in root["subcommands"] if command["commandName"] != "help"]
    shared = [argument for argument in commands[0]["arguments"] if is_shown(argument, is_global=True)]
    lines = [
        "<!-- Written by Scripts/docs from the program itself; change the program, then run Scripts/docs. -->",
        "# salesctl",
        "",
        root["abstract"],
        "",
        "| Command | |",
        "|---|---|",
    ]
    for command in commands:
        lines.append(f"| [`{command['commandName']}`](#salesctl-{command['commandName']}) | {cell(command['abstract'])} |")
    lines += [
        "",
        "`salesctl help COMMAND` shows the same on the terminal. `salesctl --generate-completion-script bash` (or `zsh`, "
        "`fish`) writes completions for a shell; `salesctl --version` shows the version.",
        "",
        "## Output",
        "",
        "Results go to standard output, messages to standard error. With `--format json` standard output holds JSON and "
        "nothing else: one document a command. `export`, `extract --text`, `check` of several products and "
        "`watch --log-format json` write one object a line. Amounts are decimal strings with their ISO 4217 currency. Colours and the live status line appear only "
        "on a terminal.",
        "",
        "## Exit codes",
        "",
        "| Code | Meaning |",
        "|---|---|",
        *[f"| {code} | {words} |" for code, words in EXIT_CODES],
        "",
        "## Options of every command",
        "",
        *option_table(shared),
        "",
        "Flags win over environment variables, and these over the configuration file.",
        "",
    ]
    for command in commands:
        lines += command_lines(command, ["salesctl"], 2)
    lines += [
        "## Keys of the configuration file",
        "",
        "`NAME` is a host without `www.`. The environment variable of a key is `SALES_` and its name in capitals with `_` "
        "for each dot: `checks.interval` is `SALES_CHECKS_INTERVAL`. In a variable the elements of "
        "a list have commas between them: `SALES_TEXTS_COUNTRIES=GB,DE`. `salesctl doctor --keys` prints this table.",
        "",
        *key_table(run(program, "doctor", "--keys")),
        "",
    ]
    return "\n".join(lines)


# The promises

PROMISE = re.compile(
    r'\b(?:promise\(\s*|Promise\(\s*"[A-Z]+-)(\d+)"?,\s*((?:"(?:[^"\\]|\\.)*"\s*\+?\s*)+)',
    re.DOTALL,
)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
PORTS = [
    ("Store", "STORE", "Stores", "``TrackingStore``, from 90 on ``TransferStore``, 95 and 96 ``LeaseRenewal``, 97 and 98 ``HostDemandStore``, in `StorePromises`."),
    ("Account", "ACCOUNT", "Stores of accounts", "``AccountStore`` beside ``TrackingStore``, in `AccountPromises`."),
    ("Fetcher", "FETCH", "Fetchers", "``Fetcher``, in `FetcherPromises`."),
    ("Notifier", "NOTIFY", "Notifiers", "``Notifier``, in `NotifierPromises`."),
    ("Session", "SESSION", "Stores of sessions", "``SessionStore`` beside ``AccountStore``, in `SessionPromises`."),
    ("Keys", "KEY", "Stores of request keys", "``IdempotencyStore`` beside ``AccountStore``, in `KeyPromises`."),
    ("Overview", "OVERVIEW", "Stores of overviews", "``OverviewStore`` beside ``TrackingStore``, in `OverviewPromises`."),
    ("Installation", "INSTALLATION", "Stores that tell of an installation",
     "``InstallationStore`` beside ``AccountStore``, in `InstallationPromises`."),
    ("Archive", "LEDGER", "Stores that can be archived", "``ArchiveStore`` beside ``TrackingStore``, in `LedgerPromises`."),
    ("Archiver", "ARCHIVE", "Archivers", "``Archiver``, in `ArchiverPromises`."),
]


def promises(folder):
    found = {}
    for path in sorted((ROOT / "Sources/SalesTesting" / folder).glob("*.swift")):
        for number, literals in PROMISE.findall(path.read_text()):
            found[int(number)] = "".join(LITERAL.findall(literals)).replace('\\"', '"').replace("\\\\", "\\")
    return sorted(found.items())


def promise_page():
    lines = [
        "# Promises",
        "",
        "What each port promises, by number.",
        "",
        "<!-- Written by Scripts/docs from Sources/SalesTesting; a test compares. -->",
        "",
        "## Overview",
        "",
        "Doc comments cite these numbers, and `SalesTesting` holds any implementation to them. A number is never used "
        "twice: a promise that is given up takes its number with it. For each there is at least one saboteur, an "
        "implementation broken on purpose that the promise catches.",
        "",
    ]
    for folder, prefix, title, where in PORTS:
        lines += [f"## {title}", "", where, "", "| Number | Promise |", "|---|---|"]
        lines += [f"| {prefix}-{number} | {cell(sentence)} |" for number, sentence in promises(folder)]
        lines += [""]
    return "\n".join(lines)


# The ports

PORTS_PAGE = [
    ("Stores that track", "All that a stranger must write to track prices is ``TrackingStore``, the sum of these roles.",
     ["TrackingStore", "CatalogueStore", "PreferenceStore", "PriceStore", "CheckQueue", "EventQueue", "Outbox", "HostStore"]),
    ("Beside tracking", "A feature whose protocol a store lacks is absent, with one sentence that says so.",
     ["TransferStore", "LeaseRenewal", "HostDemandStore", "WorkCalls"]),
    ("Accounts", "For people who sign up: ``AccountStore`` is the sum of these roles.",
     ["AccountStore", "UserStore", "ErasureStore", "DisclosureStore", "TokenStore", "SuppressionStore", "QuotaStore",
      "LetterStore"]),
    ("Interfaces over the network", "For people who are signed in, what they see, and requests that may come twice.",
     ["SessionStore", "IdempotencyStore", "OverviewStore", "InstallationStore"]),
    ("Archiving", "For moving days of prices into an archive: ``ArchiveStore`` is the sum of the three roles below it. The "
     "built-in `ArchivePacker` is in `SalesCompression`.",
     ["ArchiveStore", "ArchiveLedger", "ArchiveSource", "RetentionStore", "ArchivePacker"]),
    ("Everything else", "What brings pages, tells people, keeps objects and reads reports. There is no built-in "
     "`FeedbackReader` yet; a built-in `Archiver` is in memory, in a folder (`SalesFiles`), or in S3 (`SalesAWS`).",
     ["Fetcher", "Notifier", "Archiver", "FeedbackReader"]),
    ("Errors", "Every port fails with a ``PortError`` over a list of codes of its own, to which a backend may add.",
     ["PortErrorCode"]),
]
PORTS_HEAD = """\
A port is a protocol that callers of the tracker may implement. The types they name are in the API reference.

- Every requirement is `async`, typed in what it throws, and atomic: it happens whole or not at all.
- Absence is `nil`. Removing what is not there succeeds.
- The time of an observation or decision is an argument, in whole milliseconds. Leases are durations, and the store
  measures them by its own clock.
- Lists come in pages with a token that holds no connection. A limit is served as at least 1 and at most 1,000.
- No requirement is ever added to a published protocol in a minor version. A new power is a new protocol.
- The numbers are promises: [Promises](../Sources/SalesCore/Documentation.docc/Promises.md) has their sentences, and
  `SalesTesting` holds an implementation to them. Ports without numbers get them when they are first implemented."""


def documented(lines, index):
    """The doc comment that ends before a line, and before the attributes that stand above it."""
    comment = []
    while index > 0 and lines[index - 1].strip().startswith("@"):
        index -= 1
    while index > 0 and lines[index - 1].strip().startswith("///"):
        index -= 1
        comment.insert(0, lines[index].strip()[3:].removeprefix(" "))
    return comment


def plain(comment):
    """DocC's links as code."""
    text = "\n".join(comment).strip()
    return re.sub(r"``([^`]+)``", lambda match: "`" + match.group(1).split("/")[-1] + "`", text)


def protocol_lines(name, sources):
    for path, text in sources.items():
        lines = text.splitlines()
        for start, line in enumerate(lines):
            if not re.match(rf"public protocol {name}\b", line):
                continue
            result = [f"### `{name}`", "", plain(documented(lines, start)), ""]
            if line.rstrip().endswith("{}"):
                return result
            index = start + 1
            while lines[index] != "}":
                if re.match(r"    (func|var|init)\b", lines[index]):
                    end = index
                    while sum(row.count("(") - row.count(")") for row in lines[index:end + 1]) > 0:
                        end += 1
                    signature = [row[4:] for row in lines[index:end + 1]]
                    result += ["```", *signature, "```", "", plain(documented(lines, index)), ""]
                    index = end
                index += 1
            return result
    raise SystemExit(f"docs: there is no protocol {name} in Ports")


def ports_page():
    sources = {path: path.read_text() for path in sorted((ROOT / "Sources/SalesCore/Ports").glob("*.swift"))}
    named = [name for _, _, names in PORTS_PAGE for name in names]
    for text in sources.values():
        for name in re.findall(r"^public protocol (\w+)", text, re.MULTILINE):
            if name not in named:
                raise SystemExit(f"docs: the protocol {name} is in no section of the page of ports")
    lines = ["<!-- Written by Scripts/docs from Sources/SalesCore/Ports. -->", "# Ports", "", PORTS_HEAD, ""]
    for title, words, names in PORTS_PAGE:
        lines += [f"## {title}", "", plain([words]), ""]
        for name in names:
            lines += protocol_lines(name, sources)
    return "\n".join(lines)


# Code in articles

SHOWN = re.compile(r"<!-- from: (\S+) -->\n```(?:swift|sh|yaml|python)\n(.*?)```", re.DOTALL)
UNMARKED = re.compile(r"(?<!-->\n)```swift\n")


def squeezed(text):
    """The text without indentation and empty lines, so that a piece of a file can be shown by itself."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def wrong_code():
    pages = [ROOT / "README.md", *sorted(CATALOGUE.glob("*.md")), *sorted((ROOT / "Docs").glob("*.md"))]
    for page in pages:
        text = page.read_text()
        name = page.relative_to(ROOT)
        for source, code in SHOWN.findall(text):
            path = ROOT / source
            if not path.is_file():
                yield f"{name} shows code of {source}, which is not there"
            elif squeezed(code) not in squeezed(path.read_text()):
                yield f"{name} shows code that is not in {source} any more"
        if UNMARKED.search(text):
            yield f"{name} shows Swift code that no example holds; name its file: <!-- from: PATH -->"


def wrong_words():
    """Exit codes and constants that pages name and the sources do not have."""
    source = (ROOT / "Sources/salesctl/ExitStatus.swift").read_text()
    codes = {0, *map(int, re.findall(r"^    case \w+ = (\d+)$", source, re.MULTILINE))}
    if codes != {code for code, _ in EXIT_CODES}:
        yield "the exit codes of Scripts/documentation/pages.py are not those of ExitStatus.swift"
    text = "\n".join(path.read_text() for path in sorted((ROOT / "Sources").rglob("*.swift")))
    known = set(re.findall(r"\b(?:let|var) (\w+)\b", text))
    for row in (ROOT / "Docs/security.md").read_text().splitlines():
        if row.startswith("| ") and row.count("|") == 4:
            for name in re.findall(r"`(?:[A-Z]\w+)?\.([a-z]\w+)`|`([a-z]\w+[A-Z]\w+)`", row.split("|")[3]):
                if (name[0] or name[1]) not in known:
                    yield f"Docs/security.md names the constant {name[0] or name[1]}, which is not there"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    pages = {
        ROOT / "Docs/cli.md": cli_page(arguments.program),
        ROOT / "Docs/ports.md": ports_page(),
        CATALOGUE / "Promises.md": promise_page(),
    }
    faults = [*wrong_code(), *wrong_words()]
    for path, text in pages.items():
        name = path.relative_to(ROOT)
        if path.is_file() and path.read_text() == text:
            continue
        if arguments.check:
            faults.append(f"{name} is not what the program says; run ./Scripts/docs")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            print(f"docs: wrote {name}")
    for fault in faults:
        print(f"docs: {fault}", file=sys.stderr)
    if faults:
        sys.exit(1)
    print("docs: all true")


main()

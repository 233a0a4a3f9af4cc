"""The stores that workers share: a file, or a database of a PostgreSQL that lives as long as the campaign."""
import json
import os
import signal
import sqlite3
import subprocess
from pathlib import Path

# What alerts look like to a campaign, in the order of the columns that both stores have.
ALERT = ["id", "product", "status", "attempts", "leased"]


class SQLiteFile:
    """A store in a file."""

    kind = "sqlite"

    def __init__(self, run, name="tracker"):
        self.path = run.path(f"{name}.sqlite")
        self.address = f"sqlite:{self.path}"

    def rows(self, sql):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def run(self, sql):
        """Statements as one transaction."""
        connection = sqlite3.connect(self.path, timeout=60, isolation_level=None)
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{sql};\nCOMMIT;")
        finally:
            connection.close()

    def alerts(self):
        rows = self.rows("SELECT id, product_id, status, attempts, lease_token IS NOT NULL FROM alerts")
        return [dict(zip(ALERT, row)) for row in rows]


class Postgres:
    """A private PostgreSQL; each store is a database of it."""

    def __init__(self, run, *options):
        script = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
                              "private-postgres")
        self.process = subprocess.Popen([script, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        run.callback(self.end)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{run.name}: PostgreSQL did not start")
        self.place = json.loads(line)

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    def crash(self):
        """Ends the server as a crash would, and starts it again."""
        self.process.send_signal(signal.SIGUSR1)
        self.place["pid"] = json.loads(self.process.stdout.readline())["restarted"]

    def cpu(self):
        """Seconds of processor time that the server's processes have used."""
        ticks = 0
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            pid = int(status.parent.name)
            if pid == self.place["pid"]:
                # With those of its children that have ended.
                ticks += sum(int(field) for field in fields[11:15])
            elif int(fields[1]) == self.place["pid"]:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def database(self, name="sales", template=None):
        """A new database: empty, or as another one that nobody is connected to."""
        like = f" TEMPLATE {template}" if template else ""
        self.command("psql", "postgres", "-qc", f"CREATE DATABASE {name}{like}")
        return Database(self, name)

    def drop(self, name):
        """Removes a database, whoever is connected to it."""
        self.command("psql", "postgres", "-qc", f"DROP DATABASE {name} WITH (FORCE)")

    def command(self, program, database, *arguments, text=None):
        """A client program's output."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return subprocess.run(
            [program, "-h", self.place["socket"], "-p", str(self.place["port"]), "-U", "postgres", "-d", database,
             *arguments], check=True, capture_output=True, text=True, env=environment, input=text).stdout


class Database:
    """A store in a database."""

    kind = "postgres"

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.address = f"postgres://postgres@/{name}?host={server.place['socket']}&port={server.place['port']}"

    def through(self, port):
        """The address by way of a port of 127.0.0.1."""
        return f"postgres://postgres@127.0.0.1:{port}/{self.name}"

    def rows(self, sql):
        """Rows as JSON objects."""
        text = self.server.command("psql", self.name, "-AtXc", f"SELECT row_to_json(r) FROM ({sql}) r")
        return [json.loads(line) for line in text.split("\n") if line]

    def run(self, sql):
        """Statements as one transaction."""
        self.server.command("psql", self.name, "-qX1", "-v", "ON_ERROR_STOP=1", "-f", "-", text=sql)

    def session(self):
        """A psql that stays."""
        return Session(self)

    def alerts(self):
        return self.rows("SELECT id, product_id AS product, status, attempts, lease_token IS NOT NULL AS leased FROM alerts")

    def schema(self):
        """The schema as pg_dump writes it."""
        text = self.server.command("pg_dump", self.name, "--schema-only")
        # Newer versions guard the dump with a word that is drawn anew each time.
        return "".join(line for line in text.splitlines(True) if not line.startswith(("\\restrict", "\\unrestrict")))


class Session:
    """A psql that stays connected, for what is asked often: to start one takes longer than most answers."""

    def __init__(self, database):
        place = database.server.place
        self.process = subprocess.Popen(
            ["psql", "-h", place["socket"], "-p", str(place["port"]), "-U", "postgres", "-d", database.name, "-AtqX",
             "-v", "ON_ERROR_STOP=1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={key: value for key, value in os.environ.items() if not key.startswith("PG")})

    def ask(self, text):
        """The lines that psql answers to statements, each with its semicolon.

        Raises ConnectionError where one failed; the session is of no use then.
        """
        self.process.stdin.write(text + "\n\\echo done\n")
        self.process.stdin.flush()
        lines = []
        while (line := self.process.stdout.readline()) != "done\n":
            if not line:
                self.close()
                raise ConnectionError("".join(lines).strip() or "psql ended")
            lines.append(line)
        return lines

    def close(self):
        for stream in (self.process.stdin, self.process.stdout):
            try:
                stream.close()
            except OSError:
                pass
        self.process.wait()

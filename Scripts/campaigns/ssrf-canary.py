"""The canary of Scripts/campaigns/ssrf: a name server, a shop, and a log of every connection.

    ssrf-canary.py VECTORS LOG          serve, in a namespace where every address is local
    ssrf-canary.py VECTORS --vectors    print the URLs to try, each ended by NUL
    ssrf-canary.py VECTORS --names      print names that resolve to each address that is not public
    ssrf-canary.py VECTORS --public     print URLs that must be readable
"""

import ipaddress
import selectors
import socket
import struct
import sys
import threading

PUBLIC_4, PUBLIC_6 = "93.184.216.34", "2606:2800:220:1::1"
PORTS = [22, 25, 80, 81, 94, 443, 1025, 2375, 3128, 5432, 6379, 8080, 8443, 9200, 11211]
PAGE = b"""<html><head><title>Kettle</title><script type="application/ld+json">{"@context":"https://schema.org",
"@type":"Product","name":"Kettle","offers":{"@type":"Offer","price":"39.99","priceCurrency":"EUR",
"availability":"https://schema.org/InStock"}}</script></head><body><h1>Kettle</h1><p>39.99 EUR</p></body></html>"""


def read(path):
    urls, addresses = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("url "):
            urls.append(line[4:].encode("utf-8").decode("unicode_escape").encode("latin-1").decode("utf-8"))
        elif line.startswith("addr "):
            addresses.append(ipaddress.ip_address(line[5:].strip()))
    for address in addresses:
        urls.append(f"http://[{address}]/" if address.version == 6 else f"http://{address}/")
    return urls, addresses


def name_of(address):
    return f"v{address.version}-{address.packed.hex()}.dns.example"


class Names:
    """Answers DNS by what the name says."""

    def __init__(self):
        self.asked = {}

    def answer(self, name, kind):
        labels = name.split(".")
        first = labels[0]
        if first.startswith(("v4-", "v6-")):
            address = ipaddress.ip_address(bytes.fromhex(first[3:]))
            return [address] if (kind == 1) == (address.version == 4) else []
        if first.startswith("rebind"):
            turn = self.asked[(name, kind)] = self.asked.get((name, kind), -1) + 1
            address = PUBLIC_4 if (turn + int(first.split("-")[1])) % 2 == 0 else "169.254.169.254"
            return [ipaddress.ip_address(address)] if kind == 1 else []
        if first == "late":
            turn = self.asked[(name, kind)] = self.asked.get((name, kind), -1) + 1
            return [ipaddress.ip_address("10.0.0.1")] if turn and kind == 1 else None
        if first == "only6":
            return [ipaddress.ip_address("fd00:ec2::254")] if kind == 28 else []
        if first == "metadata":
            return [ipaddress.ip_address("169.254.169.254")] if kind == 1 else []
        if first == "alias":
            return [ipaddress.ip_address("192.168.1.1")] if kind == 1 else []
        if labels[-1] == "example":
            return [ipaddress.ip_address(PUBLIC_4 if kind == 1 else PUBLIC_6)]
        return None

    def serve(self, server):
        while True:
            query, client = server.recvfrom(2048)
            end, labels = 12, []
            while query[end]:
                labels.append(query[end + 1:end + 1 + query[end]].decode("latin-1"))
                end += query[end] + 1
            kind = struct.unpack("!H", query[end + 1:end + 3])[0]
            found = self.answer(".".join(labels).lower(), kind)
            records = b""
            for address in found or []:
                records += struct.pack("!HHHIH", 0xC00C, 28 if address.version == 6 else 1, 1, 0, len(address.packed))
                records += address.packed
            head = query[:2] + struct.pack("!HHHHH", 0x8180 | (3 if found is None else 0), 1, len(found or []), 0, 0)
            server.sendto(head + query[12:end + 5] + records, client)


def response(request, urls):
    line = request.split(b"\r\n", 1)[0].split(b" ")
    path = line[1].decode("latin-1") if len(line) > 1 else "/"
    parts = path.strip("/").split("/")
    location, status, extra, body = None, 302, b"", PAGE
    if path == "/robots.txt":
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    if parts[0] == "to":
        status, location = int(parts[1]), urls[int(parts[2]) - 1]
    elif parts[0] == "name":
        location = f"http://{parts[1]}/"
    elif parts[0] == "chain":
        location = "http://127.0.0.1/" if parts[1] == "1" else f"/chain/{int(parts[1]) - 1}"
    elif parts[0] == "loop":
        location = "/loop"
    elif parts[0] == "hop":
        location = "/" if parts[1] == "1" else f"/hop/{int(parts[1]) - 1}"
    elif parts[0] == "userinfo":
        location = "http://shop.example@127.0.0.1/"
    elif parts[0] == "meta":
        body = b"<meta http-equiv=refresh content='0;url=http://127.0.0.1/'><link rel=canonical href=http://127.0.0.1/>" \
            b"<link rel=icon href=http://10.0.0.1/favicon.ico><img src=http://10.0.0.1/x.png>" + PAGE
    elif parts[0] == "alternative":
        extra = b'Alt-Svc: h2="127.0.0.1:443"; ma=99999, http/1.1="127.0.0.1:80"\r\nRefresh: 0;url=http://127.0.0.1/\r\n'
    if location is not None:
        place = location.encode("utf-8")
        return b"HTTP/1.1 %d Moved\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % (status, place)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n" % len(body)
    return head + extra + b"Connection: close\r\n\r\n" + body


def converse(connection, urls):
    try:
        connection.settimeout(10)
        request = b""
        while b"\r\n\r\n" not in request and len(request) < 65536:
            piece = connection.recv(4096)
            if not piece:
                return
            request += piece
        connection.sendall(response(request, urls))
    except (OSError, ValueError, IndexError):
        pass
    finally:
        connection.close()


def serve(urls, log_path):
    log = open(log_path, "a", buffering=1, encoding="utf-8")
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind(("127.0.0.53", 53))
    threading.Thread(target=Names().serve, args=(names,), daemon=True).start()
    waiting = selectors.DefaultSelector()
    for port in PORTS:
        for family, anywhere in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            door = socket.socket(family, socket.SOCK_STREAM)
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            door.bind((anywhere, port))
            door.listen(256)
            waiting.register(door, selectors.EVENT_READ)
    print("ready", flush=True)
    while True:
        for key, _ in waiting.select():
            connection, _ = key.fileobj.accept()
            address, port = connection.getsockname()[:2]
            # Only the shop's addresses and the web's ports may be reached; all else counts as an arrival.
            isPublic = address in (PUBLIC_4, PUBLIC_6) and port in (80, 8080, 8443)
            log.write(f"{'public' if isPublic else 'private'} {address} {port}\n")
            threading.Thread(target=converse, args=(connection, urls), daemon=True).start()


def main():
    urls, addresses = read(sys.argv[1])
    if sys.argv[2] == "--vectors":
        sys.stdout.write("".join(url + "\0" for url in urls))
    elif sys.argv[2] == "--names":
        names = [name_of(address) for address in addresses]
        print("\n".join(names + ["only6.example", "metadata.google.internal", "alias.example", "late.example"]))
    elif sys.argv[2] == "--public":
        hosts = ["shop.example", "SHOP.example", "shop.example.", "www.shop.example", PUBLIC_4, f"[{PUBLIC_6}]",
                 "bücher.example", "日本語.example", "xn--bcher-kva.example", "a-b.shop.example"]
        for host in hosts:
            for rest in ("/", ":8080/p?id=1", ":8443/p#x", "/hop/1", "/hop/3"):
                print(f"http://{host}{rest}")
    else:
        serve(urls, sys.argv[2])


main()

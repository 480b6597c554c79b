"""A web server on loopback that misbehaves in every way that real ones do, one path a way. Asked
for by tests/fetch. Our own wording in all pages.

with Server() as web: web.url("/story"), web.log: [(path, headers)] as they came"""

import gzip
import http.server
import os
import socket
import ssl
import subprocess
import threading
import zlib

STORY = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{date}T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>{title}</h1>
<p>VARNA, {date} - The harbour council of Varna signed an agreement with the shipping line Morska
on Tuesday, said the mayor, Elena Petrova, after two years of talks about the northern quay.</p>
<p>{text}</p>
<p>Work on the quay is to begin in spring. The council will meet the line's owners again in the
autumn, and it asked the ministry of transport in Sofia for a report on the cost.</p></article>
<footer><a href="/about">About us</a></footer></body></html>
"""
TEXT = (
    "Fishermen who use the quay protested in front of the town hall in the morning. They fear for "
    "their berths, and they want the council to hear them before the work begins."
)


def story(title, date="2026-03-17", text=TEXT):
    return STORY.format(title=title, date=date, text=text)


ANSWERS = {
    "/story": (200, {}, story("Varna signs with Morska")),
    "/latin": (
        200,
        {"Content-Type": "text/html; charset=iso-8859-2"},
        story("Jiří Dvořák wins in Plzeň")
        .replace('<meta charset="utf-8">', "")
        .encode("iso-8859-2"),
    ),
    # The page says one thing, the server another: the bytes are UTF-8.
    "/charset-lies": (
        200,
        {"Content-Type": "text/html; charset=iso-8859-1"},
        story("Café at Orléans closes").replace('"utf-8"', '"koi8-r"'),
    ),
    "/plain": (
        200,
        {"Content-Type": "text/plain; charset=utf-8"},
        "Ferry to Ruse runs again\n\nRUSE - The ferry over the Danube runs again, the harbour "
        "master said on Tuesday.\n\nIt had been stopped since the flood in February.\n",
    ),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "/empty": (200, {"Content-Type": "text/html"}, ""),
    "/gone": (410, {}, "gone"),
    "/missing": (404, {}, "not found"),
    "/forbidden": (403, {}, "no"),
    "/broken": (500, {}, "oops"),
    "/to-story": (301, {"Location": "/story"}, ""),
    "/loop": (302, {"Location": "/loop"}, ""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, ""),
    "/to-private": (302, {"Location": "http://127.0.0.2:9/"}, ""),
    "/to-loopback-6": (302, {"Location": "http://[::1]:9/"}, ""),
    "/to-mapped": (302, {"Location": "http://[::ffff:127.0.0.1]:9/"}, ""),
    "/to-login": (302, {"Location": "http://ann:secret@localhost/"}, ""),
    "/closed/story": (200, {}, story("A page that robots.txt closes")),
}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def put(self, status, heads, body, length=None):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for key, value in {"Content-Type": "text/html", **heads}.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.server.log.append((self.path, dict(self.headers)))
        try:
            self.answer()
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            pass  # the client had enough

    def answer(self):
        path = self.path.split("?")[0]
        way = "way_" + path.strip("/").replace("-", "_")
        if path in self.server.answers:
            self.put(*self.server.answers[path])
        elif hasattr(self, way):
            getattr(self, way)()
        else:
            self.put(*ANSWERS.get(path, (404, {}, "no such page")))

    # ---- ways to misbehave

    def way_slow(self):
        """A byte a second."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while not self.server.over.wait(1):
            self.wfile.write(b" ")

    def way_silent(self):
        self.server.over.wait(60)
        self.close_connection = True

    def way_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.close_connection = True
        while not self.server.over.is_set():
            self.wfile.write(b"<p>and so on</p>" * 4096)

    def way_short(self):
        """Says more than it sends."""
        body = ANSWERS["/story"][2].encode()
        self.put(200, {}, body, len(body) + 1000)
        self.close_connection = True

    def way_long(self):
        """Sends more than it says."""
        body = ANSWERS["/story"][2].encode()
        self.put(200, {"Connection": "close"}, body + b"<p>more</p>" * 100, len(body))
        self.close_connection = True

    def way_gzip(self):
        body = gzip.compress(ANSWERS["/story"][2].encode())
        self.put(200, {"Content-Encoding": "gzip"}, body)

    def way_bomb(self):
        """64 MiB of blanks in 64 KiB."""
        self.put(200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * (64 << 20)))

    def way_nested_bomb(self):
        once = gzip.compress(b" " * (64 << 20))
        self.put(200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(once))

    def way_bad_gzip(self):
        self.put(200, {"Content-Encoding": "gzip"}, b"\x1f\x8b\x08" + b"nonsense" * 50)

    def way_heads(self):
        self.send_response(200)
        for i in range(10000):
            self.send_header(f"X-Head-{i}", "x" * 60)
        self.end_headers()
        self.close_connection = True

    def way_no_http(self):
        self.wfile.write(b"\x00\x01\x02 this is no answer of HTTP\r\n\r\n")
        self.close_connection = True

    def way_hang_up(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def way_busy(self):
        """429 once, then the page."""
        n = sum(path == self.path for path, heads in self.server.log)
        if n == 1:
            return self.put(429, {"Retry-After": "1"}, "too many")
        return self.put(*ANSWERS["/story"])

    def way_busy_for_long(self):
        self.put(503, {"Retry-After": "7200"}, "later")

    def way_cookies(self):
        self.put(200, {"Set-Cookie": "who=ann"}, story("A page with a cookie"))

    def way_deflate(self):
        body = zlib.compress(ANSWERS["/story"][2].encode())
        self.put(200, {"Content-Encoding": "deflate"}, body)


class Server:
    """robots: the text of robots.txt, or a number to answer in its place. tls: a folder for the
    keys of a certificate that nobody vouches for."""

    def __init__(self, robots=None, tls=None, host="127.0.0.1"):
        self.http = http.server.ThreadingHTTPServer((host, 0), Handler)
        self.http.daemon_threads = True
        self.http.handle_error = lambda *what: None  # clients that had enough
        self.http.log = []
        self.http.over = threading.Event()
        self.http.answers = {}
        self.log, self.answers = self.http.log, self.http.answers
        if isinstance(robots, int):
            self.answers["/robots.txt"] = (robots, {}, "")
        elif robots is not None:
            self.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, robots)
        self.scheme = "https" if tls else "http"
        if tls:
            self.wrap(tls)
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)

    def wrap(self, folder):
        key, cert = os.path.join(folder, "key.pem"), os.path.join(folder, "cert.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
             cert, "-days", "2", "-subj", "/CN=localhost"],
            check=True, capture_output=True,
        )  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *what):
        self.http.over.set()
        self.http.shutdown()
        self.http.server_close()

    def url(self, path, host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.http.server_address[1]}{path}"

    def paths(self):
        return [path for path, heads in self.log]

"""A running `dateline serve` for tests, and texts that try to become markup."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
DATELINE = os.path.abspath(os.environ.get("DATELINE", os.path.join(ROOT, "build/dateline")))
checks = 0


def check(good, what):
    global checks
    checks += 1
    assert good, what


class Server:
    def __init__(self, db, *flags):
        self.p = subprocess.Popen(
            [DATELINE, "serve", "--db", db, "--port", "0", *flags],
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.p.stderr.readline()
        found = re.search(r"http://(\S+):(\d+)/", line)
        assert found, f"serve did not start: {line}"
        self.host, self.port = found[1].strip("[]"), int(found[2])

    def ask(self, target, method="GET", headers=None, to=None):
        """(status, headers, body)"""
        c = to or http.client.HTTPConnection(self.host, self.port, timeout=120)
        c.request(method, target, headers=headers or {})
        answer = c.getresponse()
        body = answer.read()
        if not to:
            c.close()
        return answer.status, answer.headers, body

    def get(self, target, status=200):
        got, headers, body = self.ask(target)
        check(got == status, f"{target}: {got}, not {status}: {body[:300]}")
        return headers, body

    def json(self, target):
        headers, body = self.get(target)
        check(headers["Content-Type"].startswith("application/json"), f"{target}: {headers}")
        return json.loads(body)

    def raw(self, text, wait=True):
        """The whole answer to bytes as they are; b"": the server hung up."""
        s = socket.create_connection((self.host, self.port), timeout=120)
        with contextlib.suppress(OSError):
            s.sendall(text.encode("latin-1") if isinstance(text, str) else text)
            s.shutdown(socket.SHUT_WR)
        got = b""
        with contextlib.suppress(OSError):
            while piece := s.recv(65536):
                got += piece
        s.close()
        return got

    def memory(self):
        """Bytes: the most it ever held, and what it holds now."""
        status = open(f"/proc/{self.p.pid}/status").read()
        return [
            int(re.search(rf"{key}:\s+(\d+) kB", status)[1]) << 10 for key in ("VmHWM", "VmRSS")
        ]

    def stop(self, sig=signal.SIGTERM):
        self.p.send_signal(sig)
        status = self.p.wait(timeout=120)
        check(status == 0, f"serve ended with {status} after {sig}: {self.p.stderr.read()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.p.poll() is None:
            self.stop()
        elif self.p.returncode:
            raise AssertionError(f"serve died: {self.p.returncode}: {self.p.stderr.read()}")


CORPUS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></textarea></script><script>alert(1)</script>",
    "<!--<script>--><b>",
    "javascript:alert(1)",
    '<a href="javascript:alert(1)">x</a>',
    "{{7*7}} ${7*7} <%= 7 %>",
    "\u202egnirts\u202c \u2028 \u0000 \u001b[31m",
    "]]><x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
]


def hostile_record(folder):
    path, db = os.path.join(folder, "hostile.jsonl"), os.path.join(folder, "hostile.db")
    with open(path, "w") as f:
        for i, text in enumerate(CORPUS):
            o = {
                "id": f"{text}/{i}",
                "title": f"Storm closes road {text}",
                "outlet": f"Post {text}",
                "author": text,
                "url": text if i % 2 else f"https://a.example/{i}?{text}",
                "date": f"2016-12-{10 + i}",
                "text": f"Police said on Friday that {text} two people were hurt. {text}",
            }
            f.write(json.dumps(o) + "\n")
    subprocess.run([DATELINE, "add", "--db", db, path], capture_output=True)
    return db

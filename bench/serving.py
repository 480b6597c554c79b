#!/usr/bin/env python3
"""How long `dateline serve` takes for each page and each answer of its API, on a record that is
there: p50, p95 and p99 of different questions of one kind (other stories, reports, entities, names,
days, places deeper in a list) and of the largest of each.

  bench/serving.py RECORD [--program build/dateline] [--rounds N] [--write docs/benchmarks.md]

No answer comes out of the server's memory of answers: each is asked under a name of its own. With
--write the table takes the place of the one in that file."""

import argparse
import http.client
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from urllib.parse import quote, urlencode

ASKED = 50  # ms, p99 of a page
MARK = "## Pages of `dateline serve`"


class Server:
    def __init__(self, program, record, busy):
        self.busy = busy
        self.p = subprocess.Popen(
            [program, "serve", "--db", record, "--port", "0"], stderr=subprocess.PIPE, text=True
        )
        self.port = int(re.search(r":(\d+)/", self.p.stderr.readline())[1])
        self.c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        self.asked = 0

    def processor(self):
        """Milliseconds that the server's threads worked."""
        ns = 0
        for task in os.scandir(f"/proc/{self.p.pid}/task"):
            with open(task.path + "/schedstat") as f:
                ns += int(f.read().split()[0])
        return ns / 1e6

    def ask(self, target):
        """Milliseconds (of processor time where that is asked for), bytes."""
        self.asked += 1
        worked = self.processor() if self.busy else 0
        began = time.perf_counter()
        self.c.request("GET", target, headers={"Host": f"localhost:{self.asked}"})
        answer = self.c.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if self.busy:
            took = self.processor() - worked
        if answer.status != 200:
            sys.exit(f"{target}: {answer.status} {body[:300]}")
        return took, body

    def stop(self):
        self.p.terminate()
        self.p.wait()


class Record:
    """What is in it, to ask for."""

    def __init__(self, path, n):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.rnd = random.Random(1)
        self.n = n
        self.reports = self.some("SELECT id FROM report WHERE state = 'live'")
        self.stories = self.some("SELECT id FROM story")
        self.things = self.some("SELECT id FROM thing")
        self.names = self.some("SELECT name FROM thing")
        self.events = self.some("SELECT id FROM merged")
        self.episodes = self.some("SELECT id FROM episode")
        self.places = self.some("SELECT name FROM thing WHERE kind = 'GPE'")
        self.types = self.all("SELECT DISTINCT type FROM merged WHERE type IS NOT NULL ORDER BY 1")
        self.countries = self.all(
            "SELECT DISTINCT country FROM thing WHERE country IS NOT NULL ORDER BY 1"
        )
        self.outlets = self.all("SELECT DISTINCT outlet FROM report WHERE outlet IS NOT NULL")
        self.days = self.all(
            "SELECT DISTINCT date(day * 86400, 'unixepoch') FROM report WHERE day IS NOT NULL"
        )
        by_size = """SELECT e.story FROM episode e JOIN member m ON m.episode = e.id
          GROUP BY e.story ORDER BY count(*) DESC LIMIT 20"""
        self.large_stories = self.all(by_size)
        self.large_things = self.all(
            "SELECT thing FROM thing_in GROUP BY thing ORDER BY count(*) DESC LIMIT 20"
        )
        self.long_reports = self.all(
            "SELECT id FROM body JOIN report USING (rep) ORDER BY length(text) DESC LIMIT 20"
        )
        self.told_events = self.all(
            "SELECT event FROM merged_mention GROUP BY event ORDER BY count(*) DESC LIMIT 20"
        )
        words = " ".join(self.all("SELECT title FROM report WHERE title IS NOT NULL LIMIT 2000"))
        self.words = sorted(set(re.findall(r"[a-z]{5,}", words)))

    def all(self, sql):
        return [row[0] for row in self.db.execute(sql)]

    def some(self, sql):
        rows = self.all(sql)
        return self.rnd.sample(rows, min(self.n, len(rows)))

    def drawn(self, values):
        return self.rnd.choices(values, k=self.n) if values else []

    def sizes(self):
        counts = [
            ("reports", "SELECT count(*) FROM report WHERE state = 'live'"),
            ("of them analysed", "SELECT count(*) FROM layers WHERE size > 0"),
            ("stories", "SELECT count(*) FROM story"),
            ("reports in the largest", "SELECT max(n) FROM (SELECT count(*) AS n FROM episode e "
             "JOIN member m ON m.episode = e.id GROUP BY e.story)"),
            ("events", "SELECT count(*) FROM merged"),
            ("entities", "SELECT count(*) FROM thing"),
            ("reports of the commonest", "SELECT max(n) FROM (SELECT count(DISTINCT rep) AS n "
             "FROM thing_in GROUP BY thing)"),
        ]
        return ", ".join(f"{self.all(sql)[0] or 0:,} {name}" for name, sql in counts)


def one(before, ids, behind=""):
    return [before + quote(i, safe="") + behind for i in ids]


def filtered(path, key, values, **more):
    return [f"{path}?{urlencode({key: v, **more})}" for v in values if v]


def kinds(r):
    """(page or route, which, targets)"""
    n = r.n
    some_words = r.rnd.sample(r.words, min(n, len(r.words)))
    for path in ("/", "/api/stories"):
        yield path, "as it is", [path] * n
        yield path, "about a word", filtered(path, "about", some_words)
        yield path, "from a day", filtered(path, "from", r.drawn(r.days))
        yield path, "of an outlet", filtered(path, "outlet", r.drawn(r.outlets))
        yield path, "by size", [path + "?sort=size"] * n
        yield path, "deep", DEEP
    for path in ("/stories/", "/api/stories/"):
        yield path + "{id}", "any", one(path, r.stories)
        yield path + "{id}", "the 20 largest", one(path, r.large_stories)
        yield path + "{id}", "the largest", one(path, r.large_stories[:1]) * 5
    yield "/stories/{id}/sources", "any", one("/stories/", r.stories, "/sources")
    yield "/stories/{id}/sources", "the 20 largest", one("/stories/", r.large_stories, "/sources")
    for path in ("/reports/", "/api/reports/"):
        yield path + "{id}", "any", one(path, r.reports)
        yield path + "{id}", "the 20 longest", one(path, r.long_reports)
    for path in ("/entities/", "/api/entities/"):
        yield path + "{id}", "any", one(path, r.things)
        yield path + "{id}", "the 20 commonest", one(path, r.large_things)
    for path in ("/entities", "/api/entities"):
        yield path + "?name=", "a name", filtered(path, "name", r.names)
        yield path + "?name=", "a letter", filtered(path, "name", "abcdefghijklmnop")
    for path in ("/events", "/upcoming", "/api/events", "/api/upcoming"):
        yield path, "as it is", [path] * n
        yield path, "deep", DEEP
        yield path, "from a day", filtered(path, "from", r.drawn(r.days))
        yield path, "by an actor", filtered(path, "actor", r.names)
        yield path, "at a place", filtered(path, "place", r.places)
        yield path, "of a type", filtered(path, "type", r.drawn(r.types))
        yield path, "of a country", filtered(path, "country", r.drawn(r.countries))
        yield path, "about a word", filtered(path, "about", some_words)
        yield path, "of a story", filtered(path, "story", r.stories)
        yield path, "of the largest", filtered(path, "story", r.large_stories[:5])
    for path in ("/events/", "/api/events/"):
        yield path + "{id}", "any", one(path, r.events)
        yield path + "{id}", "the 20 most told", one(path, r.told_events)
    for path in ("/search", "/api/search"):
        yield path, "a word", filtered(path, "q", some_words)
        yield path, "a name", filtered(path, "q", r.names)
    for path in ("/api/reports", "/api/episodes"):
        yield path, "as it is", [path] * n
        yield path, "deep", DEEP
    yield "/api/reports", "about a word", filtered("/api/reports", "about", some_words)
    yield "/api/reports", "of an outlet", filtered("/api/reports", "outlet", r.outlets)
    yield "/api/episodes/{id}", "any", one("/api/episodes/", r.episodes)
    for path in ("/feed.atom", "/feed.json", "/about", "/api/about", "/api/status"):
        yield path, "as it is", [path] * n


DEEP = object()  # pages that tokens lead to, far down the list


def deep_pages(s, path, n):
    """Goes down by pages of 500 rows, then asks for the pages there."""
    api = path if path.startswith("/api/") else {"/": "/api/stories"}.get(path, "/api" + path)
    token = None
    for _ in range(40):
        _, body = s.ask(f"{api}?limit=500" + (f"&next={token}" if token else ""))
        following = json.loads(body).get("next")
        if not following:
            break
        token = following
    return [f"{api}?next={token}"] * n if token else []


def share(sorted_times, p):
    return sorted_times[min(len(sorted_times) - 1, int(p * len(sorted_times)))]


def row_of(path, which, times, most):
    times = sorted(times)
    return (path, which, len(times), *(share(times, p) for p in (0.5, 0.95, 0.99)), most)


def measure(s, r, only, pages):
    """A row a kind; the last one is of all pages together."""
    every, largest = [], 0
    for path, which, targets in kinds(r):
        if only and only not in path + " " + which:
            continue
        if pages and path.startswith(("/api/", "/feed")):
            continue
        if targets is DEEP:
            if not path.startswith("/api/"):
                continue
            targets = deep_pages(s, path, min(10, r.n))
        if not targets:
            continue
        times, bytes_most = [], 0
        for target in targets:
            took, body = s.ask(target)
            times.append(took)
            bytes_most = max(bytes_most, len(body))
            if sum(times) > 20000:
                break
        yield row_of(path, which, times, bytes_most)
        if not path.startswith(("/api/", "/feed")):
            every += times
            largest = max(largest, bytes_most)
    if every:
        yield row_of("", "all pages", every, largest)


def figure(ms):
    return f"{ms:.0f}" if ms >= 10 else f"{ms:.1f}"


def table(rows, sizes, busy):
    pages = [x for x in rows if x[0] and not x[0].startswith(("/api/", "/feed"))]
    late = [x for x in pages if x[5] > ASKED]
    yield MARK
    yield ""
    what = "of processor time" if busy else "until the last byte"
    yield (
        f"Written by `bench/serving.py`. A record of {sizes}. Milliseconds {what}, one question "
        f"after another, none answered out of the server's memory. Asked: p99 of a page below "
        f"{ASKED} ms: the last row is of all; {len(pages) - len(late)} of {len(pages)} kinds of "
        f"pages are."
    )
    yield ""
    yield "| page or answer | which | asked | p50 | p95 | p99 | KB at most |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for path, which, n, *times, most in rows:
        told = " | ".join(figure(t) for t in times)
        shown = f"`{path}`" if path else "-"
        yield f"| {shown} | {which} | {n} | {told} | {most / 1024:.0f} |"
    yield ""


def write(path, lines):
    text = open(path).read()
    told = "\n".join(lines)
    found = re.search(rf"^{re.escape(MARK)}$.*?(?=^## |\Z)", text, re.M | re.S)
    text = text[: found.start()] + told + text[found.end() :] if found else text + "\n" + told
    open(path, "w").write(text.rstrip("\n") + "\n")


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("record")
    p.add_argument("--program", default="build/dateline")
    p.add_argument("--rounds", type=int, default=100)
    p.add_argument("--busy", action="store_true", help="processor time: other programs run too")
    p.add_argument("--only", help="kinds whose name has this in it")
    p.add_argument("--pages", action="store_true", help="pages alone, not the API and feeds")
    p.add_argument("--write")
    o = p.parse_args()
    r = Record(o.record, o.rounds)
    s = Server(o.program, os.path.abspath(o.record), o.busy)
    rows = []
    try:
        for row in measure(s, r, o.only, o.pages):
            rows.append(row)
            path, which, n, *times, most = row
            told = " ".join(f"{figure(t):>7}" for t in times)
            print(f"{path:20} {which:18} {n:4} {told} {most / 1024:8.0f} KB", flush=True)
    finally:
        s.stop()
    if o.write:
        write(o.write, table(rows, r.sizes(), o.busy))


if __name__ == "__main__":
    main()

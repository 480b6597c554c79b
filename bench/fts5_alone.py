#!/usr/bin/env python3
"""The peer of `add` and `search`: SQLite's FTS5 alone, one thread, over the same titles and texts.

  bench/fts5_alone.py add STREAM.jsonl OUT.db        prints "reports seconds"
  bench/fts5_alone.py search DB QUERIES              prints each query's milliseconds

JSON is decoded before the clock starts, so only FTS5 is timed; transactions are of 500 reports,
as ours."""

import json
import sqlite3
import sys
import time

BATCH = 500


def chunks(path):
    rows = []
    for line in open(path, encoding="utf-8"):
        o = json.loads(line)
        rows.append((o.get("title") or "", o.get("text") or ""))
        if len(rows) == BATCH:
            yield rows
            rows = []
    if rows:
        yield rows


def add(path, out):
    db = sqlite3.connect(out, isolation_level=None)
    db.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; CREATE "
        "VIRTUAL TABLE search USING fts5(title, text)"
    )
    spent, count = 0.0, 0
    for rows in chunks(path):
        start = time.perf_counter()
        db.execute("BEGIN")
        db.executemany("INSERT INTO search(title, text) VALUES (?, ?)", rows)
        db.execute("COMMIT")
        spent += time.perf_counter() - start
        count += len(rows)
    print(count, "%.3f" % spent)


def search(path, queries):
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    for line in open(queries, encoding="utf-8"):
        words = " ".join('"%s"' % w for w in line.split())
        start = time.perf_counter()
        db.execute(
            "SELECT rowid, title FROM search WHERE search MATCH ? ORDER BY bm25(search, 4.0, "
            "1.0) LIMIT 20",
            (words,),
        ).fetchall()
        print("%.3f" % ((time.perf_counter() - start) * 1000))


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("add", "search"):
        sys.exit(__doc__)
    {"add": add, "search": search}[sys.argv[1]](sys.argv[2], sys.argv[3])

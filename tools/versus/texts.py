"""The sets of texts that both engines are run over: our own, and the shared ones where they are
there."""

import gzip
import json
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OWN = os.path.join(ROOT, "tests/cases/parse/own.txt")
SHARED = os.path.join(os.path.dirname(ROOT), "shared/data")
T17 = 500  # reports of Timeline17, taken at even distances over all topics

ESCAPE = re.compile(r"\\(n|t|r|\\|u\{[0-9a-fA-F]+\})")


def unescape(line):
    r"""\n \t \r \\ \u{hex} of a line of own.txt."""

    def one(m):
        e = m.group(1)
        return (
            chr(int(e[2:-1], 16))
            if e[0] == "u"
            else {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}[e]
        )

    return ESCAPE.sub(one, line)


def own():
    """Our own texts, one a line."""
    with open(OWN, encoding="utf-8", newline="\n") as f:
        return [
            unescape(line.rstrip("\n")) for line in f if line.strip() and not line.startswith("# ")
        ]


def reports(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def texts_of(objects):
    """Titles and texts, documents of their own, as the engine sees them."""
    return [o[k] for o in objects for k in ("title", "text") if o.get(k)]


def evenly(things, n):
    return [things[i * len(things) // n] for i in range(min(n, len(things)))]


SETS = (
    ("PUD", ("pud/pud.jsonl",), None),
    ("GUM news", ("gum-news/gum-news.jsonl",), None),
    ("MEANTIME", ("meantime/airbus.jsonl", "meantime/apple.jsonl"), None),
    ("ECB+", ("ecbplus/docs.jsonl",), None),
    ("GeoVirus", ("geovirus/geovirus.jsonl",), None),
    ("Wikinews", ("stories/wikinews_docs.jsonl",), None),
    ("T17, 500 reports", ("stories/t17_docs.jsonl.gz",), T17),
)


def sets():
    """Yields (name, texts, reports or None, reason why it is skipped or None)."""
    yield "our own", own(), None, None
    for name, files, n in SETS:
        paths = [os.path.join(SHARED, f) for f in files]
        lost = [f for f, p in zip(files, paths) if not os.path.exists(p)]
        if lost:
            yield name, [], None, "not here: ../shared/data/" + lost[0]
            continue
        objects = [o for p in paths for o in reports(p)]
        objects = evenly(objects, n) if n else objects
        yield (
            name,
            [t.encode("utf-8", "replace").decode() for t in texts_of(objects)],
            objects,
            None,
        )

"""How many of the published component's other labels (dates, money, nationalities ...) our weights
give again, by the engine itself.

usage: kept.py ENGINE PUBLISHED.dlm OWN.dlm SHARED     ENGINE: build/versus/engine

The texts are the documents of SHARED/data/news-open that training never saw (one in forty), cut
into pieces as for training. A span counts when start, end and label are the same. Prints a markdown
table, the total last."""

import collections
import gzip
import json
import random
import re
import struct
import subprocess
import sys
import zlib

CORE = ("PERSON", "ORG", "GPE", "LOC", "FAC")  # the kinds that our weights may decide otherwise
HELD_BACK = 40  # one document in so many was kept out of training
PIECE = 150  # tokens a piece
# the share of each source that was used
SHARE = {
    "wikipedia-current-events": 1.0,
    "voa-gmb": 1.0,
    "wikipedia-gap": 1.0,
    "wikinews": 1.0,
    "us-senate-press": 0.3,
}


def clean(text):
    """Every kind of blank but the paragraph break becomes one blank."""
    paragraphs = (re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n\s*\n", text))
    return "\n\n".join(p for p in paragraphs if p)


def documents(data):
    """The documents that were used, as (id, paragraphs), in a fixed shuffled order."""
    out = []
    for name, share in SHARE.items():
        with gzip.open(f"{data}/news-open/{name}.jsonl.gz", "rt", encoding="utf-8") as f:
            for d in map(json.loads, f):
                if zlib.crc32(("use" + d["id"]).encode()) / 2**32 >= share:
                    continue
                text = clean(d["text"])
                if d["title"] and name == "wikinews":
                    text = clean(d["title"]) + "\n\n" + text
                out.append((d["id"], text.split("\n\n")))
    random.Random(6).shuffle(out)
    return out


def cut(paragraphs):
    """Joins short paragraphs and cuts long ones, about PIECE tokens each (1.15 tokens a word)."""
    buf, size = [], 0
    for p in paragraphs:
        for part in re.findall(r"(?:\S+\s*){1,140}", p) if len(p.split()) > 200 else [p]:
            n = len(part.split()) * 1.15
            if buf and size + n > PIECE * 1.2:
                yield "\n\n".join(buf)
                buf, size = [], 0
            buf.append(part.strip())
            size += n
    if buf:
        yield "\n\n".join(buf)


def spans(engine, model, texts):
    """One set of (start, end, label) a text; offsets are the engine's own."""
    body = b"".join(struct.pack("<I", len(b)) + b for b in (t.encode("utf-8") for t in texts))
    run = subprocess.run([engine, model], input=body, stdout=subprocess.PIPE, check=True)
    rows = []
    for line in run.stdout.decode("ascii").split("\n"):
        cell = line.split("\t")
        if line.startswith("D "):
            rows.append([])
        elif len(cell) > 8 and cell[7][0] == "B":
            rows[-1].append([cell[0], cell[1], cell[7][2:]])
        elif len(cell) > 8 and cell[7][0] == "I":
            rows[-1][-1][1] = cell[1]
    return [set(map(tuple, r)) for r in rows]


def main(engine, published, own, shared):
    held = (d for d in documents(f"{shared}/data") if zlib.crc32(d[0].encode()) % HELD_BACK == 0)
    texts = [t for _, paragraphs in held for t in cut(paragraphs)]
    kept, every = collections.Counter(), collections.Counter()
    for pub, got in zip(spans(engine, published, texts), spans(engine, own, texts)):
        for s in pub:
            if s[2] not in CORE:
                every[s[2]] += 1
                kept[s[2]] += s in got
    print("| label | spans | found again |")
    print("| --- | --- | --- |")
    for label, n in every.most_common():
        print(f"| {label} | {n} | {kept[label] / n:.3f} |")
    whole = sum(every.values())
    print(f"| all {len(every)} | {whole} | {sum(kept.values()) / whole:.4f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])

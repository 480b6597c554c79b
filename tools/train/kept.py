"""How many of the published component's other labels (dates, money, nationalities ...) our weights give again, by the engine itself.

  kept.py ENGINE PUBLISHED.dlm OWN.dlm SHARED     ENGINE: build/versus/engine

The texts are the documents of ../shared/data/news-open that training never sees (one in forty), cut as for training. A span counts when
start, end and label are the same. Prints a markdown table, the total last.
"""

import collections
import struct
import subprocess
import sys
import zlib

import common
import pieces


def spans(engine, model, texts):
    """One set of (start, end, label) a text; offsets are the engine's own."""
    body = b"".join(struct.pack("<I", len(b)) + b for b in (t.encode("utf-8") for t in texts))
    out = subprocess.run(
        [engine, model], input=body, stdout=subprocess.PIPE, check=True
    ).stdout.decode("ascii")
    rows = []
    for line in out.split("\n"):
        cell = line.split("\t")
        if line.startswith("D "):
            rows.append([])
        elif len(cell) > 8 and cell[7][0] == "B":
            rows[-1].append([cell[0], cell[1], cell[7][2:]])
        elif len(cell) > 8 and cell[7][0] == "I":
            rows[-1][-1][1] = cell[1]
    return [set(map(tuple, r)) for r in rows]


def main(engine, published, own, shared):
    texts = [
        t
        for ident, paragraphs in pieces.documents(f"{shared}/data")
        if zlib.crc32(ident.encode()) % common.HELD_BACK == 0
        for t in pieces.cut(paragraphs)
    ]
    kept, every = collections.Counter(), collections.Counter()
    for pub, got in zip(spans(engine, published, texts), spans(engine, own, texts)):
        for s in pub:
            if s[2] not in common.CORE:
                every[s[2]] += 1
                kept[s[2]] += s in got
    print("| label | spans | found again |")
    print("| --- | --- | --- |")
    for label, n in every.most_common():
        print(f"| {label} | {n} | {kept[label] / n:.3f} |")
    print(
        f"| all {len(every)} | {sum(every.values())} | {sum(kept.values()) / sum(every.values()):.4f} |"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

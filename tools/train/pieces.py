"""Open news text -> pieces of about 150 tokens, parsed by the published pipeline (step 1 of the silver).

  pieces.py DATA OUT SHARD SHARDS BUDGET    BUDGET: tokens for this shard
  pieces.py DATA OUT rest 1 BUDGET          the documents the shares leave out

Each line of OUT: {"id", "text", "starts": [token index of sentence starts], "tags": published BILUO, "the": [token
indices of "the" whose head lies right of them], "held": true for development documents}.
"""

import json
import random
import re
import sys
import zlib

import common

# share of each source used and the order in which a document is cut; the press releases are of one kind, so a part is enough
SHARE = {
    "wikipedia-current-events": 1.0,
    "voa-gmb": 1.0,
    "wikipedia-gap": 1.0,
    "wikinews": 1.0,
    "us-senate-press": 0.3,
}


def documents(data, rest=False):
    """Every document of the sources as (id, paragraphs), in a fixed shuffled order; rest: those the shares leave out."""
    out = []
    for name, share in SHARE.items():
        for d in common.jsonl(f"{data}/news-open/{name}.jsonl.gz"):
            if (zlib.crc32(("use" + d["id"]).encode()) / 2**32 < share) != rest:
                text = common.clean(d["text"])
                if d["title"] and name == "wikinews":
                    text = common.clean(d["title"]) + "\n\n" + text
                out.append((d["id"], text.split("\n\n")))
    random.Random(6).shuffle(out)
    return out


def cut(paragraphs):
    """Join short paragraphs and cut long ones at sentence-like ends, about PIECE tokens each (1.15 tokens a word)."""
    buf, size = [], 0
    for p in paragraphs:
        for part in re.findall(r"(?:\S+\s*){1,140}", p) if len(p.split()) > 200 else [p]:
            n = len(part.split()) * 1.15
            if buf and size + n > common.PIECE * 1.2:
                yield "\n\n".join(buf)
                buf, size = [], 0
            buf.append(part.strip())
            size += n
    if buf:
        yield "\n\n".join(buf)


def main(data, out, shard, shards, budget):
    nlp = common.published("tok2vec", "parser", "ner")
    rest, shard = shard == "rest", 0 if shard == "rest" else int(shard)

    def pieces():
        for i, (ident, paragraphs) in enumerate(documents(data, rest)):
            if i % int(shards) == shard:
                for k, text in enumerate(cut(paragraphs)):
                    yield text, f"{ident}#{k}"

    seen = 0
    with open(out, "w", encoding="utf-8") as f:
        for doc, ident in nlp.pipe(pieces(), as_tuples=True, batch_size=64):
            the = [t.i for t in doc if t.lower_ == "the" and t.head.i > t.i]
            tags = common.biluo(len(doc), [(e.start, e.end, e.label_) for e in doc.ents])
            held = zlib.crc32(ident.split("#")[0].encode()) % common.HELD_BACK == 0
            f.write(
                json.dumps(
                    {
                        "id": ident,
                        "text": doc.text,
                        "starts": [s.start for s in doc.sents],
                        "tags": tags,
                        "the": {i: doc[i].head.i for i in the},
                        "words": [t.text for t in doc],
                        "held": held,
                    },
                    ensure_ascii=False,
                )
                + "\n"
            )
            seen += len(doc)
            if seen > int(budget):
                break
    print(f"{out}: {seen} tokens")


if __name__ == "__main__":
    main(*sys.argv[1:])

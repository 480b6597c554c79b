"""Hand-marked documents as training pieces: Re-DocRED's persons, organisations and places (its first 150 documents are a
development set and stay out).

  gold.py DATA OUT [DOCUMENTS]     OUT as silver.py writes it

Its MISC is wider than any one label, so those tokens are unlabelled unless the published component gives one of its other
labels; its times and numbers follow other habits, so those labels are the published component's.
"""

import json
import sys

import common
import silver

DEV = 150  # evaluate.gold_sets takes so many from the front


def convert(doc, names):
    """(spans, holes) in tokens."""
    words = [t.text for t in doc]
    pub = [(e.start, e.end, e.label_) for e in doc.ents]
    taken, spans, holes = [False] * len(doc), [], set()
    marks = []
    for n in names:
        span = doc.char_span(n["start"], n["end"])
        if span is None or any(t.is_sent_start and t.i > span.start or t.is_space for t in span):
            wide = doc.char_span(n["start"], n["end"], alignment_mode="expand")
            holes.update(range(wide.start, wide.end) if wide is not None else ())
        elif n["label"] in ("PER", "ORG", "LOC"):
            marks.append((span.start, span.end, n["label"]))
        elif n["label"] == "MISC":
            holes.update(range(span.start, span.end))
    for a, b, k in marks:
        same = [
            p[2]
            for p in pub
            if silver.form(words, p[0], p[1]) == silver.form(words, a, b)
            and p[0] <= a
            and b <= p[1]
        ]
        if any(taken[a:b]) or k == "LOC" and "NORP" in same:
            holes.update(range(a, b))
            continue
        if (
            k != "PER"
            and a
            and words[a - 1].lower() == "the"
            and a <= doc[a - 1].head.i < b
            and not doc[a].is_sent_start
            and not taken[a - 1]
        ):
            a -= 1
        label = {"PER": "PERSON", "ORG": "ORG"}.get(k) or silver.place_label(words, a, b, pub)
        spans.append((a, b, label))
        taken[a:b] = [True] * (b - a)
    for a, b, k in pub:
        if k not in common.CORE and not any(taken[a:b]):
            spans.append((a, b, k))
            taken[a:b] = [True] * (b - a)
    return spans, [i for i in holes if not taken[i]]


def main(data, out, documents=None):
    nlp = common.published("tok2vec", "parser", "ner")
    docs = list(common.jsonl(f"{data}/names-gold/redocred.jsonl.gz"))[DEV:][
        : int(documents) if documents else None
    ]
    with open(out, "w", encoding="utf-8") as f:
        for doc, d in nlp.pipe(((d["text"], d) for d in docs), as_tuples=True, batch_size=32):
            spans, holes = convert(doc, d["names"])
            pub = common.biluo(len(doc), [(e.start, e.end, e.label_) for e in doc.ents])
            f.write(
                json.dumps(
                    {
                        "id": d["id"],
                        "text": doc.text,
                        "starts": [s.start for s in doc.sents],
                        "held": False,
                        "hand": True,
                        "tags": common.biluo(len(doc), spans, holes),
                        "pub": pub,
                    },
                    ensure_ascii=False,
                )
                + "\n"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])

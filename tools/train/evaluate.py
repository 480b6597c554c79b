"""Figures of one or more name components on every set (step 5).

  evaluate.py SHARED CACHE SILVER-DEV WEIGHTS...     WEIGHTS: "published" or a file train.py / export.py wrote, several joined by "+": their mean
  evaluate.py --dev SHARED CACHE SILVER-DEV ...      the development sets alone, a line each, by net.c

Development sets (chosen by): silver-dev, wikigold, re3d, btc-g, crossner, redocred.  Reported only: pud, meantime
(../shared/score/names.py itself), gum-news and geovirus (by head and by span, never tuned on).
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import common

GOLD = {
    "PER": "PERSON",
    "Person": "PERSON",
    "ORG": "ORG",
    "Organisation": "ORG",
    "LOC": "LOC",
    "Location": "LOC",
    "politician": "PERSON",
    "person": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "country": "LOC",
    "location": "LOC",
}
PLACE = {"GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "PERSON": "PERSON", "ORG": "ORG"}


def gold_sets(shared):
    """Development and test documents: name -> list of {"id","text","names"...}."""
    g = pathlib.Path(shared) / "data"
    sets = {}
    for name, part, limit in (
        ("wikigold", "", 999),
        ("re3d", "", 999),
        ("btc-g", "btc/g", 9999),
        ("crossner", "", 700),
        ("redocred", "", 150),
    ):
        stem = {"btc-g": "btc", "crossner": "crossner-politics"}.get(name, name)
        rows = [
            d
            for d in common.jsonl(g / f"names-gold/{stem}.jsonl.gz")
            if d["id"].startswith(part) and d.get("part") != "train"
        ][:limit]
        for d in rows:
            d["names"] = [
                {**n, "label": GOLD[n["label"]]}
                for n in d["names"]
                if n["label"] in GOLD
                and (
                    name != "re3d"
                    or d["text"][n["start"] : n["end"]].removeprefix("the ")[:1].isupper()
                )
            ]
        sets[name] = rows
    return sets


def documents(nlp, cache, key, texts):
    """Parsed documents (sentence starts set, no names), cached on disk."""
    from spacy.tokens import DocBin

    path = pathlib.Path(cache) / f"{key}.spacy"
    if not path.exists():
        with nlp.select_pipes(disable=["ner"]):
            bin_ = DocBin(attrs=["ORTH", "SPACY", "NORM", "SENT_START"])
            for doc in nlp.pipe(texts, batch_size=32):
                bin_.add(doc)
        path.write_bytes(bin_.to_bytes())
    return list(DocBin().from_bytes(path.read_bytes()).get_docs(nlp.vocab))


def named(nlp, docs):
    """Name the documents afresh; returns [(start, end, label)] each, character offsets."""
    out = []
    for i in range(0, len(docs), 32):
        batch = docs[i : i + 32]
        for d in batch:
            d.ents = []
        for d in nlp.get_pipe("ner").pipe(batch, batch_size=32):
            out.append([(e.start_char, e.end_char, e.label_) for e in d.ents])
    return out


def f1(tp, gold, got):
    return 2 * tp / (gold + got) if gold + got else 0.0


def span_f1(score, rows, found):
    """names.py's own rule on the marks, without its alignment: (f1, per class)."""
    tp, ng, ns = {}, {}, {}
    for d, ents in zip(rows, found):
        got = {score.tight(d["text"], a, b) + (PLACE[k],) for a, b, k in ents if k in PLACE}
        gold = {score.tight(d["text"], n["start"], n["end"]) + (n["label"],) for n in d["names"]}
        for c in ("PERSON", "ORG", "LOC"):
            x, y = {t for t in gold if t[2] == c}, {t for t in got if t[2] == c}
            tp[c], ng[c], ns[c] = (
                tp.get(c, 0) + len(x & y),
                ng.get(c, 0) + len(x),
                ns.get(c, 0) + len(y),
            )
    return [f1(sum(tp.values()), sum(ng.values()), sum(ns.values()))] + [
        f1(tp[c], ng[c], ns[c]) for c in tp
    ]


def official(shared, name, rows, found):
    """f1 as ../shared/score/names.py prints it."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for d, ents in zip(rows, found):
            f.write(
                json.dumps(
                    {
                        "id": d["id"],
                        "text": d["text"],
                        "mentions": [
                            {"start": a, "end": b, "label": k, "form": "name"} for a, b, k in ents
                        ],
                    }
                )
                + "\n"
            )
        f.flush()
        out = subprocess.run(
            [sys.executable, f"{shared}/score/names.py", f"{shared}/data/{name}", f.name],
            capture_output=True,
            text=True,
            check=True,
        )
    line = [x for x in out.stdout.splitlines() if x.startswith("names f1")][0]
    v = dict(x.split("=") for x in line.split()[1:])
    return [float(v[k]) for k in ("f1", "person", "org", "loc", "span_f1")]


def gum(rows, found):
    """Heads of GUM's named persons, organisations and places that lie in a name of the right kind (precision over names that hold such a head)."""
    kind = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
    tp = ng = ns = 0
    for d, ents in zip(rows, found):
        heads = {
            (m["head"][0], kind[m["type"]])
            for m in d["mentions"]
            if m["form"] == "name" and m["type"] in kind
        }
        got = [(a, b, PLACE[k]) for a, b, k in ents if k in PLACE]
        ng += len(heads)
        tp += sum(any(a <= h < b and k == c for a, b, c in got) for h, k in heads)
        ns += len(got)
    return [f1(tp, ng, ns), tp / ng]


def places(score, rows, found):
    """GeoVirus: exact spans of places."""
    tp = ng = ns = 0
    for d, ents in zip(rows, found):
        got = {score.tight(d["text"], a, b) for a, b, k in ents if PLACE.get(k) == "LOC"}
        gold = {score.tight(d["text"], n["start"], n["end"]) for n in d["places"]}
        tp, ng, ns = tp + len(got & gold), ng + len(gold), ns + len(got)
    return [f1(tp, ng, ns), tp / ng]


def silver(rows, docs, found):
    """(span F1 against held-back silver over labelled tokens, share of the published component's other labels kept)."""
    tp = ng = ns = kept = other = 0
    for d, doc, ents in zip(rows, docs, found):
        start, end = {t.idx: t.i for t in doc}, {t.idx + len(t): t.i + 1 for t in doc}
        got = {(start[a], end[b], k) for a, b, k in ents}
        open_ = {i for i, t in enumerate(d["tags"]) if t == "-"}
        gold = {s for s in common.spans_of(d["tags"]) if s[2] in common.CORE}
        mine = {
            s for s in got if s[2] in common.CORE and not any(i in open_ for i in range(s[0], s[1]))
        }
        tp, ng, ns = tp + len(gold & mine), ng + len(gold), ns + len(mine)
        pub = {s for s in common.spans_of(d["pub"]) if s[2] not in common.CORE}
        kept, other = kept + len(pub & got), other + len(pub)
    return [f1(tp, ng, ns), kept / other]


def load(nlp, weights):
    """Put the weights into the pipeline's ner."""
    put(nlp.get_pipe("ner").model, weights)


def put(model, weights):
    """Put the weights into a name component's model."""
    if weights == "published":
        model.from_bytes(common.published("ner").get_pipe("ner").model.to_bytes())
    elif "+" in weights or ":" in weights:
        average(model, weights.split("+"))
    elif open(weights, "rb").read(8) == b"DLNAMES1":
        import restore

        restore.put(model, weights)
    else:
        model.from_bytes(open(weights, "rb").read())


def average(model, parts):
    """The weighted mean of several components' weights, parameter by parameter; a part is PATH or PATH:WEIGHT."""
    import net

    total, whole = 0.0, 0.0
    for p in parts:
        path, _, w = p.partition(":")
        total, whole = (
            total + float(w or 1) * net.parameters(model, path).astype("float64"),
            whole + float(w or 1),
        )
    net.unflat(model, total / whole)


def dev_line(score, nlp, n, sets, docs, weights):
    """The development sets' figures, mean first; the network itself names."""
    load(nlp, weights)
    import net

    n.params[:] = net.flat(nlp.get_pipe("ner").model)
    cells, means = [], []
    for k, rows in sets.items():
        found = []
        for i in range(0, len(rows), 32):
            tags = n.label(
                [net.piece(n, d, [t.i for t in d if t.is_sent_start]) for d in docs[k][i : i + 32]]
            )
            found += [
                [(d[a].idx, d[b - 1].idx + len(d[b - 1]), t) for a, b, t in common.spans_of(g)]
                for d, g in zip(docs[k][i : i + 32], tags)
            ]
        v = silver(rows, docs[k], found) if k == "silver-dev" else span_f1(score, rows, found)
        means += v[:1] if k != "silver-dev" else []
        cells.append(f"{k} " + " ".join(f"{x:.4f}".removeprefix("0") for x in v))
    return f"dev {sum(means) / len(means):.4f}  " + "  ".join(cells)


def main(*args):
    only_dev, (shared, cache, dev, *weights) = args[0] == "--dev", args[args[0] == "--dev" :]
    sys.path.insert(0, f"{shared}/score")
    import names as score

    pathlib.Path(cache).mkdir(parents=True, exist_ok=True)
    nlp = common.published("tok2vec", "parser", "ner")
    sets = gold_sets(shared)
    for name in () if only_dev else ("pud", "meantime", "gum-news", "geovirus"):
        sets[name] = [
            d
            for p in sorted(pathlib.Path(f"{shared}/data/{name}").glob("*.jsonl"))
            for d in common.jsonl(p)
        ]
    sets["silver-dev"] = [d for d in common.jsonl(dev) if d["held"]]
    docs = {k: documents(nlp, cache, k, [d["text"] for d in v]) for k, v in sets.items()}
    if only_dev:
        import net

        n = net.Net(nlp.get_pipe("ner"))
        for w in weights:
            print(
                dev_line(score, nlp, n, sets, docs, w),
                " " + "+".join(x.split("/")[-1] for x in w.split("+")),
                flush=True,
            )
        return
    for w in weights:
        load(nlp, w)
        print("== " + " + ".join(x.split("/")[-1] for x in w.split("+")))
        dev_mean = []
        for k, rows in sets.items():
            found = named(nlp, docs[k])
            if k in ("pud", "meantime"):
                v = official(shared, k, rows, found)
            elif k == "gum-news":
                v = gum(rows, found)
            elif k == "geovirus":
                v = places(score, rows, found)
            elif k == "silver-dev":
                v = silver(rows, docs[k], found)
            else:
                v = span_f1(score, rows, found)
                dev_mean.append(v[0])
            print(f"{k:12s}", " ".join(f"{x:.4f}" for x in v))
        print(f"{'gold-dev':12s} {sum(dev_mean) / len(dev_mean):.4f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

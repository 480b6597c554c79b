"""Share right per class: the 120 regression sentences, and the hand list of names in the measured sets.

  regress.py sentences CASES SYSTEM...             CASES: tests/cases/names/regression.txt
  regress.py record LIST SHARED SYSTEM...          LIST: tests/names/record-names.tsv
  regress.py input CASES                           the sentences as JSONL, to feed `dateline annotate`

SYSTEM: "published", a file of weights, or annotate.jsonl (output of `dateline annotate`). Spans as ../shared/score/names.py
takes them: a leading "the" and a final "'s" do not count, GPE, LOC and FAC are one class. A sentence is right when its
names are exactly the expected ones; a written name is right when it is found with that span and kind.
"""
import collections
import json
import re
import sys

import common
import evaluate


def tight(text, a, b):
    m = re.match(r"the\s+", text[a:b], re.I)
    a += m.end() if m and a + m.end() < b else 0
    m = re.search(r"\s*['\u2019][sS]?$", text[a:b])
    return a, a + m.start() if m and m.start() else b


def cases(path):
    """[(class, sentence, {(start, end, kind)})] of a regression file."""
    out = []
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        lines = [x for x in block.strip().split("\n") if not x.startswith("#")]
        if not lines or not lines[0].startswith("class "):
            continue
        sentence, names, at = lines[1], set(), collections.Counter()
        for line in lines[2:]:
            kind, name = line.split("\t")
            i = sentence.index(name, at[name])
            at[name] = i + 1
            names.add(tight(sentence, i, i + len(name)) + (kind,))
        out.append((lines[0][6:], sentence, names))
    return out


def system(name, texts):
    """{(start, end, kind)} for each text, by spaCy with the given weights or read from annotate's output."""
    if name.endswith(".jsonl"):
        read = {d["id"]: d for d in common.jsonl(name)}
        rows = [[(m["start"], m["end"], m["label"]) for m in read[str(i)]["mentions"] if m.get("form", "name") == "name"] for i in range(len(texts))]
    else:
        nlp = common.published("tok2vec", "parser", "ner")
        evaluate.load(nlp, name)
        rows = [[(e.start_char, e.end_char, e.label_) for e in d.ents] for d in nlp.pipe(texts)]
    return [{tight(t, a, b) + (evaluate.PLACE[k],) for a, b, k in r if k in evaluate.PLACE} for t, r in zip(texts, rows)]


def sentences(path, systems):
    table = cases(path)
    texts = [c[1] for c in table]
    share = {s: collections.defaultdict(list) for s in systems}
    for s in systems:
        for (cls, _, want), got in zip(table, system(s, texts)):
            for key in (cls, "all " + cls.split()[1], "all"):
                share[s][key].append((want == got, len(want & got), len(want)))
    print("| class | sentences |", " | ".join(f"{s.split('/')[-1]}: sentences right | names right" for s in systems), "|")
    print("| --- | --- |", " | ".join("--- | ---" for _ in systems), "|")
    for key in share[systems[0]]:
        cells = [f"{sum(r[0] for r in v) / len(v):.2f} | {sum(r[1] for r in v) / sum(r[2] for r in v):.2f}" for v in (share[s][key] for s in systems)]
        print("|", key, "|", len(share[systems[0]][key]), "|", " | ".join(cells), "|")


def written(text, names):
    """Every place where a listed name is written and is not part of a longer listed one."""
    taken, out = [False] * len(text), []
    for name, kind in sorted(names, key=lambda n: -len(n[0])):
        for m in re.finditer(r"(?<![\w-])" + re.escape(name) + r"(?![\w])", text):
            if not any(taken[m.start():m.end()]):
                taken[m.start():m.end()] = [True] * (m.end() - m.start())
                out.append(tight(text, m.start(), m.end()) + (kind,))
    return out


def record(path, shared, systems):
    names = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            s, kind, name = line.rstrip("\n").split("\t")
            names[s].append((name, kind))
    texts = {s: [(d.get("title") + "\n\n" if d.get("title") else "") + d["text"] for d in common.jsonl(
        f"{shared}/data/{s if s == 'seeds' else 'record/' + s}/reports.jsonl")] for s in names}
    print("| set | names listed | written |", " | ".join(s.split("/")[-1] + ": listed | written" for s in systems), "|")
    print("| --- | --- | --- |", " | ".join("--- | ---" for _ in systems), "|")
    rows = collections.defaultdict(list)
    for sys_ in systems:
        for s in names:
            good = collections.Counter()
            every = collections.Counter()
            for t, got in zip(texts[s], system(sys_, texts[s])):
                for a, b, k in written(t, names[s]):
                    every[t[a:b], k] += 1
                    good[t[a:b], k] += (a, b, k) in got
            rows[s, len(names[s]), sum(every.values())].append((sum(good[n] / every[n] for n in every) / len(every), sum(good.values()) / sum(every.values())))
    for (s, n, w), v in rows.items():
        print(f"| {s} | {n} | {w} |", " | ".join(f"{x:.3f} | {y:.3f}" for x, y in v), "|")


if __name__ == "__main__":
    if sys.argv[1] == "sentences":
        sentences(sys.argv[2], sys.argv[3:])
    elif sys.argv[1] == "record":
        record(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        for i, c in enumerate(cases(sys.argv[2])):
            print(json.dumps({"id": str(i), "text": c[1]}, ensure_ascii=False))

"""Share right per class: the 120 regression sentences, and the hand list of names in the measured sets.

  regress.py sentences CASES SYSTEM...             CASES: tests/cases/names/regression.txt
  regress.py record LIST SHARED SYSTEM...          LIST: tests/names/record-names.tsv
  regress.py check SHARES CASES LIST SHARED MODEL  fails where MODEL finds fewer than SHARES (tests/names/shares.tsv) tells
  regress.py shares CASES LIST SHARED MODEL        what MODEL finds, as that file has it

SYSTEM: "published", a file of weights (both need spaCy), or a packed model FILE.dlm, asked through `dateline annotate`. Spans as ../shared/score/names.py
takes them: a leading "the" and a final "'s" do not count, GPE, LOC and FAC are one class. A sentence is right when its
names are exactly the expected ones; a written name is right when it is found with that span and kind.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

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


def annotated(model, texts):
    """(text, [(start, end, label)]) of each text, as the engine reads it."""
    program = os.environ.get("DATELINE", str(pathlib.Path(__file__).parents[2] / "build/dateline"))
    lines = "".join(
        json.dumps({"id": str(i), "text": t}, ensure_ascii=False) + "\n"
        for i, t in enumerate(texts)
    )
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.write(lines)
        f.flush()
        out = subprocess.run(
            [program, "annotate", "--model", model, f.name],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        ).stdout
    read = {d["id"]: d for d in map(json.loads, out.splitlines())}
    return [whole(read[str(i)]) for i in range(len(texts))]


def whole(d):
    """One annotated report as (title and text as they were read, its names): what the reader takes away is not asked for."""
    title = d["title"] + "\n\n" if "title" in d else ""
    at = [0 if m.get("in") == "title" else len(title) for m in d["mentions"]]
    return title + d["text"], [
        (m["start"] + o, m["end"] + o, m["label"])
        for m, o in zip(d["mentions"], at)
        if m["form"] == "name"
    ]


def system(name, texts):
    """(text, {(start, end, kind)}) for each text, by spaCy with the given weights or by the engine with a packed model."""
    if name.endswith(".dlm"):
        rows = annotated(name, texts)
    else:
        nlp = common.published("tok2vec", "parser", "ner")
        evaluate.load(nlp, name)
        rows = [
            (d.text, [(e.start_char, e.end_char, e.label_) for e in d.ents])
            for d in nlp.pipe(texts)
        ]
    return [
        (t, {tight(t, a, b) + (evaluate.PLACE[k],) for a, b, k in r if k in evaluate.PLACE})
        for t, r in rows
    ]


def sentences(path, systems):
    table = cases(path)
    texts = [c[1] for c in table]
    share = {s: collections.defaultdict(list) for s in systems}
    for s in systems:
        for (cls, _, want), (_, got) in zip(table, system(s, texts)):
            for key in (cls, "all " + cls.split()[1], "all"):
                share[s][key].append((want == got, len(want & got), len(want)))
    print(
        "| class | sentences |",
        " | ".join(f"{s.split('/')[-1]}: sentences right | names right" for s in systems),
        "|",
    )
    print("| --- | --- |", " | ".join("--- | ---" for _ in systems), "|")
    for key in share[systems[0]]:
        cells = [
            f"{sum(r[0] for r in v) / len(v):.2f} | {sum(r[1] for r in v) / sum(r[2] for r in v):.2f}"
            for v in (share[s][key] for s in systems)
        ]
        print("|", key, "|", len(share[systems[0]][key]), "|", " | ".join(cells), "|")


def written(text, names):
    """Every place where a listed name is written and is not part of a longer listed one."""
    taken, out = [False] * len(text), []
    for name, kind in sorted(names, key=lambda n: -len(n[0])):
        for m in re.finditer(r"(?<![\w-])" + re.escape(name) + r"(?![\w])", text):
            if not any(taken[m.start() : m.end()]):
                taken[m.start() : m.end()] = [True] * (m.end() - m.start())
                out.append(tight(text, m.start(), m.end()) + (kind,))
    return out


def listed(path, shared):
    """({set: [(name, kind)]}, {set: [text]}): the hand list and the texts it was read from."""
    names = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            s, kind, name = line.rstrip("\n").split("\t")
            names[s].append((name, kind))
    texts = {
        s: [
            (d.get("title") + "\n\n" if d.get("title") else "") + d["text"]
            for d in common.jsonl(
                f"{shared}/data/{s if s == 'seeds' else 'record/' + s}/reports.jsonl"
            )
        ]
        for s in names
    }
    return names, texts


def tallies(names, texts, sys_):
    """For one set: (how often each listed name was found right, how often it is written)."""
    good, every = collections.Counter(), collections.Counter()
    for t, got in system(sys_, texts):
        for a, b, k in written(t, names):
            every[t[a:b], k] += 1
            good[t[a:b], k] += (a, b, k) in got
    return good, every


def record(path, shared, systems):
    names, texts = listed(path, shared)
    print(
        "| set | names listed | written |",
        " | ".join(s.split("/")[-1] + ": listed | written" for s in systems),
        "|",
    )
    print("| --- | --- | --- |", " | ".join("--- | ---" for _ in systems), "|")
    for s in names:
        both = [tallies(names[s], texts[s], x) for x in systems]
        cells = [
            f"{sum(g[n] / e[n] for n in e) / len(e):.3f} | {sum(g.values()) / sum(e.values()):.3f}"
            for g, e in both
        ]
        print(
            "|", s, "|", len(both[0][1]), "|", sum(both[0][1].values()), "|", " | ".join(cells), "|"
        )


def shares(cases_path, list_path, shared, model):
    """{(part, class): (right, of)} of the sentences, of their names, and of the names written in the sets that are here."""
    out, table = collections.defaultdict(lambda: (0, 0)), cases(cases_path)
    for (cls, _, want), (_, got) in zip(table, system(model, [c[1] for c in table])):
        for part, right, of in (
            ("sentences", want == got, 1),
            ("names", len(want & got), len(want)),
        ):
            for c in (cls, "all"):
                out[part, c] = (out[part, c][0] + right, out[part, c][1] + of)
    if pathlib.Path(shared, "data", "seeds").is_dir():
        names, texts = listed(list_path, shared)
        for s in names:
            good, every = tallies(names[s], texts[s], model)
            out["written", s] = (sum(good.values()), sum(every.values()))
    return out


def check(path, *rest):
    """Exit status: 0 when no share has fallen below the recorded one."""
    now, passed, failed, skipped = shares(*rest), 0, 0, 0
    for line in open(path, encoding="utf-8"):
        if line.startswith("#"):
            continue
        part, cls, right, of = line.rstrip("\n").split("\t")
        if part == "written" and (part, cls) not in now:
            skipped += 1
            continue
        got = now[part, cls]
        if got[0] * int(of) < int(right) * got[1] or not got[1]:
            failed += 1
            print(f"{part} of {cls}: {got[0]} of {got[1]} right, recorded are {right} of {of}")
        else:
            passed += 1
    if skipped:
        print("names written in the shared sets: not checked, they are not here")
    print(f"name shares: {passed} passed, {failed} failed, {skipped} skipped")
    return 0 if failed == 0 and passed else 1


if __name__ == "__main__":
    if sys.argv[1] == "sentences":
        sentences(sys.argv[2], sys.argv[3:])
    elif sys.argv[1] == "record":
        record(sys.argv[2], sys.argv[3], sys.argv[4:])
    elif sys.argv[1] == "check":
        sys.exit(check(*sys.argv[2:]))
    else:
        print(
            "# part\tclass\tright\tof: what our weights find, a floor for tests/names/shares (tools/train/regress.py shares)"
        )
        for (part, cls), (right, of) in shares(*sys.argv[2:]).items():
            print(part, cls, right, of, sep="\t")

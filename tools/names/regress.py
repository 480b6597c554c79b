"""Share of names right per class, by `dateline annotate`: the 120 regression sentences, and the
hand list of names in the measured sets.

usage: regress.py sentences CASES MODEL...      CASES: tests/cases/names/regression.txt
       regress.py record LIST SHARED MODEL...   LIST: tests/names/record-names.tsv
       regress.py check SHARES CASES LIST SHARED MODEL
                                   fails where MODEL finds fewer than SHARES (shares.tsv) tells
       regress.py shares CASES LIST SHARED MODEL        what MODEL finds, as that file has it

Spans as ../shared/score/names.py takes them: a leading "the" and a final "'s" do not count;
GPE, LOC and FAC are one class. A sentence is right when its names are exactly the expected ones; a
written name is right when it is found with that span and kind."""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

KIND = {"GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "PERSON": "PERSON", "ORG": "ORG"}


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


def whole(d):
    """An annotated report as (title and text as they were read, its names): what the reader takes
    away is not asked for."""
    title = d["title"] + "\n\n" if "title" in d else ""
    names = []
    for m in d["mentions"]:
        o = 0 if m.get("in") == "title" else len(title)
        if m["form"] == "name" and m["label"] in KIND:
            names.append((m["start"] + o, m["end"] + o, KIND[m["label"]]))
    return title + d["text"], names


def found(model, texts):
    """(text, {(start, end, kind)}) for each text."""
    program = os.environ.get("DATELINE", str(pathlib.Path(__file__).parents[2] / "build/dateline"))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for i, t in enumerate(texts):
            row = {"id": str(i), "text": t, "language": "en"}
            f.write(json.dumps(row, ensure_ascii=False) + "\n")
        f.flush()
        command = [program, "annotate", "--model", model, f.name]
        run = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    read = {d["id"]: whole(d) for d in map(json.loads, run.stdout.splitlines())}
    rows = [read[str(i)] for i in range(len(texts))]
    return [(t, {tight(t, a, b) + (k,) for a, b, k in names}) for t, names in rows]


def sentences(path, models):
    table = cases(path)
    share = {m: collections.defaultdict(list) for m in models}
    for m in models:
        for (cls, _, want), (_, got) in zip(table, found(m, [c[1] for c in table])):
            for key in (cls, "all " + cls.split()[1], "all"):
                share[m][key].append((want == got, len(want & got), len(want)))
    heads = [f"{m.split('/')[-1]}: sentences right | names right" for m in models]
    print("| class | sentences |", " | ".join(heads), "|")
    print("| --- | --- |", " | ".join("--- | ---" for _ in models), "|")
    for key in share[models[0]]:
        cells = []
        for m in models:
            v = share[m][key]
            names = sum(r[1] for r in v) / sum(r[2] for r in v)
            cells.append(f"{sum(r[0] for r in v) / len(v):.2f} | {names:.2f}")
        print("|", key, "|", len(share[models[0]][key]), "|", " | ".join(cells), "|")


def written(text, names):
    """Every place where a listed name is written and is not part of a longer listed one."""
    taken, out = [False] * len(text), []
    for name, kind in sorted(names, key=lambda n: -len(n[0])):
        for m in re.finditer(r"(?<![\w-])" + re.escape(name) + r"(?![\w])", text):
            if not any(taken[m.start() : m.end()]):
                taken[m.start() : m.end()] = [True] * (m.end() - m.start())
                out.append(tight(text, m.start(), m.end()) + (kind,))
    return out


def reports(path):
    """Title and text of each report of a set."""
    for d in map(json.loads, open(path, encoding="utf-8")):
        yield (d["title"] + "\n\n" if d.get("title") else "") + d["text"]


def listed(path, shared):
    """({set: [(name, kind)]}, {set: [text]}): the hand list and the texts it was read from."""
    names = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            s, kind, name = line.rstrip("\n").split("\t")
            names[s].append((name, kind))
    folder = {s: s if s == "seeds" else "record/" + s for s in names}
    return names, {s: list(reports(f"{shared}/data/{folder[s]}/reports.jsonl")) for s in names}


def tallies(names, texts, model):
    """For one set: (how often each listed name was found right, how often it is written)."""
    good, every = collections.Counter(), collections.Counter()
    for t, got in found(model, texts):
        for a, b, k in written(t, names):
            every[t[a:b], k] += 1
            good[t[a:b], k] += (a, b, k) in got
    return good, every


def record(path, shared, models):
    names, texts = listed(path, shared)
    heads = [m.split("/")[-1] + ": listed | written" for m in models]
    print("| set | names listed | written |", " | ".join(heads), "|")
    print("| --- | --- | --- |", " | ".join("--- | ---" for _ in models), "|")
    for s in names:
        both = [tallies(names[s], texts[s], m) for m in models]
        cells = [
            f"{sum(g[n] / e[n] for n in e) / len(e):.3f} | {sum(g.values()) / sum(e.values()):.3f}"
            for g, e in both
        ]
        every = both[0][1]
        print("|", s, "|", len(every), "|", sum(every.values()), "|", " | ".join(cells), "|")


def shares(cases_path, list_path, shared, model):
    """{(part, class): (right, of)} of the sentences, of their names, and of the names written in
    the sets that are here."""
    out, table = collections.defaultdict(lambda: (0, 0)), cases(cases_path)
    for (cls, _, want), (_, got) in zip(table, found(model, [c[1] for c in table])):
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


def main(what, *rest):
    if what == "sentences":
        sentences(rest[0], rest[1:])
    elif what == "record":
        record(rest[0], rest[1], rest[2:])
    elif what == "check":
        sys.exit(check(*rest))
    else:
        print("# part\tclass\tright\tof: what our weights find, a floor for tests/names/shares")
        for (part, cls), (right, of) in shares(*rest).items():
            print(part, cls, right, of, sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Four teachers -> silver labels (step 3): where they disagree and nothing settles it, the token stays unlabelled.

  silver.py [--against VOICES] OUT PIECES:CRF:SECOND:STUDENT ...     OUT: {"id","text","starts","tags","held"}, BILUO with "-" for unlabelled

The CRF and a student trained on the other half of the text have two voices each for persons, organisations and places, a second CRF and the
published component one each: four make a person, three an organisation or a place; one voice fewer leaves it unlabelled, fewer still are not heard. The published
component says the other labels and tells GPE, LOC and FAC apart. What lends a voice besides: how the teachers label the same words
everywhere else, a surname or an acronym whose full form stands in the same piece.
"""

import collections
import json
import re
import sys

import common

KIND = {"P": "PERSON", "O": "ORG", "L": "GPE"}
GROUP = {"PERSON": "P", "ORG": "O", "GPE": "L", "LOC": "L", "FAC": "L"}
SURE, ENOUGH = 0.8, 4  # a form is settled when this share of at least so many CRF sightings agree
VOICE = {"crf": 2, "student": 2, "second": 1, "pub": 1}
NAME = {"P": 4, "O": 3, "L": 3}  # voices that make a name; one fewer leaves its words unlabelled
against = 0  # so many voices against an other label of the published component leave its words unlabelled, fewer leave it its label
LANDFORM = re.compile(
    r"\b(sea|ocean|river|lake|mount|mountains?|valley|gulf|bay|peninsula|desert|islands?|strait|africa|asia|europe|"
    r"america|east|west|north|south|basin|coast|canal|himalayas|alps|balkans|caribbean|arctic|antarctica?|pacific|atlantic)\b",
    re.I,
)
FACILITY = re.compile(
    r"\b(airport|bridge|stadium|square|street|road|highway|hospital|prison|mosque|church|cathedral|temple|station|"
    r"tower|palace|airbase|base|dam|hotel|mall|plant|camp|port)$",
    re.I,
)


def crf_spans(letters, starts):
    """Runs of one letter, cut at sentence starts (and at blank tokens, which carry "-")."""
    out, i = [], 0
    while i < len(letters):
        j = i + 1
        if letters[i] != "-":
            while j < len(letters) and letters[j] == letters[i] and j not in starts:
                j += 1
            out.append((i, j, letters[i]))
        i = j
    return out


class Votes:
    """How the CRF labels each form over the whole corpus."""

    def __init__(self):
        self.n = collections.defaultdict(collections.Counter)

    def add(self, form, letter):
        self.n[form][letter] += 1

    def settled(self, form):
        """The letter nearly all sightings agree on, or None."""
        c = self.n.get(form)
        if not c or sum(c.values()) < ENOUGH:
            return None
        letter, k = c.most_common(1)[0]
        return letter if k >= SURE * sum(c.values()) else None


def form(words, a, b):
    if b - a > 1 and words[a].lower() == "the":
        a += 1
    return " ".join(words[a:b])


def teachers(d):
    """{(start, end, letter): voices}; a leading article does not count."""
    said = collections.Counter()
    for who, voice in VOICE.items():
        for a, b, k in d.get(who, ()):
            k = GROUP.get(k, k)
            if k in KIND:
                said[a + (b - a > 1 and d["words"][a].lower() == "the"), b, k] += voice
    return said


def collect(rows):
    """How the CRF labels every form, and what only others see ("-")."""
    votes = Votes()
    for d in rows:
        for a, b, k in d["crf"]:
            votes.add(form(d["words"], a, b), k)
        for a, b, label in d["pub"]:
            if label in GROUP and not any(d["letters"][i] != "-" for i in range(a, b)):
                votes.add(form(d["words"], a, b), "-")
    return votes


def place_label(words, a, b, pub):
    """GPE, LOC or FAC: the published component's word where it sees the span, else the form's own."""
    for x, y, label in pub:
        if label in ("GPE", "LOC", "FAC") and form(words, x, y) == form(words, a, b):
            return label
    text = " ".join(words[a:b])
    if FACILITY.search(text):
        return "FAC"
    return (
        "LOC"
        if b - a > 1
        and LANDFORM.search(text)
        and "South Africa" not in text
        and "North Korea" not in text
        else "GPE"
    )


def article(d, a, b):
    """Start of the span with OntoNotes' "the" taken in, when the article belongs to the name itself."""
    head = d["the"].get(str(a - 1))
    if (
        head is not None
        and a - 1 not in d["first_blank"]
        and a <= head < b
        and a not in d["startset"]
    ):
        return a - 1
    return a


def own_proof(d):
    """Forms this piece proves: surnames of full names, acronyms in brackets -> letter."""
    proof, w = {}, d["words"]
    for a, b, k in d["crf"]:
        if k == "P" and b - a > 1:
            proof.setdefault(w[b - 1], set()).add("P")
        if b + 2 < len(w) and w[b] == "(" and w[b + 1].isupper() and w[b + 2] == ")":
            proof.setdefault(w[b + 1], set()).add(k)
    return {f: next(iter(k)) for f, k in proof.items() if len(k) == 1}


def judged(d, votes):
    """(names, doubts): spans with enough voices and how many, best first, and those with too few to be one and too many to be none."""
    words, proof, names, doubts = d["words"], own_proof(d), [], []
    for (a, b, k), n in sorted(teachers(d).items(), key=lambda x: (-x[1], x[0][0] - x[0][1])):
        f, need = form(words, a, b), NAME[k]
        settled = proof.get(f) or votes.settled(f)
        n += (settled == k) - (settled not in (None, k))
        run = (
            "'s" in words[a + 1 : b - 1]
            and sum(a <= p[0] and p[1] <= b and p[2] in GROUP for p in d["pub"]) > 1
        )  # "Ardern 's Labour Party"
        if n >= need and not run:
            names.append((a, b, k, n))
        elif n >= need - 1 or run:
            doubts.append((a, b))
    return names, doubts


def label(d, votes):
    """(spans, holes) of one piece."""
    words, pub, taken = d["words"], d["pub"], [False] * len(d["words"])
    names, doubts = judged(d, votes)
    spans, holes = [], set()

    def put(a, b, lab):
        if not any(taken[a:b]):
            spans.append((a, b, lab))
            taken[a:b] = [True] * (b - a)

    def hole(a, b):
        holes.update(i for i in range(a, b) if not taken[i])

    for a, b, lab in [
        p for p in pub if p[2] not in GROUP
    ]:  # the published component's other labels, unless a longer name holds them
        over = [c for c in names if c[0] < b and a < c[1]]
        if any(c[0] <= a and b <= c[1] and c[1] - c[0] > b - a for c in over):
            continue
        if (
            over
            and lab in ("PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP")
            and not (lab == "NORP" and all(c[2] == "L" for c in over))
        ):
            if any(c[:2] == (a, b) or c[2] == "P" for c in over) and any(
                c[3] >= against for c in over
            ):
                hole(min(a, *[c[0] for c in over]), max(b, *[c[1] for c in over]))
                continue
        put(a, b, lab)
    for a, b, k, _ in names:
        if any(taken[a:b]) or any(i in holes for i in range(a, b)):
            continue
        s = article(d, a, b) if k != "P" else a
        if s < a and taken[s]:
            s = a
        put(s, b, KIND[k] if k != "L" else place_label(words, a, b, pub))
    for a, b in doubts:
        hole(a, b)
    return spans, [i for i in holes if not taken[i]]


def rows(paths):
    for path in paths:
        files = [common.jsonl(path.split(":")[0])] + [
            open(p, encoding="utf-8") for p in path.split(":")[1:]
        ]
        for d, line, second, student in zip(*files):
            d["startset"] = set(d["starts"])
            d["first_blank"] = {i for i, w in enumerate(d["words"]) if w.isspace()}
            d["letters"], d["pub"] = line.rstrip("\n"), common.spans_of(d["tags"])
            assert len(d["letters"]) == len(d["words"])
            d["crf"] = crf_spans(d["letters"], d["startset"])
            d["second"], d["student"] = (
                crf_spans(second.rstrip("\n"), d["startset"]),
                common.spans_of(json.loads(student)),
            )
            yield d


def main(*args):
    global against
    if args[0] == "--against":
        against, args = int(args[1]), args[2:]
    out, *paths = args
    every = list(rows(paths))
    votes = collect(every)
    n = collections.Counter()
    with open(out, "w", encoding="utf-8") as f:
        for d in every:
            spans, holes = label(d, votes)
            n.update(s[2] for s in spans)
            n["(unlabelled)"] += len(holes)
            n["(tokens)"] += len(d["words"])
            f.write(
                json.dumps(
                    {
                        "id": d["id"],
                        "text": d["text"],
                        "starts": d["starts"],
                        "held": d["held"],
                        "tags": common.biluo(len(d["words"]), spans, holes),
                        "pub": d["tags"],
                    },
                    ensure_ascii=False,
                )
                + "\n"
            )
    print(dict(n.most_common()))


if __name__ == "__main__":
    main(*sys.argv[1:])

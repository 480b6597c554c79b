"""Runs the two engines over texts and brings what they say into one form.

A document becomes {"tokens": [(start, end)] in bytes, "tag" "pos" "dep" "lemma" "norm" "names"
[str], "head" [token], "starts" [bool],
"chunks" [(first, last)], "own": names by Dateline's weights}."""

import hashlib
import os
import pickle
import struct
import subprocess
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

LAYERS = ("tag", "head", "dep", "pos", "lemma", "norm", "starts", "names", "own")


def ours(program, model, texts):
    """What Dateline's engine says."""
    data = [t.encode("utf-8") for t in texts]
    done = subprocess.run(
        [program, model],
        input=b"".join(struct.pack("<I", len(d)) + d for d in data),
        stdout=subprocess.PIPE,
        check=True,
    )
    lines = iter(done.stdout.split(b"\n"))
    return [read_doc(lines) for _ in texts]


def read_doc(lines):
    rows = [next(lines).split(b"\t") for _ in range(int(next(lines)[2:]))]
    text = lambda column: [r[column].decode() for r in rows]
    of_hex = lambda column: [
        bytes.fromhex(r[column].decode()).decode("utf-8", "replace") for r in rows
    ]
    return {
        "tokens": [(int(r[0]), int(r[1])) for r in rows],
        "tag": text(2),
        "pos": text(3),
        "head": [int(r[4]) for r in rows],
        "dep": text(5),
        "starts": [r[6] == b"1" for r in rows],
        "names": text(7),
        "lemma": of_hex(8),
        "norm": of_hex(9),
        "chunks": [tuple(map(int, c.split(b"-"))) for c in next(lines).split()[1:]],
    }


class Referee:
    """spaCy with both kinds of name weights. blis: the matrix product that pip installs; else
    numpy's."""

    def __init__(self, wheel_module, names, blis):
        from thinc.api import NumpyOps, set_current_ops

        set_current_ops(NumpyOps(use_blis=blis))
        import spacy

        self.nlp = spacy.load(wheel_module)
        self.ner = self.nlp.get_pipe("ner")
        sys.path.insert(
            0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "names")
        )
        import weights

        self.own = weights.pipeline(names).get_pipe("ner")
        self.nlp.max_length = 1 << 26
        self.key = "%s %s %s %s" % (
            spacy.__version__,
            self.nlp.meta["version"],
            blis,
            hashlib.sha256(open(names, "rb").read()).hexdigest(),
        )

    def docs(self, texts):
        """(document without names, with the published ones, with ours) of each text."""
        with self.nlp.select_pipes(disable=["ner"]):
            for doc in self.nlp.pipe(texts, batch_size=32):
                yield doc, self.ner(doc.copy()), self.own(doc.copy())

    def run(self, texts, cache=None):
        key = hashlib.sha256(repr((self.key, texts)).encode("utf-8", "replace")).hexdigest()
        if cache and os.path.exists(cache):
            with open(cache, "rb") as f:
                had, out = pickle.load(f)
            if had == key:
                return out
        out = [to_doc(*d) for d in self.docs(texts)]
        if cache:
            with open(cache, "wb") as f:
                pickle.dump((key, out), f)
        return out


def iob(doc):
    return [t.ent_iob_ + "-" + t.ent_type_ if t.ent_type_ else "O" for t in doc]


def to_doc(doc, named, own):
    at, byte = 0, [0]
    for c in doc.text:
        at += len(c.encode("utf-8"))
        byte.append(at)
    return {
        "tokens": [(byte[t.idx], byte[t.idx + len(t)]) for t in doc],
        "tag": [t.tag_ for t in doc],
        "pos": [t.pos_ for t in doc],
        "head": [t.head.i for t in doc],
        "dep": [t.dep_ for t in doc],
        "starts": [bool(t.is_sent_start) for t in doc],
        "names": iob(named),
        "own": iob(own),
        "lemma": [t.lemma_ for t in doc],
        "norm": [t.norm_ for t in doc],
        "chunks": [(c.start, c.end) for c in doc.noun_chunks],
    }

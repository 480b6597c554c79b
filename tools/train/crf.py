"""Label pieces with one of CoreNLP's CRFs, an outside program run as a tool (step 2 of the silver).

  crf.py JARS MODEL PIECES OUT    MODEL: all.3class, conll.4class or muc.7class; OUT: one line a piece, one letter a token (P, O, L, M or -),
                                  blank tokens "-"

Tokens are spaCy's own, so the two teachers align one to one; a paragraph is one document to the CRF.
"""

import subprocess
import sys
import tempfile

import common

MODEL = "edu/stanford/nlp/models/ner/english.{}.distsim.crf.ser.gz"
LETTER = {"PERSON": "P", "ORGANIZATION": "O", "LOCATION": "L", "MISC": "M"}


def column_file(pieces, f):
    """Write the tokens a line each; paragraphs and pieces part by an empty line."""
    for words in pieces:
        for w in words:
            f.write(f"{w}\tO\n" if not w.isspace() else "\n")
        f.write("\n")
    f.flush()


def answers(jars, model, path):
    """The CRF's label for each token line, in order."""
    run = subprocess.run(
        [
            "java",
            "-XX:+UseSerialGC",
            "-mx3g",
            "-cp",
            f"{jars}/*",
            "edu.stanford.nlp.ie.crf.CRFClassifier",
            "-loadClassifier",
            MODEL.format(model),
            "-testFile",
            path,
            "-map",
            "word=0,answer=1",
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for line in run.stdout.split("\n"):
        if line.strip():
            yield line.split("\t")


def main(jars, model, path, out):
    pieces = [d["words"] for d in common.jsonl(path)]
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".tsv") as f:
        column_file(pieces, f)
        got = answers(jars, model, f.name)
        with open(out, "w", encoding="utf-8") as o:
            for words in pieces:
                line = []
                for w in words:
                    if w.isspace():
                        line.append("-")
                        continue
                    a = next(got)
                    assert a[0] == w, (a, w)
                    line.append(LETTER.get(a[2], "-"))
                o.write("".join(line) + "\n")
    assert next(got, None) is None


if __name__ == "__main__":
    main(*sys.argv[1:])

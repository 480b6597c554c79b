"""Label pieces with CoreNLP's 3-class CRF, an outside program run as a tool (step 2 of the silver).

  crf.py JARS PIECES OUT [FROM TO]    OUT: one line a piece, one letter a token (P, O, L or -), blank tokens "-"

Tokens are spaCy's own, so the two teachers align one to one; a paragraph is one document to the CRF.
"""
import itertools
import subprocess
import sys
import tempfile

import common

MODEL = "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz"
LETTER = {"PERSON": "P", "ORGANIZATION": "O", "LOCATION": "L", "O": "-"}


def column_file(pieces, f):
    """Write the tokens a line each; paragraphs and pieces part by an empty line."""
    for words in pieces:
        for w in words:
            f.write(f"{w}\tO\n" if not w.isspace() else "\n")
        f.write("\n")
    f.flush()


def answers(jars, path):
    """The CRF's label for each token line, in order."""
    run = subprocess.run(["java", "-mx3g", "-cp", f"{jars}/*", "edu.stanford.nlp.ie.crf.CRFClassifier", "-loadClassifier", MODEL,
                          "-testFile", path, "-map", "word=0,answer=1"], capture_output=True, encoding="utf-8", check=True)
    for line in run.stdout.split("\n"):
        if line.strip():
            yield line.split("\t")


def main(jars, path, out, first=0, last=None):
    pieces = [d["words"] for d in itertools.islice(common.jsonl(path), int(first), int(last) if last else None)]
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".tsv") as f:
        column_file(pieces, f)
        got = answers(jars, f.name)
        with open(out, "w", encoding="utf-8") as o:
            for words in pieces:
                line = []
                for w in words:
                    if w.isspace():
                        line.append("-")
                        continue
                    a = next(got)
                    assert a[0] == w, (a, w)
                    line.append(LETTER[a[2]])
                o.write("".join(line) + "\n")
    assert next(got, None) is None


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What spaCy says of every twelfth of our own texts, for tests/unit/test_parse.c.

usage: golden.py --wheel MODULE --names NAMES.bin --cache DIR > tests/cases/parse/golden.txt

"N" names the name weights that the last column is of. "T" and a text (escapes of own.txt), then a
line a token: start end (bytes), tag, pos, head, dep, 1 where a sentence starts, name, lemma. "C"
and the noun chunks end a text."""

import argparse
import hashlib
import os
import sys

sys.dont_write_bytecode = True
import engines
import texts

EVERY = 12


def escape(s):
    return "".join(
        {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\"}.get(c)
        or (c if c.isprintable() else "\\u{%x}" % ord(c))
        for c in s
    )


def main():
    p = argparse.ArgumentParser()
    for name in ("wheel", "names", "cache"):
        p.add_argument("--" + name, required=True)
    a = p.parse_args()
    own = texts.own()
    docs = engines.Referee(a.wheel, a.names, False).run(
        own, os.path.join(a.cache, "cache-our-own.pickle")
    )
    out = [
        "# What spaCy says of our own texts. Made by tools/versus/golden.py (make versus-spacy); "
        "not to be edited.",
        "N " + hashlib.sha256(open(a.names, "rb").read()).hexdigest()[:12],
    ]
    for text, d in list(zip(own, docs))[::EVERY]:
        out.append("T " + escape(text))
        for i, (start, end) in enumerate(d["tokens"]):
            out.append(
                "\t".join(
                    (
                        str(start),
                        str(end),
                        d["tag"][i],
                        d["pos"][i],
                        str(d["head"][i]),
                        d["dep"][i],
                        str(int(d["starts"][i])),
                        d["own"][i],
                        escape(d["lemma"][i]),
                    )
                )
            )
        out.append("C" + "".join(" %d-%d" % c for c in d["chunks"]))
    sys.stdout.buffer.write(("\n".join(out) + "\n").encode())


main()

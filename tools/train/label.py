"""What weights say of pieces: one JSON list of BILUO tags a line (a teacher of silver.py).

label.py WEIGHTS PIECES OUT
"""

import json
import sys

import common
import evaluate
import net


def main(weights, pieces, out):
    nlp = common.published("ner")
    evaluate.load(nlp, weights)
    n = net.Net(nlp.get_pipe("ner"))
    with open(out, "w", encoding="utf-8") as f:
        batch = []
        for d in common.jsonl(pieces):
            doc = nlp.tokenizer(d["text"])
            batch.append(net.piece(n, doc, d["starts"]))
            if len(batch) == 32:
                f.writelines(json.dumps(tags) + "\n" for tags in n.label(batch))
                batch = []
        f.writelines(json.dumps(tags) + "\n" for tags in (n.label(batch) if batch else ()))


if __name__ == "__main__":
    main(*sys.argv[1:])

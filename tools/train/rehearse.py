"""Pieces that teach the other labels alone: what the published component says of dates, money, nationalities ... is marked,
its names and every capitalised word it leaves out are unlabelled, so that the text speaks on no name. Needs no CRF.

  rehearse.py PIECES OUT      PIECES as pieces.py writes them, OUT as silver.py does
"""
import json
import sys

import common


def tags(d):
    return ["-" if t[2:] in common.CORE or t == "O" and w[:1].isupper() else t for t, w in zip(d["tags"], d["words"])]


def main(pieces, out):
    with open(out, "w", encoding="utf-8") as f:
        for d in common.jsonl(pieces):
            if not d["held"]:
                f.write(json.dumps({"id": d["id"], "text": d["text"], "starts": d["starts"], "tags": tags(d), "pub": d["tags"], "held": False},
                                   ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

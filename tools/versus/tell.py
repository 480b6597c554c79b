"""The same reports with spaCy's tokens, sentences and name mentions in the place of ours, for the
scorers.

usage: tell.py MODULE < annotated.jsonl"""

import json
import sys

sys.dont_write_bytecode = True


def told(nlp, report):
    tokens, sentences, mentions = [], [], []
    for key in ("title", "text"):
        where, first = {"in": "title"} if key == "title" else {}, len(tokens)
        doc = nlp(report.get(key) or "")
        tokens += [
            {
                "start": t.idx,
                "end": t.idx + len(t),
                "tag": t.tag_,
                "pos": t.pos_,
                "lemma": t.lemma_,
                "head": first + t.head.i,
                "dep": t.dep_,
                **where,
            }
            for t in doc
        ]
        sentences += [{"start": s.start_char, "end": s.end_char, **where} for s in doc.sents]
        mentions += [
            {"start": e.start_char, "end": e.end_char, "form": "name", "label": e.label_, **where}
            for e in doc.ents
        ]
    return {**report, "tokens": tokens, "sentences": sentences, "mentions": mentions}


def main():
    import spacy

    nlp = spacy.load(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(told(nlp, json.loads(line))))


main()

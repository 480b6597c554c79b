"""Continue the training of the published name component on silver pieces (step 4).

  train.py SILVER... --out OUT [--init WEIGHTS] [--seed N] [--tokens N] [--stop N] [--lr F] [--augment F] [--swap F] [--own F]
           [--dateline F] [--keep F]

The parser's sentence starts are set on every training document, because the name moves look at them. After two fifths of
the way the rate begins to fall in a straight line to a twentieth. OUT: the component's spaCy model bytes.
"""
import argparse
import json
import random
import time

import common
import keep
import own

SMALL = {"of", "the", "and", "in", "to", "a", "an", "for", "on", "at", "by", "with", "from", "as"}


def build(vocab, words, spaces, starts, tags):
    """An Example whose predicted document carries the sentence starts."""
    from spacy.tokens import Doc
    from spacy.training import Example
    flags = [False] * len(words)
    for s in starts:
        flags[s] = True
    doc = Doc(vocab, words=words, spaces=spaces, sent_starts=flags)
    return Example.from_dict(doc, {"entities": tags})


def plain(nlp, d):
    """The piece as it is, with the tokenizer's own norms."""
    from spacy.training import Example
    doc = nlp.tokenizer(d["text"])
    starts = set(d["starts"])
    for t in doc:
        t.is_sent_start = t.i in starts
    return Example.from_dict(doc, {"entities": d["tags"]})


def tokens(nlp, d):
    doc = nlp.tokenizer(d["text"])
    return [t.text for t in doc], [bool(t.whitespace_) for t in doc]


def recased(nlp, d, rng, how):
    """Capitals throughout, headline capitals or lower case; one sentence in two pieces is kept as a line of its own."""
    words, spaces = tokens(nlp, d)
    if how == "upper":
        words = [w.upper() for w in words]
    elif how == "lower":
        words = [w.lower() for w in words]
    else:
        words = [w if w.lower() in SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    starts = d["starts"] + [len(words)]
    out = []
    for a, b in zip(starts, starts[1:]):
        part = words[a:b]
        if b - a > 3 and not any(w.isspace() for w in part[:-1]):
            while b > a and (words[b - 1].isspace() or words[b - 1] == "."):
                b -= 1
            if d["tags"][b - 1][0] in "BI" or b - a < 3:
                continue
            out.append(build(nlp.vocab, words[a:b], spaces[a:b], [0], d["tags"][a:b]))
            out[-1].predicted.user_data["recased"] = True
    return out[:: 2]


class Swapper:
    """Other names for the names of a piece: learnt from context, not by heart."""

    def __init__(self, rows):
        self.pool, seen = {"PERSON": [], "ORG": [], "GPE": []}, set()
        for words, spaces, tags in rows:
            for a, b, k in common.spans_of(tags):
                key = (k, tuple(words[a:b]))
                if k in self.pool and key not in seen and all(w[:1].isalnum() or w in "'-&" for w in words[a:b]):
                    seen.add(key)
                    self.pool[k].append((words[a:b], spaces[a:b]))

    def swap(self, vocab, d, words, spaces, rng):
        pick, out_w, out_s, out_t, at = {}, [], [], [], {}
        spans = {a: (b, k) for a, b, k in common.spans_of(d["tags"])}
        i = 0
        while i < len(words):
            at[i] = len(out_w)
            if i in spans and spans[i][1] in self.pool and " ".join(words[i:spans[i][0]]).lower()[:4] != "the ":
                b, k = spans[i]
                key = (k, tuple(words[i:b]))
                if key not in pick:
                    if k == "PERSON" and b - i == 1:       # a surname alone follows the new full name when there is one
                        long = [v for (kk, w), v in pick.items() if kk == k and w[-1] == words[i]]
                        pick[key] = ([long[0][0][-1]], [True]) if long else self.one(k, rng, 1)
                    else:
                        pick[key] = self.one(k, rng, b - i)
                w, s = pick[key]
                out_w += w
                out_s += s[:-1] + [spaces[b - 1]]
                out_t += common.biluo(len(w), [(0, len(w), k)])
                i = b
            else:
                out_w.append(words[i])
                out_s.append(spaces[i])
                out_t.append(d["tags"][i])
                i += 1
        return build(vocab, out_w, out_s, [at[s] for s in d["starts"] if s in at], out_t)

    def one(self, k, rng, n):
        """A name of the kind, of about so many tokens."""
        for _ in range(20):
            w = rng.choice(self.pool[k])
            if (len(w[0]) == 1) == (n == 1):
                return w
        return w


def marked(nlp, text, marks):
    """(words, spaces, tags) of a text with marks of our own."""
    doc = nlp.tokenizer(text)
    spans = [doc.char_span(a, b, label=k) for a, b, k in marks]
    holes = [t.i for (a, b, _), s in zip(marks, spans) if s is None for t in doc.char_span(a, b, alignment_mode="expand")]
    return [t.text for t in doc], [bool(t.whitespace_) for t in doc], common.biluo(len(doc), [(s.start, s.end, s.label_) for s in spans if s], holes)


def written(nlp, writer, rng):
    """A text of our own; a sentence ends with its stop or with the line."""
    words, spaces, tags = marked(nlp, *writer.piece(rng))
    ends = [i for i, w in enumerate(words) if w.isspace() or w == "." and (spaces[i] or words[i + 1: i + 2] != ['"'])
            or w == '"' and words[i - 1] == "." and not spaces[i - 1]]
    return build(nlp.vocab, words, spaces, [0] + [i + 1 for i in ends if i + 1 < len(words)], tags)


def headed(nlp, writer, d, rng):
    """The piece with a dateline or a byline before it."""
    head = marked(nlp, *(writer.dateline(rng) if rng.random() < 0.75 else writer.credit(rng)))
    words, spaces = tokens(nlp, d)
    n = len(head[0])
    first = [n] if head[0][-1].isspace() or rng.random() < 0.5 else []
    return build(nlp.vocab, head[0] + words, head[1] + spaces, [0] + first + [n + s for s in d["starts"] if s], head[2] + d["tags"])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("silver", nargs="+")
    p.add_argument("--out", required=True)
    p.add_argument("--init")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--tokens", type=int, default=4_000_000, help="token passes in all")
    p.add_argument("--stop", type=int, help="leave after so many token passes, the rate still as high as it then is")
    p.add_argument("--until", help="HH:MM at which the rate has fallen to its end, whatever was seen")
    p.add_argument("--lr", type=float, default=0.001)
    p.add_argument("--batch", type=int, default=8, help="pieces a step")
    p.add_argument("--drop", type=float, default=0.1)
    p.add_argument("--augment", type=float, default=0.15)
    p.add_argument("--swap", type=float, default=0.15)
    p.add_argument("--own", type=float, default=0.0, help="share of texts of our own (own.py)")
    p.add_argument("--dateline", type=float, default=0.0, help="share of pieces with a dateline or byline before them")
    p.add_argument("--keep", type=float, default=0.0, help="weight of the published component's other labels as a second target (keep.py)")
    a = p.parse_args()
    nlp = common.published("tok2vec", "parser", "ner")
    ner = nlp.get_pipe("ner")
    if a.init:
        import evaluate
        evaluate.load(nlp, a.init)
    from thinc.api import Adam
    opt = Adam(a.lr, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=False)
    rng = random.Random(a.seed)
    import numpy
    numpy.random.seed(a.seed)
    random.seed(a.seed)
    keeper = keep.Keeper(ner, a.keep) if a.keep else None
    rows = [d for path in a.silver for d in common.jsonl(path) if not d.get("held")]
    swapper = Swapper((*tokens(nlp, d), d["tags"]) for d in rows[: 6000])
    writer = own.Writer(nlp, swapper.pool)
    print({k: len(v) for k, v in swapper.pool.items()}, len(rows), "pieces", vars(a), flush=True)
    end = None
    if a.until:
        now = time.localtime()
        h, m = map(int, a.until.split(":"))
        end = time.time() + (h - now.tm_hour) * 3600 + (m - now.tm_min) * 60 - now.tm_sec
    begin, seen, step, losses, queue = time.time(), 0, 0, {}, []
    while True:
        rng.shuffle(rows)
        for d in rows:
            done = max(seen / a.tokens, (time.time() - begin) / (end - begin) if end else 0)
            if done >= 1 or a.stop and seen >= a.stop:
                open(a.out, "wb").write(ner.model.to_bytes())
                print("done", seen, step, round(time.time() - begin), flush=True)
                return
            r = rng.random()
            if r < a.augment:
                queue += recased(nlp, d, rng, "upper" if r < a.augment * 0.4 else "title" if r < a.augment * 0.85 else "lower")
            elif r < a.augment + a.swap:
                queue.append(swapper.swap(nlp.vocab, d, *tokens(nlp, d), rng))
            elif r < a.augment + a.swap + a.dateline:
                queue.append(headed(nlp, writer, d, rng))
            elif r < a.augment + a.swap + a.dateline + a.own:
                queue += [written(nlp, writer, rng) for _ in range(3)]
            else:
                queue.append(plain(nlp, d))
            if sum(len(e.predicted) for e in queue) < a.batch * 150:
                continue
            opt.learn_rate = a.lr * min(1, (step + 1) / 50) * (1 if done < 0.4 else 1 - 0.95 * (done - 0.4) / 0.6)
            if keeper:
                keeper.update(ner, queue, opt, a.drop, losses)
            else:
                ner.update(queue, sgd=opt, drop=a.drop, losses=losses)
            seen += sum(len(e.predicted) for e in queue)
            queue, step = [], step + 1
            if step % 100 == 0:
                print(f"{time.time() - begin:.0f}s step {step} tokens {seen} rate {opt.learn_rate:.5f} loss {losses['ner'] / 100:.1f}"
                      + (f" kept {keeper.loss / 100:.1f}" if keeper else ""), flush=True)
                losses = {}
                if keeper:
                    keeper.loss = 0.0
            if step % 500 == 0:
                open(a.out + ".part", "wb").write(ner.model.to_bytes())


if __name__ == "__main__":
    main()

"""Continue the training of the published name component on silver pieces (step 4), through net.c.

  train.py SILVER... --out OUT [--init WEIGHTS] [--seed N] [--tokens N] [--stop N] [--lr F] [--augment F] [--swap F] [--own F]
           [--dateline F] [--keep F] [--focus F] [--sharp F] [--voice WEIGHTS]... [--soft F] [--text PIECES]... [--strange F] [--invent N] [--tables F]

The parser's sentence starts are set on every training document, because the name moves look at them. After two fifths of
the way the rate begins to fall in a straight line to a twentieth. OUT: the component's spaCy model bytes; OUT with ".slow": the
running mean of the weights.

--keep: the published component is asked at every state too. Over the moves that begin or go on with one of the other labels (dates,
money, nationalities ...) its probabilities are a second target, each move by itself; over the rest (no name, persons, organisations,
places) only the sum is, so that names are free to move against each other. Where the silver marks a person, organisation or place the
silver alone speaks. --focus: so many times the weight where the silver has one of the other labels; --sharp: where the published component
and the network would choose differently and one of the two an other label.
--voice, --soft: other components are asked as well; among no name, persons, organisations and places their mean probabilities are a third
target of that weight (not on texts in capitals, of our own or marked by hand). --text: pieces without silver, for the asked components alone.
--strange: in this share of pieces one word in five gives place to another of its shape, rare or (--invent) made up, so that the asked components are heard
on words that no text holds; the silver does not speak there. --tables: the tables of words' vectors begin with this share of the published
ones and stay as they then are: what the network says of words it never saw hangs on them.
"""

import argparse
import random
import time

import numpy

import common
import net
import own

SMALL = {"of", "the", "and", "in", "to", "a", "an", "for", "on", "at", "by", "with", "from", "as"}


class Maker:
    """Pieces for net.step out of words and marks."""

    def __init__(self, nlp, net_, keep, focus, soft):
        self.nlp, self.net, self.keep, self.focus, self.soft = nlp, net_, keep, focus, soft

    def weights(self, tags):
        """The second target's weight at each token."""
        return [
            0.0 if t[2:] in common.CORE else self.keep * self.focus if t[2:] else self.keep
            for t in tags
        ]

    def plain(self, d):
        """The piece as it is, with the tokenizer's own norms; its words and spaces are remembered for the other forms."""
        doc = self.nlp.tokenizer(d["text"])
        d["words"], d["spaces"] = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
        return net.piece(
            self.net,
            doc,
            d["starts"],
            d["tags"],
            self.weights(d["tags"]),
            [0.0 if d.get("hand") else self.soft] * len(doc),
        )

    def build(self, words, spaces, starts, tags, asked=True, heard=True):
        """A piece of these words; asked: the published component speaks of it; heard: the voices too."""
        from spacy.tokens import Doc

        doc = Doc(self.nlp.vocab, words=words, spaces=spaces)
        return net.piece(
            self.net,
            doc,
            starts,
            tags,
            self.weights(tags) if asked else None,
            [self.soft] * len(tags) if asked and heard else None,
        )


def recased(make, d, how):
    """Capitals throughout, headline capitals or lower case; one sentence in two pieces is kept as a line of its own."""
    words, spaces = d["words"], d["spaces"]
    if how == "upper":
        words = [w.upper() for w in words]
    elif how == "lower":
        words = [w.lower() for w in words]
    else:
        words = [
            w if w.lower() in SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words)
        ]
    starts = d["starts"] + [len(words)]
    out = []
    for a, b in zip(starts, starts[1:]):
        part = words[a:b]
        if b - a > 3 and not any(w.isspace() for w in part[:-1]):
            while b > a and (words[b - 1].isspace() or words[b - 1] == "."):
                b -= 1
            if d["tags"][b - 1][0] in "BI" or b - a < 3:
                continue
            out.append(make.build(words[a:b], spaces[a:b], [0], d["tags"][a:b], asked=False))
    return out[::2]


def made_up(w, rng):
    """A word that is none, with the first letter, the last three and the shape of w; figures for figures."""

    def other(c):
        if c.isdigit():
            return rng.choice("0123456789")
        return (
            rng.choice("aeioubcdfghklmnprst")
            if c.islower()
            else rng.choice("AEIOUBCDFGHKLMNPRST")
            if c.isupper()
            else c
        )

    return "".join(
        c if i == 0 or i >= len(w) - 3 and not c.isdigit() else other(c) for i, c in enumerate(w)
    )


class Stranger:
    """Other words for one in five of a piece, of the same shape: of the text, each as likely as the next, or one of so many made up of each."""

    def __init__(self, nlp, rows, invent):
        self.shape, self.of, rng = {}, {}, random.Random(7)
        for w in sorted({w for d in rows for w in d["words"] if w[0].isalnum()}):
            self.shape[w] = nlp.vocab[w].shape_
            self.of.setdefault(self.shape[w], []).extend(
                [w] + [made_up(w, rng) for _ in range(invent)]
            )

    def piece(self, make, d, rng):
        words = [
            rng.choice(self.of[self.shape[w]]) if w in self.shape and rng.random() < 0.2 else w
            for w in d["words"]
        ]
        return make.build(words, d["spaces"], d["starts"], ["-"] * len(words))


class Swapper:
    """Other names for the names of a piece: learnt from context, not by heart."""

    def __init__(self, rows):
        self.pool, seen = {"PERSON": [], "ORG": [], "GPE": []}, set()
        for words, spaces, tags in rows:
            for a, b, k in common.spans_of(tags):
                key = (k, tuple(words[a:b]))
                if (
                    k in self.pool
                    and key not in seen
                    and all(w[:1].isalnum() or w in "'-&" for w in words[a:b])
                ):
                    seen.add(key)
                    self.pool[k].append((words[a:b], spaces[a:b]))

    def swap(self, make, d, rng):
        words, spaces = d["words"], d["spaces"]
        pick, out_w, out_s, out_t, at = {}, [], [], [], {}
        spans = {a: (b, k) for a, b, k in common.spans_of(d["tags"])}
        i = 0
        while i < len(words):
            at[i] = len(out_w)
            if (
                i in spans
                and spans[i][1] in self.pool
                and " ".join(words[i : spans[i][0]]).lower()[:4] != "the "
            ):
                b, k = spans[i]
                key = (k, tuple(words[i:b]))
                if key not in pick:
                    if (
                        k == "PERSON" and b - i == 1
                    ):  # a surname alone follows the new full name when there is one
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
        return make.build(
            out_w, out_s, [at[s] for s in d["starts"] if s in at], out_t, heard=not d.get("hand")
        )

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
    holes = [
        t.i
        for (a, b, _), s in zip(marks, spans)
        if s is None
        for t in doc.char_span(a, b, alignment_mode="expand")
    ]
    return (
        [t.text for t in doc],
        [bool(t.whitespace_) for t in doc],
        common.biluo(len(doc), [(s.start, s.end, s.label_) for s in spans if s], holes),
    )


def written(make, writer, rng):
    """A text of our own; a sentence ends with its stop or with the line."""
    words, spaces, tags = marked(make.nlp, *writer.piece(rng))
    ends = [
        i
        for i, w in enumerate(words)
        if w.isspace()
        or w == "."
        and (spaces[i] or words[i + 1 : i + 2] != ['"'])
        or w == '"'
        and words[i - 1] == "."
        and not spaces[i - 1]
    ]
    return make.build(
        words, spaces, [0] + [i + 1 for i in ends if i + 1 < len(words)], tags, heard=False
    )


def headed(make, writer, d, rng):
    """The piece with a dateline or a byline before it."""
    head = marked(make.nlp, *(writer.dateline(rng) if rng.random() < 0.75 else writer.credit(rng)))
    words, spaces = d["words"], d["spaces"]
    n = len(head[0])
    first = [n] if head[0][-1].isspace() or rng.random() < 0.5 else []
    return make.build(
        head[0] + words,
        head[1] + spaces,
        [0] + first + [n + s for s in d["starts"] if s],
        head[2] + d["tags"],
        heard=False,
    )


def toward_published(model, share):
    """Give the tables of words' vectors this share of the published ones."""
    now, published = net.flat(model), net.parameters(model, "published")
    table = numpy.repeat(
        net.is_table(model), [node.get_param(name).size for node, name in net.slots(model)]
    )
    net.unflat(model, numpy.where(table, (1 - share) * now + share * published, now))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("silver", nargs="+")
    p.add_argument("--out", required=True)
    p.add_argument("--init")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--tokens", type=int, default=4_000_000, help="token passes in all")
    p.add_argument(
        "--stop",
        type=int,
        help="leave after so many token passes, the rate still as high as it then is",
    )
    p.add_argument("--lr", type=float, default=0.001)
    p.add_argument("--batch", type=int, default=8, help="pieces a step")
    p.add_argument("--drop", type=float, default=0.1)
    p.add_argument("--augment", type=float, default=0.15)
    p.add_argument("--swap", type=float, default=0.15)
    p.add_argument("--own", type=float, default=0.0, help="share of texts of our own (own.py)")
    p.add_argument(
        "--dateline",
        type=float,
        default=0.0,
        help="share of pieces with a dateline or byline before them",
    )
    p.add_argument(
        "--keep",
        type=float,
        default=0.0,
        help="weight of the published component's other labels as a second target",
    )
    p.add_argument("--focus", type=float, default=1.0)
    p.add_argument("--sharp", type=float, default=1.0)
    p.add_argument(
        "--voice",
        action="append",
        default=[],
        help="weights of a component asked for the third target (or a mean, as evaluate.py takes it)",
    )
    p.add_argument("--soft", type=float, default=0.0, help="weight of the third target")
    p.add_argument("--text", action="append", default=[], help="pieces without silver")
    p.add_argument("--strange", type=float, default=0.0)
    p.add_argument(
        "--invent",
        type=int,
        default=0,
        help="made-up words for each word of the text, for --strange",
    )
    p.add_argument("--tables", type=float)
    p.add_argument("--final", type=float, default=0.05, help="share of the rate left at the end")
    p.add_argument(
        "--slow", type=float, default=0.999, help="what the running mean keeps of itself at a step"
    )
    a = p.parse_args()
    nlp = common.published("tok2vec", "parser", "ner")
    ner = nlp.get_pipe("ner")
    tutor = net.flat(ner.model) if a.keep else None
    voices = [net.parameters(ner.model, v) for v in a.voice]
    if a.init:
        import evaluate

        evaluate.load(nlp, a.init)
    if a.tables is not None:
        toward_published(ner.model, a.tables)
    n = net.Net(ner)
    n.held = [a.tables is not None and t for t in net.is_table(ner.model)]
    rng = random.Random(a.seed)
    make = Maker(nlp, n, a.keep, a.focus, a.soft)
    rows = [d for path in a.silver for d in common.jsonl(path) if not d.get("held")]
    rows += [
        {**d, "tags": ["-"] * len(d["tags"])}
        for path in a.text
        for d in common.jsonl(path)
        if not d.get("held")
    ]
    for d in rows:
        d["piece"] = make.plain(d)
    swapper = Swapper((d["words"], d["spaces"], d["tags"]) for d in rows)
    writer, stranger = own.Writer(nlp, swapper.pool), Stranger(nlp, rows, a.invent)
    print({k: len(v) for k, v in swapper.pool.items()}, len(rows), "pieces", vars(a), flush=True)
    begin, seen, step, losses, queue = time.time(), 0, 0, numpy.zeros(3), []

    def save():
        for name, values in ((a.out, n.params), (a.out + ".slow", n.slow)):
            net.unflat(ner.model, values)
            open(name, "wb").write(ner.model.to_bytes())

    while True:
        rng.shuffle(rows)
        for d in rows:
            done = seen / a.tokens
            if done >= 1 or a.stop and seen >= a.stop:
                save()
                print("done", seen, step, round(time.time() - begin), flush=True)
                return
            r = rng.random()
            if r < a.augment:
                queue += recased(
                    make,
                    d,
                    "upper"
                    if r < a.augment * 0.4
                    else "title"
                    if r < a.augment * 0.85
                    else "lower",
                )
            elif r < a.augment + a.swap:
                queue.append(swapper.swap(make, d, rng))
            elif r < a.augment + a.swap + a.dateline:
                queue.append(headed(make, writer, d, rng))
            elif r < a.augment + a.swap + a.dateline + a.own:
                queue += [written(make, writer, rng) for _ in range(3)]
            elif r < a.augment + a.swap + a.dateline + a.own + a.strange:
                queue.append(stranger.piece(make, d, rng))
            else:
                queue.append(d["piece"])
            size = sum(len(q[0]) for q in queue)
            if size < a.batch * 150:
                continue
            rate = (
                a.lr
                * min(1, (step + 1) / 50)
                * (1 if done < 0.4 else 1 - (1 - a.final) * (done - 0.4) / 0.6)
            )
            losses += n.step(queue, a.drop, a.seed * 1000003 + step * 31, tutor, voices, a.sharp)
            n.adam(rate, slow=a.slow)
            seen, step, queue = seen + size, step + 1, []
            if step % 200 == 0:
                print(
                    f"{time.time() - begin:.0f}s step {step} tokens {seen} rate {rate:.5f} loss {losses[0] * 1000 / 200 / size:.2f} kept {losses[1] * 1000 / 200 / size:.3f} soft {losses[2] * 1000 / 200 / size:.3f}",
                    flush=True,
                )
                losses[:] = 0
            if step % 2000 == 0:
                save()


if __name__ == "__main__":
    main()

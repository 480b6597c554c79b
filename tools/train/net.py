"""net.c from Python: the name component's parameters in one array, one training step, Adam with a running mean.

net.py check SILVER     gradients and moves of some pieces beside spaCy's own update
"""

import ctypes
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy

import common

HERE = pathlib.Path(__file__).parent
MOVES = {"-": 0, "M": 0, "B": 1, "I": 2, "L": 3, "U": 4, "O": 5}
SPACE, START = 1, 2
ATTRS = ("NORM", "PREFIX", "SUFFIX", "SHAPE")


class NetStruct(ctypes.Structure):
    _fields_ = [
        ("rows", ctypes.c_int32 * 4),
        ("classes", ctypes.c_int32),
        ("move", ctypes.c_uint8 * 96),
        ("label", ctypes.c_uint8 * 96),
        ("other", ctypes.c_uint8 * 96),
    ]


class BatchStruct(ctypes.Structure):
    _fields_ = [
        ("docs", ctypes.c_int32),
        ("tokens", ctypes.c_int32),
        ("length", ctypes.c_void_p),
        ("row", ctypes.c_void_p),
        ("flag", ctypes.c_void_p),
        ("move", ctypes.c_void_p),
        ("label", ctypes.c_void_p),
        ("keep", ctypes.c_void_p),
        ("soft", ctypes.c_void_p),
        ("tutor", ctypes.c_void_p),
        ("voice", ctypes.c_void_p),
        ("voices", ctypes.c_int32),
        ("drop", ctypes.c_float),
        ("sharp", ctypes.c_float),
        ("seed", ctypes.c_uint32),
        ("loss", ctypes.c_void_p),
    ]


def library():
    """net.c, built for this machine where it has changed."""
    source = (HERE / "net.c").read_bytes()
    path = (
        pathlib.Path(tempfile.gettempdir())
        / f"dateline-net-{hashlib.sha256(source).hexdigest()[:12]}.so"
    )
    if not path.exists():
        made = f"{path}.{os.getpid()}"
        subprocess.run(
            [
                os.environ.get("CC", "cc"),
                "-O3",
                "-march=native",
                "-ffast-math",
                "-shared",
                "-fPIC",
                "-o",
                made,
                HERE / "net.c",
                "-lm",
            ],
            check=True,
        )
        os.replace(made, path)
    lib = ctypes.CDLL(str(path))
    lib.net_size.restype = ctypes.c_long
    return lib


def pointer(a):
    return ctypes.c_void_p(a.ctypes.data)


def slots(model):
    """(node, parameter name) in the order of export.parameters."""
    return [
        (node, name) for node in model.walk() for name in node.param_names if node.has_param(name)
    ]


def flat(model):
    return numpy.concatenate([node.get_param(name).ravel() for node, name in slots(model)]).astype(
        "f"
    )


def is_table(model):
    """Of each array, whether it is a table of words' vectors."""
    return [node.name == "hashembed" for node, _ in slots(model)]


def unflat(model, values):
    at = 0
    for node, name in slots(model):
        a = node.get_param(name)
        node.set_param(name, values[at : at + a.size].reshape(a.shape).astype("f"))
        at += a.size
    assert at == values.size


def parameters(model, weights):
    """The parameters in one array of "published", of a file train.py / export.py wrote, or of the mean of several joined by "+"; the model serves as a mould."""
    import evaluate

    held = flat(model)
    evaluate.put(model, weights)
    out = flat(model)
    unflat(model, held)
    return out


class Net:
    """Parameters, their gradient and Adam's memory; `slow` is the running mean of the parameters."""

    def __init__(self, ner):
        self.lib, self.ner = library(), ner
        self.names = names = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
        self.labels = {k: i + 1 for i, k in enumerate(sorted({m[2:] for m in names if m[2:]}))}
        self.labels[""] = 0
        tables = [n for n in ner.model.walk() if n.name == "hashembed"]
        self.hashers = [(n.attrs["seed"], n.get_param("E").shape[0]) for n in tables]
        self.struct = NetStruct((ctypes.c_int32 * 4)(*[r for _, r in self.hashers]), len(names))
        for i, m in enumerate(names):
            self.struct.move[i], self.struct.label[i] = MOVES[m[0]], self.labels[m[2:]]
            self.struct.other[i] = m[2:] != "" and m[2:] not in common.CORE
        self.params = flat(ner.model)
        assert self.lib.net_size(ctypes.byref(self.struct)) == self.params.size
        self.sizes = [node.get_param(name).size for node, name in slots(ner.model)]
        self.held = [False] * len(self.sizes)  # arrays that stay as they are
        self.gradient, self.mom1, self.mom2 = (numpy.zeros_like(self.params) for _ in range(3))
        self.slow, self.steps = self.params.copy(), 0
        self.row_of = {}  # (norm, prefix, suffix, shape) -> index into self.rows
        self.rows = numpy.zeros((0, 16), "i4")
        self.new = []

    def words(self, doc):
        """Indices into the table of hashed rows of every token."""
        keys = doc.to_array(list(ATTRS))
        out = numpy.empty(len(doc), "i4")
        for i, k in enumerate(map(tuple, keys.tolist())):
            at = self.row_of.get(k)
            if at is None:
                at = self.row_of[k] = len(self.row_of)
                self.new.append(k)
            out[i] = at
        return out

    def hashed(self):
        """The table of hashed rows, those of new words added."""
        if self.new:
            keys, parts = numpy.array(self.new, "uint64"), []
            for i, (seed, n) in enumerate(self.hashers):
                parts.append(self.ner.model.ops.hash(numpy.ascontiguousarray(keys[:, i]), seed) % n)
            self.rows = numpy.concatenate(
                [self.rows, numpy.concatenate(parts, axis=1).astype("i4")]
            )
            self.new = []
        return self.rows

    def tags(self, tags):
        """(moves, label numbers) of BILUO tags."""
        return (
            numpy.array([MOVES[t[0]] for t in tags], "u1"),
            numpy.array([self.labels[t[2:]] for t in tags], "u1"),
        )

    def batch(self, pieces, **more):
        """(BatchStruct, tokens, what it points at) of (words, flags, moves, labels, keep weights, soft weights) pieces."""
        words, flags, moves, labels, keep, soft = (numpy.concatenate(x) for x in zip(*pieces))
        alive = {
            "row": numpy.ascontiguousarray(self.hashed()[words]),
            "flag": flags,
            "move": moves,
            "label": labels,
            "keep": keep,
            "soft": soft,
            "length": numpy.array([len(p[0]) for p in pieces], "i4"),
        }
        b = BatchStruct(
            docs=len(pieces), tokens=len(words), **{k: pointer(v) for k, v in alive.items()}, **more
        )
        return b, alive

    def step(self, pieces, drop, seed, tutor=None, voices=(), sharp=1.0):
        """Add to the gradient for pieces; gives the three losses. tutor, voices: parameters of the components asked."""
        loss, asked = numpy.zeros(3), (ctypes.c_void_p * 8)(*[v.ctypes.data for v in voices])
        b, alive = self.batch(
            pieces,
            tutor=pointer(tutor) if tutor is not None else None,
            voice=ctypes.cast(asked, ctypes.c_void_p),
            voices=len(voices),
            drop=drop,
            sharp=sharp,
            seed=seed & 0xFFFFFFFF,
            loss=pointer(loss),
        )
        self.lib.net_step(
            ctypes.byref(self.struct), pointer(self.params), pointer(self.gradient), ctypes.byref(b)
        )
        del alive
        return loss

    def label(self, pieces):
        """BILUO tags of pieces."""
        b, alive = self.batch(pieces)
        chosen = numpy.zeros(b.tokens, "u1")
        self.lib.net_label(
            ctypes.byref(self.struct), pointer(self.params), ctypes.byref(b), pointer(chosen)
        )
        tags, out, at = [self.names[c] for c in chosen], [], 0
        for n in alive["length"]:
            out.append(tags[at : at + n])
            at += n
        return out

    def adam(self, rate, decay=0.01, slow=0.999):
        """One step down the gradient, which is cleared."""
        self.steps += 1
        fixed, at = rate * (1 - 0.999**self.steps) ** 0.5 / (1 - 0.9**self.steps), 0
        for n, held in zip(self.sizes, self.held):
            if held:
                self.gradient[at : at + n] = 0
                at += n
                continue
            self.lib.net_adam(
                *(
                    pointer(a[at : at + n])
                    for a in (self.params, self.gradient, self.mom1, self.mom2, self.slow)
                ),
                ctypes.c_long(n),
                ctypes.c_float(rate),
                ctypes.c_float(fixed),
                ctypes.c_float(decay),
                ctypes.c_float(slow),
            )
            at += n


def piece(net, doc, starts, tags=None, keep=None, soft=None):
    """A piece for Net.step or Net.label; keep, soft: weights a token of the second and third target, none when left out."""
    tags, keep, soft = (
        tags or ["-"] * len(doc),
        [0.0] * len(doc) if keep is None else keep,
        [0.0] * len(doc) if soft is None else soft,
    )
    flags = numpy.array([SPACE * t.is_space for t in doc], "u1")
    flags[list(starts)] |= START
    return (
        net.words(doc),
        flags,
        *net.tags(tags),
        numpy.asarray(keep, "f"),
        numpy.asarray(soft, "f"),
    )


def check(silver, count=24):
    """spaCy's own gradients beside ours, no dropout."""
    import time
    from spacy.training import Example

    nlp = common.published("ner")
    ner = nlp.get_pipe("ner")
    net = Net(ner)
    rows = [d for d, _ in zip(common.jsonl(silver), range(count))]
    examples, pieces = [], []
    for d in rows:
        doc = nlp.tokenizer(d["text"])
        for t in doc:
            t.is_sent_start = t.i in set(d["starts"])
        if len(doc) < 200:
            examples.append(Example.from_dict(doc, {"entities": d["tags"]}))
            pieces.append(piece(net, doc, d["starts"], d["tags"]))
    states, golds = ner.moves.init_gold_batch(examples)[:2]
    begin = time.time()
    model, finish = ner.model.begin_update([e.predicted for e in examples])
    model.attrs["dropout_rate"] = 0.0  # spaCy sets it to 0.1 whatever it is told
    losses, pairs = {}, list(zip(states, golds))
    while pairs:
        states, golds = zip(*pairs)
        scores, back = model.begin_update(states)
        back(ner.get_batch_loss(states, golds, scores, losses))
        ner.transition_states(states, scores)
        pairs = [(s, g) for s, g in zip(states, golds) if not s.is_final()]
    finish(golds)
    theirs = time.time() - begin
    begin = time.time()
    loss = net.step(pieces, 0.0, 1)
    n = sum(len(p[0]) for p in pieces)
    print(
        f"{n} tokens; spaCy {theirs:.3f} s, ours {time.time() - begin:.3f} s; loss {losses['ner']:.4f} {loss[0]:.4f}"
    )
    at, worst = 0, 0.0
    for node, name in slots(ner.model):
        a = node.get_grad(name).ravel()
        b = net.gradient[at : at + a.size]
        at += a.size
        if (
            node.name == "precomputable_affine" and name == "W"
        ):  # spaCy adds the last token's vector for an absent feature; the first is always there
            a, b = a[: a.size // 3], b[: a.size // 3]
        worst = max(worst, float(abs(a - b).max() / abs(a).max()))
        print(
            f"{node.name:22s} {name:4s} largest {abs(a).max():10.4f} difference {abs(a - b).max():.2e}"
        )
    begin = time.time()
    for k in range(10):
        net.step([(*p[:4], p[4] + 1, p[5]) for p in pieces], 0.1, k, flat(ner.model))
        net.adam(0.001)
    print(
        f"with dropout, second target and Adam: {10 * n / (time.time() - begin):.0f} tokens a second"
    )
    return worst


if __name__ == "__main__":
    sys.exit(check(sys.argv[2]) > 1e-3)

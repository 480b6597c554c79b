"""Turn an exported name file back into a spaCy component (half precision -> single).

  restore.py NAMES OUT     saves the published pipeline with its ner weights replaced as the directory OUT
In Python: restore.pipeline(NAMES) gives that pipeline ready to run.
"""

import hashlib
import struct
import sys

import numpy

import common
import export


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
    """[(node index, node name, parameter name, float32 array)] of a name file; refuses a damaged or foreign one."""
    with open(path, "rb") as f:
        body = f.read()
    if body[:8] != export.MAGIC or hashlib.sha256(body[:-32]).digest() != body[-32:]:
        raise ValueError(f"{path}: not a whole name file")
    r = Reader(body[:-32])
    r.at = 8
    if (
        r.take("I") != export.VERSION
        or r.take("32s") != hashlib.sha256(export.published_bytes()).digest()
    ):
        raise ValueError(f"{path}: made for another model or format")
    table = []
    for _ in range(r.take("I")):
        node, index, name, nd = r.text(), r.take("I"), r.text(), r.take("B")
        shape = tuple(r.take("I") for _ in range(nd))
        table.append((index, node, name, shape, r.take("I")))
    values = numpy.frombuffer(r.body, "<f2", r.take("I"), r.at)
    return [
        (i, node, name, values[at : at + int(numpy.prod(shape))].reshape(shape).astype("float32"))
        for i, node, name, shape, at in table
    ]


def put(model, path):
    """Replace the model's parameters by the file's."""
    nodes = list(model.walk())
    for i, node, name, a in read(path):
        if nodes[i].name != node or nodes[i].get_param(name).shape != a.shape:
            raise ValueError(f"{path}: node {i} {node}.{name} does not fit")
        nodes[i].set_param(name, a)


def pipeline(path):
    """The whole published pipeline with our names."""
    nlp = common.published()
    put(nlp.get_pipe("ner").model, path)
    return nlp


if __name__ == "__main__":
    pipeline(sys.argv[1]).to_disk(sys.argv[2])

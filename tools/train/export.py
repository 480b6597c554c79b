"""Write a trained name component as one flat file of half-precision weights, and read it back.

  export.py WEIGHTS OUT        WEIGHTS: what train.py wrote (or several joined by "+": their mean)

Layout, all little-endian, no padding:

  8 bytes   magic "DLNAMES1"
  u32       format version, 1
  32 bytes  sha256 of the published `ner/model` these weights continue (the importer refuses another)
  u32       number of parameters N
  N times   u16 length, node name (UTF-8) | u32 node index in the published model's walk order (model["nodes"][i])
            | u16 length, parameter name | u8 number of dimensions nd | nd x u32 shape | u32 offset of the first value,
            in half-precision values from the start of the data
  u32       number of values V
  V x u16   the values, IEEE 754 binary16, C order, parameters in table order
  32 bytes  sha256 of everything before

`ner/moves` and `ner/cfg` are the published ones, unchanged: the class order stays. A parameter that is not in the table
keeps its published value (none at present).
"""

import hashlib
import struct
import sys

import numpy

import common

MAGIC, VERSION = b"DLNAMES1", 1
MAX_BYTES = 8 << 20  # issue: the file in the repository is at most 8 MB


def published_bytes():
    """The published component's model file."""
    from importlib import import_module
    import pathlib

    root = pathlib.Path(import_module(common.PUBLISHED).__file__).parent
    return next(root.glob("*/ner/model")).read_bytes()


def parameters(model):
    """(node index, node name, parameter name, array) of every set parameter, walk order."""
    for i, node in enumerate(model.walk()):
        for name in node.param_names:
            if node.has_param(name):
                yield i, node.name, name, node.get_param(name)


def text(s):
    b = s.encode("utf-8")
    return struct.pack("<H", len(b)) + b


def pack(model):
    """The file's bytes."""
    rows = list(parameters(model))
    out, data, at = (
        [
            MAGIC,
            struct.pack("<I", VERSION),
            hashlib.sha256(published_bytes()).digest(),
            struct.pack("<I", len(rows)),
        ],
        [],
        0,
    )
    for i, node, name, a in rows:
        half = a.astype("<f2")
        assert numpy.isfinite(half).all(), (node, name)
        out.append(
            text(node)
            + struct.pack("<I", i)
            + text(name)
            + struct.pack(f"<B{a.ndim}I", a.ndim, *a.shape)
            + struct.pack("<I", at)
        )
        data.append(half.tobytes())
        at += a.size
    body = b"".join(out) + struct.pack("<I", at) + b"".join(data)
    return body + hashlib.sha256(body).digest()


def main(weights, out):
    import evaluate

    nlp = common.published("ner")
    evaluate.load(nlp, weights)
    body = pack(nlp.get_pipe("ner").model)
    assert len(body) <= MAX_BYTES, len(body)
    with open(out, "wb") as f:
        f.write(body)
    print(out, len(body), "bytes", hashlib.sha256(body).hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])

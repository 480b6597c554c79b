#!/usr/bin/env python3
"""The peers of grouping, one thread: scikit-learn's TfidfVectorizer alone, and datasketch's
MinHash and LSH, over the same titles and texts.

bench/group_peers.py TEXTS      (u32 title bytes, title, u32 bytes, text, i32 day, ...); prints
                                "tfidf S" and "datasketch S", seconds of processor time"""

import struct
import sys
import time

raw, texts, at = open(sys.argv[1], "rb").read(), [], 0
while at < len(raw):
    pair = []
    for _ in range(2):
        n = struct.unpack_from("<I", raw, at)[0]
        pair.append(raw[at + 4 : at + 4 + n].decode("utf-8", "replace"))
        at += 4 + n
    at += 4
    texts.append("\n".join(pair))

from sklearn.feature_extraction.text import TfidfVectorizer

began = time.process_time()
TfidfVectorizer().fit_transform(texts)
print("tfidf\t%.6f" % (time.process_time() - began), flush=True)

from datasketch import MinHash, MinHashLSH

began = time.process_time()
lsh = MinHashLSH(threshold=0.3, num_perm=128)
for k, text in enumerate(texts):
    words = text.lower().split()
    m = MinHash(num_perm=128)
    m.update_batch([" ".join(words[i : i + 4]).encode() for i in range(len(words) - 3)])
    lsh.query(m)
    lsh.insert(k, m)
print("datasketch\t%.6f" % (time.process_time() - began))

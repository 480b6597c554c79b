"""Runs both engines over all sets, prints the table of docs/quality.md; each difference goes to
stderr.

usage: compare.py --program BIN --published PUB.dlm --own OWN.dlm --wheel MODULE
                  --names NAMES.bin --cache DIR"""

import argparse
import collections
import os
import sys

sys.dont_write_bytecode = True
import engines
import texts

SHOWN = 40  # differences printed for one set


def differences(name, text, ref, got):
    """Yields (layer, how many tokens, where)."""
    raw = text.encode("utf-8")
    if ref["tokens"] != got["tokens"]:
        odd = sorted(set(ref["tokens"]) ^ set(got["tokens"]))
        yield "tokens", len(odd), [raw[a:b] for a, b in odd[:6]]
        return
    for layer in engines.LAYERS:
        bad = [i for i, (r, g) in enumerate(zip(ref[layer], got[layer])) if r != g]
        if bad:
            i = bad[0]
            yield (
                layer,
                len(bad),
                (
                    raw[
                        ref["tokens"][max(0, i - 3)][0] : ref["tokens"][
                            min(i + 3, len(ref["tokens"]) - 1)
                        ][1]
                    ],
                    ref[layer][i],
                    got[layer][i],
                ),
            )
    odd = set(ref["chunks"]) ^ set(got["chunks"])
    if odd:
        yield "chunks", len(odd), sorted(odd)[:4]


def share(n, bad):
    return "all" if not bad else "%.4f %% (%d differ)" % (100 * (1 - bad / n), bad)


def main():
    p = argparse.ArgumentParser()
    for name in ("program", "published", "own", "wheel", "names", "cache"):
        p.add_argument("--" + name, required=True)
    a = p.parse_args()
    referee = engines.Referee(a.wheel, a.names, False)
    columns = ("tokens", "tag", "pos", "head", "dep", "lemma", "starts", "chunks", "names", "own")
    print(
        "| set | texts | tokens | sentences | boundaries | tag | pos | head | dep | lemma | "
        "sentence starts | noun chunks | names, published weights | names, ours |"
    )
    print("|" + " --- |" * 14)
    worst = 0.0
    for name, tx, _, lost in texts.sets():
        if lost:
            print("| %s | %s |" % (name, lost) + " |" * 12)
            continue
        ref = referee.run(
            tx, os.path.join(a.cache, "cache-%s.pickle" % name.replace(" ", "-").replace(",", ""))
        )
        got, own = engines.ours(a.program, a.published, tx), engines.ours(a.program, a.own, tx)
        bad, n, sentences, shown = collections.Counter(), 0, 0, 0
        for t, r, g, o in zip(tx, ref, got, own):
            n += len(r["tokens"])
            sentences += sum(r["starts"])
            g["own"] = o["names"]
            for layer, k, where in differences(name, t, r, g):
                bad[layer] += k
                shown += 1
                if shown <= SHOWN:
                    print("%s: %s: %d: %s" % (name, layer, k, where), file=sys.stderr)
        worst = max([worst] + [bad[c] / n for c in columns])
        print(
            "| %s | %d | %d | %d | %s |"
            % (name, len(tx), n, sentences, " | ".join(share(n, bad[c]) for c in columns)),
            flush=True,
        )
    return 0 if worst <= 0.001 else 1


sys.exit(main())

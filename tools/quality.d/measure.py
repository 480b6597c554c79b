"""What the sections of tools/quality share: running the program and the scorers, spaCy beside them,
tables. A section is a script NN-name that prints markdown; sets and scorers are those of $SHARED.

A peer's figure comes from the same run, or the cell says "not run here". A stage that finds nothing
at all in a set is not in this version, and the section says so instead of failing."""

import json
import os
import subprocess
import sys

SHARED = os.environ.get("SHARED", "../shared")
DATELINE = os.environ.get("DATELINE", "build/dateline")
KEPT = "build/quality"
NOT_RUN = "not run here"
NOT_YET = "Not in this version."
os.makedirs(KEPT, exist_ok=True)


def data(*names):
    return [os.path.join(SHARED, "data", n) for n in names]


def kept(name):
    return os.path.join(KEPT, name)


def scorer(name, *args, check=True):
    """What a scorer prints."""
    path = os.path.join(SHARED, "score", name + ".py")
    done = subprocess.run(
        [sys.executable, "-B", path, *args], capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        sys.exit(f"{name}.py {' '.join(args)}: {done.stderr.strip()[-500:]}")
    return done.stdout


def figures(text):
    """{key: value} of the last line of a scorer: "names f1=0.74 p=0.73"."""
    last = text.strip().splitlines()[-1] if text.strip() else ""
    return dict(word.split("=", 1) for word in last.split() if "=" in word)


def run(*args, out=None):
    """The program; its output goes to the file `out`. Exit 1 (inputs skipped) is no failure."""
    with open(out or os.devnull, "w", encoding="utf-8") as f:
        done = subprocess.run([DATELINE, *args], stdout=f, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"dateline {' '.join(args)}: exit {done.returncode}: {done.stderr.strip()[-500:]}")
    return out


def record(name, *words):
    """A record made anew by `add` with these words; its path."""
    db = kept(name + ".db")
    for end in ("", "-wal", "-shm"):
        if os.path.exists(db + end):
            os.remove(db + end)
    run("add", "-q", "--db", db, *words)
    return db


def make_input(score, gold, name):
    path = kept(name + ".in.jsonl")
    with open(path, "w", encoding="utf-8") as f:
        f.write(scorer(score, "--make-input", *gold))
    return path


def annotated(score, gold, name, *flags):
    """`annotate` of a set's reports; the path of its lines."""
    path = make_input(score, gold, name)
    return run("annotate", *flags, path, out=kept(name + ".out.jsonl"))


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def has_layer(path, key, test=lambda mark: True):
    """Does any report have such a mark?"""
    return any(test(mark) for report in lines(path) for mark in report.get(key) or [])


def spacy_beside(path, name):
    """The same reports with spaCy's tokens, sentences and names; None where it is not here."""
    python = os.path.join(os.environ.get("VENV", "build/venv"), "bin", "python")
    find = (
        "import spacy.util as u; "
        "print(next(m for m in u.get_installed_models() if m.startswith('en_core_web_sm')))"
    )
    if subprocess.run(["tools/peers", "spacy"], capture_output=True).returncode:
        return None
    module = subprocess.run([python, "-c", find], capture_output=True, text=True).stdout.strip()
    out = kept(name + ".spacy.jsonl")
    with open(path, encoding="utf-8") as f, open(out, "w", encoding="utf-8") as g:
        command = [python, "-B", "tools/versus/tell.py", module]
        done = subprocess.run(command, stdin=f, stdout=g, stderr=subprocess.PIPE, text=True)
    return None if done.returncode else out


def share(value):
    """A figure as it is written in a table: three decimals."""
    try:
        return f"{float(value):.3f}"
    except (TypeError, ValueError):
        return "-"


def table(heading, rows):
    print("| " + " | ".join(heading) + " |")
    print("|" + " --- |" * len(heading))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def section(title, text):
    print(f"## {title}\n\n{text}\n")

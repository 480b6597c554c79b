"""What the program says of its own commands, read from its --help: the man page and the completions
are made of it and cannot drift."""

import re
import subprocess

CONTINUES = re.compile(r"\n {8,}")  # help wraps its lines; what goes on stands far to the right


def run(program, *args):
    return subprocess.run([program, *args], capture_output=True, text=True, check=True).stdout


def help_of(program, *words):
    return CONTINUES.sub(" ", run(program, *words, "--help"))


def commands(program):
    """[(name, what it does, usage, [(flag, value or '', what it does)], example)] in the order of
    the program's own table."""
    out = []
    for name, says in re.findall(r"^  (\S+) +(.+)$", help_of(program), re.M):
        text = help_of(program, name)
        usage = re.search(r"^usage: dateline (.+)$", text, re.M)[1]
        flags = re.findall(r"^  (--\S+)(?: ([A-Z]+))? +(\S.*)$", text, re.M)
        example = re.search(r"^example: (.+)$", text, re.M)[1]
        out.append((name, says, usage, flags, example))
    assert len(out) > 10 and any(c[3] for c in out), "the program's help was not understood"
    return out

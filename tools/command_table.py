"""What the program says of its own commands, read from its --help: the man page and the completions are made of it and cannot drift."""

import re
import subprocess


def run(program, *args):
    return subprocess.run([program, *args], capture_output=True, text=True, check=True).stdout


def commands(program):
    """[(name, what it does, usage, [(flag, value or '', what it does)], example)] in the order of the program's own table."""
    out = []
    for line in run(program, "--help").split("\n"):
        m = re.match(r"  (\S+) +(.+)", line)
        if not m:
            continue
        text = run(program, m[1], "--help")
        usage = re.search(r"^usage: dateline (.+)$", text, re.M)[1]
        flags = re.findall(r"^  (--\S+)(?: ([A-Z]+))? +(\S.*)$", text, re.M)
        out.append((m[1], m[2], usage, flags, re.search(r"^example: (.+)$", text, re.M)[1]))
    assert len(out) > 10 and any(flags for _, _, _, flags, _ in out), (
        "the program's help was not understood"
    )
    return out

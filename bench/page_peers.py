#!/usr/bin/env python3
"""What bench/pages measures, by others: pages a second of Resiliparse (tree alone, main content)
and trafilatura, on one core. Those that are not installed are left out, and it says so.

usage: page_peers.py FILE..."""

import sys
import time

TIMES = 3


def best(f, page):
    least = None
    for _ in range(TIMES):
        start = time.thread_time()
        f(page)
        took = time.thread_time() - start
        least = took if least is None or took < least else least
    return least


def peers():
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree

        yield "Resiliparse, tree alone", HTMLTree.parse
        yield "Resiliparse, main content", lambda s: extract_plain_text(s, main_content=True)
    except ImportError:
        print("Resiliparse is not installed: left out")
    try:
        import trafilatura

        yield "trafilatura, with meta data", lambda s: trafilatura.bare_extraction(s)
    except ImportError:
        print("trafilatura is not installed: left out")


def main():
    pages = [open(f, encoding="utf-8", errors="replace").read() for f in sys.argv[1:]]
    for name, f in peers():
        total = sum(best(f, page) for page in pages)
        print(f"{name}: {len(pages) / total:.0f} pages/s")


main()

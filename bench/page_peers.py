#!/usr/bin/env python3
"""What bench/pages and bench/warc measure, by others, on one core: pages a second of extractors,
records a second of FastWARC. A line a measure: name, tab, rate. Those that are not installed are
left out.

usage: page_peers.py FILE...         pages, one a file: the faster of two times counts
       page_peers.py --warc FILE     an archive: of five times the fastest"""

import socket
import sys
import time

TIMES = 2
WARC_TIMES = 5


def best(f, page):
    least = None
    for _ in range(TIMES):
        start = time.thread_time()
        f(page)
        took = time.thread_time() - start
        least = took if least is None or took < least else least
    return least


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    yield "tree", HTMLTree.parse
    yield "article", lambda s: extract_plain_text(s, main_content=True)


def trafilatura():
    from trafilatura import bare_extraction

    yield "article", lambda s: bare_extraction(s, with_metadata=True)


def newspaper4k():
    import newspaper

    def parse(page):
        article = newspaper.Article("https://a.example/")
        article.download(input_html=page)
        article.parse()

    yield "article", parse


def readability():
    from readability import Document

    yield "article", lambda s: Document(s).summary()


def htmldate():
    from htmldate import find_date

    yield "date", find_date


PEERS = {
    "Resiliparse": resiliparse,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability,
    "htmldate": htmldate,
}


def no_network(*_):
    """Some would fetch lists of their own while they are timed, and wait where there are none."""
    raise OSError("no network while a page is timed")


def tolerant(f):
    """A page that it cannot read is a page all the same."""

    def tried(page):
        try:
            f(page)
        except Exception:
            pass

    return tried


def measure_pages(files):
    pages = [open(f, encoding="utf-8", errors="replace").read() for f in files]
    for peer, measures in PEERS.items():
        try:
            for what, f in measures():
                total = sum(best(tolerant(f), page) for page in pages)
                print(f"{peer}, {what}\t{len(pages) / total:.1f}", flush=True)
        except ImportError:
            pass


def read_archive(path):
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    start = time.thread_time()
    archive = ArchiveIterator(path, record_types=WarcRecordType.response, fsspec_args=False)
    records = sum(1 for record in archive if record.reader.read())
    return records / (time.thread_time() - start)


def measure_archive(path):
    try:
        rate = max(read_archive(path) for _ in range(WARC_TIMES))
        print(f"FastWARC\t{rate:.0f}")
    except ImportError:
        pass


socket.getaddrinfo = no_network
if sys.argv[1] == "--warc":
    measure_archive(sys.argv[2])
else:
    measure_pages(sys.argv[1:])

"""Where the marked title of a page stands in it, and whether another choice would have found it;
and passages compared with signs of quotation alike. Asked by 20-pages.

A page's titles are looked for by patterns, not by a parser: what stands in headings, <title>, meta
data and JSON-LD."""

import html
import json
import os
import re
import sys

from measure import SHARED, lines

sys.path.insert(0, os.path.join(SHARED, "score"))
import extract  # noqa: E402

SOURCES = ["first h1", "og:title", "title element", "headline of JSON-LD"]
TAG = re.compile(r"<[^>]*>")
META = re.compile(r"<meta\b[^>]*>", re.I | re.S)
NAME = re.compile(r"""(?:property|name|itemprop)\s*=\s*["']?([^"'\s>]+)""", re.I)
CONTENT = re.compile(r"""content\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I | re.S)
HEADING = re.compile(r"<(h[1-3])\b[^>]*>(.*?)</\1", re.I | re.S)
TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.I | re.S)
SAID = re.compile(r'"(headline|name|alternativeHeadline)"\s*:\s*("(?:[^"\\]|\\.)*")')


def alike(text):
    """As the scorer compares titles: blanks, quotation marks and dashes alike."""
    return " ".join((text or "").translate(extract.PLAIN).split())


def plain(text):
    """Of a page: without its escapes."""
    return alike(html.unescape(text or ""))


def said_titles(page):
    """(source, text) of JSON-LD."""
    for key, value in SAID.findall(page):
        try:
            text = json.loads(value, strict=False)
        except ValueError:
            continue
        yield "headline of JSON-LD" if key == "headline" else "JSON-LD", text


def meta_titles(page):
    for tag in META.findall(page):
        name, content = NAME.search(tag), CONTENT.search(tag)
        if name and content and "title" in name[1].lower():
            yield name[1].lower(), content[1] or content[2]


def titles_of(page):
    """{source: [text]}"""
    found = {}
    for tag, text in HEADING.findall(page):
        found.setdefault(tag.lower(), []).append(plain(TAG.sub("", text)))
    for text in TITLE.findall(page):
        found.setdefault("title element", []).append(plain(text))
    for source, text in [*meta_titles(page), *said_titles(page)]:
        found.setdefault(source, []).append(plain(text))
    found["first h1"] = found.get("h1", [])[:1]
    return found


def count_titles(gold, pages, ours):
    """{what: number} over the pages whose title is marked."""
    answers = {a["id"]: a for a in lines(ours)}
    html_of = {p["id"]: p["html"] for p in lines(pages)}
    n = dict.fromkeys(["all", "ours", "held", "part", "none", *SOURCES], 0)
    for page in extract.read_lines(gold):
        if not page.get("title"):
            continue
        wanted, found = alike(page["title"]), titles_of(html_of[page["id"]])
        right = wanted == alike(answers.get(page["id"], {}).get("title"))
        held = any(wanted in texts for texts in found.values())
        part = any(wanted in text for texts in found.values() for text in texts)
        n["all"] += 1
        n["ours"] += right
        n["held"] += right or held
        n["part"] += not right and not held and part
        n["none"] += not right and not part
        for source in SOURCES:
            n[source] += wanted in found.get(source, [])
    return n


def passages_alike(gold, ours):
    """F1 of passages where signs of quotation, dashes and hard blanks are alike on both sides; how
    many passages are lost, and how many of them for such a sign alone."""
    answers = {a["id"]: a.get("text") or "" for a in lines(ours)}
    tp = fp = fn = lost = 0
    for page in extract.read_lines(gold):
        text = answers.get(page["id"], "")
        with_, without = page.get("with") or [], page.get("without") or []
        squeezed, level = extract.squeeze(text), alike(text)
        met = sum(alike(x) in level for x in with_)
        tp += met
        fn += len(with_) - met
        fp += sum(alike(x) in level for x in without)
        lost += sum(extract.squeeze(x) not in squeezed for x in with_)
    return 2 * tp / (2 * tp + fp + fn), lost, lost - fn

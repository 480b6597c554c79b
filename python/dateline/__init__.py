"""Dateline from Python: reports in and out as dicts, each list of the record in one call.

    import dateline
    with dateline.open("record.db") as record:
        record.add([{"id": "a", "title": "Ferry sails again", "text": "...", "date": "2016-12-16"}])
        for event in record.events(actor="Abe"):
            print(event["time"], event["type"], event["mentions"])
        frame = record.events().frame()      # a pandas DataFrame

The library is called through cffi and its own header; nothing is compiled. Dicts have the keys that
the commands' --json has (docs/formats.md). A record is used by one thread at a time."""

import io
import json
import os
import re
import tempfile
import weakref

import cffi

__all__ = ["Error", "Record", "Rows", "annotate", "open", "version"]

_here = os.path.dirname(os.path.abspath(__file__))
_tree = os.path.dirname(os.path.dirname(_here))


class Error(Exception):
    """A call that could not be answered, in the library's words."""


class Rows(list):
    """A list of dicts that becomes a table: rows.frame()."""

    def frame(self):
        import pandas

        return pandas.DataFrame(self)


def _first_of(paths):
    return next((p for p in paths if os.path.exists(p)), paths[-1])


def _declarations():
    """What cffi reads: the header without comments, directives and words of other compilers."""
    path = _first_of(
        [
            os.path.join(_here, "dateline.h"),
            os.path.join(_tree, "include", "dateline.h"),
        ]
    )
    with io.open(path, encoding="utf-8") as f:
        text = f.read()
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    text = re.sub(r"#ifdef __cplusplus.*?#endif", " ", text, flags=re.S)
    text = re.sub(r"^#.*$", "", text, flags=re.M)
    return text.replace("DATELINE_API", "")


def _library():
    named = os.environ.get("DATELINE_LIBRARY")
    paths = [named] if named else []
    paths += [
        os.path.join(_here, "libdateline.so"),
        os.path.join(_tree, "build", "libdateline.so"),
    ]
    return _first_of(paths)


_ffi = cffi.FFI()
_ffi.cdef(_declarations())
_lib = _ffi.dlopen(_library())
_OK, _SKIPPED = _lib.DATELINE_OK, _lib.DATELINE_SKIPPED


def _text(p):
    return None if p == _ffi.NULL else _ffi.string(p).decode("utf-8", "replace")


def version():
    return _text(_lib.dateline_version())


def _new(kind):
    """A struct that says its own size, as the header asks; all else is 0."""
    o = _ffi.new(kind + " *")
    o.size = _ffi.sizeof(kind)
    return o


def _string(text):
    return _ffi.new("char[]", str(text).encode("utf-8"))


# Strings that a struct points to live as long as it does.
_alive = weakref.WeakKeyDictionary()


class Record:
    """An open record; close it, or use `with`."""

    def __init__(self, db=None, create=True, read_only=False, model=None, lexicon=None, **how):
        o = _new("dateline_options")
        kept = []
        o.create = create and not read_only and db is not None
        o.read_only = read_only
        for name, value in (("db", db), ("model", model), ("lexicon", lexicon)):
            if value is not None:
                kept.append(_string(os.fspath(value)))
                setattr(o, name, kept[-1])
        for name, value in how.items():
            setattr(o, name, value)
        out = _ffi.new("dateline **")
        status = _lib.dateline_open(o, out)
        self._d = out[0]
        if status != _OK:
            why = self._why()
            self.close()
            raise Error(why)

    def close(self):
        if self._d is not None:
            _lib.dateline_close(self._d)
        self._d = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # ---- calls

    def _why(self):
        return _text(_lib.dateline_why(self._d)) if self._d != _ffi.NULL else "out of memory"

    def _call(self, function, *arguments):
        if self._d is None:
            raise Error("the record is closed")
        status = function(self._d, *arguments)
        if status not in (_OK, _SKIPPED):
            raise Error(self._why())
        return status

    def _rows(self, function, *arguments):
        """What a call tells row by row, as dicts."""
        rows = Rows()

        @_ffi.callback("bool(void *, const dateline_row *)")
        def visit(_, row):
            rows.append(json.loads(_ffi.buffer(row.json, row.json_n)[:]))
            return True

        self._call(function, *arguments, visit, _ffi.NULL)
        return rows

    def _filter(self, asked):
        f = _new("dateline_filter")
        _alive[f] = []
        for name, value in asked.items():
            if not hasattr(f, name) or name == "size":
                raise TypeError("there is no filter %r" % name)
            if value is None:
                continue
            if not isinstance(value, (bool, int)):
                value = _string(value)
                _alive[f].append(value)
            setattr(f, name, value)
        return f

    def _list(self, what, asked):
        return self._rows(_lib.dateline_list, _string(what), self._filter(asked))

    # ---- lists: keywords are the filters of the commands, with _ for -

    def events(self, **asked):
        return self._list("events", asked)

    def upcoming(self, **asked):
        return self._list("upcoming", asked)

    def reports(self, **asked):
        return self._list("reports", asked)

    def stories(self, **asked):
        return self._list("stories", asked)

    def episodes(self, **asked):
        return self._list("episodes", asked)

    def timeline(self, **asked):
        return self._list("timeline", asked)

    def corrections(self, **asked):
        return self._list("corrections", asked)

    def search(self, query, **asked):
        return self._rows(_lib.dateline_search, _string(query), self._filter(asked))

    def who(self, name):
        """Entities of that name, the best first."""
        return self._rows(_lib.dateline_show, _string("who named"), _string(name))

    # ---- one thing; None where there is none

    def _one(self, function, what, name):
        rows = self._rows(function, _string(what), _string(name))
        return rows[0] if rows else None

    def story(self, name):
        return self._one(_lib.dateline_show, "story", name)

    def entity(self, name):
        return self._one(_lib.dateline_show_whole, "who", name)

    def event(self, name):
        return self._one(_lib.dateline_show_whole, "event", name)

    def read(self, name):
        """A report with its marks."""
        lines = self._lines(_lib.dateline_read, _string(name), False)
        return lines[0] if lines else None

    def _lines(self, function, *arguments):
        lines = Rows()

        @_ffi.callback("bool(void *, const char *, size_t)")
        def line(_, p, n):
            lines.append(json.loads(_ffi.buffer(p, n)[:]))
            return True

        h = _new("dateline_hooks")
        h.line = line
        self._call(function, *arguments, h)
        return lines

    # ---- reports in

    def add(self, reports):
        """Paths, or dicts with the keys of an input line (id, title, text, date, url ...).
        Answers how many were read, added, known before; `notes` says what was wrong."""
        reports = [reports] if isinstance(reports, (str, dict, os.PathLike)) else list(reports)
        with tempfile.TemporaryDirectory() as folder:
            return self._add(_as_paths(reports, folder))

    def _add(self, paths):
        notes = []

        @_ffi.callback("void(void *, const dateline_note *)")
        def note(_, n):
            notes.append(
                {
                    "file": _text(n.file),
                    "record": n.record,
                    "code": _text(n.code),
                    "message": _text(n.message),
                    "skipped": bool(n.skipped),
                }
            )

        h = _new("dateline_hooks")
        h.note = note
        counts = _ffi.new("dateline_counts *")
        names = [_string(p) for p in paths]
        self._call(_lib.dateline_add, _ffi.new("const char *[]", names), len(names), h, counts)
        told = {name: getattr(counts, name) for name in ("read", "added", "known", "skipped")}
        return dict(told, notes=notes)


def _as_paths(reports, folder):
    paths = [os.fspath(r) for r in reports if not isinstance(r, dict)]
    dicts = [r for r in reports if isinstance(r, dict)]
    if dicts:
        paths.append(os.path.join(folder, "reports.jsonl"))
        with io.open(paths[-1], "w", encoding="utf-8") as f:
            for r in dicts:
                f.write(json.dumps(r, ensure_ascii=False) + "\n")
    return paths


def annotate(text, title=None, **how):
    """The marks and events of one text, without a record."""
    data = text.encode("utf-8")
    with Record(**how) as r:
        head = _string(title) if title else _ffi.NULL
        arguments = (_string("json"), head, _ffi.new("char[]", data), len(data))
        return r._lines(_lib.dateline_annotate_text, *arguments)[0]


def open(db, **how):  # noqa: A001 - as in sqlite3 and shelve: module.open(path)
    """The record in that file; made where it is missing, unless create=False."""
    return Record(db, **how)

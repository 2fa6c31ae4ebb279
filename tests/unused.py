#!/usr/bin/env python3
"""unused.py SOURCE: what stands in a table or a header and nobody asks for:
statements, functions, and rows of letters, faults, metrics, keys and shapes."""
import collections
import pathlib
import re
import sys

# Functions that only tests call, and why they are there.
FOR_TESTS = {
    "config_read_text": "a configuration without a file",
    "config_reference": "docs/configuration.md, which its test prints",
    "rules_reference": "docs/rules.md, which its test prints",
    "rules_score": "what a pair is worth, beside what the plan has counted",
}
# Tables: what a row is called in code, from its first word.
ROWS = {
    "daemon/base/faults.def": ("FAULT", "FAULT_{}"),
    "daemon/base/metrics.def": ("METRIC", "M_{}"),
    "daemon/config/keys.def": (r"CONFIG_\w+", "{}"),
    "daemon/model/letters.def": ("LETTER", "LETTER_{}"),
    "proto/shapes.def": ("SHAPE", "{}"),
}
WORD = re.compile(r"[A-Za-z_]\w*")
MARK = re.compile(r"\b(?:__attribute__\s*\(\([^;]*?\)\)|[A-Z_]+\([^()]*\))")


def code(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


def declared(text):
    """Functions that a header declares: what stands before a parenthesis,
    outside of braces and of macros."""
    text = re.sub(r"^[ \t]*#(?:\\\n|.)*", " ", code(text), flags=re.M)
    while "{" in text:
        text, before = re.sub(r"\{[^{}]*\}", ";", text), text
        if text == before:
            break
    for statement in MARK.sub(" ", text).split(";"):
        name = re.search(r"\b([a-z]\w*)\s*\(", statement)
        if name and not re.match(r"\s*typedef", statement):
            yield name[1]


class Source:
    def __init__(self, root):
        self.root = root
        files = [path for top in ("daemon", "proto", "clients", "tests")
                 for path in (root / top).rglob("*")
                 if path.suffix in (".c", ".h", ".def")]
        self.words = {path: collections.Counter(WORD.findall(
            code(path.read_text()))) for path in files}
        self.sql = "".join(path.read_text() for path in (
            root / "sql").rglob("*.sql"))
        # How often the code, and the tests, say a word.
        self.ours, self.tests = collections.Counter(), collections.Counter()
        for path, words in self.words.items():
            (self.tests if self.is_test(path) else self.ours).update(words)

    def is_test(self, path):
        return path.is_relative_to(self.root / "tests")

    def elsewhere(self, word, *but):
        """How often the code says a word in other files than these."""
        return self.ours[word] - sum(self.words[path][word] for path in but
                                     if path in self.words)

    def defined_in(self, name, header):
        """The file that has the function, by the house's layout: its name at
        the beginning of a line."""
        return next((path for path in self.words if path.suffix == ".c"
                     and self.words[path][name] and re.search(
                         rf"^{name}\(", path.read_text(), re.M)),
                    header.with_suffix(".c"))

    def functions(self):
        """Those that neither another file calls nor a macro or an inline
        function of the header; what tests call may be called by its own."""
        for header in self.words:
            if header.suffix != ".h" or self.is_test(header):
                continue
            for name in declared(header.read_text()):
                own = self.defined_in(name, header)
                if (self.elsewhere(name, header, own) > 0
                        or self.words[header][name] > 1):
                    continue
                if self.tests[name] == 0:
                    yield header, name + ": no other file calls it"
                elif self.words.get(own, {name: 0})[
                        name] < 2 and name not in FOR_TESTS:
                    yield header, name + ": only tests call it"

    def statements(self):
        for path in (self.root / "sql/statements").glob("*.sql"):
            for name in re.findall(r"^-- name: (\w+)", path.read_text(), re.M):
                if self.ours["SQL_" + name.upper()] == 0:
                    yield path, name + ": no story runs it"

    def rows(self):
        for table, (macro, shape) in ROWS.items():
            path = self.root / table
            rows = re.findall(rf"^{macro}\((\w+)(?:, \"(\w+)\")?", path.read_text(),
                              re.M)
            for first, word in rows:
                own = self.words[path][first] > 1 and shape == "{}"
                if (not own and self.elsewhere(shape.format(first), path) == 0
                        and not (word and f"'{word}'" in self.sql)):
                    yield path, f"{macro}({first}, …): nothing uses it"
            if not rows:
                yield path, "no rows found"


def main():
    source = Source(pathlib.Path(sys.argv[1]).resolve())
    said = sorted(f"{path.relative_to(source.root)}: {what}" for find in (
        source.functions, source.statements, source.rows)
        for path, what in find())
    print("\n".join(said) or "All of it is used.")
    sys.exit(1 if said else 0)


main()

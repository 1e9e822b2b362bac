"""Where each key of a TOML text stands: tomllib gives values without their places, messages need both."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["Path", "line_of", "places"]

#: Keys and positions in lists from the top of the file down to a value.
Path = tuple[str | int, ...]

_BLANK = " \t"
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\", "e": "\x1b"}


def places(text: str) -> dict[Path, int]:
    r"""Return the 1-based line of every key, table and list item of a TOML text.

    Parameters
    ----------
    text : str
        Well-formed: tomllib has read it.

    Returns
    -------
    dict of path to int

    Notes
    -----
    O(length of the text).

    Examples
    --------
    >>> found = places('a = 1\n[[rules]]\nid = "x"\ngrid = { k = [\n  1,\n  2] }\n')
    >>> found[("a",)], found[("rules", 0)], found[("rules", 0, "id")], found[("rules", 0, "grid", "k", 1)]
    (1, 2, 3, 6)
    """
    return _Scanner(text).run()


def line_of(found: Mapping[Path, int], path: Path) -> int | None:
    """Return the line of a path, or of the nearest table around it that has one.

    Examples
    --------
    >>> line_of({("rules", 0): 2}, ("rules", 0, "missing"))
    2
    """
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return None


class _Scanner:
    """Walks through the text once; errors cannot happen, since tomllib went before."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.line = 1
        self.found: dict[Path, int] = {}
        self.items: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while True:
            self._skip()
            if self.at >= len(self.text):
                return self.found
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)

    # -- characters ------------------------------------------------------------------------------------------------

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _step(self, count: int = 1) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def _skip(self) -> None:
        """Pass over blanks, line ends and comments."""
        while self.at < len(self.text):
            if self._peek() == "#":
                end = self.text.find("\n", self.at)
                self._step((end if end >= 0 else len(self.text)) - self.at)
            elif self._peek() in " \t\n\ufeff":
                self._step()
            else:
                return

    # -- keys ------------------------------------------------------------------------------------------------------

    def _header(self) -> Path:
        line = self.line
        several = self.text.startswith("[[", self.at)
        self._step(2 if several else 1)
        keys = self._key("]")
        self._step(2 if several else 1)
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self.items:
                path = (*path, self.items[path])
            self.found.setdefault(path, line)
        path = (*path, keys[-1])
        self.found.setdefault(path, line)
        if several:
            self.items[path] = self.items.get(path, -1) + 1
            path = (*path, self.items[path])
            self.found[path] = line
        return path

    def _key(self, end: str) -> list[str]:
        """Read a dotted key up to, not including, the sign that ends it."""
        keys: list[str] = []
        while True:
            while self._peek() in _BLANK:
                self._step()
            if self._peek() in ("'", '"'):
                keys.append(self._string())
            else:
                start = self.at
                while self._peek() not in _BLANK and self._peek() not in (".", end):
                    self._step()
                keys.append(self.text[start : self.at])
            while self._peek() in _BLANK:
                self._step()
            if self._peek() == end:
                return keys
            self._step()

    def _pair(self, table: Path) -> None:
        line = self.line
        keys = self._key("=")
        self._step()
        path = table
        for key in keys:
            path = (*path, key)
            self.found.setdefault(path, line)
        self._value(path)

    # -- values ----------------------------------------------------------------------------------------------------

    def _value(self, path: Path) -> None:
        self._skip()
        sign = self._peek()
        if sign in ("'", '"'):
            self._string()
        elif sign == "[":
            self._list(path)
        elif sign == "{":
            self._inline(path)
        else:
            while self.at < len(self.text) and self._peek() not in ",]}\n#":
                self._step()

    def _list(self, path: Path) -> None:
        self._step()
        index = 0
        while True:
            self._skip()
            if self._peek() == "]":
                self._step()
                return
            if self._peek() == ",":
                self._step()
                continue
            self.found[(*path, index)] = self.line
            self._value((*path, index))
            index += 1

    def _inline(self, path: Path) -> None:
        self._step()
        while True:
            self._skip()
            if self._peek() == "}":
                self._step()
                return
            if self._peek() == ",":
                self._step()
                continue
            self._pair(path)

    def _string(self) -> str:
        quote = self._peek()
        mark = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self._step(len(mark))
        parts: list[str] = []
        while not self.text.startswith(mark, self.at):
            sign = self._peek()
            if sign == "\\" and quote == '"':
                # what keys can hold; longer escapes only occur in values, whose text is not used
                parts.append(_ESCAPES.get(self.text[self.at + 1 : self.at + 2], ""))
                self._step(2)
            else:
                parts.append(sign)
                self._step()
        self._step(len(mark))
        # a multi-line string may end in quotes of its own
        while len(mark) == 3 and self._peek() == quote:
            self._step()
        return "".join(parts)

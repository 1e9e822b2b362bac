"""Tables of results in the formats that people use."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from fairbudget.errors import FairbudgetError
from fairbudget.files import replacing

__all__ = ["FORMATS", "csv_text", "stream_csv", "table_text", "write_table"]

FORMATS = ("table", "csv", "parquet", "xlsx", "latex", "markdown", "json")
#: Rows that a worksheet holds besides its headings.
_SHEET = 1_048_575
#: Rows that are written together to a Parquet file.
_GROUP = 100_000
#: Columns of numbers in any of the tables; all others are text.
FLOATS = ("value", "seconds", "scarcity", "mean_cost_share", "mean_ballot_length")
INTEGERS = ("instance_seed", "seed", "population", "ceiling", "projects", "voters", "ballot_rows")
_LATEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}

Row = Mapping[str, Any]


def _cell(value: Any) -> str:
    """Return a cell as text; a float as the shortest text that gives it back."""
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def csv_text(rows: Iterable[Row], columns: Sequence[str]) -> str:
    r"""Return rows as csv in UTF-8 with line feeds.

    Examples
    --------
    >>> csv_text([{"a": 0.5, "b": None}], ["a", "b"])
    'a,b\n0.5,\n'
    """
    text = io.StringIO()
    stream_csv(rows, columns, text)
    return text.getvalue()


def stream_csv(rows: Iterable[Row], columns: Sequence[str], file: TextIO) -> None:
    """Write rows as csv, one by one."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)


def _json(rows: Iterable[Row], columns: Sequence[str]) -> str:
    lines = [json.dumps({name: _finite(row[name]) for name in columns}, ensure_ascii=False) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _finite(value: Any) -> Any:
    """Return a value that JSON has: infinity and not-a-number as text."""
    return str(value) if isinstance(value, float) and value - value != 0 else value


def _markdown(rows: Iterable[Row], columns: Sequence[str]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for row in rows:
        cells = (_short(row[name]).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for name in columns)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _latex(rows: Iterable[Row], columns: Sequence[str], numbers: Iterable[str] = ("value", "seconds")) -> str:
    """Return a ``longtable`` with rules of booktabs."""

    def escaped(text: str) -> str:
        return "".join(_LATEX.get(sign, sign) for sign in text.replace("\n", " "))

    layout = "".join("r" if name in numbers else "l" for name in columns)
    heading = " & ".join(map(escaped, columns)) + r" \\"
    lines = [
        "% needs \\usepackage{booktabs, longtable}",
        rf"\begin{{longtable}}{{{layout}}}",
        r"\toprule",
        heading,
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
    ]
    lines += [" & ".join(escaped(_short(row[name])) for name in columns) + r" \\" for row in rows]
    return "\n".join([*lines, r"\end{longtable}"]) + "\n"


def _short(value: Any) -> str:
    """Return a cell for people: a float in six significant digits."""
    return f"{value:.6g}" if isinstance(value, float) else _cell(value)


def _terminal(rows: Iterable[Row], columns: Sequence[str]) -> str:
    import sys

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE)
    for name in columns:
        table.add_column(name, justify="right" if name in ("value", "seconds") else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_short(row[name])) for name in columns))
    text = io.StringIO()
    width = None if sys.stdout.isatty() else 10_000
    Console(file=text, width=width).print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def table_text(rows: Iterable[Row], columns: Sequence[str], format: str, numbers: Iterable[str] = ()) -> str:
    """Return rows in a format that is text: table, csv, json, latex or markdown.

    In LaTeX, the columns `numbers` stand right, as do those called value and seconds.
    """
    if format == "latex":
        return _latex(rows, columns, ("value", "seconds", *numbers))
    makers = {"table": _terminal, "csv": csv_text, "json": _json, "markdown": _markdown}
    return makers[format](rows, columns)


def write_table(rows: Iterable[Row], columns: Sequence[str], format: str, path: Path) -> None:
    """Write rows to a file, whole or not at all.

    Raises
    ------
    FairbudgetError
        If the format needs a package that is not installed, or the rows do not fit it.
    """
    with replacing(path) as temporary:
        if format == "parquet":
            _parquet(rows, columns, temporary)
        elif format == "xlsx":
            _workbook(rows, columns, temporary)
        elif format == "csv":
            with temporary.open("w", encoding="utf-8", newline="") as file:
                stream_csv(rows, columns, file)
        else:
            temporary.write_text(table_text(rows, columns, format), "utf-8", newline="\n")


def _parquet(rows: Iterable[Row], columns: Sequence[str], path: Path) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise FairbudgetError("parquet needs pyarrow: pip install 'fairbudget[parquet]'") from None
    kinds = {
        name: pa.float64() if name in FLOATS else pa.int64() if name in INTEGERS else pa.string() for name in columns
    }
    schema = pa.schema(list(kinds.items()))
    listed = iter(rows)
    with pq.ParquetWriter(path, schema) as writer:
        while some := list(itertools.islice(listed, _GROUP)):
            arrays = []
            for name, kind in kinds.items():
                cells = [row[name] for row in some]
                if kind == pa.string():
                    cells = [None if cell is None else _cell(cell) for cell in cells]
                arrays.append(pa.array(cells, kind))
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _workbook(rows: Iterable[Row], columns: Sequence[str], path: Path) -> None:
    import datetime

    import xlsxwriter

    listed = list(rows)
    if len(listed) > _SHEET:
        raise FairbudgetError(f"{len(listed)} rows do not fit a worksheet; choose csv or parquet")
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        # the same rows give the same bytes
        book.set_properties({"created": datetime.datetime(2000, 1, 1)})
        sheet = book.add_worksheet("results")
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, bold)
        for k, row in enumerate(listed, 1):
            for j, name in enumerate(columns):
                value = row[name]
                if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**15:
                    sheet.write_number(k, j, value)
                elif value is not None and value != "":
                    sheet.write_string(k, j, _cell(value)[:32_767])
        sheet.autofilter(0, 0, max(len(listed), 1), len(columns) - 1)

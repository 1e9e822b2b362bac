"""Workbooks of LibreOffice, written here by hand as the OpenDocument format defines them."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from fairbudget import InputError, OptionError
from fairbudget.musrenbang import read_city
from fairbudget.musrenbang.fixing import write_fixed
from fairbudget.musrenbang.ods import read_ods
from fairbudget.musrenbang.reading import read

HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">'
    '<office:automatic-styles><style:style style:name="gone"><style:table-properties table:display="false"/>'
    "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"


def text(value, more=""):
    return f'<table:table-cell office:value-type="string"{more}><text:p>{value}</text:p></table:table-cell>'


def number(value):
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>shown</text:p></table:table-cell>'
    )


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def sheet(name, *rows, more=""):
    return f'<table:table table:name="{name}"{more}>{"".join(rows)}</table:table>'


def ods(path, *sheets):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", HEAD + "".join(sheets) + TAIL)
    return path


PAGU = sheet("Pagu", row(text("Kelurahan"), text("Pagu")), row(text("Melati"), number("40000000")))
BLANK = '<table:table-cell table:number-columns-repeated="16370"/>'


def test_a_city(tmp_path):
    usulan = sheet(
        "Usulan",
        row(*map(text, ("ID", "Usulan", "Kelurahan", "Bidang", "Anggaran", "Kewenangan")), BLANK),
        row(
            text("a"), text("Jalan<text:s text:c='2'/>baru"), text("Melati"),
            text("fisik", ' table:number-rows-spanned="2"'), number("12500000.5"), text("kelurahan"),
        ),
        row(text("b"), text("Pos"), text("Melati"), "<table:covered-table-cell/>", text("Rp 2.000.000"), text("kel")),
        row(BLANK, more=' table:number-rows-repeated="1048000"'),
    )  # fmt: skip
    hidden = sheet("Lama", row(text("ID"), text("Usulan"), text("Anggaran")), more=' table:style-name="gone"')
    city = read_city(ods(tmp_path / "kota.ods", PAGU, usulan, hidden))
    assert [(p.id, p.title, p.category, p.cost) for p in city.proposals] == [
        ("a", "Jalan baru", "fisik", 12_500_001),
        ("b", "Pos", "fisik", 2_000_000),
    ]
    assert city.kelurahan[0].ceiling == 40_000_000


def test_cells_of_every_kind_and_repetition():
    cells = row(
        number("1.10"), '<table:table-cell office:value-type="date" office:date-value="2026-03-05"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell table:number-columns-repeated="2"/>', text("x", ' table:number-columns-repeated="2"'),
        "<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>",
        more=' table:number-rows-repeated="2"',
    )  # fmt: skip
    stream = io.BytesIO()
    ods(stream, sheet("S", row(), cells))
    [page] = read_ods(stream.getvalue())
    assert [line for line, _ in page.rows] == [2, 3]
    one, day, *rest = page.rows[0][1]
    assert str(one) == "1.10"
    assert day == datetime.datetime(2026, 3, 5)
    assert rest == [True, None, None, "x", "x", "a\nb"]


def test_damaged_ones_and_copies(tmp_path):
    path = tmp_path / "x.ods"
    for data in (b"PK nothing", b"", b"<xml>"):
        path.write_bytes(data)
        with pytest.raises(InputError, match=r"damaged|empty"):
            read_city(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<broken")
    with pytest.raises(InputError, match="damaged"):
        read_city(path)
    reading = read(ods(path, PAGU))
    with pytest.raises(OptionError, match=r"save it as \.xlsx"):
        write_fixed(reading, tmp_path / "copy.ods")

"""Workbooks as offices send them: an export of SIPD, a sheet for each kelurahan, the tables of an agency's application.

Names of kelurahan are flowers; nobody proposed, priced or scored anything in them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

SIPD_HEADINGS = [
    *("No", "Tgl Usul", "Tgl Pengajuan", "Pengusul", "Profil", "Urusan", "Usulan", "Permasalahan", "Alamat"),
    *("Kecamatan", "Desa", "Usul Ke", "SKPD Tujuan Awal", "SKPD Tujuan Akhir", "Rekomendasi Bappeda Mitra OPD"),
    *("Koefisien", "Anggaran", "Kategori Usulan", "Rekomendasi Kelurahan/Desa", "Koefisien", "Anggaran"),
    *("Rekomendasi Kecamatan", "Koefisien", "Anggaran", "Status"),
]


def book(path: Path, sheets: dict[str, list[list[Any]]], merged: dict[str, list[str]] | None = None) -> Path:
    """Write rows of cells as a workbook; `merged` names the merged ranges of a sheet."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(row)
        for cells in (merged or {}).get(name, ()):
            page.merge_cells(cells)
    workbook.save(path)
    return path


def sipd_row(
    no: int, title: str, address: str, district: str, village: str, skpd: str, size: str, cost: Any
) -> list[Any]:
    """Return one row of the export."""
    return [
        *(no, "12-01-2026", "15-01-2026", "Ketua RW", "RW", "Pekerjaan Umum", title, "rusak", address, district),
        *(village, "Kota", skpd, skpd, "setuju", size, cost, "Fisik", "setuju", size, cost, "", size, cost, "Diterima"),
    ]


def sipd(path: Path) -> Path:
    """Write an export of SIPD: repeated headings, addresses, agencies, measures with their unit, costs as text."""
    rows = [
        ["DAFTAR USULAN MUSRENBANG"],
        ["KOTA CONTOH TAHUN 2026"],
        [],
        SIPD_HEADINGS,
        sipd_row(
            1,
            "Betonisasi jalan",
            "Jl. Mawar RT 02 RW 05",
            "UTARA",
            "MELATI",
            "Kelurahan Melati",
            "100 Meter",
            "Rp 25.000.000,00",
        ),
        sipd_row(
            2,
            "Lampu jalan",
            "Gg. Dua RT 01/RW 003",
            "Utara",
            "Melati",
            "Kelurahan Melati",
            "5 titik",
            "Rp. 12.500.000,-",
        ),
        sipd_row(3, "Jembatan", "Jl. Raya", "Utara", "Kel. Melati", "Dinas PUPR", "1 Unit", "1,5 miliar"),
        sipd_row(4, "Pelatihan", "Balai RW 02", "Selatan", "Mawar", "Kecamatan Selatan", "20 orang", "7500000"),
        sipd_row(5, "Posyandu", "RW 02", "Selatan", "Mawar", "Kelurahan Mawar", "1 paket", 10_000_000),
    ]
    pagu = [["PAGU INDIKATIF"], ["Nama Kelurahan", "Kecamatan", "Pagu (Rp juta)", "Jumlah Penduduk"]]
    pagu += [
        ["Melati", "Utara", "310,5", "12.345"],
        ["Mawar", "Selatan", "205", "9.876"],
        ["Jumlah", None, "515,5", "22.221"],
    ]
    return book(path, {"Sheet1": rows, "Sheet2": pagu})


def own_sheets(path: Path) -> Path:
    """Write a sheet for each kelurahan: titles, headings of two rows, merged cells, totals, signatures.

    A further sheet is a matrix of the ranks that each RW gives.
    """
    head = [
        ["No", "Kegiatan", "Lokasi", None, "Volume", "Satuan", "Anggaran (Rp)", "Bidang", "Kewenangan"],
        [None, None, "RT", "RW", None, None, None, None, None],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ]
    melati = [
        ["DAFTAR USULAN KEGIATAN"],
        ["Kelurahan : Melati"],
        ["Kecamatan : Utara"],
        *head,
        [1, "Saluran air", 1, 1, 100, "m", 30_000_000, "fisik", "Kelurahan"],
        [2, "Paving gang", 2, 1, 50, "m", 12_000_000, None, "Kelurahan"],
        ["BIDANG SOSIAL"],
        [3, "Posyandu", 3, "02", 1, "paket", 8_000_000, None, "Kel"],
        ["Jumlah", None, None, None, None, None, 50_000_000],
        [],
        [None, None, None, None, None, "Lurah Melati"],
        [None, None, None, None, None, "( ................ )"],
    ]
    mawar = [
        ["DAFTAR USULAN KEGIATAN"],
        ["TAHUN 2026"],
        *head,
        [1, "Pos keamanan", 1, 1, 1, "unit", 15_000_000, "sosial", "Kelurahan"],
        [2, "Jembatan", 1, 2, 1, "unit", 400_000_000, "fisik", "Dinas PUPR"],
        ["Total", None, None, None, None, None, 410_000_000],
    ]
    pagu = [["Kecamatan", "Kelurahan", "Pagu"], ["Utara", "Melati", 40_000_000], [None, "Mawar", 20_000_000]]
    rw = [["Kelurahan", "RW", "KK"], ["Melati", 1, 210], [None, 2, 180], ["Mawar", 1, 300], [None, 2, 90]]
    matrix = [
        ["PRIORITAS RW KELURAHAN MELATI"],
        ["Usulan", "RW 01", "RW 02"],
        ["Saluran air", 1, 2],
        ["Paving gang", 2, 3],
        ["Posyandu", 3, 1],
    ]
    merged = {
        "Melati": ["A1:I1", "A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:F5", "G4:G5", "H4:H5", "I4:I5", "H7:H8"],
        "Kel. Mawar": ["A1:I1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "H3:H4", "I3:I4"],
        "Pagu": ["A2:A3"],
    }
    sheets = {"Pagu": pagu, "RW": rw, "Melati": melati, "Kel. Mawar": mawar, "Prioritas RW": matrix}
    return book(path, sheets, merged)


def application(folder: Path) -> Path:
    """Write the tables of an application: semicolons, byte-order marks, English headings, scores by assessor."""
    folder.mkdir(exist_ok=True)
    bom = "\ufeff"
    (folder / "ceilings.csv").write_text(
        bom
        + "District;Village;Ceiling (IDR);Population\nUtara;Melati;310.500.000;12345\nSelatan;Mawar;205000000;9876\n",
        encoding="utf-8",
    )
    (folder / "projects.csv").write_text(
        bom + "Project ID;Title;Village;RW;Category;Quantity;Units;Estimated cost;Level\n"
        "P-1;Road;Melati;RW 01;physical;100;m;25.000.000;kelurahan\n"
        "P-2;Lights;MELATI;02;physical;5,5;unit;Rp 12.500.000;kelurahan\n"
        "P-3;Clinic;mawar;1;social;1;set;8,000,000.00;kelurahan\n",
        encoding="utf-8",
    )
    (folder / "participants.csv").write_text(
        "id,name,village,role,weight\nA,Ani,Melati,Camat,1\nB,Budi,Melati,LPM,2\nC,Citra,Mawar,PKK,1\n",
        encoding="utf-16",
    )
    (folder / "scores.csv").write_text(
        "participant;proposal;criterion;score\nA;P-1;urgency;4,5\nA;P-1;benefit;3\nA;P-2;urgency;2\nB;P-2;urgency;5\n"
        "C;P-3;urgency;4\n",
        encoding="utf-8",
    )
    (folder / "criteria.csv").write_text("criterion;weight\nurgency;2\nbenefit;1\n", encoding="utf-8")
    (folder / "realisation.csv").write_text(
        "village;activity;planned;spent\nMelati;Drain;45.000.000;43.750.000\nMawar;Path;10.000.000;12.000.000\n",
        encoding="utf-8",
    )
    return folder

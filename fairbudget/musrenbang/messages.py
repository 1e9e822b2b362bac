"""What the reader of a city says, in English and Indonesian."""

from __future__ import annotations

__all__ = ["MESSAGES"]

#: key -> (English, Indonesian)
MESSAGES: dict[str, tuple[str, str]] = {
    "sheet unknown": (
        "nothing known was found on this sheet, it is left out",
        "tidak ada tabel yang dikenal pada lembar ini, lembar dilewati",
    ),
    "one of sheets": ("a table of {names}", "tabel {names}"),
    "no column": ("no column {name}", "tidak ada kolom {name}"),
    "rename": ("rename {old!r} to {new!r}?", "ganti {old!r} menjadi {new!r}?"),
    "column likely": ("read as {name}", "dibaca sebagai {name}"),
    "column unknown": ("no known heading, kept aside", "judul kolom tidak dikenal, disisihkan"),
    "two columns": (
        "column {letter} is kept aside: column {other} {first!r} counts",
        "kolom {letter} disisihkan: yang dipakai kolom {other} {first!r}",
    ),
    "hidden": ("the sheet is hidden and is left out", "lembar tersembunyi, dilewati"),
    "unhide": ("unhide it if it is meant to count", "tampilkan bila memang dipakai"),
    "same rows": (
        "{count} of {total} proposals of this sheet are on {other} too",
        "{count} dari {total} usulan pada lembar ini juga ada di {other}",
    ),
    "leave one out": ("leave one of the two sheets out", "hapus salah satu dari kedua lembar"),
    "same row": ("the same proposal as in row {first}", "usulan yang sama dengan baris {first}"),
    "foot": ("below the table, left out", "di bawah tabel, dilewati"),
    # cells
    "not money": ("not an amount of money", "bukan jumlah uang"),
    "expected money": (
        "whole rupiah, such as 12500000 or Rp 12.500.000",
        "rupiah bulat, misalnya 12500000 atau Rp 12.500.000",
    ),
    "negative": ("less than {low}", "kurang dari {low}"),
    "not whole": ("not a whole number", "bukan bilangan bulat"),
    "not a number": ("not a number", "bukan angka"),
    "expected whole": ("a whole number of at least {low}", "bilangan bulat, paling kecil {low}"),
    "expected number": ("a number of at least 0", "angka, paling kecil 0"),
    "cents": (
        "not whole rupiah; taken as {taken}",
        "bukan rupiah bulat; dibaca sebagai {taken}",
    ),
    "too large": ("too large to be meant", "terlalu besar"),
    "no value": ("no value", "kosong"),
    "error cell": ("the cell holds an error of the spreadsheet", "sel berisi galat lembar kerja"),
    "unstored": (
        "the formula has no stored result",
        "rumus tidak mempunyai hasil tersimpan",
    ),
    "save it": (
        "open the workbook in Excel or LibreOffice and save it",
        "buka buku kerja di Excel atau LibreOffice, lalu simpan",
    ),
    "computed": (
        "{count} formulas have no stored result; they were computed here: {example}",
        "{count} rumus tidak mempunyai hasil tersimpan; dihitung di sini: {example}",
    ),
    "total differs": (
        "the {count} rows above it sum to {total}",
        "{count} baris di atasnya berjumlah {total}",
    ),
    "date cell": (
        "a date, probably made by the spreadsheet out of a number or text",
        "tanggal, mungkin diubah oleh lembar kerja dari angka atau teks",
    ),
    "date hint": ("perhaps {text} was typed", "mungkin yang diketik {text}"),
    "two readings": (
        "can be read as {one} or as {two}",
        "dapat dibaca {one} atau {two}",
    ),
    "ambiguous word": ("{word!r} can be million or milliard", "{word!r} dapat berarti juta atau miliar"),
    "write digits": ("write the amount in digits", "tulis jumlah dengan angka"),
    "unknown word": ("not known here", "tidak dikenal"),
    "one of": ("one of: {names}", "salah satu dari: {names}"),
    "did you mean": ("did you mean {name!r}?", "apakah maksudnya {name!r}?"),
    # changes
    "as number": ("number stored as text", "angka disimpan sebagai teks"),
    "as digits": ("number in plain digits", "angka tanpa tanda baca"),
    "as written": ("spelled as in the list of kelurahan", "ejaan disamakan dengan daftar kelurahan"),
    "blanks": ("superfluous blanks", "spasi berlebih"),
    "as above": ("blank, as in the row above", "kosong, sama dengan baris di atasnya"),
    "as word": ("spelled as in the template", "ejaan disamakan dengan templat"),
    "made": ("no id", "id kosong"),
    "product": ("volume x unit price", "volume x harga satuan"),
    "as id": ("id as in the list of proposals", "id disamakan dengan daftar usulan"),
    "scaled": (
        "amounts are in {unit:,} rupiah",
        "jumlah dalam {unit:,} rupiah",
    ),
    # places
    "no kelurahan given": ("no kelurahan", "kelurahan tidak diisi"),
    "unknown kelurahan": ("no kelurahan of this name in the list", "kelurahan tidak ada dalam daftar"),
    "other kecamatan": (
        "kelurahan {name!r} belongs to kecamatan {found!r}, not to {given!r}",
        "kelurahan {name!r} termasuk kecamatan {found!r}, bukan {given!r}",
    ),
    "several kecamatan": (
        "kelurahan {name!r} is in several kecamatan: {names}",
        "kelurahan {name!r} ada di beberapa kecamatan: {names}",
    ),
    "spelled differently": (
        "read as {name!r}",
        "dibaca sebagai {name!r}",
    ),
    "near miss": (
        "kelurahan {name!r} is close to {other!r} in spelling, and only one of them has a ceiling",
        "kelurahan {name!r} mirip dengan {other!r}, dan hanya satu yang mempunyai pagu",
    ),
    "kelurahan twice": ("kelurahan {name!r} occurs twice", "kelurahan {name!r} muncul dua kali"),
    "two values": (
        "kelurahan {name!r} has {here} here and {there} on another sheet",
        "kelurahan {name!r} bernilai {here} di sini dan {there} di lembar lain",
    ),
    "filled down": (
        "blank in {count} rows, taken as in the row above",
        "kosong pada {count} baris, dianggap sama dengan baris di atasnya",
    ),
    "no list of kelurahan": (
        "no table of kelurahan: they are taken from the proposals, without ceilings",
        "tidak ada tabel kelurahan: kelurahan diambil dari usulan, tanpa pagu",
    ),
    "no ceilings": (
        "{count} of {total} kelurahan have no ceiling: {names}",
        "{count} dari {total} kelurahan tidak mempunyai pagu: {names}",
    ),
    "no sheet place": (
        "no column of kelurahan, and neither the title nor the name of the sheet names one",
        "tidak ada kolom kelurahan, dan judul atau nama lembar tidak menyebutkannya",
    ),
    "sheet place": (
        "all rows are taken as kelurahan {name!r}, as {where} says",
        "semua baris dianggap kelurahan {name!r}, menurut {where}",
    ),
    "pagu above": (
        "the ceiling of {name!r} is taken from the line above the table: {amount}",
        "pagu {name!r} diambil dari baris di atas tabel: {amount}",
    ),
    "pagu unread": (
        "the ceiling of {name!r} above the table cannot be read",
        "pagu {name!r} di atas tabel tidak dapat dibaca",
    ),
    "the title": ("the title of the sheet", "judul lembar"),
    "the sheet": ("the name of the sheet", "nama lembar"),
    "the only one": ("the only kelurahan", "satu-satunya kelurahan"),
    # proposals
    "no proposals": ("no proposals found", "tidak ada usulan"),
    "expected proposals": (
        "a table with the title, kelurahan and cost of each proposal",
        "tabel dengan usulan, kelurahan dan anggaran",
    ),
    "id twice": ("id {id!r} occurs twice", "id {id!r} muncul dua kali"),
    "id first": ("first in row {line}", "pertama kali pada baris {line}"),
    "ids per kelurahan": (
        "numbers recur from kelurahan to kelurahan, so the name of the kelurahan is put before them: {example}",
        "nomor berulang antar kelurahan, sehingga nama kelurahan ditambahkan di depannya: {example}",
    ),
    "made ids": (
        "no ids of proposals; made from kelurahan and number: {example}",
        "usulan tidak mempunyai id; dibuat dari kelurahan dan nomor: {example}",
    ),
    "made id": ("no id; taken as {id}", "id kosong; dipakai {id}"),
    "no title": ("no title", "usulan tidak diisi"),
    "no cost": ("no cost", "anggaran tidak diisi"),
    "cost from volume": (
        "no cost; volume x unit price = {taken}",
        "anggaran kosong; volume x harga satuan = {taken}",
    ),
    "cost differs": (
        "volume x unit price is {product}",
        "volume x harga satuan adalah {product}",
    ),
    "free": ("costs nothing", "anggarannya nol"),
    "no authority": (
        "no column for the authority: every proposal is taken as the kelurahan's own",
        "tidak ada kolom kewenangan: semua usulan dianggap kewenangan kelurahan",
    ),
    "authority by agency": (
        "no column for the authority: taken from {heading!r} ({own} of the kelurahan, {district} of the kecamatan,"
        " {agency} of an agency)",
        "tidak ada kolom kewenangan: diambil dari {heading!r} ({own} kelurahan, {district} kecamatan, {agency}"
        " perangkat daerah)",
    ),
    "blank authority": (
        "blank in {count} rows, taken as the kelurahan's own",
        "kosong pada {count} baris, dianggap kewenangan kelurahan",
    ),
    "rw from address": (
        "no column of RW: read from {heading!r} in {count} of {total} rows",
        "tidak ada kolom RW: dibaca dari {heading!r} pada {count} dari {total} baris",
    ),
    "rare word": (
        "occurs {count} times, {other!r} {more} times",
        "muncul {count} kali, {other!r} {more} kali",
    ),
    "rw unknown": ("RW {rw} of {name} is not in the list of RW", "RW {rw} di {name} tidak ada dalam daftar RW"),
    "rw twice": ("RW {rw} of {name} occurs twice", "RW {rw} di {name} muncul dua kali"),
    "unknown proposal": ("no proposal of this id", "tidak ada usulan dengan id ini"),
    "other kelurahan": (
        "the proposal belongs to {other}, not to {name}",
        "usulan ini milik {other}, bukan {name}",
    ),
    "expected id": ("an id (or the title) of a proposal", "id (atau judul) sebuah usulan"),
    "itself": ("a proposal cannot depend on itself or exclude itself", "usulan tidak dapat merujuk dirinya sendiri"),
    "cycle": (
        "proposals that need each other in a circle: {names}",
        "usulan yang saling bergantung melingkar: {names}",
    ),
    "both": ("{id!r} is both needed and excluded", "{id!r} sekaligus disyaratkan dan dikecualikan"),
    # preferences
    "no voice": ("no participant", "peserta tidak diisi"),
    "voice twice": ("participant {id!r} occurs twice", "peserta {id!r} muncul dua kali"),
    "unknown voice": ("no participant of this id", "tidak ada peserta dengan id ini"),
    "new voices": (
        "{count} participants are not on a list of participants; each counts once",
        "{count} peserta tidak ada dalam daftar peserta; masing-masing dihitung satu suara",
    ),
    "new rw": (
        "{count} RW count for their {measure}, as the table of RW says",
        "{count} RW berbobot {measure}, menurut tabel RW",
    ),
    "weight": ("weight", "bobot"),
    "households": ("households", "jumlah KK"),
    "population": ("inhabitants", "jumlah penduduk"),
    "merged cost": (
        "the cell is merged with the one above; write a cost in each row",
        "sel digabung dengan sel di atasnya; tulis anggaran pada setiap baris",
    ),
    "ranks of rw": (
        "the ranks begin again in every RW: taken as ranks in the lists of the RW",
        "peringkat mulai lagi di setiap RW: dianggap prioritas dalam daftar RW",
    ),
    "no file": ("no such file or folder", "berkas atau folder tidak ada"),
    "empty file": ("the file is empty", "berkas kosong"),
    "expected file": (
        "a workbook in .xlsx or .ods, a folder, or a table in .csv",
        "buku kerja .xlsx atau .ods, folder, atau tabel .csv",
    ),
    "unknown file": ("unknown kind of file {kind!r}", "jenis berkas {kind!r} tidak dikenal"),
    "save as xlsx": ("save it as .xlsx", "simpan sebagai .xlsx"),
    "no tables": ("the folder holds no table", "folder tidak memuat tabel"),
    "unreadable": ("cannot be read: {why}", "tidak dapat dibaca: {why}"),
    "old xls": (
        "an old .xls workbook or one locked by a password",
        "buku kerja .xls lama atau terkunci kata sandi",
    ),
    "no book": ("not an Excel workbook", "bukan buku kerja Excel"),
    "damaged": ("a damaged Excel workbook ({why})", "buku kerja Excel rusak ({why})"),
    "expected book": (
        "an .xlsx file as Excel or LibreOffice saves it, without password",
        "berkas .xlsx sebagaimana disimpan Excel atau LibreOffice, tanpa kata sandi",
    ),
    "ranks in words": (
        "words are read as ranks: sangat tinggi 1, tinggi 2, sedang 3, rendah 4, sangat rendah 5",
        "kata dibaca sebagai peringkat: sangat tinggi 1, tinggi 2, sedang 3, rendah 4, sangat rendah 5",
    ),
    "named twice": ("proposal {id!r} is named twice on this ballot", "usulan {id!r} disebut dua kali"),
    "kind unknown": (
        "neither a column nor the headings say whether this approves or ranks; read as {kind}",
        "kolom maupun judul tidak menyebut apakah ini persetujuan atau peringkat; dibaca sebagai {kind}",
    ),
    "matrix kind": (
        "read as {kind}: the numbers below each heading are {why}",
        "dibaca sebagai {kind}: angka di bawah setiap judul {why}",
    ),
    "each rank once": ("1, 2, 3, ..., each once", "1, 2, 3, ..., masing-masing sekali"),
    "matrix unclear": (
        "ranks or scores? neither the headings nor the numbers tell",
        "peringkat atau skor? judul dan angkanya tidak menunjukkan",
    ),
    "name the sheet": (
        "name the sheet 'Prioritas RW' for ranks or 'Skor' for scores",
        "namai lembar 'Prioritas RW' untuk peringkat atau 'Skor' untuk skor",
    ),
    "made voices": (
        "no ids of participants; made from kelurahan and number: {example}",
        "peserta tidak mempunyai id; dibuat dari kelurahan dan nomor: {example}",
    ),
    "scores in list": (
        "a list of proposals holds no scores; put scores on a sheet of their own",
        "daftar usulan tidak memuat skor; tulis skor pada lembar tersendiri",
    ),
    "stated twice": (
        "participant {voice!r} states this twice for proposal {proposal!r}",
        "peserta {voice!r} menyatakan dua kali untuk usulan {proposal!r}",
    ),
    "criterion unknown": ("no criterion of this name", "tidak ada kriteria dengan nama ini"),
    "criteria weights": (
        "weights of criteria must be above 0",
        "bobot kriteria harus lebih dari 0",
    ),
    "criterion twice": ("criterion {name!r} occurs twice", "kriteria {name!r} muncul dua kali"),
    "criterion unused": (
        "criterion {name!r} has a weight but no scores",
        "kriteria {name!r} mempunyai bobot tetapi tidak ada skor",
    ),
    "criterion without weight": (
        "criterion {name!r} has no weight; it counts once",
        "kriteria {name!r} tidak mempunyai bobot; dihitung satu",
    ),
    "empty ballots": (
        "{count} participants name no proposal",
        "{count} peserta tidak memilih usulan",
    ),
    "one sheet": ("another table of {name} is on {other}", "tabel {name} lain ada di {other}"),
    # ceilings
    "over": ("spent more than planned", "realisasi melebihi anggaran"),
    "formula twice": (
        "{count} kelurahan have a ceiling in the table too: the formula's counts",
        "{count} kelurahan juga mempunyai pagu dalam tabel: yang dipakai hasil rumus",
    ),
    "no indicators": ("no table of indicators for the formula", "tidak ada tabel indikator untuk rumus"),
}

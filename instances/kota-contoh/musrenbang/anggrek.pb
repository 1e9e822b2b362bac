META
key;value
description;SYNTHETIC Musrenbang of kelurahan Anggrek, kecamatan Contoh Selatan: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Selatan
subunit;Anggrek
instance;synthetic-2018
num_projects;16
num_votes;39
budget;182088334
vote_type;approval
rule;priority-order
min_length;1
max_length;5
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 1
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
anggrek-01-01;50000000;Pembangunan tangki septik komunal, RW 01;1;2;fisik;sarana prasarana;permukiman;2;unit;25000000;RW 01;8;warga;100;kelurahan;;F13
anggrek-01-02;45000000;Pengaspalan jalan lingkungan, RW 01;1;4;fisik;sarana prasarana;transportasi;300;m2;150000;RW 01;12;warga;300;kelurahan;;F03
anggrek-01-03;25000000;Pembuatan sumur resapan, RW 01;1;1;fisik;sarana prasarana;permukiman;5;titik;5000000;RW 01;15;warga;100;kelurahan;;F07
anggrek-01-04;15000000;Pengadaan kit antropometri posyandu, RW 01;1;1;sosial;pemberdayaan masyarakat;kesehatan;2;paket;7500000;Forum anak;6;balita, ibu hamil;240;kelurahan;;S02
anggrek-02-01;10000000;Pengadaan alat kesenian hadrah dan angklung, RW 02;2;3;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;set;10000000;RW 02;2;warga, pemuda;40;kelurahan;;S16
anggrek-02-02;7500000;Pengadaan kit antropometri posyandu, RW 02;2;6;sosial;pemberdayaan masyarakat;kesehatan;1;paket;7500000;RW 02;11;balita, ibu hamil;120;kelurahan;;S02
anggrek-02-03;15000000;Pemasangan pagar pengaman jalan dan tebing, RW 02;2;6;fisik;sarana prasarana;transportasi;30;m;500000;RW 02;9;warga;90;kelurahan;;F25
anggrek-02-04;20000000;Pemasangan paving block jalan lingkungan, RW 02;2;5;fisik;sarana prasarana;transportasi;100;m2;200000;RT 05 RW 02;10;warga;200;kelurahan;;F01
anggrek-02-05;5000000;Penyuluhan pencegahan stunting, RW 02;2;1;sosial;pemberdayaan masyarakat;kesehatan;1;kegiatan;5000000;PKK;5;balita, ibu hamil;60;kelurahan;;S03
anggrek-02-06;20000000;Pelatihan kader posyandu, RW 02;2;5;sosial;pemberdayaan masyarakat;kesehatan;40;orang;500000;RW 02;7;perempuan;40;kelurahan;;S05
anggrek-02-07;35000000;Pengadaan motor roda tiga pengangkut sampah, RW 02;2;2;fisik;sarana prasarana;permukiman;1;unit;35000000;RT 02 RW 02;1;warga;800;kelurahan;;F17
anggrek-02-08;20000000;Stimulan modal kelompok usaha, RW 02;2;5;ekonomi;pemberdayaan masyarakat;usaha mikro;4;kelompok;5000000;PKK;4;pelaku usaha, keluarga prasejahtera;40;kelurahan;;E09
anggrek-02-09;20000000;Pengadaan komputer dan printer pelayanan RW, RW 02;2;6;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;2;unit;10000000;RW 02;14;warga;400;kelurahan;;G01
anggrek-02-10;10000000;Fasilitasi sertifikat halal dan PIRT, RW 02;2;5;ekonomi;pemberdayaan masyarakat;usaha mikro;10;usaha;1000000;Pelaku usaha;13;pelaku usaha;20;kelurahan;;E05
anggrek-02-11;45000000;Pembangunan saluran drainase U-ditch, RW 02;2;2;fisik;sarana prasarana;permukiman;75;m;600000;RW 02;3;warga;225;kelurahan;;F04
anggrek-02-12;30000000;Pelatihan kesiapsiagaan bencana, RW 02;2;6;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;60;orang;500000;RW 02;16;warga;60;kelurahan;;S14
VOTES
voter_id;vote;role;rw;weight
anggrek-p001;anggrek-01-01,anggrek-01-02,anggrek-01-03,anggrek-01-04;rw;1;334
anggrek-p002;anggrek-02-01,anggrek-02-03,anggrek-02-07,anggrek-02-11;rw;2;504
anggrek-p003;anggrek-01-01,anggrek-01-02,anggrek-01-03,anggrek-02-07;rt;1;84
anggrek-p004;anggrek-02-01,anggrek-02-03,anggrek-02-05,anggrek-02-07,anggrek-02-11;rt;2;84
anggrek-p005;anggrek-01-04,anggrek-02-01,anggrek-02-05,anggrek-02-07,anggrek-02-11;lurah;;168
anggrek-p006;anggrek-01-02,anggrek-01-04,anggrek-02-09,anggrek-02-11;kecamatan;;84
anggrek-p007;anggrek-01-04,anggrek-02-05,anggrek-02-07,anggrek-02-11;agency;;84
anggrek-p008;anggrek-01-04,anggrek-02-01,anggrek-02-05,anggrek-02-07,anggrek-02-11;agency;;84
anggrek-p009;anggrek-02-05,anggrek-02-07,anggrek-02-08,anggrek-02-11;agency;;84
anggrek-p010;anggrek-02-04,anggrek-02-07,anggrek-02-08,anggrek-02-11;council;2;168
anggrek-p011;anggrek-02-01,anggrek-02-03,anggrek-02-04,anggrek-02-07,anggrek-02-11;lpm;2;84
anggrek-p012;anggrek-01-02,anggrek-01-03,anggrek-02-01,anggrek-02-07,anggrek-02-11;lpm;1;84
anggrek-p013;anggrek-02-01,anggrek-02-03,anggrek-02-04,anggrek-02-07,anggrek-02-11;lpm;2;84
anggrek-p014;anggrek-01-04,anggrek-02-01,anggrek-02-06,anggrek-02-08;pkk;1;84
anggrek-p015;anggrek-01-04,anggrek-02-01,anggrek-02-05,anggrek-02-06,anggrek-02-08;pkk;2;84
anggrek-p016;anggrek-01-04,anggrek-02-01,anggrek-02-02,anggrek-02-05,anggrek-02-08;pkk;1;84
anggrek-p017;anggrek-01-04,anggrek-02-01,anggrek-02-05,anggrek-02-08;pkk;2;84
anggrek-p018;anggrek-01-04,anggrek-02-01,anggrek-02-07,anggrek-02-08,anggrek-02-11;karang-taruna;1;84
anggrek-p019;anggrek-01-04,anggrek-02-01,anggrek-02-07,anggrek-02-08;karang-taruna;1;84
anggrek-p020;anggrek-01-04,anggrek-02-01,anggrek-02-08,anggrek-02-11;karang-taruna;1;84
anggrek-p021;anggrek-01-02,anggrek-02-01,anggrek-02-07,anggrek-02-08,anggrek-02-11;community-leader;1;84
anggrek-p022;anggrek-01-01,anggrek-01-03,anggrek-01-04,anggrek-02-07,anggrek-02-11;community-leader;1;84
anggrek-p023;anggrek-02-01,anggrek-02-06,anggrek-02-07,anggrek-02-08,anggrek-02-11;community-leader;2;84
anggrek-p024;anggrek-01-01,anggrek-02-01,anggrek-02-07,anggrek-02-11;community-leader;1;84
anggrek-p025;anggrek-02-01,anggrek-02-05,anggrek-02-07,anggrek-02-08;religious-leader;2;84
anggrek-p026;anggrek-02-01,anggrek-02-05,anggrek-02-07,anggrek-02-08,anggrek-02-11;religious-leader;2;84
anggrek-p027;anggrek-02-01,anggrek-02-04,anggrek-02-07,anggrek-02-08,anggrek-02-11;religious-leader;2;84
anggrek-p028;anggrek-02-01,anggrek-02-05,anggrek-02-06,anggrek-02-08,anggrek-02-11;women;2;84
anggrek-p029;anggrek-02-01,anggrek-02-05,anggrek-02-06,anggrek-02-07;women;2;84
anggrek-p030;anggrek-01-04,anggrek-02-05,anggrek-02-06,anggrek-02-07,anggrek-02-10;women;1;84
anggrek-p031;anggrek-02-01,anggrek-02-05,anggrek-02-07,anggrek-02-08,anggrek-02-11;youth;2;84
anggrek-p032;anggrek-02-01,anggrek-02-07,anggrek-02-08,anggrek-02-10,anggrek-02-11;youth;2;84
anggrek-p033;anggrek-01-04,anggrek-02-01,anggrek-02-05,anggrek-02-07,anggrek-02-11;children;2;84
anggrek-p034;anggrek-01-02,anggrek-01-04,anggrek-02-01,anggrek-02-07;children;1;84
anggrek-p035;anggrek-02-01,anggrek-02-07,anggrek-02-08,anggrek-02-11;school;2;84
anggrek-p036;anggrek-01-04,anggrek-02-01,anggrek-02-07,anggrek-02-11;school;2;84
anggrek-p037;anggrek-01-04,anggrek-02-02,anggrek-02-05,anggrek-02-06;puskesmas;;84
anggrek-p038;anggrek-01-02,anggrek-01-04,anggrek-02-08,anggrek-02-10,anggrek-02-11;business;1;84
anggrek-p039;anggrek-02-07,anggrek-02-08,anggrek-02-10,anggrek-02-11;business;2;84

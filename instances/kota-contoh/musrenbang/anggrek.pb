META
key;value
description;SYNTHETIC Musrenbang of kelurahan Anggrek, kecamatan Contoh Selatan: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Selatan
subunit;Anggrek
instance;synthetic-2018
num_projects;18
num_votes;39
budget;182088334
vote_type;approval
rule;priority-order
min_length;1
max_length;6
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 2
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
anggrek-01-01;37050000;Pembangunan tembok penahan tanah, RW 01;1;1;fisik;sarana prasarana;permukiman;30;m3;1235000;LPM;13;warga;120;kelurahan;;F08
anggrek-01-02;28125000;Pemasangan paving block jalan lingkungan, RW 01;1;3;fisik;sarana prasarana;transportasi;150;m2;187500;RW 01;18;warga;300;kelurahan;;F01
anggrek-01-03;58500000;Pembangunan saluran drainase U-ditch, RW 01;1;2;fisik;sarana prasarana;permukiman;100;m;585000;RT 02 RW 01;7;warga;300;kelurahan;;F04
anggrek-01-04;29750000;Rehabilitasi balai warga, RW 01;1;2;fisik;sarana prasarana;permukiman;1;unit;29750000;RW 01;2;warga;400;kelurahan;;F22
anggrek-01-05;4850000;Pembuatan sumur resapan, RW 01;1;4;fisik;sarana prasarana;permukiman;1;titik;4850000;RW 01;6;warga;20;kelurahan;;F07
anggrek-02-01;14250000;Penyuluhan bahaya narkoba, RW 02;2;5;sosial;pemberdayaan masyarakat;ketenteraman dan ketertiban;50;orang;285000;RW 02;12;pemuda;50;kelurahan;;S11
anggrek-02-02;7250000;Rehabilitasi pos kamling, RW 02;2;1;fisik;sarana prasarana;permukiman;1;unit;7250000;RW 02;3;warga;100;kelurahan;;F20
anggrek-02-03;14550000;Pengadaan tempat sampah terpilah, RW 02;2;5;fisik;sarana prasarana;permukiman;30;unit;485000;RT 05 RW 02;10;warga;300;kelurahan;;F15
anggrek-02-04;18750000;Pemasangan paving block jalan lingkungan, RW 02;2;2;fisik;sarana prasarana;transportasi;100;m2;187500;RT 02 RW 02;8;warga;200;kelurahan;;F01
anggrek-02-05;18750000;Penataan taman bermain anak, RW 02;2;5;fisik;sarana prasarana;pendidikan dan kebudayaan;1;paket;18750000;RW 02;16;anak;150;kelurahan;;F21
anggrek-02-06;6850000;Pengadaan alat pemadam api ringan, RW 02;2;6;fisik;sarana prasarana;permukiman;10;unit;685000;RW 02;17;warga;300;kelurahan;;F26
anggrek-02-07;19000000;Pemasangan lampu penerangan jalan lingkungan LED, RW 02;2;5;fisik;sarana prasarana;permukiman;8;titik;2375000;RW 02;4;warga;200;kelurahan;;F09
anggrek-02-08;11350000;Pengadaan komputer dan printer pelayanan RW, RW 02;2;2;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;unit;11350000;RW 02;9;warga;200;kelurahan;;G01
anggrek-02-09;20000000;Pelatihan administrasi pengurus RT dan RW, RW 02;2;6;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;40;orang;500000;LPM;14;pengurus RT/RW;40;kelurahan;;G02
anggrek-02-10;11000000;Bantuan alat produksi UMKM, RW 02;2;4;ekonomi;pemberdayaan masyarakat;usaha mikro;4;unit;2750000;RW 02;15;pelaku usaha;8;kelurahan;;E02
anggrek-02-11;45750000;Pengaspalan jalan lingkungan, RW 02;2;2;fisik;sarana prasarana;transportasi;300;m2;152500;RW 02;1;warga;300;kelurahan;;F03
anggrek-02-12;18600000;Pengadaan perlengkapan olahraga pemuda, RW 02;2;4;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;4;paket;4650000;RW 02;5;pemuda;320;kelurahan;;S10
anggrek-02-13;29750000;Rehabilitasi balai warga, RW 02;2;5;fisik;sarana prasarana;permukiman;1;unit;29750000;RW 02;11;warga;400;kelurahan;;F22
VOTES
voter_id;vote;role;rw;weight
anggrek-p001;anggrek-01-01,anggrek-01-02,anggrek-01-03,anggrek-01-04,anggrek-01-05;rw;1;334
anggrek-p002;anggrek-02-02,anggrek-02-03,anggrek-02-04,anggrek-02-07,anggrek-02-11;rw;2;504
anggrek-p003;anggrek-01-01,anggrek-01-02,anggrek-01-03,anggrek-01-04,anggrek-01-05;rt;1;84
anggrek-p004;anggrek-02-02,anggrek-02-03,anggrek-02-04,anggrek-02-06,anggrek-02-07,anggrek-02-11;rt;2;84
anggrek-p005;anggrek-01-01,anggrek-01-05,anggrek-02-03,anggrek-02-08,anggrek-02-09,anggrek-02-13;lurah;;168
anggrek-p006;anggrek-01-04,anggrek-02-04,anggrek-02-08,anggrek-02-09,anggrek-02-11;kecamatan;;84
anggrek-p007;anggrek-01-03,anggrek-01-04,anggrek-02-08,anggrek-02-11,anggrek-02-13;agency;;84
anggrek-p008;anggrek-01-04,anggrek-01-05,anggrek-02-07,anggrek-02-08,anggrek-02-10,anggrek-02-11;agency;;84
anggrek-p009;anggrek-01-03,anggrek-01-04,anggrek-02-04,anggrek-02-10,anggrek-02-11;agency;;84
anggrek-p010;anggrek-01-04,anggrek-02-03,anggrek-02-07,anggrek-02-11,anggrek-02-13;council;2;168
anggrek-p011;anggrek-02-02,anggrek-02-04,anggrek-02-05,anggrek-02-07,anggrek-02-09,anggrek-02-11;lpm;2;84
anggrek-p012;anggrek-01-01,anggrek-01-02,anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-11;lpm;1;84
anggrek-p013;anggrek-01-05,anggrek-02-02,anggrek-02-04,anggrek-02-07,anggrek-02-09,anggrek-02-11;lpm;2;84
anggrek-p014;anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-01,anggrek-02-12;pkk;1;84
anggrek-p015;anggrek-02-01,anggrek-02-02,anggrek-02-03,anggrek-02-08,anggrek-02-11,anggrek-02-12;pkk;2;84
anggrek-p016;anggrek-01-01,anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-01,anggrek-02-12;pkk;1;84
anggrek-p017;anggrek-02-01,anggrek-02-07,anggrek-02-09,anggrek-02-11,anggrek-02-12;pkk;2;84
anggrek-p018;anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-01,anggrek-02-10,anggrek-02-12;karang-taruna;1;84
anggrek-p019;anggrek-01-01,anggrek-01-04,anggrek-01-05,anggrek-02-01,anggrek-02-12;karang-taruna;1;84
anggrek-p020;anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-01,anggrek-02-12;karang-taruna;1;84
anggrek-p021;anggrek-01-01,anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-02,anggrek-02-13;community-leader;1;84
anggrek-p022;anggrek-01-01,anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-02,anggrek-02-07;community-leader;1;84
anggrek-p023;anggrek-01-04,anggrek-02-02,anggrek-02-03,anggrek-02-07,anggrek-02-11,anggrek-02-13;community-leader;2;84
anggrek-p024;anggrek-01-01,anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-02;community-leader;1;84
anggrek-p025;anggrek-02-01,anggrek-02-07,anggrek-02-09,anggrek-02-11,anggrek-02-12;religious-leader;2;84
anggrek-p026;anggrek-02-01,anggrek-02-04,anggrek-02-05,anggrek-02-08,anggrek-02-11,anggrek-02-12;religious-leader;2;84
anggrek-p027;anggrek-02-01,anggrek-02-04,anggrek-02-05,anggrek-02-07,anggrek-02-11,anggrek-02-12;religious-leader;2;84
anggrek-p028;anggrek-02-04,anggrek-02-07,anggrek-02-08,anggrek-02-10,anggrek-02-11,anggrek-02-12;women;2;84
anggrek-p029;anggrek-02-02,anggrek-02-04,anggrek-02-06,anggrek-02-10,anggrek-02-11;women;2;84
anggrek-p030;anggrek-01-01,anggrek-01-02,anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-10;women;1;84
anggrek-p031;anggrek-02-01,anggrek-02-05,anggrek-02-08,anggrek-02-10,anggrek-02-11,anggrek-02-12;youth;2;84
anggrek-p032;anggrek-02-01,anggrek-02-02,anggrek-02-08,anggrek-02-09,anggrek-02-11,anggrek-02-12;youth;2;84
anggrek-p033;anggrek-02-02,anggrek-02-05,anggrek-02-07,anggrek-02-10,anggrek-02-11,anggrek-02-12;children;2;84
anggrek-p034;anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-05,anggrek-02-12;children;1;84
anggrek-p035;anggrek-02-02,anggrek-02-05,anggrek-02-08,anggrek-02-11,anggrek-02-12;school;2;84
anggrek-p036;anggrek-02-02,anggrek-02-05,anggrek-02-08,anggrek-02-11,anggrek-02-12;school;2;84
anggrek-p037;anggrek-01-01,anggrek-01-04,anggrek-02-08,anggrek-02-11,anggrek-02-12;puskesmas;;84
anggrek-p038;anggrek-01-02,anggrek-01-03,anggrek-01-04,anggrek-01-05,anggrek-02-10,anggrek-02-11;business;1;84
anggrek-p039;anggrek-02-01,anggrek-02-02,anggrek-02-04,anggrek-02-10,anggrek-02-11;business;2;84

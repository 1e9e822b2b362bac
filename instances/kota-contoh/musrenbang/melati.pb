META
key;value
description;SYNTHETIC Musrenbang of kelurahan Melati, kecamatan Contoh Utara: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Utara
subunit;Melati
instance;synthetic-2018
num_projects;35
num_votes;43
budget;211603676
vote_type;approval
rule;priority-order
min_length;1
max_length;11
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 2
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
melati-01-01;29250000;Pembangunan saluran drainase U-ditch, RW 01;1;6;fisik;sarana prasarana;permukiman;50;m;585000;RT 06 RW 01;33;warga;150;kelurahan;;F04
melati-01-02;20000000;Perbaikan rumah tidak layak huni (rutilahu), RW 01;1;2;fisik;sarana prasarana;permukiman;1;unit;20000000;RW 01;8;keluarga prasejahtera;4;kelurahan;;F11
melati-01-03;24500000;Rehabilitasi gedung posyandu, RW 01;1;1;fisik;sarana prasarana;kesehatan;1;unit;24500000;RW 01;12;balita, ibu hamil;120;kelurahan;;F19
melati-01-04;9375000;Pemasangan paving block jalan lingkungan, RW 01;1;2;fisik;sarana prasarana;transportasi;50;m2;187500;RW 01;9;warga;100;kelurahan;;F01
melati-01-05;30937500;Rehabilitasi saluran drainase pasangan batu, RW 01;1;1;fisik;sarana prasarana;permukiman;75;m;412500;RT 01 RW 01;5;warga;225;kelurahan;;F05
melati-01-06;9500000;Pengadaan gerobak sampah, RW 01;1;4;fisik;sarana prasarana;permukiman;2;unit;4750000;RT 04 RW 01;15;warga;300;kelurahan;;F16
melati-01-07;9900000;Pemberian makanan tambahan balita gizi kurang, RW 01;1;1;sosial;pemberdayaan masyarakat;kesehatan;20;orang;495000;PKK;23;balita;20;kelurahan;;S01
melati-01-08;30500000;Pengaspalan jalan lingkungan, RW 01;1;1;fisik;sarana prasarana;transportasi;200;m2;152500;RW 01;20;warga;200;kelurahan;;F03
melati-01-09;4800000;Fogging dan pemberantasan sarang nyamuk, RW 01;1;1;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;2400000;PKK;34;warga;500;kelurahan;;S06
melati-01-10;29250000;Pengadaan meja kursi dan tenda balai warga, RW 01;1;1;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;3;paket;9750000;LPM;31;warga;900;kelurahan;;G07
melati-01-11;69000000;Pembangunan MCK umum, RW 01;1;6;fisik;sarana prasarana;kesehatan;2;unit;34500000;RT 06 RW 01;6;keluarga prasejahtera;120;kelurahan;;F12
melati-01-12;62500000;Pembuatan sumur bor dan jaringan air bersih, RW 01;1;4;fisik;sarana prasarana;permukiman;2;unit;31250000;RW 01;28;warga;240;kelurahan;;F14
melati-01-13;13950000;Pemasangan pagar pengaman jalan dan tebing, RW 01;1;4;fisik;sarana prasarana;transportasi;30;m;465000;RW 01;4;warga;90;kelurahan;;F25
melati-01-14;30000000;Bibit tanaman dan alat urban farming KWT, RW 01;1;3;ekonomi;pemberdayaan masyarakat;usaha mikro;6;paket;5000000;Karang Taruna;18;perempuan;180;kelurahan;;E06
melati-02-01;31250000;Pembuatan sumur bor dan jaringan air bersih, RW 02;2;1;fisik;sarana prasarana;permukiman;1;unit;31250000;RT 01 RW 02;16;warga;120;kelurahan;;F14
melati-02-02;10000000;Bibit tanaman dan alat urban farming KWT, RW 02;2;3;ekonomi;pemberdayaan masyarakat;usaha mikro;2;paket;5000000;Karang Taruna;24;perempuan;60;kelurahan;;E06
melati-02-03;29250000;Pembangunan saluran drainase U-ditch, RW 02;2;4;fisik;sarana prasarana;permukiman;50;m;585000;RW 02;7;warga;150;kelurahan;;F04
melati-02-04;4750000;Pengadaan gerobak sampah, RW 02;2;4;fisik;sarana prasarana;permukiman;1;unit;4750000;RW 02;14;warga;150;kelurahan;;F16
melati-02-05;60000000;Perbaikan rumah tidak layak huni (rutilahu), RW 02;2;4;fisik;sarana prasarana;permukiman;3;unit;20000000;RW 02;25;keluarga prasejahtera;12;kelurahan;;F11
melati-03-01;19500000;Pengadaan meja kursi dan tenda balai warga, RW 03;3;1;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;2;paket;9750000;RW 03;32;warga;600;kelurahan;;G07
melati-03-02;15250000;Pengaspalan jalan lingkungan, RW 03;3;2;fisik;sarana prasarana;transportasi;100;m2;152500;RW 03;17;warga;100;kelurahan;;F03
melati-03-03;37500000;Penataan taman bermain anak, RW 03;3;4;fisik;sarana prasarana;pendidikan dan kebudayaan;2;paket;18750000;RW 03;19;anak;300;kelurahan;;F21
melati-03-04;23000000;Pengadaan alat kesenian hadrah dan angklung, RW 03;3;5;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;2;set;11500000;PKK;13;warga, pemuda;80;kelurahan;;S16
melati-03-05;29000000;Pengerukan dan normalisasi selokan, RW 03;3;3;fisik;sarana prasarana;permukiman;400;m;72500;LPM;1;warga;400;kelurahan;;F06
melati-03-06;4650000;Pengadaan perlengkapan olahraga pemuda, RW 03;3;4;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;paket;4650000;Karang Taruna;22;pemuda;80;kelurahan;;S10
melati-03-07;10000000;Pelatihan kesiapsiagaan bencana, RW 03;3;5;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;20;orang;500000;RW 03;35;warga;20;kelurahan;;S14
melati-03-08;45900000;Pemasangan lampu jalan tenaga surya, RW 03;3;4;fisik;sarana prasarana;permukiman;6;titik;7650000;RW 03;2;warga;240;kelurahan;;F10
melati-04-01;9600000;Pemasangan wifi publik, RW 04;4;1;pemerintahan;sarana prasarana;pendidikan dan kebudayaan;2;titik;4800000;Lurah;21;warga, pemuda;200;kelurahan;;G04
melati-04-02;14500000;Pengerukan dan normalisasi selokan, RW 04;4;2;fisik;sarana prasarana;permukiman;200;m;72500;RW 04;11;warga;200;kelurahan;;F06
melati-04-03;10500000;Bantuan gerobak usaha, RW 04;4;1;ekonomi;pemberdayaan masyarakat;usaha mikro;2;unit;5250000;Pelaku usaha;26;pelaku usaha, keluarga prasejahtera;8;kelurahan;;E03
melati-04-04;4800000;Fogging dan pemberantasan sarang nyamuk, RW 04;4;1;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;2400000;PKK;30;warga;500;kelurahan;;S06
melati-04-05;23750000;Pemasangan lampu penerangan jalan lingkungan LED, RW 04;4;3;fisik;sarana prasarana;permukiman;10;titik;2375000;RW 04;3;warga;250;kelurahan;;F09
melati-04-06;15300000;Pemasangan lampu jalan tenaga surya, RW 04;4;3;fisik;sarana prasarana;permukiman;2;titik;7650000;RW 04;29;warga;80;kelurahan;;F10
melati-04-07;41250000;Rehabilitasi saluran drainase pasangan batu, RW 04;4;2;fisik;sarana prasarana;permukiman;100;m;412500;RW 04;10;warga;300;kelurahan;;F05
melati-04-08;18750000;Penataan taman bermain anak, RW 04;4;1;fisik;sarana prasarana;pendidikan dan kebudayaan;1;paket;18750000;RT 01 RW 04;27;anak;150;kelurahan;;F21
VOTES
voter_id;vote;role;rw;weight
melati-p001;melati-01-01,melati-01-02,melati-01-04,melati-01-05,melati-01-06,melati-01-08,melati-01-11,melati-01-12,melati-01-13,melati-04-05;rw;1;492
melati-p002;melati-01-05,melati-01-13,melati-02-01,melati-02-03,melati-02-04,melati-02-05,melati-03-02,melati-03-05,melati-03-08;rw;2;296
melati-p003;melati-01-05,melati-01-13,melati-02-01,melati-02-03,melati-03-02,melati-03-03,melati-03-04,melati-03-05,melati-03-08,melati-04-05,melati-04-07;rw;3;392
melati-p004;melati-01-02,melati-01-04,melati-01-05,melati-01-13,melati-03-05,melati-03-08,melati-04-02,melati-04-05,melati-04-06,melati-04-07;rw;4;280
melati-p005;melati-01-02,melati-01-04,melati-01-05,melati-01-06,melati-01-08,melati-01-11,melati-01-12,melati-01-13,melati-04-05;rt;1;82
melati-p006;melati-01-05,melati-01-13,melati-02-01,melati-02-02,melati-02-03,melati-02-04,melati-02-05,melati-03-05,melati-03-08;rt;2;74
melati-p007;melati-03-02,melati-03-03,melati-03-04,melati-03-05,melati-03-06,melati-03-08,melati-04-02,melati-04-05,melati-04-07;rt;3;78
melati-p008;melati-01-02,melati-01-04,melati-01-05,melati-01-13,melati-03-05,melati-04-02,melati-04-05,melati-04-06,melati-04-07,melati-04-08;rt;4;93
melati-p009;melati-01-03,melati-01-07,melati-01-10,melati-01-11,melati-02-03,melati-03-01,melati-03-05,melati-03-08,melati-04-01,melati-04-05,melati-04-07;lurah;;162
melati-p010;melati-01-03,melati-01-04,melati-01-07,melati-01-08,melati-01-11,melati-01-13,melati-02-03,melati-03-01,melati-03-05,melati-04-01,melati-04-04;kecamatan;;81
melati-p011;melati-01-02,melati-01-05,melati-01-13,melati-01-14,melati-02-01,melati-02-04,melati-03-05,melati-03-08,melati-04-01,melati-04-05,melati-04-07;agency;;81
melati-p012;melati-01-04,melati-01-05,melati-01-13,melati-01-14,melati-02-03,melati-03-02,melati-03-05,melati-03-08,melati-04-03;agency;;81
melati-p013;melati-01-02,melati-01-04,melati-01-05,melati-01-11,melati-02-03,melati-03-05,melati-03-08,melati-04-01,melati-04-04,melati-04-05,melati-04-07;agency;;81
melati-p014;melati-01-11,melati-01-13,melati-02-01,melati-03-02,melati-03-04,melati-03-05,melati-03-08,melati-04-02,melati-04-05,melati-04-07;council;3;162
melati-p015;melati-01-02,melati-01-03,melati-01-04,melati-01-05,melati-01-08,melati-01-10,melati-01-11,melati-01-13,melati-03-08,melati-04-05;lpm;1;81
melati-p016;melati-01-02,melati-01-03,melati-01-04,melati-01-05,melati-01-13,melati-02-03,melati-02-04,melati-03-05,melati-03-08;lpm;2;81
melati-p017;melati-01-02,melati-01-03,melati-01-04,melati-01-05,melati-01-06,melati-01-08,melati-01-11,melati-01-13,melati-02-03,melati-03-08,melati-04-05;lpm;1;81
melati-p018;melati-01-03,melati-01-07,melati-01-09,melati-01-14,melati-02-02,melati-03-04,melati-03-05,melati-03-06,melati-03-07,melati-03-08,melati-04-04;pkk;3;81
melati-p019;melati-01-03,melati-01-07,melati-01-14,melati-02-03,melati-03-01,melati-03-04,melati-03-05,melati-03-06,melati-03-08,melati-04-04;pkk;3;81
melati-p020;melati-01-03,melati-01-05,melati-01-07,melati-01-11,melati-01-14,melati-02-02,melati-02-03,melati-03-04,melati-03-05,melati-03-06,melati-04-04;pkk;2;81
melati-p021;melati-01-03,melati-01-14,melati-02-02,melati-03-04,melati-03-05,melati-03-06,melati-03-07,melati-04-04,melati-04-05;pkk;3;81
melati-p022;melati-01-04,melati-01-14,melati-02-02,melati-03-03,melati-03-04,melati-03-05,melati-03-06,melati-03-08,melati-04-01;karang-taruna;3;81
melati-p023;melati-01-14,melati-02-02,melati-02-03,melati-03-03,melati-03-04,melati-03-05,melati-03-06,melati-03-08,melati-04-01,melati-04-05;karang-taruna;3;81
melati-p024;melati-01-11,melati-01-14,melati-02-01,melati-02-02,melati-02-03,melati-02-04,melati-03-04,melati-03-05,melati-03-06,melati-03-08,melati-04-01;karang-taruna;2;81
melati-p025;melati-01-02,melati-01-04,melati-01-05,melati-01-06,melati-01-11,melati-01-13,melati-02-03,melati-03-08,melati-04-05;community-leader;1;81
melati-p026;melati-01-02,melati-01-11,melati-01-13,melati-02-01,melati-02-03,melati-02-04,melati-03-05,melati-03-08,melati-04-02,melati-04-05,melati-04-07;community-leader;3;81
melati-p027;melati-01-11,melati-02-03,melati-03-05,melati-03-08,melati-04-03,melati-04-04,melati-04-05,melati-04-06,melati-04-07;community-leader;4;81
melati-p028;melati-01-02,melati-01-04,melati-01-05,melati-01-06,melati-01-11,melati-01-13,melati-02-03,melati-03-08,melati-04-02;community-leader;1;81
melati-p029;melati-01-02,melati-01-03,melati-01-04,melati-01-06,melati-01-11,melati-01-13,melati-03-05,melati-04-01,melati-04-05,melati-04-07;religious-leader;1;81
melati-p030;melati-01-02,melati-01-11,melati-01-13,melati-03-02,melati-03-03,melati-03-04,melati-03-05,melati-03-06,melati-03-08,melati-04-08;religious-leader;3;81
melati-p031;melati-01-02,melati-01-11,melati-02-05,melati-03-03,melati-03-04,melati-03-05,melati-03-06,melati-03-08,melati-04-08;religious-leader;3;81
melati-p032;melati-01-07,melati-01-14,melati-02-02,melati-02-03,melati-03-02,melati-03-05,melati-03-08,melati-04-03,melati-04-05;women;3;81
melati-p033;melati-01-02,melati-01-03,melati-01-04,melati-01-05,melati-01-06,melati-01-07,melati-01-11,melati-01-13,melati-01-14,melati-02-02,melati-03-08;women;1;81
melati-p034;melati-01-03,melati-01-07,melati-01-14,melati-02-02,melati-03-01,melati-03-03,melati-03-04,melati-03-05,melati-03-08;women;3;81
melati-p035;melati-01-13,melati-01-14,melati-02-01,melati-02-02,melati-02-03,melati-02-04,melati-03-03,melati-03-04,melati-03-06,melati-04-01,melati-04-03;youth;2;81
melati-p036;melati-01-13,melati-01-14,melati-02-02,melati-03-03,melati-03-04,melati-03-05,melati-03-06,melati-03-08,melati-04-01,melati-04-03;youth;3;81
melati-p037;melati-01-05,melati-01-06,melati-01-11,melati-01-13,melati-03-03,melati-03-04,melati-03-08,melati-04-01,melati-04-08;children;1;81
melati-p038;melati-01-02,melati-03-03,melati-03-04,melati-03-05,melati-03-06,melati-04-01,melati-04-05,melati-04-07,melati-04-08;children;4;81
melati-p039;melati-01-04,melati-02-01,melati-02-02,melati-02-03,melati-02-04,melati-03-03,melati-03-04,melati-03-05,melati-03-06,melati-04-01,melati-04-08;school;2;81
melati-p040;melati-01-05,melati-01-11,melati-03-03,melati-03-04,melati-03-06,melati-04-01,melati-04-02,melati-04-05,melati-04-07,melati-04-08;school;4;81
melati-p041;melati-01-03,melati-01-05,melati-01-07,melati-01-09,melati-01-11,melati-01-13,melati-03-05,melati-04-04,melati-04-05;puskesmas;;81
melati-p042;melati-01-03,melati-01-04,melati-01-05,melati-01-08,melati-01-13,melati-01-14,melati-02-02,melati-04-03,melati-04-05;business;1;81
melati-p043;melati-01-04,melati-01-05,melati-01-11,melati-01-14,melati-02-02,melati-02-03,melati-04-03,melati-04-05,melati-04-07;business;4;81

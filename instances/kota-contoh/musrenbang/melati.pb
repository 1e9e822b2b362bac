META
key;value
description;SYNTHETIC Musrenbang of kelurahan Melati, kecamatan Contoh Utara: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Utara
subunit;Melati
instance;synthetic-2018
num_projects;31
num_votes;43
budget;211603676
vote_type;approval
rule;priority-order
min_length;1
max_length;10
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 1
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
melati-01-01;20000000;Rehabilitasi saluran drainase pasangan batu, RW 01;1;4;fisik;sarana prasarana;permukiman;50;m;400000;LPM;5;warga;150;kelurahan;;F05
melati-01-02;30000000;Rehabilitasi balai warga, RW 01;1;4;fisik;sarana prasarana;permukiman;1;unit;30000000;RW 01;24;warga;400;kelurahan;;F22
melati-01-03;20000000;Pelatihan kepemudaan Karang Taruna, RW 01;1;5;sosial;pemberdayaan masyarakat;lembaga kemasyarakatan;40;orang;500000;PKK;7;pemuda;40;kelurahan;;S09
melati-01-04;10000000;Pemasangan paving block jalan lingkungan, RW 01;1;1;fisik;sarana prasarana;transportasi;50;m2;200000;RW 01;1;warga;100;kelurahan;;F01
melati-01-05;60000000;Perbaikan rumah tidak layak huni (rutilahu), RW 01;1;2;fisik;sarana prasarana;permukiman;3;unit;20000000;RT 02 RW 01;8;keluarga prasejahtera;12;kelurahan;;F11
melati-01-06;10000000;Penyuluhan pencegahan stunting, RW 01;1;6;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;5000000;PKK;3;balita, ibu hamil;120;kelurahan;;S03
melati-01-07;10000000;Bantuan alat produksi UMKM, RW 01;1;6;ekonomi;pemberdayaan masyarakat;usaha mikro;4;unit;2500000;RW 01;20;pelaku usaha;8;kelurahan;;E02
melati-01-08;30000000;Pembangunan saluran drainase U-ditch, RW 01;1;6;fisik;sarana prasarana;permukiman;50;m;600000;RT 06 RW 01;16;warga;150;kelurahan;;F04
melati-01-09;15000000;Pelatihan pemasaran digital, RW 01;1;2;ekonomi;pemberdayaan masyarakat;usaha mikro;25;orang;600000;Kelompok perempuan;31;pelaku usaha, pemuda;25;kelurahan;;E04
melati-01-10;30000000;Pengadaan meja kursi dan tenda balai warga, RW 01;1;1;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;3;paket;10000000;RW 01;28;warga;900;kelurahan;;G07
melati-01-11;15000000;Pengadaan gerobak sampah, RW 01;1;2;fisik;sarana prasarana;permukiman;3;unit;5000000;RW 01;25;warga;450;kelurahan;;F16
melati-01-12;25000000;Rehabilitasi gedung posyandu, RW 01;1;1;fisik;sarana prasarana;kesehatan;1;unit;25000000;RT 01 RW 01;27;balita, ibu hamil;120;kelurahan;;F19
melati-01-13;10000000;Pengembangan taman bacaan dan kegiatan forum anak, RW 01;1;4;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;paket;10000000;Karang Taruna;22;anak;100;kelurahan;;S12
melati-01-14;30000000;Pengadaan komputer dan printer pelayanan RW, RW 01;1;1;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;3;unit;10000000;RW 01;29;warga;600;kelurahan;;G01
melati-02-01;35000000;Pengadaan motor roda tiga pengangkut sampah, RW 02;2;1;fisik;sarana prasarana;permukiman;1;unit;35000000;RW 02;6;warga;800;kelurahan;;F17
melati-02-02;10000000;Fasilitasi sertifikat halal dan PIRT, RW 02;2;1;ekonomi;pemberdayaan masyarakat;usaha mikro;10;usaha;1000000;Kelompok perempuan;15;pelaku usaha;20;kelurahan;;E05
melati-02-03;20000000;Rehabilitasi saluran drainase pasangan batu, RW 02;2;4;fisik;sarana prasarana;permukiman;50;m;400000;RT 04 RW 02;23;warga;150;kelurahan;;F05
melati-02-04;25000000;Rehabilitasi gedung posyandu, RW 02;2;3;fisik;sarana prasarana;kesehatan;1;unit;25000000;RW 02;19;balita, ibu hamil;120;kelurahan;;F19
melati-02-05;70000000;Pembangunan MCK umum, RW 02;2;3;fisik;sarana prasarana;kesehatan;2;unit;35000000;RW 02;21;keluarga prasejahtera;120;kelurahan;;F12
melati-03-01;20000000;Pengadaan meja kursi dan tenda balai warga, RW 03;3;2;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;2;paket;10000000;Lurah;13;warga;600;kelurahan;;G07
melati-03-02;15000000;Pengaspalan jalan lingkungan, RW 03;3;3;fisik;sarana prasarana;transportasi;100;m2;150000;RW 03;14;warga;100;kelurahan;;F03
melati-03-03;30000000;Pemberian makanan tambahan balita gizi kurang, RW 03;3;2;sosial;pemberdayaan masyarakat;kesehatan;60;orang;500000;Karang Taruna;2;balita;60;kelurahan;;S01
melati-03-04;30000000;Bantuan alat produksi UMKM, RW 03;3;3;ekonomi;pemberdayaan masyarakat;usaha mikro;12;unit;2500000;Karang Taruna;18;pelaku usaha;24;kelurahan;;E02
melati-03-05;40000000;Perbaikan rumah tidak layak huni (rutilahu), RW 03;3;5;fisik;sarana prasarana;permukiman;2;unit;20000000;RW 03;4;keluarga prasejahtera;8;kelurahan;;F11
melati-04-01;10000000;Pemasangan wifi publik, RW 04;4;3;pemerintahan;sarana prasarana;pendidikan dan kebudayaan;2;titik;5000000;RW 04;12;warga, pemuda;200;kelurahan;;G04
melati-04-02;35000000;Pembangunan MCK umum, RW 04;4;1;fisik;sarana prasarana;kesehatan;1;unit;35000000;RT 01 RW 04;17;keluarga prasejahtera;60;kelurahan;;F12
melati-04-03;10000000;Bibit tanaman dan alat urban farming KWT, RW 04;4;1;ekonomi;pemberdayaan masyarakat;usaha mikro;2;paket;5000000;Pelaku usaha;26;perempuan;60;kelurahan;;E06
melati-04-04;10000000;Pelatihan kesiapsiagaan bencana, RW 04;4;1;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;20;orang;500000;PKK;11;warga;20;kelurahan;;S14
melati-04-05;60000000;Pembuatan sumur bor dan jaringan air bersih, RW 04;4;2;fisik;sarana prasarana;permukiman;2;unit;30000000;RW 04;30;warga;240;kelurahan;;F14
melati-04-06;5000000;Pengadaan gerobak sampah, RW 04;4;3;fisik;sarana prasarana;permukiman;1;unit;5000000;RW 04;10;warga;150;kelurahan;;F16
melati-04-07;60000000;Perbaikan rumah tidak layak huni (rutilahu), RW 04;4;2;fisik;sarana prasarana;permukiman;3;unit;20000000;LPM;9;keluarga prasejahtera;12;kelurahan;;F11
VOTES
voter_id;vote;role;rw;weight
melati-p001;melati-01-01,melati-01-02,melati-01-03,melati-01-04,melati-01-05,melati-01-06,melati-01-08,melati-01-11,melati-04-07;rw;1;492
melati-p002;melati-01-01,melati-01-04,melati-01-05,melati-02-01,melati-02-02,melati-02-03,melati-02-05,melati-03-03;rw;2;296
melati-p003;melati-01-04,melati-01-05,melati-02-01,melati-03-01,melati-03-02,melati-03-03,melati-03-04,melati-03-05,melati-04-06,melati-04-07;rw;3;392
melati-p004;melati-01-04,melati-01-06,melati-03-05,melati-04-01,melati-04-02,melati-04-04,melati-04-05,melati-04-06,melati-04-07;rw;4;280
melati-p005;melati-01-01,melati-01-02,melati-01-03,melati-01-04,melati-01-05,melati-01-06,melati-01-08,melati-02-01;rt;1;82
melati-p006;melati-01-04,melati-02-01,melati-02-02,melati-02-03,melati-02-05,melati-03-03,melati-03-05,melati-04-07;rt;2;74
melati-p007;melati-01-04,melati-02-01,melati-03-01,melati-03-02,melati-03-03,melati-03-04,melati-03-05,melati-04-07;rt;3;78
melati-p008;melati-01-01,melati-01-04,melati-01-08,melati-03-05,melati-04-03,melati-04-04,melati-04-05,melati-04-06,melati-04-07;rt;4;93
melati-p009;melati-01-05,melati-01-06,melati-01-14,melati-02-03,melati-03-01,melati-03-03,melati-03-05,melati-04-01,melati-04-02,melati-04-06;lurah;;162
melati-p010;melati-01-01,melati-01-03,melati-01-04,melati-01-06,melati-01-10,melati-03-01,melati-03-02,melati-03-03,melati-04-01,melati-04-04;kecamatan;;81
melati-p011;melati-01-04,melati-01-05,melati-01-06,melati-02-01,melati-02-05,melati-03-03,melati-04-01,melati-04-02,melati-04-06,melati-04-07;agency;;81
melati-p012;melati-01-01,melati-01-04,melati-01-05,melati-01-06,melati-01-07,melati-02-01,melati-03-03,melati-03-05;agency;;81
melati-p013;melati-01-04,melati-01-05,melati-01-06,melati-02-01,melati-03-02,melati-03-03,melati-03-04,melati-03-05,melati-04-03,melati-04-04;agency;;81
melati-p014;melati-01-05,melati-01-06,melati-02-03,melati-02-04,melati-03-01,melati-03-02,melati-03-05,melati-04-06,melati-04-07;council;3;162
melati-p015;melati-01-01,melati-01-03,melati-01-04,melati-01-06,melati-01-08,melati-02-04,melati-03-03,melati-04-06,melati-04-07;lpm;1;81
melati-p016;melati-01-01,melati-01-04,melati-01-06,melati-01-08,melati-02-01,melati-02-04,melati-02-05,melati-03-03;lpm;2;81
melati-p017;melati-01-01,melati-01-02,melati-01-03,melati-01-04,melati-01-05,melati-01-08,melati-01-12,melati-02-01,melati-03-05,melati-04-01;lpm;1;81
melati-p018;melati-01-03,melati-01-06,melati-01-12,melati-01-13,melati-02-04,melati-03-02,melati-03-03,melati-03-05,melati-04-03,melati-04-04;pkk;3;81
melati-p019;melati-01-03,melati-01-06,melati-01-12,melati-01-13,melati-02-04,melati-03-03,melati-03-05,melati-04-03,melati-04-04;pkk;3;81
melati-p020;melati-01-01,melati-01-03,melati-01-04,melati-01-06,melati-01-12,melati-01-13,melati-02-01,melati-02-04,melati-03-03,melati-04-04;pkk;2;81
melati-p021;melati-01-03,melati-01-06,melati-01-12,melati-02-04,melati-03-01,melati-03-03,melati-03-05,melati-04-04;pkk;3;81
melati-p022;melati-01-03,melati-01-13,melati-03-01,melati-03-02,melati-03-03,melati-03-04,melati-03-05,melati-04-01;karang-taruna;3;81
melati-p023;melati-01-03,melati-01-07,melati-01-13,melati-03-01,melati-03-03,melati-03-04,melati-03-05,melati-04-01,melati-04-04;karang-taruna;3;81
melati-p024;melati-01-01,melati-01-03,melati-01-07,melati-01-13,melati-02-02,melati-02-04,melati-02-05,melati-03-03,melati-03-04,melati-04-01;karang-taruna;2;81
melati-p025;melati-01-01,melati-01-02,melati-01-03,melati-01-05,melati-01-08,melati-01-11,melati-02-05,melati-03-05;community-leader;1;81
melati-p026;melati-01-01,melati-01-03,melati-01-04,melati-01-05,melati-02-01,melati-02-03,melati-03-03,melati-03-05,melati-04-06,melati-04-07;community-leader;3;81
melati-p027;melati-01-01,melati-01-08,melati-03-03,melati-03-05,melati-04-01,melati-04-02,melati-04-06,melati-04-07;community-leader;4;81
melati-p028;melati-01-01,melati-01-02,melati-01-04,melati-01-06,melati-01-07,melati-01-08,melati-03-05,melati-04-06;community-leader;1;81
melati-p029;melati-01-01,melati-01-03,melati-01-05,melati-01-06,melati-02-05,melati-03-05,melati-04-01,melati-04-02,melati-04-07;religious-leader;1;81
melati-p030;melati-01-03,melati-01-04,melati-01-13,melati-02-05,melati-03-03,melati-03-05,melati-04-01,melati-04-02,melati-04-07;religious-leader;3;81
melati-p031;melati-01-05,melati-02-05,melati-03-01,melati-03-02,melati-03-03,melati-03-05,melati-04-02,melati-04-04;religious-leader;3;81
melati-p032;melati-01-06,melati-01-12,melati-02-02,melati-02-04,melati-03-01,melati-03-03,melati-03-04,melati-04-03;women;3;81
melati-p033;melati-01-01,melati-01-03,melati-01-04,melati-01-06,melati-01-07,melati-01-12,melati-02-04,melati-03-03,melati-03-04,melati-04-03;women;1;81
melati-p034;melati-01-06,melati-02-04,melati-03-01,melati-03-03,melati-03-04,melati-03-05,melati-04-03,melati-04-04;women;3;81
melati-p035;melati-01-03,melati-01-06,melati-01-07,melati-01-09,melati-01-13,melati-02-01,melati-02-02,melati-02-04,melati-03-04,melati-04-01;youth;2;81
melati-p036;melati-01-03,melati-01-04,melati-01-06,melati-02-02,melati-03-01,melati-03-03,melati-03-04,melati-03-05,melati-04-01;youth;3;81
melati-p037;melati-01-01,melati-01-03,melati-01-04,melati-01-06,melati-01-07,melati-01-13,melati-03-03,melati-04-01;children;1;81
melati-p038;melati-01-04,melati-01-06,melati-01-13,melati-03-03,melati-03-04,melati-04-01,melati-04-04,melati-04-06;children;4;81
melati-p039;melati-01-03,melati-01-04,melati-01-06,melati-01-13,melati-02-01,melati-02-02,melati-03-01,melati-03-03,melati-03-05,melati-04-01;school;2;81
melati-p040;melati-01-04,melati-01-06,melati-01-07,melati-01-13,melati-03-03,melati-04-01,melati-04-04,melati-04-06,melati-04-07;school;4;81
melati-p041;melati-01-04,melati-01-06,melati-01-12,melati-02-01,melati-02-04,melati-02-05,melati-03-03,melati-04-02;puskesmas;;81
melati-p042;melati-01-03,melati-01-04,melati-01-06,melati-01-07,melati-01-09,melati-02-02,melati-03-04,melati-04-03;business;1;81
melati-p043;melati-01-04,melati-01-07,melati-01-09,melati-02-02,melati-03-04,melati-04-01,melati-04-03,melati-04-04;business;4;81

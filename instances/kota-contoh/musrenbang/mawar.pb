META
key;value
description;SYNTHETIC Musrenbang of kelurahan Mawar, kecamatan Contoh Selatan: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Selatan
subunit;Mawar
instance;synthetic-2018
num_projects;27
num_votes;47
budget;246360248
vote_type;approval
rule;priority-order
min_length;1
max_length;9
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 2
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
mawar-01-01;4800000;Fogging dan pemberantasan sarang nyamuk, RW 01;1;1;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;2400000;Karang Taruna;13;warga;500;kelurahan;;S06
mawar-01-02;9375000;Pemasangan paving block jalan lingkungan, RW 01;1;5;fisik;sarana prasarana;transportasi;50;m2;187500;LPM;12;warga;100;kelurahan;;F01
mawar-01-03;45900000;Pemasangan lampu jalan tenaga surya, RW 01;1;4;fisik;sarana prasarana;permukiman;6;titik;7650000;RW 01;16;warga;240;kelurahan;;F10
mawar-02-01;24500000;Rehabilitasi gedung posyandu, RW 02;2;1;fisik;sarana prasarana;kesehatan;1;unit;24500000;RW 02;17;balita, ibu hamil;120;kelurahan;;F19
mawar-02-02;37050000;Pembangunan tembok penahan tanah, RW 02;2;3;fisik;sarana prasarana;permukiman;30;m3;1235000;LPM;5;warga;120;kelurahan;;F08
mawar-02-03;20000000;Perbaikan rumah tidak layak huni (rutilahu), RW 02;2;1;fisik;sarana prasarana;permukiman;1;unit;20000000;RT 01 RW 02;11;keluarga prasejahtera;4;kelurahan;;F11
mawar-02-04;28500000;Pelatihan kader posyandu, RW 02;2;2;sosial;pemberdayaan masyarakat;kesehatan;60;orang;475000;Karang Taruna;25;perempuan;60;kelurahan;;S05
mawar-03-01;14625000;Pembangunan saluran drainase U-ditch, RW 03;3;4;fisik;sarana prasarana;permukiman;25;m;585000;RW 03;3;warga;75;kelurahan;;F04
mawar-03-02;19400000;Pengadaan tempat sampah terpilah, RW 03;3;3;fisik;sarana prasarana;permukiman;40;unit;485000;RW 03;6;warga;400;kelurahan;;F15
mawar-03-03;19000000;Pemasangan lampu penerangan jalan lingkungan LED, RW 03;3;5;fisik;sarana prasarana;permukiman;8;titik;2375000;RT 05 RW 03;1;warga;200;kelurahan;;F09
mawar-03-04;24750000;Pembangunan tangki septik komunal, RW 03;3;2;fisik;sarana prasarana;permukiman;1;unit;24750000;RW 03;22;warga;50;kelurahan;;F13
mawar-04-01;15000000;Pelatihan pemasaran digital, RW 04;4;1;ekonomi;pemberdayaan masyarakat;usaha mikro;25;orang;600000;RW 04;24;pelaku usaha, pemuda;25;kelurahan;;E04
mawar-04-02;20000000;Pelatihan administrasi pengurus RT dan RW, RW 04;4;2;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;40;orang;500000;RW 04;26;pengurus RT/RW;40;kelurahan;;G02
mawar-04-03;21000000;Pendampingan keluarga berisiko stunting, RW 04;4;2;sosial;pemberdayaan masyarakat;kesehatan;20;keluarga;1050000;RW 04;8;balita, keluarga prasejahtera;80;kelurahan;;S04
mawar-04-04;29250000;Pengadaan meja kursi dan tenda balai warga, RW 04;4;2;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;3;paket;9750000;LPM;27;warga;772;kelurahan;;G07
mawar-05-01;40000000;Stimulan modal kelompok usaha, RW 05;5;3;ekonomi;pemberdayaan masyarakat;usaha mikro;8;kelompok;5000000;Karang Taruna;21;pelaku usaha, keluarga prasejahtera;80;kelurahan;;E09
mawar-05-02;10000000;Bibit tanaman dan alat urban farming KWT, RW 05;5;1;ekonomi;pemberdayaan masyarakat;usaha mikro;2;paket;5000000;Pelaku usaha;20;perempuan;60;kelurahan;;E06
mawar-05-03;14500000;Penyuluhan perlindungan perempuan dan anak, RW 05;5;3;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;2;kegiatan;7250000;RW 05;18;perempuan, anak;120;kelurahan;;S15
mawar-05-04;58500000;Pembangunan saluran drainase U-ditch, RW 05;5;3;fisik;sarana prasarana;permukiman;100;m;585000;RT 03 RW 05;2;warga;300;kelurahan;;F04
mawar-05-05;4950000;Pengadaan kit posbindu lansia, RW 05;5;1;sosial;pemberdayaan masyarakat;kesehatan;1;paket;4950000;PKK;14;lansia;80;kelurahan;;S08
mawar-05-06;45750000;Pengaspalan jalan lingkungan, RW 05;5;1;fisik;sarana prasarana;transportasi;300;m2;152500;RW 05;23;warga;300;kelurahan;;F03
mawar-06-01;14550000;Pengadaan tempat sampah terpilah, RW 06;6;5;fisik;sarana prasarana;permukiman;30;unit;485000;RW 06;10;warga;300;kelurahan;;F15
mawar-06-02;37050000;Pembangunan tembok penahan tanah, RW 06;6;3;fisik;sarana prasarana;permukiman;30;m3;1235000;RT 03 RW 06;7;warga;120;kelurahan;;F08
mawar-06-03;18750000;Pemasangan paving block jalan lingkungan, RW 06;6;5;fisik;sarana prasarana;transportasi;100;m2;187500;LPM;19;warga;200;kelurahan;;F01
mawar-06-04;14500000;Pengerukan dan normalisasi selokan, RW 06;6;4;fisik;sarana prasarana;permukiman;200;m;72500;RT 04 RW 06;9;warga;200;kelurahan;;F06
mawar-06-05;40000000;Pelatihan menjahit dan tata boga, RW 06;6;5;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;1000000;Karang Taruna;15;perempuan;40;kelurahan;;E08
mawar-06-06;29700000;Pembangunan bank sampah RW, RW 06;6;4;fisik;sarana prasarana;permukiman;2;paket;14850000;RT 04 RW 06;4;warga;400;kelurahan;;F18
VOTES
voter_id;vote;role;rw;weight
mawar-p001;mawar-01-01,mawar-01-02,mawar-01-03,mawar-02-02,mawar-02-03,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-06;rw;1;380
mawar-p002;mawar-01-02,mawar-01-03,mawar-02-02,mawar-02-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-06-04;rw;2;284
mawar-p003;mawar-02-02,mawar-03-01,mawar-03-02,mawar-03-03,mawar-03-04,mawar-04-03,mawar-05-04,mawar-06-06;rw;3;445
mawar-p004;mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-01,mawar-04-02,mawar-04-03,mawar-05-04,mawar-05-05;rw;4;209
mawar-p005;mawar-03-01,mawar-03-03,mawar-05-02,mawar-05-04,mawar-05-05,mawar-05-06,mawar-06-06;rw;5;329
mawar-p006;mawar-03-03,mawar-05-04,mawar-06-01,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-06;rw;6;462
mawar-p007;mawar-01-01,mawar-01-02,mawar-01-03,mawar-02-02,mawar-02-03,mawar-03-03,mawar-06-01,mawar-06-02,mawar-06-03;rt;1;76
mawar-p008;mawar-02-01,mawar-02-02,mawar-02-03,mawar-03-02,mawar-03-03,mawar-05-04,mawar-06-02;rt;2;95
mawar-p009;mawar-02-02,mawar-02-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-03-04,mawar-04-03,mawar-05-04,mawar-06-04;rt;3;89
mawar-p010;mawar-02-02,mawar-03-01,mawar-03-02,mawar-03-03,mawar-03-04,mawar-04-01,mawar-04-02,mawar-04-03,mawar-05-04;rt;4;70
mawar-p011;mawar-02-02,mawar-03-02,mawar-03-03,mawar-05-02,mawar-05-04,mawar-05-05,mawar-05-06;rt;5;82
mawar-p012;mawar-01-03,mawar-03-03,mawar-05-04,mawar-06-01,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-06;rt;6;77
mawar-p013;mawar-01-01,mawar-02-01,mawar-02-03,mawar-03-03,mawar-04-02,mawar-04-03,mawar-05-04,mawar-05-05,mawar-06-06;lurah;;162
mawar-p014;mawar-01-01,mawar-01-02,mawar-03-03,mawar-04-02,mawar-04-03,mawar-04-04,mawar-05-05;kecamatan;;81
mawar-p015;mawar-01-01,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-04,mawar-05-05,mawar-06-01;agency;;81
mawar-p016;mawar-01-01,mawar-03-01,mawar-03-03,mawar-04-03,mawar-05-04,mawar-06-01,mawar-06-04,mawar-06-06;agency;;81
mawar-p017;mawar-01-01,mawar-03-01,mawar-03-03,mawar-04-03,mawar-05-02,mawar-05-04,mawar-06-06;agency;;81
mawar-p018;mawar-01-03,mawar-02-02,mawar-03-01,mawar-03-03,mawar-05-04,mawar-06-01,mawar-06-02,mawar-06-06;council;1;162
mawar-p019;mawar-01-02,mawar-02-02,mawar-03-03,mawar-06-01,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-06;lpm;6;81
mawar-p020;mawar-02-02,mawar-03-01,mawar-03-03,mawar-06-01,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-06;lpm;6;81
mawar-p021;mawar-02-02,mawar-03-01,mawar-03-02,mawar-03-03,mawar-03-04,mawar-05-04,mawar-06-06;lpm;3;81
mawar-p022;mawar-01-01,mawar-02-01,mawar-04-03,mawar-05-02,mawar-05-05,mawar-06-01,mawar-06-05;pkk;6;81
mawar-p023;mawar-01-01,mawar-02-01,mawar-04-03,mawar-05-02,mawar-05-03,mawar-05-05,mawar-06-05;pkk;1;81
mawar-p024;mawar-01-01,mawar-02-01,mawar-02-04,mawar-04-03,mawar-05-02,mawar-05-05,mawar-06-05;pkk;1;81
mawar-p025;mawar-01-01,mawar-02-01,mawar-03-03,mawar-04-03,mawar-05-02,mawar-05-05,mawar-06-01,mawar-06-02,mawar-06-05;pkk;6;81
mawar-p026;mawar-01-01,mawar-02-04,mawar-03-03,mawar-05-01,mawar-06-02,mawar-06-05,mawar-06-06;karang-taruna;6;81
mawar-p027;mawar-01-01,mawar-02-04,mawar-03-03,mawar-04-01,mawar-05-01,mawar-06-02,mawar-06-05,mawar-06-06;karang-taruna;6;81
mawar-p028;mawar-01-01,mawar-02-04,mawar-04-01,mawar-05-01,mawar-05-02,mawar-05-03,mawar-05-04,mawar-06-05;karang-taruna;5;81
mawar-p029;mawar-01-03,mawar-02-02,mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-04,mawar-06-02,mawar-06-04;community-leader;4;81
mawar-p030;mawar-02-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-03-04,mawar-04-03,mawar-05-01,mawar-05-04,mawar-06-01;community-leader;3;81
mawar-p031;mawar-02-02,mawar-02-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-04,mawar-06-04,mawar-06-06;community-leader;3;81
mawar-p032;mawar-02-02,mawar-02-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-04,mawar-06-02,mawar-06-04;community-leader;2;81
mawar-p033;mawar-02-03,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-04,mawar-06-02,mawar-06-05,mawar-06-06;religious-leader;6;81
mawar-p034;mawar-02-03,mawar-03-02,mawar-03-03,mawar-04-01,mawar-04-02,mawar-04-03,mawar-05-01,mawar-05-04,mawar-05-05;religious-leader;4;81
mawar-p035;mawar-02-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-01,mawar-05-03,mawar-06-06;religious-leader;3;81
mawar-p036;mawar-02-04,mawar-03-03,mawar-04-01,mawar-04-03,mawar-05-02,mawar-05-03,mawar-05-04,mawar-05-05,mawar-06-05;women;4;81
mawar-p037;mawar-02-01,mawar-02-02,mawar-02-04,mawar-03-03,mawar-04-03,mawar-05-02,mawar-05-03,mawar-06-05;women;2;81
mawar-p038;mawar-02-01,mawar-02-02,mawar-02-04,mawar-04-03,mawar-05-02,mawar-05-03,mawar-06-05;women;1;81
mawar-p039;mawar-01-01,mawar-03-03,mawar-04-01,mawar-04-02,mawar-04-03,mawar-05-01,mawar-05-02,mawar-06-05;youth;4;81
mawar-p040;mawar-03-01,mawar-04-01,mawar-04-03,mawar-05-01,mawar-05-02,mawar-05-03,mawar-05-04;youth;5;81
mawar-p041;mawar-02-01,mawar-02-02,mawar-03-01,mawar-03-03,mawar-04-03,mawar-05-03,mawar-05-04;children;2;81
mawar-p042;mawar-03-03,mawar-04-03,mawar-05-01,mawar-05-03,mawar-05-04,mawar-05-05,mawar-05-06,mawar-06-06;children;5;81
mawar-p043;mawar-03-03,mawar-04-03,mawar-05-03,mawar-05-04,mawar-06-01,mawar-06-02,mawar-06-04,mawar-06-05,mawar-06-06;school;6;81
mawar-p044;mawar-01-01,mawar-02-01,mawar-02-02,mawar-02-03,mawar-03-01,mawar-04-03,mawar-05-03,mawar-05-04,mawar-06-06;school;2;81
mawar-p045;mawar-01-01,mawar-02-01,mawar-02-04,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-05,mawar-06-05;puskesmas;;81
mawar-p046;mawar-01-01,mawar-01-02,mawar-01-03,mawar-04-01,mawar-05-01,mawar-05-02,mawar-06-05;business;1;81
mawar-p047;mawar-01-01,mawar-01-02,mawar-02-02,mawar-04-01,mawar-05-01,mawar-05-02,mawar-06-03,mawar-06-05;business;1;81

META
key;value
description;SYNTHETIC Musrenbang of kelurahan Kenanga, kecamatan Contoh Utara: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Utara
subunit;Kenanga
instance;synthetic-2018
num_projects;42
num_votes;53
budget;384841412
vote_type;approval
rule;priority-order
min_length;1
max_length;13
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 2
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
kenanga-01-01;9600000;Penyuluhan pencegahan stunting, RW 01;1;4;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;4800000;RW 01;25;balita, ibu hamil;120;kelurahan;;S03
kenanga-01-02;4750000;Pengadaan gerobak sampah, RW 01;1;1;fisik;sarana prasarana;permukiman;1;unit;4750000;RW 01;3;warga;150;kelurahan;;F16
kenanga-01-03;30000000;Pelatihan kesiapsiagaan bencana, RW 01;1;5;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;60;orang;500000;Kelompok perempuan;39;warga;60;kelurahan;;S14
kenanga-01-04;20000000;Pelatihan kepemudaan Karang Taruna, RW 01;1;2;sosial;pemberdayaan masyarakat;lembaga kemasyarakatan;40;orang;500000;Kelompok perempuan;16;pemuda;40;kelurahan;;S09
kenanga-01-05;14250000;Pemasangan lampu penerangan jalan lingkungan LED, RW 01;1;2;fisik;sarana prasarana;permukiman;6;titik;2375000;RW 01;24;warga;150;kelurahan;;F09
kenanga-01-06;7250000;Rehabilitasi pos kamling, RW 01;1;4;fisik;sarana prasarana;permukiman;1;unit;7250000;RW 01;1;warga;100;kelurahan;;F20
kenanga-02-01;15300000;Pemasangan lampu jalan tenaga surya, RW 02;2;3;fisik;sarana prasarana;permukiman;2;titik;7650000;RW 02;6;warga;80;kelurahan;;F10
kenanga-02-02;23500000;Rehabilitasi ruang kelas PAUD, RW 02;2;5;fisik;sarana prasarana;pendidikan dan kebudayaan;1;unit;23500000;RW 02;31;anak;60;kelurahan;;F23
kenanga-02-03;9625000;Pelatihan kader jumantik, RW 02;2;3;sosial;pemberdayaan masyarakat;kesehatan;25;orang;385000;PKK;41;warga;25;kelurahan;;S07
kenanga-03-01;22700000;Pengadaan komputer dan printer pelayanan RW, RW 03;3;4;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;2;unit;11350000;Lurah;40;warga;400;kelurahan;;G01
kenanga-03-02;20000000;Pelatihan menjahit dan tata boga, RW 03;3;2;ekonomi;pemberdayaan masyarakat;usaha mikro;20;orang;1000000;RW 03;18;perempuan;20;kelurahan;;E08
kenanga-03-03;15000000;Pelatihan pemasaran digital, RW 03;3;2;ekonomi;pemberdayaan masyarakat;usaha mikro;25;orang;600000;Pelaku usaha;19;pelaku usaha, pemuda;25;kelurahan;;E04
kenanga-04-01;11000000;Bantuan alat produksi UMKM, RW 04;4;3;ekonomi;pemberdayaan masyarakat;usaha mikro;4;unit;2750000;RW 04;20;pelaku usaha;8;kelurahan;;E02
kenanga-04-02;30000000;Pelatihan kesiapsiagaan bencana, RW 04;4;4;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;60;orang;500000;Kelompok perempuan;35;warga;60;kelurahan;;S14
kenanga-04-03;9600000;Penyuluhan pencegahan stunting, RW 04;4;1;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;4800000;PKK;9;balita, ibu hamil;120;kelurahan;;S03
kenanga-04-04;11500000;Fasilitasi sertifikat halal dan PIRT, RW 04;4;1;ekonomi;pemberdayaan masyarakat;usaha mikro;10;usaha;1150000;PKK;21;pelaku usaha;20;kelurahan;;E05
kenanga-04-05;19000000;Pelatihan kader posyandu, RW 04;4;3;sosial;pemberdayaan masyarakat;kesehatan;40;orang;475000;Kelompok perempuan;42;perempuan;40;kelurahan;;S05
kenanga-05-01;20000000;Pelatihan kesiapsiagaan bencana, RW 05;5;4;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;40;orang;500000;RW 05;27;warga;40;kelurahan;;S14
kenanga-05-02;23500000;Rehabilitasi ruang kelas PAUD, RW 05;5;1;fisik;sarana prasarana;pendidikan dan kebudayaan;1;unit;23500000;RW 05;28;anak;60;kelurahan;;F23
kenanga-05-03;15300000;Pemasangan lampu jalan tenaga surya, RW 05;5;1;fisik;sarana prasarana;permukiman;2;titik;7650000;RW 05;11;warga;80;kelurahan;;F10
kenanga-05-04;38880000;Betonisasi jalan gang, RW 05;5;2;fisik;sarana prasarana;transportasi;160;m2;243000;LPM;29;warga;320;kelurahan;;F02
kenanga-05-05;14850000;Pembangunan bank sampah RW, RW 05;5;3;fisik;sarana prasarana;permukiman;1;paket;14850000;RW 05;2;warga;200;kelurahan;;F18
kenanga-05-06;45750000;Pengaspalan jalan lingkungan, RW 05;5;4;fisik;sarana prasarana;transportasi;300;m2;152500;RW 05;13;warga;300;kelurahan;;F03
kenanga-05-07;18500000;Pendataan dan pemetaan warga, RW 05;5;6;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;18500000;Lurah;33;warga;600;kelurahan;;G06
kenanga-05-08;9600000;Penyuluhan pencegahan stunting, RW 05;5;4;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;4800000;PKK;32;balita, ibu hamil;120;kelurahan;;S03
kenanga-06-01;30000000;Pelatihan pemasaran digital, RW 06;6;1;ekonomi;pemberdayaan masyarakat;usaha mikro;50;orang;600000;PKK;10;pelaku usaha, pemuda;50;kelurahan;;E04
kenanga-06-02;12350000;Pembangunan tembok penahan tanah, RW 06;6;2;fisik;sarana prasarana;permukiman;10;m3;1235000;RT 02 RW 06;4;warga;40;kelurahan;;F08
kenanga-06-03;30600000;Pemasangan lampu jalan tenaga surya, RW 06;6;3;fisik;sarana prasarana;permukiman;4;titik;7650000;RW 06;12;warga;160;kelurahan;;F10
kenanga-07-01;30937500;Rehabilitasi saluran drainase pasangan batu, RW 07;7;5;fisik;sarana prasarana;permukiman;75;m;412500;RW 07;15;warga;225;kelurahan;;F05
kenanga-07-02;29500000;Layanan digital administrasi warga, RW 07;7;3;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;2;paket;14750000;RW 07;36;warga;800;kelurahan;;G03
kenanga-07-03;12350000;Pembangunan tembok penahan tanah, RW 07;7;6;fisik;sarana prasarana;permukiman;10;m3;1235000;RW 07;7;warga;40;kelurahan;;F08
kenanga-07-04;14550000;Pembuatan sumur resapan, RW 07;7;2;fisik;sarana prasarana;permukiman;3;titik;4850000;RW 07;14;warga;60;kelurahan;;F07
kenanga-07-05;24500000;Rehabilitasi gedung posyandu, RW 07;7;1;fisik;sarana prasarana;kesehatan;1;unit;24500000;LPM;22;balita, ibu hamil;120;kelurahan;;F19
kenanga-07-06;10000000;Bibit tanaman dan alat urban farming KWT, RW 07;7;1;ekonomi;pemberdayaan masyarakat;usaha mikro;2;paket;5000000;Pelaku usaha;37;perempuan;60;kelurahan;;E06
kenanga-07-07;9500000;Pelatihan kader posyandu, RW 07;7;2;sosial;pemberdayaan masyarakat;kesehatan;20;orang;475000;RW 07;23;perempuan;20;kelurahan;;S05
kenanga-08-01;30500000;Pengaspalan jalan lingkungan, RW 08;8;1;fisik;sarana prasarana;transportasi;200;m2;152500;RW 08;26;warga;200;kelurahan;;F03
kenanga-08-02;9900000;Pengadaan kit posbindu lansia, RW 08;8;2;sosial;pemberdayaan masyarakat;kesehatan;2;paket;4950000;PKK;38;lansia;160;kelurahan;;S08
kenanga-08-03;10500000;Bantuan gerobak usaha, RW 08;8;1;ekonomi;pemberdayaan masyarakat;usaha mikro;2;unit;5250000;RW 08;34;pelaku usaha, keluarga prasejahtera;8;kelurahan;;E03
kenanga-08-04;28500000;Penyuluhan bahaya narkoba, RW 08;8;1;sosial;pemberdayaan masyarakat;ketenteraman dan ketertiban;100;orang;285000;Karang Taruna;30;pemuda;100;kelurahan;;S11
kenanga-08-05;7350000;Pengadaan kit antropometri posyandu, RW 08;8;1;sosial;pemberdayaan masyarakat;kesehatan;1;paket;7350000;PKK;8;balita, ibu hamil;120;kelurahan;;S02
kenanga-09-01;40000000;Pelatihan menjahit dan tata boga, RW 09;9;2;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;1000000;Karang Taruna;5;perempuan;40;kelurahan;;E08
kenanga-09-02;19440000;Betonisasi jalan gang, RW 09;9;3;fisik;sarana prasarana;transportasi;80;m2;243000;RW 09;17;warga;160;kelurahan;;F02
VOTES
voter_id;vote;role;rw;weight
kenanga-p001;kenanga-01-01,kenanga-01-02,kenanga-01-03,kenanga-01-04,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-05-03,kenanga-05-05,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-03;rw;1;376
kenanga-p002;kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-05-03,kenanga-05-04,kenanga-05-05,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-03;rw;2;428
kenanga-p003;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-03-01,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-05-05,kenanga-07-03,kenanga-08-05,kenanga-09-02;rw;3;372
kenanga-p004;kenanga-01-02,kenanga-01-06,kenanga-04-01,kenanga-04-02,kenanga-04-03,kenanga-04-04,kenanga-04-05,kenanga-05-05,kenanga-08-05,kenanga-09-01;rw;4;289
kenanga-p005;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-05-01,kenanga-05-02,kenanga-05-03,kenanga-05-04,kenanga-05-05,kenanga-05-06,kenanga-06-02,kenanga-06-03,kenanga-07-04;rw;5;483
kenanga-p006;kenanga-01-02,kenanga-01-06,kenanga-05-03,kenanga-05-05,kenanga-05-06,kenanga-06-01,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-03,kenanga-07-04;rw;6;301
kenanga-p007;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-05-03,kenanga-05-05,kenanga-05-06,kenanga-06-02,kenanga-07-01,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-07-07;rw;7;515
kenanga-p008;kenanga-01-06,kenanga-03-03,kenanga-04-03,kenanga-05-03,kenanga-05-05,kenanga-07-04,kenanga-08-01,kenanga-08-02,kenanga-08-03,kenanga-08-04,kenanga-08-05,kenanga-09-01;rw;8;289
kenanga-p009;kenanga-01-02,kenanga-01-06,kenanga-04-01,kenanga-04-03,kenanga-04-04,kenanga-06-02,kenanga-06-03,kenanga-07-03,kenanga-08-01,kenanga-08-05,kenanga-09-01,kenanga-09-02;rw;9;352
kenanga-p010;kenanga-01-01,kenanga-01-02,kenanga-01-03,kenanga-01-04,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-05-03,kenanga-05-05,kenanga-06-02;rt;1;75
kenanga-p011;kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-05-03,kenanga-05-05,kenanga-05-06,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-04;rt;2;86
kenanga-p012;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-03-01,kenanga-03-02,kenanga-03-03,kenanga-04-03,kenanga-04-04,kenanga-05-05,kenanga-08-05,kenanga-09-02;rt;3;74
kenanga-p013;kenanga-01-02,kenanga-01-06,kenanga-03-02,kenanga-04-01,kenanga-04-02,kenanga-04-03,kenanga-04-04,kenanga-04-05,kenanga-05-05,kenanga-05-06,kenanga-08-04,kenanga-09-01,kenanga-09-02;rt;4;72
kenanga-p014;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-05-02,kenanga-05-03,kenanga-05-04,kenanga-05-05,kenanga-05-06,kenanga-06-02,kenanga-06-03;rt;5;81
kenanga-p015;kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-05-05,kenanga-05-06,kenanga-06-01,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-03,kenanga-07-04;rt;6;75
kenanga-p016;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-05-03,kenanga-05-05,kenanga-06-02,kenanga-07-01,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-08-01;rt;7;86
kenanga-p017;kenanga-01-02,kenanga-01-06,kenanga-05-05,kenanga-07-03,kenanga-07-04,kenanga-08-01,kenanga-08-02,kenanga-08-03,kenanga-08-04,kenanga-08-05,kenanga-09-01;rt;8;96
kenanga-p018;kenanga-01-06,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-04-02,kenanga-04-03,kenanga-05-05,kenanga-08-04,kenanga-08-05,kenanga-09-01,kenanga-09-02;rt;9;88
kenanga-p019;kenanga-01-01,kenanga-01-02,kenanga-01-06,kenanga-03-01,kenanga-04-03,kenanga-05-05,kenanga-05-07,kenanga-06-02,kenanga-07-07,kenanga-08-05,kenanga-09-01;lurah;;162
kenanga-p020;kenanga-01-01,kenanga-01-02,kenanga-01-06,kenanga-04-03,kenanga-05-05,kenanga-05-07,kenanga-05-08,kenanga-06-01,kenanga-07-02,kenanga-07-05,kenanga-08-05,kenanga-09-01;kecamatan;;81
kenanga-p021;kenanga-01-06,kenanga-02-01,kenanga-03-03,kenanga-04-03,kenanga-05-05,kenanga-05-06,kenanga-06-01,kenanga-06-02,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-08-05,kenanga-09-01;agency;;81
kenanga-p022;kenanga-01-01,kenanga-01-02,kenanga-01-06,kenanga-03-02,kenanga-04-01,kenanga-04-03,kenanga-05-05,kenanga-06-01,kenanga-06-02,kenanga-06-03,kenanga-08-05,kenanga-09-01;agency;;81
kenanga-p023;kenanga-01-01,kenanga-01-02,kenanga-01-06,kenanga-03-02,kenanga-04-01,kenanga-05-05,kenanga-06-01,kenanga-07-03,kenanga-08-05,kenanga-09-01;agency;;81
kenanga-p024;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-03-02,kenanga-03-03,kenanga-04-03,kenanga-05-05,kenanga-05-06,kenanga-06-03,kenanga-07-04,kenanga-08-01,kenanga-09-01,kenanga-09-02;council;3;162
kenanga-p025;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-05-01,kenanga-05-03,kenanga-05-05,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-03,kenanga-07-05,kenanga-09-01;lpm;2;81
kenanga-p026;kenanga-01-06,kenanga-05-02,kenanga-05-03,kenanga-05-04,kenanga-05-05,kenanga-05-06,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-03,kenanga-07-05;lpm;5;81
kenanga-p027;kenanga-01-02,kenanga-01-06,kenanga-05-05,kenanga-06-01,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-02,kenanga-07-03,kenanga-07-04,kenanga-07-05;lpm;7;81
kenanga-p028;kenanga-01-01,kenanga-01-03,kenanga-01-04,kenanga-02-01,kenanga-03-02,kenanga-04-03,kenanga-04-04,kenanga-05-01,kenanga-06-01,kenanga-07-05,kenanga-08-05,kenanga-09-01;pkk;2;81
kenanga-p029;kenanga-01-01,kenanga-02-03,kenanga-04-03,kenanga-04-04,kenanga-05-01,kenanga-05-08,kenanga-06-01,kenanga-07-05,kenanga-07-07,kenanga-08-02,kenanga-08-05,kenanga-09-01;pkk;5;81
kenanga-p030;kenanga-01-01,kenanga-01-04,kenanga-02-03,kenanga-03-02,kenanga-04-03,kenanga-05-08,kenanga-06-01,kenanga-07-05,kenanga-07-06,kenanga-07-07,kenanga-08-05,kenanga-09-01;pkk;7;81
kenanga-p031;kenanga-01-01,kenanga-03-02,kenanga-04-03,kenanga-04-04,kenanga-05-01,kenanga-05-08,kenanga-06-01,kenanga-07-05,kenanga-08-05,kenanga-09-01;pkk;5;81
kenanga-p032;kenanga-01-04,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-04-03,kenanga-04-04,kenanga-06-01,kenanga-08-03,kenanga-08-04,kenanga-09-01;karang-taruna;9;81
kenanga-p033;kenanga-01-01,kenanga-01-02,kenanga-01-04,kenanga-01-06,kenanga-03-03,kenanga-04-01,kenanga-05-06,kenanga-06-01,kenanga-06-02,kenanga-07-03,kenanga-08-04,kenanga-09-01;karang-taruna;1;81
kenanga-p034;kenanga-01-02,kenanga-01-04,kenanga-01-06,kenanga-02-01,kenanga-03-02,kenanga-03-03,kenanga-04-03,kenanga-04-04,kenanga-05-08,kenanga-06-01,kenanga-08-04,kenanga-09-01;karang-taruna;2;81
kenanga-p035;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-04-03,kenanga-05-05,kenanga-06-02,kenanga-06-03,kenanga-07-03,kenanga-07-04,kenanga-09-01;community-leader;3;81
kenanga-p036;kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-04-03,kenanga-05-02,kenanga-05-03,kenanga-05-05,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-03,kenanga-09-01;community-leader;5;81
kenanga-p037;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-05-03,kenanga-05-05,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-03;community-leader;2;81
kenanga-p038;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-05-03,kenanga-05-05,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-02,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-08-03;community-leader;7;81
kenanga-p039;kenanga-01-02,kenanga-01-04,kenanga-03-02,kenanga-03-03,kenanga-04-03,kenanga-05-05,kenanga-06-03,kenanga-08-03,kenanga-08-04,kenanga-08-05,kenanga-09-01;religious-leader;3;81
kenanga-p040;kenanga-02-01,kenanga-03-02,kenanga-03-03,kenanga-04-02,kenanga-04-03,kenanga-04-04,kenanga-05-02,kenanga-06-02,kenanga-08-03,kenanga-09-01;religious-leader;3;81
kenanga-p041;kenanga-01-02,kenanga-03-03,kenanga-04-01,kenanga-04-03,kenanga-05-02,kenanga-06-02,kenanga-08-03,kenanga-08-04,kenanga-08-05,kenanga-09-01,kenanga-09-02;religious-leader;9;81
kenanga-p042;kenanga-03-02,kenanga-04-01,kenanga-04-03,kenanga-04-04,kenanga-04-05,kenanga-06-01,kenanga-07-05,kenanga-07-07,kenanga-08-05,kenanga-09-01;women;9;81
kenanga-p043;kenanga-01-01,kenanga-01-06,kenanga-03-02,kenanga-04-01,kenanga-04-03,kenanga-04-04,kenanga-05-05,kenanga-05-08,kenanga-06-01,kenanga-07-06,kenanga-07-07,kenanga-08-05,kenanga-09-01;women;2;81
kenanga-p044;kenanga-01-01,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-04-03,kenanga-04-04,kenanga-04-05,kenanga-05-08,kenanga-06-01,kenanga-07-06,kenanga-07-07,kenanga-08-05,kenanga-09-01;women;4;81
kenanga-p045;kenanga-01-04,kenanga-01-06,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-04-04,kenanga-05-05,kenanga-06-01,kenanga-07-06,kenanga-08-03,kenanga-08-04,kenanga-08-05,kenanga-09-01;youth;8;81
kenanga-p046;kenanga-01-04,kenanga-01-06,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-04-02,kenanga-04-03,kenanga-04-04,kenanga-06-01,kenanga-07-07,kenanga-08-04,kenanga-08-05,kenanga-09-01;youth;4;81
kenanga-p047;kenanga-01-04,kenanga-01-06,kenanga-02-02,kenanga-05-02,kenanga-05-05,kenanga-07-01,kenanga-07-03,kenanga-07-04,kenanga-07-07,kenanga-09-01;children;7;81
kenanga-p048;kenanga-01-06,kenanga-02-02,kenanga-03-02,kenanga-04-03,kenanga-04-04,kenanga-05-02,kenanga-05-03,kenanga-05-05,kenanga-05-07,kenanga-05-08,kenanga-06-01,kenanga-08-05;children;5;81
kenanga-p049;kenanga-01-02,kenanga-01-03,kenanga-01-04,kenanga-01-06,kenanga-02-02,kenanga-03-03,kenanga-04-03,kenanga-04-04,kenanga-05-02,kenanga-05-05,kenanga-06-01,kenanga-08-05,kenanga-09-01;school;1;81
kenanga-p050;kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-05-02,kenanga-05-05,kenanga-07-02,kenanga-07-03,kenanga-07-04,kenanga-07-07,kenanga-08-05,kenanga-09-01;school;7;81
kenanga-p051;kenanga-01-01,kenanga-02-03,kenanga-04-03,kenanga-04-05,kenanga-05-05,kenanga-05-08,kenanga-07-05,kenanga-07-07,kenanga-08-02,kenanga-08-05;puskesmas;;81
kenanga-p052;kenanga-01-06,kenanga-02-01,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-04-04,kenanga-05-05,kenanga-06-01,kenanga-08-03,kenanga-09-01;business;2;81
kenanga-p053;kenanga-01-01,kenanga-01-02,kenanga-01-06,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-04-04,kenanga-06-01,kenanga-08-03,kenanga-09-01;business;1;81

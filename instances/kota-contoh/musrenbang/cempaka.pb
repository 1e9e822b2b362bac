META
key;value
description;SYNTHETIC Musrenbang of kelurahan Cempaka, kecamatan Contoh Utara: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Utara
subunit;Cempaka
instance;synthetic-2018
num_projects;44
num_votes;49
budget;270338057
vote_type;approval
rule;priority-order
min_length;1
max_length;14
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 2
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
cempaka-01-01;30000000;Pelatihan kewirausahaan, RW 01;1;1;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;750000;Karang Taruna;42;pelaku usaha;40;kelurahan;;E01
cempaka-01-02;11500000;Pengadaan alat kesenian hadrah dan angklung, RW 01;1;3;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;set;11500000;Kelompok perempuan;17;warga, pemuda;40;kelurahan;;S16
cempaka-01-03;9375000;Pemasangan paving block jalan lingkungan, RW 01;1;1;fisik;sarana prasarana;transportasi;50;m2;187500;RW 01;8;warga;100;kelurahan;;F01
cempaka-01-04;29700000;Pembangunan bank sampah RW, RW 01;1;1;fisik;sarana prasarana;permukiman;2;paket;14850000;RW 01;21;warga;400;kelurahan;;F18
cempaka-02-01;19440000;Betonisasi jalan gang, RW 02;2;2;fisik;sarana prasarana;transportasi;80;m2;243000;RW 02;28;warga;160;kelurahan;;F02
cempaka-02-02;29400000;Pengadaan kit antropometri posyandu, RW 02;2;3;sosial;pemberdayaan masyarakat;kesehatan;4;paket;7350000;Karang Taruna;32;balita, ibu hamil;480;kelurahan;;S02
cempaka-02-03;9750000;Pengadaan meja kursi dan tenda balai warga, RW 02;2;3;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;9750000;Lurah;24;warga;300;kelurahan;;G07
cempaka-02-04;58500000;Pembangunan saluran drainase U-ditch, RW 02;2;2;fisik;sarana prasarana;permukiman;100;m;585000;RT 02 RW 02;16;warga;300;kelurahan;;F04
cempaka-02-05;5300000;Pemasangan CCTV lingkungan, RW 02;2;3;fisik;sarana prasarana;permukiman;2;titik;2650000;RT 03 RW 02;9;warga;120;kelurahan;;F27
cempaka-02-06;23000000;Pengadaan alat kesenian hadrah dan angklung, RW 02;2;4;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;2;set;11500000;PKK;35;warga, pemuda;80;kelurahan;;S16
cempaka-03-01;37500000;Penataan taman bermain anak, RW 03;3;4;fisik;sarana prasarana;pendidikan dan kebudayaan;2;paket;18750000;RW 03;15;anak;300;kelurahan;;F21
cempaka-03-02;14625000;Pembangunan saluran drainase U-ditch, RW 03;3;3;fisik;sarana prasarana;permukiman;25;m;585000;RW 03;11;warga;75;kelurahan;;F04
cempaka-03-03;24700000;Pembangunan tembok penahan tanah, RW 03;3;1;fisik;sarana prasarana;permukiman;20;m3;1235000;RW 03;12;warga;80;kelurahan;;F08
cempaka-03-04;23500000;Rehabilitasi ruang kelas PAUD, RW 03;3;4;fisik;sarana prasarana;pendidikan dan kebudayaan;1;unit;23500000;RW 03;25;anak;60;kelurahan;;F23
cempaka-03-05;11500000;Fasilitasi sertifikat halal dan PIRT, RW 03;3;2;ekonomi;pemberdayaan masyarakat;usaha mikro;10;usaha;1150000;Kelompok perempuan;39;pelaku usaha;20;kelurahan;;E05
cempaka-03-06;14750000;Layanan digital administrasi warga, RW 03;3;3;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;14750000;RW 03;37;warga;400;kelurahan;;G03
cempaka-03-07;9720000;Betonisasi jalan gang, RW 03;3;2;fisik;sarana prasarana;transportasi;40;m2;243000;RT 02 RW 03;10;warga;80;kelurahan;;F02
cempaka-04-01;14250000;Pengadaan gerobak sampah, RW 04;4;5;fisik;sarana prasarana;permukiman;3;unit;4750000;RT 05 RW 04;30;warga;450;kelurahan;;F16
cempaka-04-02;9700000;Pengadaan tempat sampah terpilah, RW 04;4;4;fisik;sarana prasarana;permukiman;20;unit;485000;RW 04;26;warga;200;kelurahan;;F15
cempaka-04-03;60000000;Perbaikan rumah tidak layak huni (rutilahu), RW 04;4;4;fisik;sarana prasarana;permukiman;3;unit;20000000;RT 04 RW 04;5;keluarga prasejahtera;12;kelurahan;;F11
cempaka-04-04;28500000;Penyuluhan bahaya narkoba, RW 04;4;1;sosial;pemberdayaan masyarakat;ketenteraman dan ketertiban;100;orang;285000;Kelompok perempuan;38;pemuda;100;kelurahan;;S11
cempaka-04-05;21000000;Pendampingan keluarga berisiko stunting, RW 04;4;5;sosial;pemberdayaan masyarakat;kesehatan;20;keluarga;1050000;PKK;31;balita, keluarga prasejahtera;80;kelurahan;;S04
cempaka-04-06;28125000;Pemasangan paving block jalan lingkungan, RW 04;4;5;fisik;sarana prasarana;transportasi;150;m2;187500;RT 05 RW 04;18;warga;300;kelurahan;;F01
cempaka-04-07;41250000;Rehabilitasi saluran drainase pasangan batu, RW 04;4;4;fisik;sarana prasarana;permukiman;100;m;412500;RW 04;7;warga;300;kelurahan;;F05
cempaka-04-08;28500000;Pelatihan kader posyandu, RW 04;4;3;sosial;pemberdayaan masyarakat;kesehatan;60;orang;475000;RW 04;23;perempuan;60;kelurahan;;S05
cempaka-04-09;23750000;Pemasangan lampu penerangan jalan lingkungan LED, RW 04;4;3;fisik;sarana prasarana;permukiman;10;titik;2375000;RT 03 RW 04;2;warga;250;kelurahan;;F09
cempaka-05-01;30000000;Pelatihan pemasaran digital, RW 05;5;6;ekonomi;pemberdayaan masyarakat;usaha mikro;50;orang;600000;Karang Taruna;29;pelaku usaha, pemuda;50;kelurahan;;E04
cempaka-05-02;14750000;Layanan digital administrasi warga, RW 05;5;3;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;14750000;RW 05;44;warga;400;kelurahan;;G03
cempaka-05-03;30000000;Bibit tanaman dan alat urban farming KWT, RW 05;5;5;ekonomi;pemberdayaan masyarakat;usaha mikro;6;paket;5000000;Pelaku usaha;20;perempuan;180;kelurahan;;E06
cempaka-05-04;20000000;Pelatihan menjahit dan tata boga, RW 05;5;7;ekonomi;pemberdayaan masyarakat;usaha mikro;20;orang;1000000;Pelaku usaha;34;perempuan;20;kelurahan;;E08
cempaka-05-05;19000000;Pemasangan lampu penerangan jalan lingkungan LED, RW 05;5;1;fisik;sarana prasarana;permukiman;8;titik;2375000;RW 05;1;warga;200;kelurahan;;F09
cempaka-05-06;58500000;Pembangunan saluran drainase U-ditch, RW 05;5;2;fisik;sarana prasarana;permukiman;100;m;585000;RW 05;22;warga;300;kelurahan;;F04
cempaka-06-01;33000000;Bantuan alat produksi UMKM, RW 06;6;2;ekonomi;pemberdayaan masyarakat;usaha mikro;12;unit;2750000;PKK;33;pelaku usaha;24;kelurahan;;E02
cempaka-06-02;30000000;Pelatihan pemasaran digital, RW 06;6;1;ekonomi;pemberdayaan masyarakat;usaha mikro;50;orang;600000;Pelaku usaha;14;pelaku usaha, pemuda;50;kelurahan;;E04
cempaka-06-03;29000000;Pengerukan dan normalisasi selokan, RW 06;6;3;fisik;sarana prasarana;permukiman;400;m;72500;LPM;13;warga;400;kelurahan;;F06
cempaka-06-04;20000000;Perbaikan rumah tidak layak huni (rutilahu), RW 06;6;3;fisik;sarana prasarana;permukiman;1;unit;20000000;RW 06;3;keluarga prasejahtera;4;kelurahan;;F11
cempaka-06-05;29250000;Pengadaan meja kursi dan tenda balai warga, RW 06;6;2;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;3;paket;9750000;RW 06;41;warga;900;kelurahan;;G07
cempaka-07-01;30500000;Pengaspalan jalan lingkungan, RW 07;7;1;fisik;sarana prasarana;transportasi;200;m2;152500;RT 01 RW 07;4;warga;200;kelurahan;;F03
cempaka-07-02;24750000;Pembangunan tangki septik komunal, RW 07;7;4;fisik;sarana prasarana;permukiman;1;unit;24750000;RT 04 RW 07;19;warga;50;kelurahan;;F13
cempaka-07-03;14750000;Layanan digital administrasi warga, RW 07;7;2;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;14750000;LPM;43;warga;400;kelurahan;;G03
cempaka-07-04;19000000;Pemasangan lampu penerangan jalan lingkungan LED, RW 07;7;2;fisik;sarana prasarana;permukiman;8;titik;2375000;RW 07;40;warga;200;kelurahan;;F09
cempaka-07-05;18750000;Penataan taman bermain anak, RW 07;7;2;fisik;sarana prasarana;pendidikan dan kebudayaan;1;paket;18750000;RW 07;6;anak;150;kelurahan;;F21
cempaka-07-06;11500000;Pengadaan alat kesenian hadrah dan angklung, RW 07;7;3;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;set;11500000;PKK;27;warga, pemuda;40;kelurahan;;S16
cempaka-07-07;24300000;Betonisasi jalan gang, RW 07;7;4;fisik;sarana prasarana;transportasi;100;m2;243000;RW 07;36;warga;200;kelurahan;;F02
VOTES
voter_id;vote;role;rw;weight
cempaka-p001;cempaka-01-02,cempaka-01-03,cempaka-01-04,cempaka-02-01,cempaka-02-04,cempaka-02-05,cempaka-04-09,cempaka-05-05,cempaka-06-03,cempaka-06-04,cempaka-07-01,cempaka-07-02;rw;1;282
cempaka-p002;cempaka-01-03,cempaka-01-04,cempaka-02-01,cempaka-02-02,cempaka-02-03,cempaka-02-04,cempaka-02-05,cempaka-02-06,cempaka-03-02,cempaka-03-07,cempaka-05-05,cempaka-06-04,cempaka-07-01;rw;2;311
cempaka-p003;cempaka-03-01,cempaka-03-02,cempaka-03-03,cempaka-03-04,cempaka-03-05,cempaka-03-06,cempaka-03-07,cempaka-04-01,cempaka-04-03,cempaka-04-06,cempaka-04-09,cempaka-05-05;rw;3;358
cempaka-p004;cempaka-03-02,cempaka-03-03,cempaka-03-07,cempaka-04-01,cempaka-04-02,cempaka-04-03,cempaka-04-05,cempaka-04-06,cempaka-04-07,cempaka-04-08,cempaka-04-09,cempaka-05-05,cempaka-05-06,cempaka-07-01;rw;4;408
cempaka-p005;cempaka-02-05,cempaka-03-02,cempaka-04-03,cempaka-04-07,cempaka-04-09,cempaka-05-01,cempaka-05-03,cempaka-05-05,cempaka-05-06,cempaka-06-04,cempaka-07-01;rw;5;534
cempaka-p006;cempaka-01-03,cempaka-01-04,cempaka-02-05,cempaka-05-05,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-06-04,cempaka-07-01,cempaka-07-02,cempaka-07-07;rw;6;252
cempaka-p007;cempaka-01-03,cempaka-02-04,cempaka-02-05,cempaka-03-07,cempaka-04-03,cempaka-06-03,cempaka-06-04,cempaka-07-01,cempaka-07-02,cempaka-07-04,cempaka-07-05,cempaka-07-06,cempaka-07-07;rw;7;341
cempaka-p008;cempaka-01-02,cempaka-01-03,cempaka-01-04,cempaka-02-01,cempaka-02-04,cempaka-02-05,cempaka-04-03,cempaka-04-09,cempaka-06-03,cempaka-06-04,cempaka-07-01,cempaka-07-02;rt;1;71
cempaka-p009;cempaka-01-03,cempaka-02-01,cempaka-02-02,cempaka-02-03,cempaka-02-04,cempaka-02-05,cempaka-02-06,cempaka-03-02,cempaka-03-07,cempaka-04-07,cempaka-05-05,cempaka-06-03,cempaka-07-02;rt;2;78
cempaka-p010;cempaka-02-05,cempaka-03-01,cempaka-03-02,cempaka-03-03,cempaka-03-04,cempaka-03-05,cempaka-03-06,cempaka-03-07,cempaka-04-03,cempaka-04-06,cempaka-04-07,cempaka-04-09,cempaka-07-01;rt;3;90
cempaka-p011;cempaka-03-02,cempaka-03-03,cempaka-03-07,cempaka-04-01,cempaka-04-02,cempaka-04-03,cempaka-04-04,cempaka-04-05,cempaka-04-06,cempaka-04-07,cempaka-04-08,cempaka-04-09,cempaka-05-05;rt;4;82
cempaka-p012;cempaka-01-03,cempaka-02-04,cempaka-03-02,cempaka-03-07,cempaka-04-02,cempaka-04-03,cempaka-04-07,cempaka-04-09,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-05-06;rt;5;76
cempaka-p013;cempaka-01-03,cempaka-02-04,cempaka-05-05,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-06-04,cempaka-06-05,cempaka-07-02,cempaka-07-05,cempaka-07-07;rt;6;84
cempaka-p014;cempaka-02-04,cempaka-04-07,cempaka-06-03,cempaka-06-04,cempaka-07-01,cempaka-07-02,cempaka-07-03,cempaka-07-04,cempaka-07-05,cempaka-07-06,cempaka-07-07;rt;7;85
cempaka-p015;cempaka-01-02,cempaka-01-04,cempaka-02-02,cempaka-02-03,cempaka-03-06,cempaka-04-03,cempaka-04-05,cempaka-04-07,cempaka-05-05,cempaka-05-06,cempaka-06-02,cempaka-06-04,cempaka-06-05;lurah;;160
cempaka-p016;cempaka-01-03,cempaka-02-01,cempaka-02-03,cempaka-03-01,cempaka-03-06,cempaka-04-05,cempaka-04-06,cempaka-04-08,cempaka-05-03,cempaka-06-02,cempaka-07-01;kecamatan;;80
cempaka-p017;cempaka-01-03,cempaka-02-04,cempaka-03-03,cempaka-03-07,cempaka-04-08,cempaka-04-09,cempaka-05-03,cempaka-05-05,cempaka-05-06,cempaka-06-01,cempaka-06-02,cempaka-06-04,cempaka-07-05;agency;;80
cempaka-p018;cempaka-02-02,cempaka-02-05,cempaka-03-03,cempaka-03-07,cempaka-04-05,cempaka-04-09,cempaka-05-01,cempaka-05-05,cempaka-06-02,cempaka-07-01,cempaka-07-05;agency;;80
cempaka-p019;cempaka-03-02,cempaka-03-03,cempaka-03-07,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-06-01,cempaka-06-02,cempaka-06-04,cempaka-07-05;agency;;80
cempaka-p020;cempaka-02-05,cempaka-03-01,cempaka-03-03,cempaka-03-07,cempaka-04-01,cempaka-04-03,cempaka-04-06,cempaka-04-07,cempaka-04-09,cempaka-05-05,cempaka-05-06,cempaka-06-04,cempaka-07-01,cempaka-07-05;council;5;160
cempaka-p021;cempaka-02-01,cempaka-02-03,cempaka-02-04,cempaka-02-05,cempaka-02-06,cempaka-03-01,cempaka-03-03,cempaka-03-07,cempaka-04-09,cempaka-05-05,cempaka-06-03,cempaka-07-01,cempaka-07-02,cempaka-07-05;lpm;2;80
cempaka-p022;cempaka-01-03,cempaka-01-04,cempaka-02-05,cempaka-03-01,cempaka-04-03,cempaka-05-05,cempaka-06-02,cempaka-06-03,cempaka-06-04,cempaka-07-01,cempaka-07-05;lpm;6;80
cempaka-p023;cempaka-02-01,cempaka-02-03,cempaka-02-04,cempaka-02-05,cempaka-03-01,cempaka-03-02,cempaka-03-03,cempaka-04-09,cempaka-07-01,cempaka-07-02,cempaka-07-03,cempaka-07-05;lpm;2;80
cempaka-p024;cempaka-01-02,cempaka-02-02,cempaka-02-06,cempaka-04-03,cempaka-04-04,cempaka-04-05,cempaka-04-06,cempaka-04-08,cempaka-04-09,cempaka-05-03,cempaka-05-04,cempaka-06-01,cempaka-07-05,cempaka-07-06;pkk;4;80
cempaka-p025;cempaka-01-02,cempaka-02-02,cempaka-02-06,cempaka-04-05,cempaka-04-08,cempaka-05-03,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-06-04,cempaka-07-06;pkk;6;80
cempaka-p026;cempaka-01-02,cempaka-01-03,cempaka-02-02,cempaka-02-03,cempaka-02-06,cempaka-04-04,cempaka-04-05,cempaka-04-08,cempaka-05-03,cempaka-05-04,cempaka-06-01,cempaka-07-05,cempaka-07-06;pkk;1;80
cempaka-p027;cempaka-01-02,cempaka-01-03,cempaka-01-04,cempaka-02-02,cempaka-02-06,cempaka-04-04,cempaka-04-05,cempaka-04-08,cempaka-05-03,cempaka-06-01,cempaka-07-05,cempaka-07-06;pkk;1;80
cempaka-p028;cempaka-01-01,cempaka-01-02,cempaka-01-03,cempaka-01-04,cempaka-02-02,cempaka-02-03,cempaka-02-06,cempaka-04-04,cempaka-05-01,cempaka-05-03,cempaka-06-02,cempaka-06-04,cempaka-07-06;karang-taruna;1;80
cempaka-p029;cempaka-01-01,cempaka-01-02,cempaka-02-02,cempaka-02-06,cempaka-04-04,cempaka-05-01,cempaka-05-03,cempaka-06-01,cempaka-06-02,cempaka-06-04,cempaka-07-05,cempaka-07-06;karang-taruna;6;80
cempaka-p030;cempaka-01-01,cempaka-01-02,cempaka-01-03,cempaka-02-02,cempaka-02-06,cempaka-04-04,cempaka-05-01,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-07-06;karang-taruna;1;80
cempaka-p031;cempaka-02-04,cempaka-02-05,cempaka-04-02,cempaka-04-03,cempaka-04-07,cempaka-04-09,cempaka-05-01,cempaka-05-03,cempaka-05-05,cempaka-05-06,cempaka-06-02,cempaka-06-03,cempaka-06-04;community-leader;5;80
cempaka-p032;cempaka-03-02,cempaka-03-03,cempaka-04-01,cempaka-04-02,cempaka-04-03,cempaka-04-05,cempaka-04-06,cempaka-04-07,cempaka-04-08,cempaka-04-09,cempaka-05-05,cempaka-05-06,cempaka-06-04,cempaka-07-02;community-leader;4;80
cempaka-p033;cempaka-01-04,cempaka-02-04,cempaka-03-03,cempaka-04-03,cempaka-04-09,cempaka-05-05,cempaka-06-03,cempaka-06-04,cempaka-07-01,cempaka-07-02,cempaka-07-04,cempaka-07-05,cempaka-07-06;community-leader;7;80
cempaka-p034;cempaka-02-04,cempaka-03-02,cempaka-04-03,cempaka-04-05,cempaka-04-07,cempaka-04-09,cempaka-05-05,cempaka-05-06,cempaka-06-03,cempaka-06-04,cempaka-07-02;community-leader;5;80
cempaka-p035;cempaka-01-02,cempaka-02-06,cempaka-03-01,cempaka-03-04,cempaka-04-03,cempaka-04-04,cempaka-04-09,cempaka-05-03,cempaka-05-05,cempaka-06-04,cempaka-07-05;religious-leader;5;80
cempaka-p036;cempaka-01-02,cempaka-02-06,cempaka-03-01,cempaka-03-04,cempaka-04-03,cempaka-04-04,cempaka-04-05,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-06-04,cempaka-07-05,cempaka-07-06;religious-leader;5;80
cempaka-p037;cempaka-01-02,cempaka-02-03,cempaka-03-01,cempaka-03-03,cempaka-03-04,cempaka-03-06,cempaka-03-07,cempaka-04-03,cempaka-04-05,cempaka-04-08,cempaka-04-09,cempaka-06-04,cempaka-07-05,cempaka-07-06;religious-leader;3;80
cempaka-p038;cempaka-01-01,cempaka-01-02,cempaka-01-03,cempaka-02-02,cempaka-04-05,cempaka-04-08,cempaka-05-03,cempaka-05-04,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-06-04,cempaka-06-05,cempaka-07-06;women;6;80
cempaka-p039;cempaka-01-01,cempaka-02-02,cempaka-02-03,cempaka-03-03,cempaka-04-03,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-06-01,cempaka-06-02,cempaka-06-04;women;5;80
cempaka-p040;cempaka-01-01,cempaka-01-02,cempaka-01-03,cempaka-01-04,cempaka-02-02,cempaka-04-05,cempaka-04-08,cempaka-05-03,cempaka-05-04,cempaka-06-02,cempaka-06-03,cempaka-06-04;women;1;80
cempaka-p041;cempaka-01-02,cempaka-02-06,cempaka-03-01,cempaka-03-04,cempaka-04-02,cempaka-04-04,cempaka-04-06,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-06-02,cempaka-07-06;youth;4;80
cempaka-p042;cempaka-01-02,cempaka-02-03,cempaka-02-06,cempaka-03-01,cempaka-04-04,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-06-01,cempaka-06-02,cempaka-07-05,cempaka-07-06;youth;5;80
cempaka-p043;cempaka-01-02,cempaka-02-05,cempaka-02-06,cempaka-03-01,cempaka-03-04,cempaka-04-03,cempaka-04-09,cempaka-05-01,cempaka-05-05,cempaka-06-02,cempaka-07-05,cempaka-07-06;children;5;80
cempaka-p044;cempaka-01-02,cempaka-02-03,cempaka-02-06,cempaka-03-01,cempaka-03-04,cempaka-04-04,cempaka-04-08,cempaka-04-09,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-06-02,cempaka-07-05,cempaka-07-06;children;5;80
cempaka-p045;cempaka-01-02,cempaka-02-06,cempaka-03-01,cempaka-03-02,cempaka-03-03,cempaka-03-04,cempaka-03-05,cempaka-03-06,cempaka-03-07,cempaka-04-09,cempaka-07-05,cempaka-07-06;school;3;80
cempaka-p046;cempaka-01-02,cempaka-02-06,cempaka-03-01,cempaka-03-02,cempaka-03-04,cempaka-03-07,cempaka-04-03,cempaka-05-03,cempaka-05-05,cempaka-05-06,cempaka-07-01,cempaka-07-05,cempaka-07-06;school;5;80
cempaka-p047;cempaka-01-02,cempaka-02-02,cempaka-02-03,cempaka-03-06,cempaka-04-05,cempaka-04-08,cempaka-05-03,cempaka-06-02,cempaka-06-03,cempaka-07-01,cempaka-07-02;puskesmas;;80
cempaka-p048;cempaka-01-01,cempaka-01-02,cempaka-01-03,cempaka-03-05,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-06-01,cempaka-06-02,cempaka-06-04,cempaka-07-05;business;6;80
cempaka-p049;cempaka-01-01,cempaka-03-05,cempaka-04-03,cempaka-04-04,cempaka-04-05,cempaka-04-06,cempaka-04-07,cempaka-04-09,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-06-01,cempaka-06-02;business;4;80

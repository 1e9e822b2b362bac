META
key;value
description;SYNTHETIC Musrenbang of kelurahan Cempaka, kecamatan Contoh Utara: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Utara
subunit;Cempaka
instance;synthetic-2018
num_projects;43
num_votes;49
budget;270338057
vote_type;approval
rule;priority-order
min_length;1
max_length;13
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 1
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
cempaka-01-01;20000000;Bantuan alat produksi UMKM, RW 01;1;4;ekonomi;pemberdayaan masyarakat;usaha mikro;8;unit;2500000;Pelaku usaha;16;pelaku usaha;16;kelurahan;;E02
cempaka-01-02;15000000;Pelatihan kewirausahaan, RW 01;1;4;ekonomi;pemberdayaan masyarakat;usaha mikro;20;orang;750000;PKK;33;pelaku usaha;20;kelurahan;;E01
cempaka-01-03;10000000;Pemasangan paving block jalan lingkungan, RW 01;1;4;fisik;sarana prasarana;transportasi;50;m2;200000;RW 01;37;warga;100;kelurahan;;F01
cempaka-01-04;40000000;Penataan taman bermain anak, RW 01;1;2;fisik;sarana prasarana;pendidikan dan kebudayaan;2;paket;20000000;RW 01;43;anak;300;kelurahan;;F21
cempaka-02-01;30000000;Pengaspalan jalan lingkungan, RW 02;2;3;fisik;sarana prasarana;transportasi;200;m2;150000;RW 02;4;warga;200;kelurahan;;F03
cempaka-02-02;30000000;Pendampingan keluarga berisiko stunting, RW 02;2;1;sosial;pemberdayaan masyarakat;kesehatan;30;keluarga;1000000;PKK;23;balita, keluarga prasejahtera;120;kelurahan;;S04
cempaka-02-03;10000000;Pengadaan meja kursi dan tenda balai warga, RW 02;2;4;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;10000000;RW 02;11;warga;300;kelurahan;;G07
cempaka-02-04;60000000;Pembangunan saluran drainase U-ditch, RW 02;2;4;fisik;sarana prasarana;permukiman;100;m;600000;RW 02;27;warga;300;kelurahan;;F04
cempaka-02-05;7500000;Pengadaan kit antropometri posyandu, RW 02;2;4;sosial;pemberdayaan masyarakat;kesehatan;1;paket;7500000;RW 02;36;balita, ibu hamil;120;kelurahan;;S02
cempaka-02-06;30000000;Pelatihan kewirausahaan, RW 02;2;3;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;750000;PKK;15;pelaku usaha;40;kelurahan;;E01
cempaka-03-01;25000000;Rehabilitasi gedung posyandu, RW 03;3;1;fisik;sarana prasarana;kesehatan;1;unit;25000000;RW 03;41;balita, ibu hamil;120;kelurahan;;F19
cempaka-03-02;15000000;Pembangunan saluran drainase U-ditch, RW 03;3;2;fisik;sarana prasarana;permukiman;25;m;600000;LPM;40;warga;75;kelurahan;;F04
cempaka-03-03;10000000;Pembuatan sumur resapan, RW 03;3;3;fisik;sarana prasarana;permukiman;2;titik;5000000;RT 03 RW 03;26;warga;40;kelurahan;;F07
cempaka-03-04;30000000;Rehabilitasi pos kamling, RW 03;3;1;fisik;sarana prasarana;permukiman;4;unit;7500000;RT 01 RW 03;9;warga;400;kelurahan;;F20
cempaka-03-05;15000000;Pelatihan pemasaran digital, RW 03;3;1;ekonomi;pemberdayaan masyarakat;usaha mikro;25;orang;600000;Pelaku usaha;5;pelaku usaha, pemuda;25;kelurahan;;E04
cempaka-03-06;15000000;Layanan digital administrasi warga, RW 03;3;3;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;15000000;LPM;32;warga;400;kelurahan;;G03
cempaka-03-07;10000000;Pemasangan paving block jalan lingkungan, RW 03;3;2;fisik;sarana prasarana;transportasi;50;m2;200000;RW 03;22;warga;100;kelurahan;;F01
cempaka-04-01;15000000;Pengadaan gerobak sampah, RW 04;4;2;fisik;sarana prasarana;permukiman;3;unit;5000000;RT 02 RW 04;24;warga;450;kelurahan;;F16
cempaka-04-02;35000000;Pengadaan motor roda tiga pengangkut sampah, RW 04;4;4;fisik;sarana prasarana;permukiman;1;unit;35000000;RT 04 RW 04;7;warga;800;kelurahan;;F17
cempaka-04-03;60000000;Perbaikan rumah tidak layak huni (rutilahu), RW 04;4;5;fisik;sarana prasarana;permukiman;3;unit;20000000;RT 05 RW 04;31;keluarga prasejahtera;12;kelurahan;;F11
cempaka-04-04;30000000;Penyuluhan bahaya narkoba, RW 04;4;2;sosial;pemberdayaan masyarakat;ketenteraman dan ketertiban;100;orang;300000;PKK;39;pemuda;100;kelurahan;;S11
cempaka-04-05;20000000;Pendampingan keluarga berisiko stunting, RW 04;4;4;sosial;pemberdayaan masyarakat;kesehatan;20;keluarga;1000000;Kelompok perempuan;28;balita, keluarga prasejahtera;80;kelurahan;;S04
cempaka-04-06;30000000;Pemasangan paving block jalan lingkungan, RW 04;4;3;fisik;sarana prasarana;transportasi;150;m2;200000;RT 03 RW 04;21;warga;300;kelurahan;;F01
cempaka-04-07;25000000;Pembuatan sumur resapan, RW 04;4;3;fisik;sarana prasarana;permukiman;5;titik;5000000;RT 03 RW 04;8;warga;100;kelurahan;;F07
cempaka-04-08;30000000;Pelatihan kader posyandu, RW 04;4;4;sosial;pemberdayaan masyarakat;kesehatan;60;orang;500000;RW 04;10;perempuan;60;kelurahan;;S05
cempaka-04-09;25000000;Pemasangan lampu penerangan jalan lingkungan LED, RW 04;4;3;fisik;sarana prasarana;permukiman;10;titik;2500000;RW 04;42;warga;250;kelurahan;;F09
cempaka-05-01;20000000;Bibit lele dan kolam budikdamber, RW 05;5;7;ekonomi;pemberdayaan masyarakat;usaha mikro;8;paket;2500000;Pelaku usaha;1;keluarga prasejahtera;160;kelurahan;;E07
cempaka-05-02;10000000;Pemasangan wifi publik, RW 05;5;4;pemerintahan;sarana prasarana;pendidikan dan kebudayaan;2;titik;5000000;LPM;18;warga, pemuda;200;kelurahan;;G04
cempaka-05-03;40000000;Pelatihan menjahit dan tata boga, RW 05;5;3;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;1000000;PKK;19;perempuan;40;kelurahan;;E08
cempaka-05-04;20000000;Stimulan modal kelompok usaha, RW 05;5;1;ekonomi;pemberdayaan masyarakat;usaha mikro;4;kelompok;5000000;Kelompok perempuan;17;pelaku usaha, keluarga prasejahtera;40;kelurahan;;E09
cempaka-05-05;40000000;Perbaikan rumah tidak layak huni (rutilahu), RW 05;5;3;fisik;sarana prasarana;permukiman;2;unit;20000000;LPM;2;keluarga prasejahtera;8;kelurahan;;F11
cempaka-05-06;25000000;Pembuatan sumur resapan, RW 05;5;3;fisik;sarana prasarana;permukiman;5;titik;5000000;RW 05;12;warga;100;kelurahan;;F07
cempaka-06-01;30000000;Bantuan gerobak usaha, RW 06;6;2;ekonomi;pemberdayaan masyarakat;usaha mikro;6;unit;5000000;RW 06;14;pelaku usaha, keluarga prasejahtera;24;kelurahan;;E03
cempaka-06-02;30000000;Pelatihan pemasaran digital, RW 06;6;2;ekonomi;pemberdayaan masyarakat;usaha mikro;50;orang;600000;Pelaku usaha;30;pelaku usaha, pemuda;50;kelurahan;;E04
cempaka-06-03;25000000;Pembuatan sumur resapan, RW 06;6;1;fisik;sarana prasarana;permukiman;5;titik;5000000;RW 06;6;warga;100;kelurahan;;F07
cempaka-06-04;20000000;Perbaikan rumah tidak layak huni (rutilahu), RW 06;6;3;fisik;sarana prasarana;permukiman;1;unit;20000000;RW 06;35;keluarga prasejahtera;4;kelurahan;;F11
cempaka-07-01;30000000;Pembangunan saluran drainase U-ditch, RW 07;7;2;fisik;sarana prasarana;permukiman;50;m;600000;RT 02 RW 07;29;warga;150;kelurahan;;F04
cempaka-07-02;15000000;Rehabilitasi pos kamling, RW 07;7;4;fisik;sarana prasarana;permukiman;2;unit;7500000;RT 04 RW 07;3;warga;200;kelurahan;;F20
cempaka-07-03;10000000;Pemasangan wifi publik, RW 07;7;4;pemerintahan;sarana prasarana;pendidikan dan kebudayaan;2;titik;5000000;RW 07;38;warga, pemuda;200;kelurahan;;G04
cempaka-07-04;50000000;Pembangunan tangki septik komunal, RW 07;7;3;fisik;sarana prasarana;permukiman;2;unit;25000000;RT 03 RW 07;13;warga;100;kelurahan;;F13
cempaka-07-05;10000000;Pendampingan keluarga berisiko stunting, RW 07;7;3;sosial;pemberdayaan masyarakat;kesehatan;10;keluarga;1000000;PKK;34;balita, keluarga prasejahtera;40;kelurahan;;S04
cempaka-07-06;15000000;Pelatihan pemasaran digital, RW 07;7;2;ekonomi;pemberdayaan masyarakat;usaha mikro;25;orang;600000;PKK;25;pelaku usaha, pemuda;25;kelurahan;;E04
cempaka-07-07;45000000;Pengaspalan jalan lingkungan, RW 07;7;2;fisik;sarana prasarana;transportasi;300;m2;150000;RW 07;20;warga;300;kelurahan;;F03
VOTES
voter_id;vote;role;rw;weight
cempaka-p001;cempaka-01-01,cempaka-01-02,cempaka-01-03,cempaka-02-01,cempaka-02-04,cempaka-04-07,cempaka-05-01,cempaka-05-05,cempaka-06-03,cempaka-07-02,cempaka-07-04;rw;1;282
cempaka-p002;cempaka-02-01,cempaka-02-02,cempaka-02-03,cempaka-02-04,cempaka-02-05,cempaka-02-06,cempaka-03-04,cempaka-03-05,cempaka-05-05,cempaka-05-06,cempaka-06-03,cempaka-07-02;rw;2;311
cempaka-p003;cempaka-02-01,cempaka-02-04,cempaka-03-02,cempaka-03-03,cempaka-03-04,cempaka-03-05,cempaka-03-06,cempaka-03-07,cempaka-04-07,cempaka-05-01,cempaka-07-02;rw;3;358
cempaka-p004;cempaka-03-04,cempaka-03-05,cempaka-03-07,cempaka-04-01,cempaka-04-02,cempaka-04-03,cempaka-04-05,cempaka-04-06,cempaka-04-07,cempaka-04-08,cempaka-04-09,cempaka-05-05,cempaka-05-06;rw;4;408
cempaka-p005;cempaka-02-01,cempaka-02-03,cempaka-04-02,cempaka-04-07,cempaka-05-01,cempaka-05-02,cempaka-05-03,cempaka-05-05,cempaka-05-06,cempaka-06-03;rw;5;534
cempaka-p006;cempaka-02-01,cempaka-04-02,cempaka-05-01,cempaka-05-05,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-06-04,cempaka-07-01,cempaka-07-02;rw;6;252
cempaka-p007;cempaka-03-04,cempaka-03-07,cempaka-04-01,cempaka-04-02,cempaka-05-05,cempaka-06-03,cempaka-07-01,cempaka-07-02,cempaka-07-04,cempaka-07-05,cempaka-07-06,cempaka-07-07;rw;7;341
cempaka-p008;cempaka-01-01,cempaka-01-02,cempaka-01-03,cempaka-01-04,cempaka-02-01,cempaka-02-04,cempaka-02-06,cempaka-04-02,cempaka-05-06,cempaka-06-03,cempaka-07-02;rt;1;71
cempaka-p009;cempaka-02-01,cempaka-02-02,cempaka-02-03,cempaka-02-04,cempaka-02-06,cempaka-03-04,cempaka-03-07,cempaka-04-01,cempaka-05-01,cempaka-05-05,cempaka-05-06,cempaka-07-02;rt;2;78
cempaka-p010;cempaka-02-01,cempaka-02-04,cempaka-03-02,cempaka-03-03,cempaka-03-04,cempaka-03-05,cempaka-03-06,cempaka-03-07,cempaka-04-07,cempaka-05-05,cempaka-07-02,cempaka-07-04;rt;3;90
cempaka-p011;cempaka-03-04,cempaka-04-01,cempaka-04-02,cempaka-04-03,cempaka-04-04,cempaka-04-05,cempaka-04-06,cempaka-04-07,cempaka-04-08,cempaka-04-09,cempaka-05-01,cempaka-05-05;rt;4;82
cempaka-p012;cempaka-02-01,cempaka-04-02,cempaka-04-07,cempaka-05-01,cempaka-05-02,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-05-06,cempaka-06-01,cempaka-06-03,cempaka-07-07;rt;5;76
cempaka-p013;cempaka-03-04,cempaka-04-02,cempaka-05-01,cempaka-05-05,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-06-04,cempaka-07-02,cempaka-07-04;rt;6;84
cempaka-p014;cempaka-04-07,cempaka-05-05,cempaka-06-03,cempaka-07-01,cempaka-07-02,cempaka-07-03,cempaka-07-04,cempaka-07-05,cempaka-07-06,cempaka-07-07;rt;7;85
cempaka-p015;cempaka-02-01,cempaka-02-03,cempaka-03-03,cempaka-04-05,cempaka-04-07,cempaka-04-08,cempaka-05-01,cempaka-05-02,cempaka-05-05,cempaka-06-03,cempaka-07-02,cempaka-07-04;lurah;;160
cempaka-p016;cempaka-01-01,cempaka-02-01,cempaka-02-03,cempaka-03-01,cempaka-03-05,cempaka-04-05,cempaka-04-08,cempaka-05-02,cempaka-07-02,cempaka-07-03;kecamatan;;80
cempaka-p017;cempaka-01-01,cempaka-02-01,cempaka-02-02,cempaka-03-04,cempaka-03-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-05-05,cempaka-06-03,cempaka-07-02,cempaka-07-06;agency;;80
cempaka-p018;cempaka-03-03,cempaka-03-05,cempaka-04-02,cempaka-05-01,cempaka-05-02,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-07-04,cempaka-07-06;agency;;80
cempaka-p019;cempaka-01-01,cempaka-02-01,cempaka-02-06,cempaka-03-04,cempaka-03-05,cempaka-04-08,cempaka-05-01,cempaka-05-02,cempaka-05-03,cempaka-05-04,cempaka-06-01;agency;;80
cempaka-p020;cempaka-02-01,cempaka-02-04,cempaka-03-04,cempaka-04-02,cempaka-04-07,cempaka-05-01,cempaka-05-02,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-05-06,cempaka-07-02,cempaka-07-07;council;5;160
cempaka-p021;cempaka-02-01,cempaka-02-03,cempaka-02-04,cempaka-03-02,cempaka-03-05,cempaka-03-06,cempaka-04-02,cempaka-04-07,cempaka-05-01,cempaka-05-02,cempaka-05-05,cempaka-05-06,cempaka-07-02;lpm;2;80
cempaka-p022;cempaka-02-01,cempaka-03-04,cempaka-04-02,cempaka-05-02,cempaka-05-05,cempaka-05-06,cempaka-06-03,cempaka-07-01,cempaka-07-04,cempaka-07-07;lpm;6;80
cempaka-p023;cempaka-01-04,cempaka-02-01,cempaka-02-04,cempaka-02-06,cempaka-03-06,cempaka-04-02,cempaka-04-07,cempaka-05-01,cempaka-05-05,cempaka-07-01,cempaka-07-02;lpm;2;80
cempaka-p024;cempaka-01-02,cempaka-02-02,cempaka-02-05,cempaka-02-06,cempaka-03-01,cempaka-04-02,cempaka-04-04,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-07-05,cempaka-07-06;pkk;4;80
cempaka-p025;cempaka-01-02,cempaka-02-02,cempaka-02-05,cempaka-02-06,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-07-05,cempaka-07-06;pkk;6;80
cempaka-p026;cempaka-01-01,cempaka-01-02,cempaka-02-02,cempaka-02-05,cempaka-02-06,cempaka-03-01,cempaka-04-04,cempaka-04-05,cempaka-04-08,cempaka-05-03,cempaka-07-05,cempaka-07-06;pkk;1;80
cempaka-p027;cempaka-01-02,cempaka-02-02,cempaka-02-05,cempaka-02-06,cempaka-04-04,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-07-05,cempaka-07-06;pkk;1;80
cempaka-p028;cempaka-01-01,cempaka-01-02,cempaka-02-01,cempaka-02-06,cempaka-03-05,cempaka-04-04,cempaka-04-08,cempaka-05-02,cempaka-05-04,cempaka-06-02,cempaka-07-03,cempaka-07-06;karang-taruna;1;80
cempaka-p029;cempaka-02-06,cempaka-03-05,cempaka-04-04,cempaka-05-01,cempaka-05-02,cempaka-05-04,cempaka-06-01,cempaka-06-02,cempaka-06-03,cempaka-07-03,cempaka-07-06;karang-taruna;6;80
cempaka-p030;cempaka-01-01,cempaka-01-02,cempaka-03-05,cempaka-04-04,cempaka-05-01,cempaka-05-02,cempaka-05-04,cempaka-06-02,cempaka-07-03,cempaka-07-06;karang-taruna;1;80
cempaka-p031;cempaka-03-04,cempaka-03-05,cempaka-04-02,cempaka-04-05,cempaka-04-07,cempaka-05-01,cempaka-05-04,cempaka-05-05,cempaka-05-06,cempaka-06-03,cempaka-07-04,cempaka-07-05;community-leader;5;80
cempaka-p032;cempaka-02-04,cempaka-03-04,cempaka-04-01,cempaka-04-02,cempaka-04-05,cempaka-04-07,cempaka-04-08,cempaka-05-01,cempaka-05-05,cempaka-06-01,cempaka-06-03,cempaka-07-01,cempaka-07-02;community-leader;4;80
cempaka-p033;cempaka-03-03,cempaka-04-05,cempaka-04-07,cempaka-04-08,cempaka-05-01,cempaka-05-04,cempaka-05-05,cempaka-06-01,cempaka-07-01,cempaka-07-02,cempaka-07-04,cempaka-07-05;community-leader;7;80
cempaka-p034;cempaka-02-02,cempaka-02-04,cempaka-04-02,cempaka-04-05,cempaka-05-01,cempaka-05-04,cempaka-05-05,cempaka-05-06,cempaka-06-03,cempaka-07-02;community-leader;5;80
cempaka-p035;cempaka-02-02,cempaka-02-03,cempaka-03-05,cempaka-04-03,cempaka-04-05,cempaka-05-01,cempaka-05-02,cempaka-05-04,cempaka-05-05,cempaka-06-01;religious-leader;5;80
cempaka-p036;cempaka-02-02,cempaka-03-04,cempaka-03-05,cempaka-04-02,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-02,cempaka-05-04,cempaka-05-05,cempaka-06-01,cempaka-07-02;religious-leader;5;80
cempaka-p037;cempaka-01-01,cempaka-02-02,cempaka-03-03,cempaka-03-04,cempaka-03-05,cempaka-03-06,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-02,cempaka-05-04,cempaka-05-05,cempaka-06-01;religious-leader;3;80
cempaka-p038;cempaka-01-01,cempaka-02-02,cempaka-02-05,cempaka-03-05,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-06-01,cempaka-06-02,cempaka-07-05,cempaka-07-06;women;6;80
cempaka-p039;cempaka-01-01,cempaka-02-02,cempaka-02-06,cempaka-03-05,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-06-01,cempaka-07-02,cempaka-07-05;women;5;80
cempaka-p040;cempaka-01-01,cempaka-01-02,cempaka-02-02,cempaka-02-06,cempaka-03-01,cempaka-03-05,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-07-06;women;1;80
cempaka-p041;cempaka-01-01,cempaka-03-05,cempaka-04-04,cempaka-04-07,cempaka-05-01,cempaka-05-02,cempaka-05-03,cempaka-06-01,cempaka-06-02,cempaka-07-03,cempaka-07-06;youth;4;80
cempaka-p042;cempaka-02-06,cempaka-03-05,cempaka-04-04,cempaka-05-01,cempaka-05-02,cempaka-05-03,cempaka-05-04,cempaka-05-06,cempaka-06-01,cempaka-06-02,cempaka-07-03,cempaka-07-06;youth;5;80
cempaka-p043;cempaka-01-01,cempaka-01-04,cempaka-02-01,cempaka-02-03,cempaka-03-05,cempaka-04-02,cempaka-05-01,cempaka-05-02,cempaka-05-03,cempaka-05-04,cempaka-05-05;children;5;80
cempaka-p044;cempaka-01-04,cempaka-02-03,cempaka-02-06,cempaka-03-04,cempaka-03-05,cempaka-04-02,cempaka-05-01,cempaka-05-02,cempaka-05-04,cempaka-05-05,cempaka-05-06,cempaka-06-01,cempaka-07-03;children;5;80
cempaka-p045;cempaka-01-04,cempaka-02-02,cempaka-02-06,cempaka-03-03,cempaka-03-04,cempaka-03-05,cempaka-03-07,cempaka-04-08,cempaka-05-02,cempaka-06-03,cempaka-07-03;school;3;80
cempaka-p046;cempaka-01-04,cempaka-03-04,cempaka-03-05,cempaka-04-02,cempaka-04-08,cempaka-05-01,cempaka-05-02,cempaka-05-03,cempaka-05-04,cempaka-05-05,cempaka-07-03,cempaka-07-06;school;5;80
cempaka-p047;cempaka-01-01,cempaka-02-02,cempaka-02-05,cempaka-03-01,cempaka-03-05,cempaka-04-05,cempaka-04-08,cempaka-05-01,cempaka-06-03,cempaka-07-05;puskesmas;;80
cempaka-p048;cempaka-01-01,cempaka-01-02,cempaka-02-06,cempaka-03-05,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-06-01,cempaka-06-02,cempaka-07-06;business;6;80
cempaka-p049;cempaka-01-01,cempaka-01-02,cempaka-02-01,cempaka-02-06,cempaka-03-05,cempaka-04-08,cempaka-05-01,cempaka-05-03,cempaka-05-04,cempaka-06-01,cempaka-06-02,cempaka-07-06;business;4;80

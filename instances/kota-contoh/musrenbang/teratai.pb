META
key;value
description;SYNTHETIC Musrenbang of kelurahan Teratai, kecamatan Contoh Selatan: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Selatan
subunit;Teratai
instance;synthetic-2018
num_projects;52
num_votes;51
budget;324768273
vote_type;approval
rule;priority-order
min_length;1
max_length;16
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 2
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
teratai-01-01;9700000;Pembuatan sumur resapan, RW 01;1;2;fisik;sarana prasarana;permukiman;2;titik;4850000;RW 01;15;warga;40;kelurahan;;F07
teratai-01-02;4650000;Pengadaan perlengkapan olahraga pemuda, RW 01;1;1;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;paket;4650000;PKK;40;pemuda;80;kelurahan;;S10
teratai-01-03;10500000;Pendampingan keluarga berisiko stunting, RW 01;1;4;sosial;pemberdayaan masyarakat;kesehatan;10;keluarga;1050000;PKK;41;balita, keluarga prasejahtera;40;kelurahan;;S04
teratai-01-04;41250000;Rehabilitasi saluran drainase pasangan batu, RW 01;1;3;fisik;sarana prasarana;permukiman;100;m;412500;RW 01;9;warga;300;kelurahan;;F05
teratai-01-05;43875000;Pembangunan saluran drainase U-ditch, RW 01;1;2;fisik;sarana prasarana;permukiman;75;m;585000;RT 02 RW 01;13;warga;225;kelurahan;;F04
teratai-01-06;62500000;Pembuatan sumur bor dan jaringan air bersih, RW 01;1;2;fisik;sarana prasarana;permukiman;2;unit;31250000;RW 01;16;warga;240;kelurahan;;F14
teratai-01-07;28125000;Pemasangan paving block jalan lingkungan, RW 01;1;2;fisik;sarana prasarana;transportasi;150;m2;187500;RW 01;36;warga;300;kelurahan;;F01
teratai-01-08;30000000;Pelatihan kewirausahaan, RW 01;1;3;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;750000;Pelaku usaha;50;pelaku usaha;40;kelurahan;;E01
teratai-01-09;11350000;Pengadaan komputer dan printer pelayanan RW, RW 01;1;1;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;unit;11350000;Lurah;43;warga;200;kelurahan;;G01
teratai-02-01;31250000;Pembuatan sumur bor dan jaringan air bersih, RW 02;2;5;fisik;sarana prasarana;permukiman;1;unit;31250000;LPM;5;warga;120;kelurahan;;F14
teratai-02-02;37500000;Pemasangan paving block jalan lingkungan, RW 02;2;2;fisik;sarana prasarana;transportasi;200;m2;187500;RT 02 RW 02;19;warga;400;kelurahan;;F01
teratai-02-03;30000000;Stimulan modal kelompok usaha, RW 02;2;5;ekonomi;pemberdayaan masyarakat;usaha mikro;6;kelompok;5000000;Pelaku usaha;51;pelaku usaha, keluarga prasejahtera;60;kelurahan;;E09
teratai-02-04;19000000;Pemasangan lampu penerangan jalan lingkungan LED, RW 02;2;2;fisik;sarana prasarana;permukiman;8;titik;2375000;RW 02;38;warga;200;kelurahan;;F09
teratai-02-05;37500000;Penataan taman bermain anak, RW 02;2;4;fisik;sarana prasarana;pendidikan dan kebudayaan;2;paket;18750000;RW 02;27;anak;300;kelurahan;;F21
teratai-02-06;24750000;Pembangunan tangki septik komunal, RW 02;2;4;fisik;sarana prasarana;permukiman;1;unit;24750000;RT 04 RW 02;2;warga;50;kelurahan;;F13
teratai-03-01;41250000;Perbaikan jembatan gang, RW 03;3;3;fisik;sarana prasarana;transportasi;1;unit;41250000;RW 03;12;warga;300;kelurahan;;F24
teratai-03-02;14625000;Pembangunan saluran drainase U-ditch, RW 03;3;2;fisik;sarana prasarana;permukiman;25;m;585000;RT 02 RW 03;3;warga;75;kelurahan;;F04
teratai-03-03;31500000;Pendampingan keluarga berisiko stunting, RW 03;3;3;sosial;pemberdayaan masyarakat;kesehatan;30;keluarga;1050000;PKK;37;balita, keluarga prasejahtera;120;kelurahan;;S04
teratai-03-04;9600000;Bibit lele dan kolam budikdamber, RW 03;3;3;ekonomi;pemberdayaan masyarakat;usaha mikro;4;paket;2400000;RW 03;31;keluarga prasejahtera;80;kelurahan;;E07
teratai-04-01;40000000;Pelatihan menjahit dan tata boga, RW 04;4;2;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;1000000;Pelaku usaha;35;perempuan;40;kelurahan;;E08
teratai-04-02;9500000;Pemasangan lampu penerangan jalan lingkungan LED, RW 04;4;3;fisik;sarana prasarana;permukiman;4;titik;2375000;RW 04;33;warga;100;kelurahan;;F09
teratai-04-03;29250000;Pembangunan saluran drainase U-ditch, RW 04;4;4;fisik;sarana prasarana;permukiman;50;m;585000;RW 04;10;warga;150;kelurahan;;F04
teratai-05-01;29750000;Rehabilitasi balai warga, RW 05;5;3;fisik;sarana prasarana;permukiman;1;unit;29750000;RT 03 RW 05;11;warga;400;kelurahan;;F22
teratai-05-02;15250000;Pengaspalan jalan lingkungan, RW 05;5;2;fisik;sarana prasarana;transportasi;100;m2;152500;RT 02 RW 05;24;warga;100;kelurahan;;F03
teratai-05-03;37500000;Penataan taman bermain anak, RW 05;5;4;fisik;sarana prasarana;pendidikan dan kebudayaan;2;paket;18750000;RT 04 RW 05;42;anak;300;kelurahan;;F21
teratai-05-04;14250000;Pemasangan lampu penerangan jalan lingkungan LED, RW 05;5;1;fisik;sarana prasarana;permukiman;6;titik;2375000;RW 05;23;warga;150;kelurahan;;F09
teratai-05-05;30000000;Stimulan modal kelompok usaha, RW 05;5;2;ekonomi;pemberdayaan masyarakat;usaha mikro;6;kelompok;5000000;RW 05;18;pelaku usaha, keluarga prasejahtera;60;kelurahan;;E09
teratai-05-06;19250000;Pelatihan kader jumantik, RW 05;5;4;sosial;pemberdayaan masyarakat;kesehatan;50;orang;385000;PKK;39;warga;50;kelurahan;;S07
teratai-05-07;37500000;Pemasangan paving block jalan lingkungan, RW 05;5;2;fisik;sarana prasarana;transportasi;200;m2;187500;RW 05;4;warga;400;kelurahan;;F01
teratai-05-08;5300000;Pemasangan CCTV lingkungan, RW 05;5;1;fisik;sarana prasarana;permukiman;2;titik;2650000;RT 01 RW 05;22;warga;120;kelurahan;;F27
teratai-05-09;29250000;Pembangunan saluran drainase U-ditch, RW 05;5;1;fisik;sarana prasarana;permukiman;50;m;585000;LPM;6;warga;150;kelurahan;;F04
teratai-05-10;14750000;Layanan digital administrasi warga, RW 05;5;2;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;14750000;Lurah;46;warga;400;kelurahan;;G03
teratai-06-01;20000000;Pelatihan kesiapsiagaan bencana, RW 06;6;3;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;40;orang;500000;Kelompok perempuan;47;warga;40;kelurahan;;S14
teratai-06-02;30000000;Stimulan modal kelompok usaha, RW 06;6;3;ekonomi;pemberdayaan masyarakat;usaha mikro;6;kelompok;5000000;PKK;32;pelaku usaha, keluarga prasejahtera;60;kelurahan;;E09
teratai-06-03;29000000;Pengerukan dan normalisasi selokan, RW 06;6;1;fisik;sarana prasarana;permukiman;400;m;72500;RW 06;20;warga;400;kelurahan;;F06
teratai-06-04;14400000;Pemasangan wifi publik, RW 06;6;4;pemerintahan;sarana prasarana;pendidikan dan kebudayaan;3;titik;4800000;RW 06;45;warga, pemuda;300;kelurahan;;G04
teratai-07-01;7250000;Rehabilitasi pos kamling, RW 07;7;4;fisik;sarana prasarana;permukiman;1;unit;7250000;RT 04 RW 07;30;warga;100;kelurahan;;F20
teratai-07-02;24500000;Rehabilitasi gedung posyandu, RW 07;7;4;fisik;sarana prasarana;kesehatan;1;unit;24500000;LPM;34;balita, ibu hamil;120;kelurahan;;F19
teratai-07-03;19250000;Pelatihan kader jumantik, RW 07;7;1;sosial;pemberdayaan masyarakat;kesehatan;50;orang;385000;PKK;28;warga;50;kelurahan;;S07
teratai-07-04;14250000;Pengadaan gerobak sampah, RW 07;7;1;fisik;sarana prasarana;permukiman;3;unit;4750000;LPM;14;warga;450;kelurahan;;F16
teratai-07-05;23750000;Pemasangan lampu penerangan jalan lingkungan LED, RW 07;7;4;fisik;sarana prasarana;permukiman;10;titik;2375000;RT 04 RW 07;25;warga;250;kelurahan;;F09
teratai-08-01;20000000;Pelatihan kepemudaan Karang Taruna, RW 08;8;4;sosial;pemberdayaan masyarakat;lembaga kemasyarakatan;40;orang;500000;Karang Taruna;44;pemuda;40;kelurahan;;S09
teratai-08-02;37500000;Pemasangan paving block jalan lingkungan, RW 08;8;4;fisik;sarana prasarana;transportasi;200;m2;187500;RW 08;1;warga;400;kelurahan;;F01
teratai-08-03;15900000;Pemasangan CCTV lingkungan, RW 08;8;4;fisik;sarana prasarana;permukiman;6;titik;2650000;RT 04 RW 08;26;warga;360;kelurahan;;F27
teratai-08-04;38880000;Betonisasi jalan gang, RW 08;8;6;fisik;sarana prasarana;transportasi;160;m2;243000;RW 08;21;warga;320;kelurahan;;F02
teratai-08-05;30000000;Pelatihan kewirausahaan, RW 08;8;5;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;750000;Pelaku usaha;48;pelaku usaha;40;kelurahan;;E01
teratai-08-06;34050000;Pengadaan komputer dan printer pelayanan RW, RW 08;8;6;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;3;unit;11350000;RW 08;49;warga;600;kelurahan;;G01
teratai-08-07;4650000;Pengadaan perlengkapan olahraga pemuda, RW 08;8;4;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;paket;4650000;RW 08;17;pemuda;80;kelurahan;;S10
teratai-08-08;7250000;Rehabilitasi pos kamling, RW 08;8;3;fisik;sarana prasarana;permukiman;1;unit;7250000;RT 03 RW 08;8;warga;100;kelurahan;;F20
teratai-08-09;20000000;Pelatihan menjahit dan tata boga, RW 08;8;4;ekonomi;pemberdayaan masyarakat;usaha mikro;20;orang;1000000;Pelaku usaha;29;perempuan;20;kelurahan;;E08
teratai-08-10;30000000;Pelatihan kesiapsiagaan bencana, RW 08;8;4;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;60;orang;500000;Karang Taruna;52;warga;60;kelurahan;;S14
teratai-08-11;40000000;Perbaikan rumah tidak layak huni (rutilahu), RW 08;8;3;fisik;sarana prasarana;permukiman;2;unit;20000000;RW 08;7;keluarga prasejahtera;8;kelurahan;;F11
VOTES
voter_id;vote;role;rw;weight
teratai-p001;teratai-01-01,teratai-01-02,teratai-01-04,teratai-01-05,teratai-01-06,teratai-01-07,teratai-01-09,teratai-02-01,teratai-02-02,teratai-02-04,teratai-02-06,teratai-03-02,teratai-05-01,teratai-05-07,teratai-06-03,teratai-07-04;rw;1;399
teratai-p002;teratai-01-05,teratai-01-06,teratai-02-01,teratai-02-02,teratai-02-04,teratai-02-05,teratai-02-06,teratai-03-01,teratai-03-02,teratai-04-03,teratai-05-07,teratai-08-02;rw;2;442
teratai-p003;teratai-02-06,teratai-03-01,teratai-03-02,teratai-03-03,teratai-03-04,teratai-04-02,teratai-04-03,teratai-05-01,teratai-05-07,teratai-05-08,teratai-05-09,teratai-08-02,teratai-08-08;rw;3;257
teratai-p004;teratai-02-06,teratai-03-01,teratai-03-02,teratai-04-01,teratai-04-02,teratai-04-03,teratai-05-02,teratai-05-04,teratai-05-07,teratai-05-08,teratai-05-09,teratai-08-02,teratai-08-04,teratai-08-11;rw;4;403
teratai-p005;teratai-02-06,teratai-03-02,teratai-05-01,teratai-05-02,teratai-05-04,teratai-05-05,teratai-05-06,teratai-05-07,teratai-05-08,teratai-05-09,teratai-08-08,teratai-08-11;rw;5;389
teratai-p006;teratai-01-01,teratai-01-04,teratai-01-05,teratai-01-07,teratai-02-01,teratai-02-06,teratai-05-02,teratai-05-07,teratai-05-09,teratai-06-02,teratai-06-03,teratai-07-01,teratai-07-04;rw;6;289
teratai-p007;teratai-01-04,teratai-02-01,teratai-02-06,teratai-05-07,teratai-06-03,teratai-07-01,teratai-07-02,teratai-07-03,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-11;rw;7;303
teratai-p008;teratai-03-01,teratai-04-03,teratai-05-01,teratai-05-04,teratai-05-07,teratai-05-08,teratai-05-09,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03,teratai-08-04,teratai-08-07,teratai-08-08,teratai-08-09,teratai-08-11;rw;8;464
teratai-p009;teratai-01-01,teratai-01-02,teratai-01-03,teratai-01-04,teratai-01-05,teratai-01-06,teratai-01-07,teratai-01-09,teratai-02-01,teratai-02-02,teratai-02-06,teratai-05-07,teratai-06-03,teratai-08-02;rt;1;80
teratai-p010;teratai-01-01,teratai-01-05,teratai-01-06,teratai-02-01,teratai-02-02,teratai-02-04,teratai-02-05,teratai-02-06,teratai-03-01,teratai-03-02,teratai-05-01,teratai-05-09,teratai-07-04,teratai-08-02;rt;2;88
teratai-p011;teratai-02-01,teratai-02-06,teratai-03-01,teratai-03-02,teratai-03-03,teratai-03-04,teratai-04-03,teratai-05-07,teratai-05-09,teratai-08-02,teratai-08-08,teratai-08-11;rt;3;86
teratai-p012;teratai-02-06,teratai-03-01,teratai-03-02,teratai-04-01,teratai-04-02,teratai-04-03,teratai-05-01,teratai-05-05,teratai-05-07,teratai-05-09,teratai-08-02,teratai-08-08,teratai-08-11;rt;4;81
teratai-p013;teratai-02-06,teratai-04-03,teratai-05-01,teratai-05-02,teratai-05-03,teratai-05-04,teratai-05-05,teratai-05-07,teratai-05-08,teratai-05-09,teratai-08-02,teratai-08-08,teratai-08-11;rt;5;78
teratai-p014;teratai-01-01,teratai-01-04,teratai-01-06,teratai-02-06,teratai-03-01,teratai-05-01,teratai-05-02,teratai-05-04,teratai-06-01,teratai-06-02,teratai-06-03,teratai-07-04,teratai-07-05,teratai-08-02;rt;6;72
teratai-p015;teratai-01-04,teratai-01-05,teratai-01-06,teratai-02-01,teratai-02-06,teratai-03-02,teratai-05-07,teratai-06-03,teratai-07-01,teratai-07-02,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-04,teratai-08-08,teratai-08-11;rt;7;76
teratai-p016;teratai-02-06,teratai-03-02,teratai-05-01,teratai-05-02,teratai-05-04,teratai-05-07,teratai-08-02,teratai-08-03,teratai-08-04,teratai-08-07,teratai-08-08,teratai-08-11;rt;8;77
teratai-p017;teratai-01-01,teratai-01-04,teratai-01-06,teratai-02-01,teratai-02-06,teratai-03-02,teratai-03-03,teratai-05-06,teratai-05-07,teratai-05-09,teratai-05-10,teratai-07-03,teratai-08-02,teratai-08-06,teratai-08-08,teratai-08-11;lurah;;159
teratai-p018;teratai-01-01,teratai-01-03,teratai-01-09,teratai-02-02,teratai-02-06,teratai-03-02,teratai-05-01,teratai-05-05,teratai-05-06,teratai-05-10,teratai-06-04,teratai-07-03,teratai-08-02,teratai-08-06,teratai-08-07,teratai-08-08;kecamatan;;80
teratai-p019;teratai-01-05,teratai-02-02,teratai-02-05,teratai-02-06,teratai-03-01,teratai-03-02,teratai-03-04,teratai-04-01,teratai-04-03,teratai-05-01,teratai-05-05,teratai-05-07,teratai-05-09,teratai-08-02,teratai-08-08,teratai-08-11;agency;;80
teratai-p020;teratai-01-01,teratai-02-01,teratai-02-06,teratai-03-01,teratai-03-02,teratai-04-01,teratai-04-03,teratai-05-05,teratai-05-09,teratai-08-02,teratai-08-04,teratai-08-08,teratai-08-09,teratai-08-11;agency;;80
teratai-p021;teratai-02-02,teratai-02-06,teratai-03-01,teratai-03-02,teratai-04-03,teratai-05-01,teratai-05-05,teratai-05-07,teratai-07-02,teratai-07-03,teratai-08-02,teratai-08-08,teratai-08-11;agency;;80
teratai-p022;teratai-01-04,teratai-01-06,teratai-02-01,teratai-02-02,teratai-02-04,teratai-02-05,teratai-02-06,teratai-03-02,teratai-05-01,teratai-05-08,teratai-05-09,teratai-07-02,teratai-07-04,teratai-08-02,teratai-08-08;council;2;159
teratai-p023;teratai-02-06,teratai-03-01,teratai-03-02,teratai-04-03,teratai-05-01,teratai-05-04,teratai-05-07,teratai-05-08,teratai-05-09,teratai-07-04,teratai-08-02,teratai-08-11;lpm;5;80
teratai-p024;teratai-01-01,teratai-01-04,teratai-02-01,teratai-02-02,teratai-02-05,teratai-02-06,teratai-03-02,teratai-05-02,teratai-05-07,teratai-07-04,teratai-08-02,teratai-08-08;lpm;2;80
teratai-p025;teratai-01-01,teratai-01-07,teratai-02-01,teratai-02-02,teratai-02-05,teratai-02-06,teratai-03-01,teratai-03-02,teratai-05-01,teratai-05-07,teratai-07-02,teratai-07-04,teratai-08-02,teratai-08-11;lpm;2;80
teratai-p026;teratai-01-02,teratai-01-03,teratai-01-05,teratai-02-02,teratai-02-05,teratai-02-06,teratai-03-02,teratai-03-03,teratai-04-01,teratai-05-06,teratai-06-01,teratai-06-02,teratai-07-02,teratai-07-03,teratai-08-07,teratai-08-09;pkk;2;80
teratai-p027;teratai-01-02,teratai-01-03,teratai-02-01,teratai-02-06,teratai-03-03,teratai-04-01,teratai-05-06,teratai-06-01,teratai-06-02,teratai-06-03,teratai-07-02,teratai-07-03,teratai-08-01,teratai-08-02,teratai-08-07,teratai-08-09;pkk;6;80
teratai-p028;teratai-01-03,teratai-02-06,teratai-03-02,teratai-03-03,teratai-04-01,teratai-05-06,teratai-06-02,teratai-07-02,teratai-07-03,teratai-08-01,teratai-08-02,teratai-08-07,teratai-08-09,teratai-08-10;pkk;4;80
teratai-p029;teratai-01-03,teratai-03-02,teratai-03-03,teratai-04-01,teratai-05-06,teratai-06-02,teratai-07-02,teratai-07-03,teratai-08-01,teratai-08-02,teratai-08-07,teratai-08-09;pkk;8;80
teratai-p030;teratai-01-02,teratai-02-06,teratai-03-02,teratai-03-04,teratai-04-01,teratai-04-03,teratai-05-05,teratai-05-07,teratai-08-01,teratai-08-02,teratai-08-07,teratai-08-08,teratai-08-09,teratai-08-10;karang-taruna;4;80
teratai-p031;teratai-01-01,teratai-01-02,teratai-01-04,teratai-02-01,teratai-02-02,teratai-02-03,teratai-02-05,teratai-02-06,teratai-03-02,teratai-05-01,teratai-05-05,teratai-05-07,teratai-06-04,teratai-08-01,teratai-08-07,teratai-08-09;karang-taruna;2;80
teratai-p032;teratai-01-01,teratai-01-02,teratai-01-04,teratai-01-05,teratai-01-09,teratai-02-01,teratai-02-06,teratai-03-02,teratai-03-04,teratai-05-05,teratai-06-04,teratai-08-01,teratai-08-02,teratai-08-07,teratai-08-08;karang-taruna;1;80
teratai-p033;teratai-02-06,teratai-03-02,teratai-05-05,teratai-06-02,teratai-06-03,teratai-07-01,teratai-07-03,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-08,teratai-08-11;community-leader;7;80
teratai-p034;teratai-01-05,teratai-02-06,teratai-03-02,teratai-03-04,teratai-04-03,teratai-05-01,teratai-05-05,teratai-05-08,teratai-05-09,teratai-07-04,teratai-08-02,teratai-08-03,teratai-08-07,teratai-08-08,teratai-08-09,teratai-08-11;community-leader;8;80
teratai-p035;teratai-01-01,teratai-01-03,teratai-01-04,teratai-01-05,teratai-01-06,teratai-02-01,teratai-02-06,teratai-03-02,teratai-04-03,teratai-05-05,teratai-05-09,teratai-08-02,teratai-08-03,teratai-08-11;community-leader;1;80
teratai-p036;teratai-01-01,teratai-01-04,teratai-01-05,teratai-01-06,teratai-02-01,teratai-02-06,teratai-03-02,teratai-03-04,teratai-05-05,teratai-07-04,teratai-08-08,teratai-08-11;community-leader;1;80
teratai-p037;teratai-02-05,teratai-03-02,teratai-03-03,teratai-03-04,teratai-05-01,teratai-05-03,teratai-05-05,teratai-05-07,teratai-06-02,teratai-07-03,teratai-08-02,teratai-08-04,teratai-08-07,teratai-08-08,teratai-08-09,teratai-08-11;religious-leader;8;80
teratai-p038;teratai-02-01,teratai-03-02,teratai-03-03,teratai-03-04,teratai-04-01,teratai-04-03,teratai-05-03,teratai-05-05,teratai-05-09,teratai-06-02,teratai-08-02,teratai-08-07,teratai-08-11;religious-leader;4;80
teratai-p039;teratai-02-05,teratai-03-03,teratai-03-04,teratai-05-01,teratai-05-02,teratai-05-03,teratai-05-05,teratai-05-07,teratai-05-09,teratai-05-10,teratai-06-02,teratai-08-02,teratai-08-07,teratai-08-11;religious-leader;5;80
teratai-p040;teratai-01-03,teratai-02-06,teratai-03-01,teratai-03-02,teratai-03-03,teratai-03-04,teratai-04-01,teratai-05-05,teratai-06-02,teratai-07-02,teratai-08-08,teratai-08-09;women;3;80
teratai-p041;teratai-03-02,teratai-04-01,teratai-04-03,teratai-05-05,teratai-05-07,teratai-07-02,teratai-08-01,teratai-08-02,teratai-08-04,teratai-08-07,teratai-08-08,teratai-08-09,teratai-08-11;women;8;80
teratai-p042;teratai-01-03,teratai-01-06,teratai-02-02,teratai-02-06,teratai-03-02,teratai-03-03,teratai-04-01,teratai-05-05,teratai-06-02,teratai-07-01,teratai-07-02,teratai-07-03,teratai-07-04,teratai-08-02,teratai-08-07,teratai-08-09;women;7;80
teratai-p043;teratai-01-02,teratai-01-04,teratai-01-06,teratai-01-08,teratai-01-09,teratai-02-06,teratai-05-05,teratai-06-02,teratai-06-04,teratai-08-01,teratai-08-02,teratai-08-07,teratai-08-09;youth;1;80
teratai-p044;teratai-01-01,teratai-01-02,teratai-01-04,teratai-01-05,teratai-01-06,teratai-01-09,teratai-02-01,teratai-02-05,teratai-02-06,teratai-06-04,teratai-07-03,teratai-08-01,teratai-08-02,teratai-08-07;youth;1;80
teratai-p045;teratai-01-02,teratai-01-04,teratai-02-05,teratai-02-06,teratai-05-03,teratai-05-07,teratai-05-09,teratai-06-02,teratai-06-03,teratai-06-04,teratai-07-03,teratai-07-05,teratai-08-02,teratai-08-07,teratai-08-11;children;6;80
teratai-p046;teratai-01-01,teratai-01-02,teratai-01-03,teratai-01-04,teratai-01-05,teratai-01-06,teratai-01-09,teratai-02-05,teratai-02-06,teratai-03-04,teratai-05-03,teratai-06-03,teratai-06-04,teratai-08-02,teratai-08-07;children;1;80
teratai-p047;teratai-01-02,teratai-02-05,teratai-02-06,teratai-03-01,teratai-03-02,teratai-03-03,teratai-03-04,teratai-04-03,teratai-06-04,teratai-07-03,teratai-08-02,teratai-08-07;school;3;80
teratai-p048;teratai-02-05,teratai-02-06,teratai-03-01,teratai-04-01,teratai-04-03,teratai-05-02,teratai-05-03,teratai-05-05,teratai-05-07,teratai-06-04,teratai-08-02,teratai-08-07,teratai-08-08;school;4;80
teratai-p049;teratai-01-03,teratai-02-01,teratai-02-02,teratai-02-06,teratai-03-02,teratai-03-03,teratai-05-05,teratai-05-06,teratai-07-02,teratai-07-03,teratai-08-02,teratai-08-07,teratai-08-09;puskesmas;;80
teratai-p050;teratai-01-08,teratai-03-04,teratai-04-01,teratai-05-05,teratai-05-07,teratai-06-02,teratai-08-02,teratai-08-05,teratai-08-07,teratai-08-08,teratai-08-09,teratai-08-11;business;8;80
teratai-p051;teratai-01-04,teratai-01-05,teratai-01-06,teratai-01-08,teratai-01-09,teratai-02-06,teratai-03-04,teratai-04-01,teratai-05-05,teratai-05-07,teratai-06-02,teratai-08-02,teratai-08-05,teratai-08-09;business;1;80

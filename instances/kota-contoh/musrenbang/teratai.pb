META
key;value
description;SYNTHETIC Musrenbang of kelurahan Teratai, kecamatan Contoh Selatan: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Selatan
subunit;Teratai
instance;synthetic-2018
num_projects;49
num_votes;51
budget;324768273
vote_type;approval
rule;priority-order
min_length;1
max_length;15
currency;IDR
language;id
synthetic_seed;2018
generator;fairbudget musrenbang generator 1
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
teratai-01-01;15000000;Pengerukan dan normalisasi selokan, RW 01;1;2;fisik;sarana prasarana;permukiman;200;m;75000;RT 02 RW 01;16;warga;200;kelurahan;;F06
teratai-01-02;10000000;Pelatihan kepemudaan Karang Taruna, RW 01;1;1;sosial;pemberdayaan masyarakat;lembaga kemasyarakatan;20;orang;500000;RW 01;21;pemuda;20;kelurahan;;S09
teratai-01-03;5000000;Penyuluhan pencegahan stunting, RW 01;1;2;sosial;pemberdayaan masyarakat;kesehatan;1;kegiatan;5000000;Forum anak;47;balita, ibu hamil;60;kelurahan;;S03
teratai-01-04;60000000;Pembangunan saluran drainase U-ditch, RW 01;1;2;fisik;sarana prasarana;permukiman;100;m;600000;RT 02 RW 01;34;warga;300;kelurahan;;F04
teratai-01-05;30000000;Rehabilitasi saluran drainase pasangan batu, RW 01;1;3;fisik;sarana prasarana;permukiman;75;m;400000;RW 01;36;warga;225;kelurahan;;F05
teratai-01-06;60000000;Pembuatan sumur bor dan jaringan air bersih, RW 01;1;1;fisik;sarana prasarana;permukiman;2;unit;30000000;RT 01 RW 01;38;warga;240;kelurahan;;F14
teratai-01-07;30000000;Pemasangan paving block jalan lingkungan, RW 01;1;2;fisik;sarana prasarana;transportasi;150;m2;200000;RW 01;17;warga;300;kelurahan;;F01
teratai-01-08;20000000;Pengadaan alat kesenian hadrah dan angklung, RW 01;1;2;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;2;set;10000000;PKK;31;warga, pemuda;80;kelurahan;;S16
teratai-02-01;15000000;Pengadaan tempat sampah terpilah, RW 02;2;1;fisik;sarana prasarana;permukiman;30;unit;500000;RT 01 RW 02;24;warga;300;kelurahan;;F15
teratai-02-02;40000000;Pemasangan paving block jalan lingkungan, RW 02;2;4;fisik;sarana prasarana;transportasi;200;m2;200000;RW 02;44;warga;400;kelurahan;;F01
teratai-02-03;20000000;Pengadaan komputer dan printer pelayanan RW, RW 02;2;1;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;2;unit;10000000;RW 02;19;warga;400;kelurahan;;G01
teratai-02-04;30000000;Pemasangan lampu jalan tenaga surya, RW 02;2;2;fisik;sarana prasarana;permukiman;4;titik;7500000;RW 02;3;warga;160;kelurahan;;F10
teratai-02-05;30000000;Rehabilitasi balai warga, RW 02;2;2;fisik;sarana prasarana;permukiman;1;unit;30000000;RW 02;20;warga;400;kelurahan;;F22
teratai-02-06;35000000;Pembangunan MCK umum, RW 02;2;5;fisik;sarana prasarana;kesehatan;1;unit;35000000;RW 02;43;keluarga prasejahtera;60;kelurahan;;F12
teratai-03-01;45000000;Pemasangan lampu jalan tenaga surya, RW 03;3;3;fisik;sarana prasarana;permukiman;6;titik;7500000;RW 03;35;warga;240;kelurahan;;F10
teratai-03-02;10000000;Betonisasi jalan gang, RW 03;3;3;fisik;sarana prasarana;transportasi;40;m2;250000;RW 03;13;warga;80;kelurahan;;F02
teratai-03-03;15000000;Pengadaan gerobak sampah, RW 03;3;3;fisik;sarana prasarana;permukiman;3;unit;5000000;LPM;46;warga;450;kelurahan;;F16
teratai-04-01;20000000;Bibit tanaman dan alat urban farming KWT, RW 04;4;3;ekonomi;pemberdayaan masyarakat;usaha mikro;4;paket;5000000;Karang Taruna;42;perempuan;120;kelurahan;;E06
teratai-04-02;5000000;Pembuatan sumur resapan, RW 04;4;1;fisik;sarana prasarana;permukiman;1;titik;5000000;RW 04;15;warga;20;kelurahan;;F07
teratai-04-03;30000000;Pembangunan saluran drainase U-ditch, RW 04;4;4;fisik;sarana prasarana;permukiman;50;m;600000;RT 04 RW 04;4;warga;150;kelurahan;;F04
teratai-05-01;10000000;Pengadaan gerobak sampah, RW 05;5;1;fisik;sarana prasarana;permukiman;2;unit;5000000;RW 05;26;warga;300;kelurahan;;F16
teratai-05-02;10000000;Betonisasi jalan gang, RW 05;5;4;fisik;sarana prasarana;transportasi;40;m2;250000;RT 04 RW 05;6;warga;80;kelurahan;;F02
teratai-05-03;35000000;Pengadaan motor roda tiga pengangkut sampah, RW 05;5;1;fisik;sarana prasarana;permukiman;1;unit;35000000;RW 05;33;warga;800;kelurahan;;F17
teratai-05-04;15000000;Pengerukan dan normalisasi selokan, RW 05;5;5;fisik;sarana prasarana;permukiman;200;m;75000;LPM;14;warga;200;kelurahan;;F06
teratai-05-05;40000000;Pelatihan menjahit dan tata boga, RW 05;5;2;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;1000000;RW 05;7;perempuan;40;kelurahan;;E08
teratai-05-06;40000000;Pemberian makanan tambahan balita gizi kurang, RW 05;5;2;sosial;pemberdayaan masyarakat;kesehatan;80;orang;500000;PKK;32;balita;80;kelurahan;;S01
teratai-05-07;40000000;Pemasangan paving block jalan lingkungan, RW 05;5;2;fisik;sarana prasarana;transportasi;200;m2;200000;RW 05;23;warga;400;kelurahan;;F01
teratai-05-08;7500000;Rehabilitasi pos kamling, RW 05;5;1;fisik;sarana prasarana;permukiman;1;unit;7500000;RW 05;5;warga;100;kelurahan;;F20
teratai-05-09;30000000;Pembangunan saluran drainase U-ditch, RW 05;5;5;fisik;sarana prasarana;permukiman;50;m;600000;RT 05 RW 05;1;warga;150;kelurahan;;F04
teratai-05-10;10000000;Pelatihan administrasi pengurus RT dan RW, RW 05;5;4;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;20;orang;500000;RW 05;41;pengurus RT/RW;20;kelurahan;;G02
teratai-06-01;15000000;Pengadaan alat permainan edukatif PAUD, RW 06;6;3;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;3;paket;5000000;RW 06;39;anak;120;kelurahan;;S13
teratai-06-02;40000000;Pelatihan menjahit dan tata boga, RW 06;6;3;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;1000000;Pelaku usaha;25;perempuan;40;kelurahan;;E08
teratai-06-03;30000000;Rehabilitasi saluran drainase pasangan batu, RW 06;6;1;fisik;sarana prasarana;permukiman;75;m;400000;RT 01 RW 06;10;warga;225;kelurahan;;F05
teratai-07-01;25000000;Rehabilitasi ruang kelas PAUD, RW 07;7;2;fisik;sarana prasarana;pendidikan dan kebudayaan;1;unit;25000000;RW 07;27;anak;60;kelurahan;;F23
teratai-07-02;30000000;Rehabilitasi pos kamling, RW 07;7;1;fisik;sarana prasarana;permukiman;4;unit;7500000;RT 01 RW 07;28;warga;400;kelurahan;;F20
teratai-07-03;20000000;Pengadaan kit posbindu lansia, RW 07;7;3;sosial;pemberdayaan masyarakat;kesehatan;4;paket;5000000;PKK;49;lansia;320;kelurahan;;S08
teratai-07-04;30000000;Pembangunan bank sampah RW, RW 07;7;4;fisik;sarana prasarana;permukiman;2;paket;15000000;RW 07;2;warga;400;kelurahan;;F18
teratai-07-05;45000000;Pemasangan lampu jalan tenaga surya, RW 07;7;4;fisik;sarana prasarana;permukiman;6;titik;7500000;RW 07;12;warga;240;kelurahan;;F10
teratai-08-01;20000000;Pelatihan kepemudaan Karang Taruna, RW 08;8;6;sosial;pemberdayaan masyarakat;lembaga kemasyarakatan;40;orang;500000;PKK;48;pemuda;40;kelurahan;;S09
teratai-08-02;40000000;Pemasangan paving block jalan lingkungan, RW 08;8;3;fisik;sarana prasarana;transportasi;200;m2;200000;RW 08;9;warga;400;kelurahan;;F01
teratai-08-03;15000000;Pemasangan CCTV lingkungan, RW 08;8;3;fisik;sarana prasarana;permukiman;6;titik;2500000;RW 08;8;warga;360;kelurahan;;F27
teratai-08-04;60000000;Pengaspalan jalan lingkungan, RW 08;8;3;fisik;sarana prasarana;transportasi;400;m2;150000;RW 08;18;warga;400;kelurahan;;F03
teratai-08-05;30000000;Pelatihan kewirausahaan, RW 08;8;5;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;750000;RW 08;22;pelaku usaha;40;kelurahan;;E01
teratai-08-06;30000000;Pengadaan komputer dan printer pelayanan RW, RW 08;8;6;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;3;unit;10000000;Lurah;30;warga;600;kelurahan;;G01
teratai-08-07;5000000;Pengadaan perlengkapan olahraga pemuda, RW 08;8;1;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;paket;5000000;Kelompok perempuan;45;pemuda;80;kelurahan;;S10
teratai-08-08;7500000;Rehabilitasi pos kamling, RW 08;8;6;fisik;sarana prasarana;permukiman;1;unit;7500000;RW 08;29;warga;100;kelurahan;;F20
teratai-08-09;20000000;Pelatihan menjahit dan tata boga, RW 08;8;5;ekonomi;pemberdayaan masyarakat;usaha mikro;20;orang;1000000;Pelaku usaha;40;perempuan;20;kelurahan;;E08
teratai-08-10;15000000;Penyuluhan perlindungan perempuan dan anak, RW 08;8;5;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;2;kegiatan;7500000;Karang Taruna;11;perempuan, anak;120;kelurahan;;S15
teratai-08-11;40000000;Perbaikan rumah tidak layak huni (rutilahu), RW 08;8;2;fisik;sarana prasarana;permukiman;2;unit;20000000;RT 02 RW 08;37;keluarga prasejahtera;8;kelurahan;;F11
VOTES
voter_id;vote;role;rw;weight
teratai-p001;teratai-01-01,teratai-01-02,teratai-01-04,teratai-01-05,teratai-01-06,teratai-01-07,teratai-01-08,teratai-02-01,teratai-02-04,teratai-04-03,teratai-05-02,teratai-05-09,teratai-06-03,teratai-07-04,teratai-08-02;rw;1;399
teratai-p002;teratai-01-01,teratai-02-01,teratai-02-02,teratai-02-03,teratai-02-04,teratai-02-05,teratai-03-02,teratai-04-03,teratai-05-01,teratai-05-08,teratai-05-09,teratai-07-04;rw;2;442
teratai-p003;teratai-02-01,teratai-02-04,teratai-03-01,teratai-03-02,teratai-03-03,teratai-04-02,teratai-04-03,teratai-05-04,teratai-05-08,teratai-05-09,teratai-07-04,teratai-08-08,teratai-08-10;rw;3;257
teratai-p004;teratai-02-04,teratai-03-01,teratai-03-02,teratai-04-01,teratai-04-02,teratai-04-03,teratai-05-01,teratai-05-02,teratai-05-05,teratai-05-08,teratai-05-09,teratai-07-04,teratai-08-03;rw;4;403
teratai-p005;teratai-02-04,teratai-04-03,teratai-05-01,teratai-05-02,teratai-05-03,teratai-05-04,teratai-05-05,teratai-05-07,teratai-05-08,teratai-05-09,teratai-06-03,teratai-08-02;rw;5;389
teratai-p006;teratai-01-01,teratai-01-07,teratai-04-03,teratai-05-02,teratai-05-05,teratai-05-08,teratai-05-09,teratai-06-01,teratai-06-02,teratai-06-03,teratai-07-02,teratai-07-04,teratai-07-05;rw;6;289
teratai-p007;teratai-02-04,teratai-03-02,teratai-05-04,teratai-05-07,teratai-05-09,teratai-06-03,teratai-07-01,teratai-07-02,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03;rw;7;303
teratai-p008;teratai-04-03,teratai-05-02,teratai-05-04,teratai-05-08,teratai-05-09,teratai-07-04,teratai-08-02,teratai-08-03,teratai-08-04,teratai-08-05,teratai-08-06,teratai-08-08,teratai-08-09,teratai-08-10,teratai-08-11;rw;8;464
teratai-p009;teratai-01-01,teratai-01-02,teratai-01-04,teratai-01-05,teratai-01-06,teratai-01-07,teratai-02-03,teratai-02-04,teratai-04-03,teratai-05-02,teratai-05-09,teratai-06-03,teratai-07-04,teratai-07-05;rt;1;80
teratai-p010;teratai-01-01,teratai-02-01,teratai-02-02,teratai-02-03,teratai-02-04,teratai-02-05,teratai-03-02,teratai-05-02,teratai-05-04,teratai-05-08,teratai-05-09,teratai-07-04,teratai-07-05;rt;2;88
teratai-p011;teratai-02-01,teratai-02-04,teratai-02-05,teratai-03-01,teratai-03-02,teratai-03-03,teratai-04-02,teratai-04-03,teratai-05-09,teratai-06-03,teratai-07-04,teratai-08-03;rt;3;86
teratai-p012;teratai-01-07,teratai-03-02,teratai-04-02,teratai-04-03,teratai-05-02,teratai-05-04,teratai-05-08,teratai-05-09,teratai-06-03,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03;rt;4;81
teratai-p013;teratai-02-04,teratai-02-05,teratai-04-03,teratai-05-01,teratai-05-02,teratai-05-03,teratai-05-04,teratai-05-05,teratai-05-06,teratai-05-07,teratai-05-08,teratai-05-09,teratai-06-03;rt;5;78
teratai-p014;teratai-01-01,teratai-03-02,teratai-04-03,teratai-05-02,teratai-05-04,teratai-05-08,teratai-05-09,teratai-06-01,teratai-06-02,teratai-06-03,teratai-07-02,teratai-07-04,teratai-07-05,teratai-08-03;rt;6;72
teratai-p015;teratai-01-01,teratai-01-07,teratai-02-04,teratai-03-02,teratai-04-02,teratai-04-03,teratai-05-08,teratai-06-03,teratai-07-01,teratai-07-02,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03,teratai-08-04;rt;7;76
teratai-p016;teratai-05-08,teratai-05-09,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03,teratai-08-04,teratai-08-05,teratai-08-06,teratai-08-08,teratai-08-10,teratai-08-11;rt;8;77
teratai-p017;teratai-02-03,teratai-02-04,teratai-02-05,teratai-04-03,teratai-05-05,teratai-05-08,teratai-05-09,teratai-05-10,teratai-06-03,teratai-07-02,teratai-07-04,teratai-07-05,teratai-08-03,teratai-08-06,teratai-08-10;lurah;;159
teratai-p018;teratai-02-03,teratai-02-04,teratai-03-02,teratai-05-02,teratai-05-05,teratai-05-06,teratai-05-07,teratai-05-08,teratai-05-09,teratai-05-10,teratai-07-01,teratai-07-04,teratai-08-02,teratai-08-04,teratai-08-06;kecamatan;;80
teratai-p019;teratai-01-07,teratai-03-02,teratai-04-02,teratai-04-03,teratai-05-02,teratai-05-05,teratai-05-08,teratai-05-09,teratai-07-01,teratai-07-02,teratai-07-04,teratai-07-05,teratai-08-03,teratai-08-04,teratai-08-05;agency;;80
teratai-p020;teratai-01-07,teratai-02-04,teratai-02-05,teratai-04-02,teratai-05-02,teratai-05-04,teratai-05-05,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03,teratai-08-04,teratai-08-05;agency;;80
teratai-p021;teratai-02-04,teratai-03-02,teratai-04-03,teratai-05-02,teratai-05-05,teratai-05-08,teratai-05-09,teratai-06-03,teratai-07-04,teratai-07-05,teratai-08-03,teratai-08-04,teratai-08-05;agency;;80
teratai-p022;teratai-02-01,teratai-02-04,teratai-02-05,teratai-02-06,teratai-03-02,teratai-04-03,teratai-05-02,teratai-05-05,teratai-05-08,teratai-05-09,teratai-06-03,teratai-07-04,teratai-08-02,teratai-08-03;council;2;159
teratai-p023;teratai-01-07,teratai-02-05,teratai-04-02,teratai-05-02,teratai-05-05,teratai-05-08,teratai-05-09,teratai-07-01,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03;lpm;5;80
teratai-p024;teratai-01-01,teratai-01-07,teratai-02-03,teratai-02-04,teratai-02-05,teratai-04-03,teratai-05-02,teratai-05-04,teratai-05-09,teratai-07-01,teratai-07-05,teratai-08-03;lpm;2;80
teratai-p025;teratai-01-01,teratai-01-07,teratai-02-01,teratai-02-04,teratai-02-05,teratai-04-02,teratai-05-04,teratai-05-08,teratai-05-09,teratai-06-03,teratai-07-04,teratai-08-02,teratai-08-03;lpm;2;80
teratai-p026;teratai-01-02,teratai-01-08,teratai-02-04,teratai-02-05,teratai-04-01,teratai-04-03,teratai-05-02,teratai-05-05,teratai-05-06,teratai-06-01,teratai-06-02,teratai-07-04,teratai-08-01,teratai-08-09,teratai-08-10;pkk;2;80
teratai-p027;teratai-01-02,teratai-01-03,teratai-01-08,teratai-02-04,teratai-04-01,teratai-05-02,teratai-05-05,teratai-05-06,teratai-05-08,teratai-05-09,teratai-06-01,teratai-06-02,teratai-07-04,teratai-07-05,teratai-08-10;pkk;6;80
teratai-p028;teratai-01-02,teratai-01-08,teratai-04-01,teratai-04-02,teratai-04-03,teratai-05-05,teratai-05-06,teratai-05-09,teratai-06-01,teratai-06-02,teratai-07-03,teratai-08-09,teratai-08-10;pkk;4;80
teratai-p029;teratai-01-02,teratai-01-08,teratai-05-05,teratai-05-06,teratai-06-02,teratai-07-04,teratai-08-01,teratai-08-02,teratai-08-05,teratai-08-07,teratai-08-09,teratai-08-10;pkk;8;80
teratai-p030;teratai-01-02,teratai-01-08,teratai-03-02,teratai-04-01,teratai-04-03,teratai-05-02,teratai-05-05,teratai-05-09,teratai-06-02,teratai-07-04,teratai-08-01,teratai-08-05,teratai-08-07,teratai-08-10;karang-taruna;4;80
teratai-p031;teratai-01-02,teratai-01-08,teratai-02-01,teratai-02-03,teratai-02-04,teratai-02-05,teratai-03-02,teratai-04-01,teratai-05-02,teratai-05-05,teratai-06-02,teratai-07-05,teratai-08-01,teratai-08-07,teratai-08-10;karang-taruna;2;80
teratai-p032;teratai-01-01,teratai-01-02,teratai-01-07,teratai-01-08,teratai-02-03,teratai-02-04,teratai-04-01,teratai-05-04,teratai-05-05,teratai-05-09,teratai-06-02,teratai-08-01,teratai-08-05,teratai-08-07,teratai-08-10;karang-taruna;1;80
teratai-p033;teratai-01-01,teratai-02-04,teratai-04-02,teratai-04-03,teratai-05-04,teratai-05-09,teratai-06-03,teratai-07-01,teratai-07-02,teratai-07-04,teratai-07-05,teratai-08-03;community-leader;7;80
teratai-p034;teratai-02-03,teratai-02-04,teratai-04-02,teratai-04-03,teratai-05-08,teratai-05-09,teratai-06-03,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03,teratai-08-05,teratai-08-06,teratai-08-10,teratai-08-11;community-leader;8;80
teratai-p035;teratai-01-01,teratai-01-04,teratai-01-05,teratai-01-06,teratai-01-07,teratai-02-01,teratai-02-04,teratai-04-03,teratai-05-08,teratai-05-09,teratai-06-03,teratai-07-04,teratai-07-05;community-leader;1;80
teratai-p036;teratai-01-01,teratai-01-02,teratai-01-04,teratai-01-06,teratai-02-04,teratai-04-03,teratai-05-05,teratai-05-09,teratai-06-03,teratai-07-04,teratai-08-03,teratai-08-05;community-leader;1;80
teratai-p037;teratai-01-02,teratai-01-08,teratai-02-04,teratai-02-06,teratai-05-02,teratai-05-05,teratai-07-01,teratai-07-04,teratai-08-02,teratai-08-03,teratai-08-05,teratai-08-06,teratai-08-07,teratai-08-10,teratai-08-11;religious-leader;8;80
teratai-p038;teratai-01-08,teratai-02-04,teratai-03-02,teratai-04-02,teratai-04-03,teratai-05-02,teratai-05-05,teratai-05-09,teratai-06-01,teratai-06-02,teratai-07-01,teratai-07-04,teratai-08-10;religious-leader;4;80
teratai-p039;teratai-02-03,teratai-02-04,teratai-02-06,teratai-05-02,teratai-05-04,teratai-05-05,teratai-05-06,teratai-05-08,teratai-05-09,teratai-07-01,teratai-08-03,teratai-08-05,teratai-08-07,teratai-08-10;religious-leader;5;80
teratai-p040;teratai-01-07,teratai-02-04,teratai-03-02,teratai-04-01,teratai-04-02,teratai-05-05,teratai-05-06,teratai-05-08,teratai-06-02,teratai-08-05,teratai-08-09,teratai-08-10;women;3;80
teratai-p041;teratai-05-05,teratai-05-06,teratai-05-09,teratai-06-02,teratai-07-04,teratai-08-02,teratai-08-03,teratai-08-05,teratai-08-06,teratai-08-09,teratai-08-10,teratai-08-11;women;8;80
teratai-p042;teratai-02-04,teratai-04-01,teratai-04-03,teratai-05-05,teratai-05-06,teratai-05-08,teratai-05-09,teratai-06-02,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-03,teratai-08-05,teratai-08-09,teratai-08-10;women;7;80
teratai-p043;teratai-01-02,teratai-01-07,teratai-01-08,teratai-02-04,teratai-05-05,teratai-06-02,teratai-06-03,teratai-07-01,teratai-07-04,teratai-08-05,teratai-08-07,teratai-08-10;youth;1;80
teratai-p044;teratai-01-01,teratai-01-02,teratai-01-07,teratai-01-08,teratai-02-03,teratai-04-01,teratai-05-05,teratai-06-02,teratai-07-01,teratai-08-01,teratai-08-05,teratai-08-09,teratai-08-10;youth;1;80
teratai-p045;teratai-01-08,teratai-02-03,teratai-02-04,teratai-03-02,teratai-05-05,teratai-05-08,teratai-05-09,teratai-06-01,teratai-06-02,teratai-06-03,teratai-07-01,teratai-07-04,teratai-08-07,teratai-08-10;children;6;80
teratai-p046;teratai-01-02,teratai-01-04,teratai-01-05,teratai-01-07,teratai-01-08,teratai-05-02,teratai-05-05,teratai-06-01,teratai-06-02,teratai-06-03,teratai-07-01,teratai-08-03,teratai-08-07,teratai-08-10;children;1;80
teratai-p047;teratai-01-02,teratai-01-08,teratai-02-03,teratai-03-01,teratai-04-02,teratai-05-05,teratai-06-01,teratai-07-01,teratai-07-04,teratai-08-05,teratai-08-07,teratai-08-10;school;3;80
teratai-p048;teratai-01-02,teratai-01-08,teratai-02-03,teratai-02-04,teratai-03-02,teratai-04-03,teratai-06-01,teratai-06-03,teratai-07-01,teratai-07-04,teratai-07-05,teratai-08-07,teratai-08-10;school;4;80
teratai-p049;teratai-01-02,teratai-01-03,teratai-02-03,teratai-02-04,teratai-02-06,teratai-05-06,teratai-06-02,teratai-07-01,teratai-07-03,teratai-07-04,teratai-07-05,teratai-08-02,teratai-08-10;puskesmas;;80
teratai-p050;teratai-01-02,teratai-04-01,teratai-05-02,teratai-05-05,teratai-05-09,teratai-06-02,teratai-08-02,teratai-08-03,teratai-08-04,teratai-08-05,teratai-08-09,teratai-08-10;business;8;80
teratai-p051;teratai-01-02,teratai-01-07,teratai-02-03,teratai-03-02,teratai-04-01,teratai-04-03,teratai-05-02,teratai-05-05,teratai-06-01,teratai-06-02,teratai-08-02,teratai-08-05,teratai-08-09,teratai-08-10;business;1;80

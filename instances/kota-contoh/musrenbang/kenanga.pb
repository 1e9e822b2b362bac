META
key;value
description;SYNTHETIC Musrenbang of kelurahan Kenanga, kecamatan Contoh Utara: invented proposals, prices and ballots, seed 2018
country;Indonesia
unit;Kota Contoh
district;Contoh Utara
subunit;Kenanga
instance;synthetic-2018
num_projects;43
num_votes;53
budget;384841412
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
kenanga-01-01;10000000;Pemasangan CCTV lingkungan, RW 01;1;5;fisik;sarana prasarana;permukiman;4;titik;2500000;RW 01;20;warga;240;kelurahan;;F27
kenanga-01-02;20000000;Perbaikan rumah tidak layak huni (rutilahu), RW 01;1;5;fisik;sarana prasarana;permukiman;1;unit;20000000;LPM;15;keluarga prasejahtera;4;kelurahan;;F11
kenanga-01-03;30000000;Penyuluhan bahaya narkoba, RW 01;1;3;sosial;pemberdayaan masyarakat;ketenteraman dan ketertiban;100;orang;300000;PKK;21;pemuda;100;kelurahan;;S11
kenanga-01-04;20000000;Pelatihan kader jumantik, RW 01;1;2;sosial;pemberdayaan masyarakat;kesehatan;50;orang;400000;PKK;37;warga;50;kelurahan;;S07
kenanga-01-05;10000000;Pembuatan sumur resapan, RW 01;1;1;fisik;sarana prasarana;permukiman;2;titik;5000000;RT 01 RW 01;8;warga;40;kelurahan;;F07
kenanga-01-06;5000000;Pengadaan gerobak sampah, RW 01;1;2;fisik;sarana prasarana;permukiman;1;unit;5000000;RW 01;6;warga;150;kelurahan;;F16
kenanga-02-01;10000000;Pemasangan lampu penerangan jalan lingkungan LED, RW 02;2;2;fisik;sarana prasarana;permukiman;4;titik;2500000;LPM;1;warga;100;kelurahan;;F09
kenanga-02-02;15000000;Rehabilitasi pos kamling, RW 02;2;5;fisik;sarana prasarana;permukiman;2;unit;7500000;RW 02;4;warga;200;kelurahan;;F20
kenanga-02-03;5000000;Fogging dan pemberantasan sarang nyamuk, RW 02;2;1;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;2500000;RW 02;43;warga;500;kelurahan;;S06
kenanga-03-01;20000000;Pengadaan komputer dan printer pelayanan RW, RW 03;3;5;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;2;unit;10000000;RW 03;39;warga;400;kelurahan;;G01
kenanga-03-02;20000000;Pelatihan menjahit dan tata boga, RW 03;3;5;ekonomi;pemberdayaan masyarakat;usaha mikro;20;orang;1000000;Kelompok perempuan;24;perempuan;20;kelurahan;;E08
kenanga-03-03;10000000;Bantuan gerobak usaha, RW 03;3;5;ekonomi;pemberdayaan masyarakat;usaha mikro;2;unit;5000000;Kelompok perempuan;42;pelaku usaha, keluarga prasejahtera;8;kelurahan;;E03
kenanga-04-01;5000000;Pengadaan perlengkapan olahraga pemuda, RW 04;4;1;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;paket;5000000;Kelompok perempuan;16;pemuda;80;kelurahan;;S10
kenanga-04-02;30000000;Pelatihan kader posyandu, RW 04;4;2;sosial;pemberdayaan masyarakat;kesehatan;60;orang;500000;PKK;14;perempuan;60;kelurahan;;S05
kenanga-04-03;40000000;Perbaikan rumah tidak layak huni (rutilahu), RW 04;4;4;fisik;sarana prasarana;permukiman;2;unit;20000000;RW 04;12;keluarga prasejahtera;8;kelurahan;;F11
kenanga-04-04;15000000;Pelatihan kewirausahaan, RW 04;4;2;ekonomi;pemberdayaan masyarakat;usaha mikro;20;orang;750000;PKK;30;pelaku usaha;20;kelurahan;;E01
kenanga-04-05;15000000;Rehabilitasi pos kamling, RW 04;4;1;fisik;sarana prasarana;permukiman;2;unit;7500000;RT 01 RW 04;2;warga;200;kelurahan;;F20
kenanga-05-01;15000000;Pengadaan alat permainan edukatif PAUD, RW 05;5;3;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;3;paket;5000000;PKK;35;anak;120;kelurahan;;S13
kenanga-05-02;25000000;Rehabilitasi ruang kelas PAUD, RW 05;5;6;fisik;sarana prasarana;pendidikan dan kebudayaan;1;unit;25000000;RW 05;27;anak;60;kelurahan;;F23
kenanga-05-03;15000000;Pemasangan lampu jalan tenaga surya, RW 05;5;4;fisik;sarana prasarana;permukiman;2;titik;7500000;RW 05;11;warga;80;kelurahan;;F10
kenanga-05-04;40000000;Betonisasi jalan gang, RW 05;5;3;fisik;sarana prasarana;transportasi;160;m2;250000;RW 05;7;warga;320;kelurahan;;F02
kenanga-05-05;35000000;Pengadaan motor roda tiga pengangkut sampah, RW 05;5;6;fisik;sarana prasarana;permukiman;1;unit;35000000;RW 05;41;warga;800;kelurahan;;F17
kenanga-05-06;45000000;Pengaspalan jalan lingkungan, RW 05;5;2;fisik;sarana prasarana;transportasi;300;m2;150000;LPM;13;warga;300;kelurahan;;F03
kenanga-05-07;10000000;Pengadaan meja kursi dan tenda balai warga, RW 05;5;1;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;10000000;RW 05;25;warga;300;kelurahan;;G07
kenanga-05-08;10000000;Penyuluhan pencegahan stunting, RW 05;5;3;sosial;pemberdayaan masyarakat;kesehatan;2;kegiatan;5000000;Kelompok perempuan;22;balita, ibu hamil;120;kelurahan;;S03
kenanga-05-09;25000000;Rehabilitasi gedung posyandu, RW 05;5;5;fisik;sarana prasarana;kesehatan;1;unit;25000000;RW 05;29;balita, ibu hamil;120;kelurahan;;F19
kenanga-06-01;20000000;Bantuan alat produksi UMKM, RW 06;6;2;ekonomi;pemberdayaan masyarakat;usaha mikro;8;unit;2500000;PKK;40;pelaku usaha;16;kelurahan;;E02
kenanga-06-02;15000000;Pembangunan saluran drainase U-ditch, RW 06;6;1;fisik;sarana prasarana;permukiman;25;m;600000;RT 01 RW 06;17;warga;75;kelurahan;;F04
kenanga-06-03;10000000;Pembuatan sumur resapan, RW 06;6;2;fisik;sarana prasarana;permukiman;2;titik;5000000;RT 02 RW 06;19;warga;40;kelurahan;;F07
kenanga-07-01;30000000;Rehabilitasi saluran drainase pasangan batu, RW 07;7;6;fisik;sarana prasarana;permukiman;75;m;400000;RW 07;31;warga;225;kelurahan;;F05
kenanga-07-02;30000000;Pelatihan dan perlengkapan Linmas, RW 07;7;1;pemerintahan;pemberdayaan masyarakat;ketenteraman dan ketertiban;40;orang;750000;RW 07;33;warga;600;kelurahan;;G05
kenanga-07-03;10000000;Pemasangan lampu penerangan jalan lingkungan LED, RW 07;7;3;fisik;sarana prasarana;permukiman;4;titik;2500000;RW 07;3;warga;100;kelurahan;;F09
kenanga-07-04;15000000;Pembuatan sumur resapan, RW 07;7;4;fisik;sarana prasarana;permukiman;3;titik;5000000;RW 07;10;warga;60;kelurahan;;F07
kenanga-07-05;20000000;Penataan taman bermain anak, RW 07;7;3;fisik;sarana prasarana;pendidikan dan kebudayaan;1;paket;20000000;RW 07;23;anak;150;kelurahan;;F21
kenanga-07-06;10000000;Bibit lele dan kolam budikdamber, RW 07;7;6;ekonomi;pemberdayaan masyarakat;usaha mikro;4;paket;2500000;Kelompok perempuan;36;keluarga prasejahtera;80;kelurahan;;E07
kenanga-07-07;5000000;Pengadaan kit posbindu lansia, RW 07;7;5;sosial;pemberdayaan masyarakat;kesehatan;1;paket;5000000;PKK;34;lansia;80;kelurahan;;S08
kenanga-08-01;20000000;Betonisasi jalan gang, RW 08;8;1;fisik;sarana prasarana;transportasi;80;m2;250000;RW 08;18;warga;160;kelurahan;;F02
kenanga-08-02;40000000;Penataan taman bermain anak, RW 08;8;3;fisik;sarana prasarana;pendidikan dan kebudayaan;2;paket;20000000;RW 08;28;anak;300;kelurahan;;F21
kenanga-08-03;10000000;Pengembangan taman bacaan dan kegiatan forum anak, RW 08;8;1;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;paket;10000000;RW 08;32;anak;100;kelurahan;;S12
kenanga-08-04;30000000;Pemberian makanan tambahan balita gizi kurang, RW 08;8;1;sosial;pemberdayaan masyarakat;kesehatan;60;orang;500000;RW 08;5;balita;60;kelurahan;;S01
kenanga-08-05;15000000;Pemasangan lampu jalan tenaga surya, RW 08;8;1;fisik;sarana prasarana;permukiman;2;titik;7500000;RW 08;9;warga;80;kelurahan;;F10
kenanga-09-01;20000000;Fasilitasi sertifikat halal dan PIRT, RW 09;9;2;ekonomi;pemberdayaan masyarakat;usaha mikro;20;usaha;1000000;Karang Taruna;38;pelaku usaha;40;kelurahan;;E05
kenanga-09-02;20000000;Pemasangan paving block jalan lingkungan, RW 09;9;4;fisik;sarana prasarana;transportasi;100;m2;200000;RT 04 RW 09;26;warga;200;kelurahan;;F01
VOTES
voter_id;vote;role;rw;weight
kenanga-p001;kenanga-01-01,kenanga-01-02,kenanga-01-03,kenanga-01-04,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-05-04,kenanga-06-02,kenanga-06-03,kenanga-07-03,kenanga-07-04;rw;1;376
kenanga-p002;kenanga-01-01,kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-03-02,kenanga-04-05,kenanga-05-03,kenanga-05-04,kenanga-05-06,kenanga-07-03;rw;2;428
kenanga-p003;kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-03-01,kenanga-03-02,kenanga-03-03,kenanga-04-03,kenanga-04-05,kenanga-05-04,kenanga-07-03,kenanga-08-05;rw;3;372
kenanga-p004;kenanga-01-06,kenanga-02-02,kenanga-04-01,kenanga-04-02,kenanga-04-03,kenanga-04-04,kenanga-04-05,kenanga-05-03,kenanga-05-04,kenanga-07-03;rw;4;289
kenanga-p005;kenanga-02-01,kenanga-02-02,kenanga-04-03,kenanga-04-05,kenanga-05-01,kenanga-05-02,kenanga-05-03,kenanga-05-04,kenanga-05-06,kenanga-05-07,kenanga-05-08,kenanga-05-09;rw;5;483
kenanga-p006;kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-04-05,kenanga-05-04,kenanga-06-02,kenanga-06-03,kenanga-07-03,kenanga-07-04,kenanga-08-05;rw;6;301
kenanga-p007;kenanga-02-01,kenanga-02-02,kenanga-04-03,kenanga-04-05,kenanga-06-02,kenanga-06-03,kenanga-07-01,kenanga-07-02,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-08-05;rw;7;515
kenanga-p008;kenanga-01-05,kenanga-02-01,kenanga-02-02,kenanga-04-03,kenanga-04-05,kenanga-05-03,kenanga-07-03,kenanga-07-04,kenanga-08-01,kenanga-08-03,kenanga-08-04,kenanga-08-05;rw;8;289
kenanga-p009;kenanga-01-01,kenanga-02-01,kenanga-02-02,kenanga-04-03,kenanga-04-05,kenanga-05-03,kenanga-05-04,kenanga-05-06,kenanga-07-03,kenanga-08-05,kenanga-09-01,kenanga-09-02;rw;9;352
kenanga-p010;kenanga-01-01,kenanga-01-02,kenanga-01-03,kenanga-01-04,kenanga-01-05,kenanga-01-06,kenanga-02-02,kenanga-04-05,kenanga-05-06,kenanga-07-03;rt;1;75
kenanga-p011;kenanga-01-02,kenanga-01-03,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-02-03,kenanga-04-05,kenanga-05-03,kenanga-05-04,kenanga-05-06;rt;2;86
kenanga-p012;kenanga-01-03,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-03-01,kenanga-03-02,kenanga-04-03,kenanga-04-05,kenanga-07-04,kenanga-08-05;rt;3;74
kenanga-p013;kenanga-02-01,kenanga-02-02,kenanga-04-01,kenanga-04-02,kenanga-04-03,kenanga-04-04,kenanga-04-05,kenanga-05-04,kenanga-05-06,kenanga-07-03,kenanga-07-04,kenanga-08-01,kenanga-08-05;rt;4;72
kenanga-p014;kenanga-02-01,kenanga-02-02,kenanga-04-05,kenanga-05-02,kenanga-05-03,kenanga-05-04,kenanga-05-05,kenanga-05-06,kenanga-05-07,kenanga-05-08;rt;5;81
kenanga-p015;kenanga-01-01,kenanga-01-02,kenanga-01-05,kenanga-02-01,kenanga-02-02,kenanga-04-05,kenanga-05-06,kenanga-06-01,kenanga-06-02,kenanga-06-03,kenanga-07-03,kenanga-07-04;rt;6;75
kenanga-p016;kenanga-01-06,kenanga-02-01,kenanga-04-05,kenanga-06-03,kenanga-07-01,kenanga-07-02,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-07-07,kenanga-08-05;rt;7;86
kenanga-p017;kenanga-01-06,kenanga-04-03,kenanga-05-04,kenanga-05-06,kenanga-07-03,kenanga-07-04,kenanga-08-01,kenanga-08-02,kenanga-08-04,kenanga-08-05,kenanga-09-02;rt;8;96
kenanga-p018;kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-04-03,kenanga-04-05,kenanga-05-04,kenanga-07-04,kenanga-08-01,kenanga-08-04,kenanga-09-01,kenanga-09-02;rt;9;88
kenanga-p019;kenanga-01-04,kenanga-02-01,kenanga-03-01,kenanga-04-02,kenanga-04-05,kenanga-05-03,kenanga-05-07,kenanga-05-08,kenanga-07-03,kenanga-08-04,kenanga-08-05;lurah;;162
kenanga-p020;kenanga-02-01,kenanga-02-02,kenanga-03-01,kenanga-04-02,kenanga-04-05,kenanga-05-06,kenanga-05-07,kenanga-05-08,kenanga-07-02,kenanga-07-03,kenanga-07-07,kenanga-08-04;kecamatan;;81
kenanga-p021;kenanga-01-06,kenanga-02-01,kenanga-04-02,kenanga-04-03,kenanga-05-04,kenanga-05-06,kenanga-05-08,kenanga-07-03,kenanga-07-04,kenanga-07-07,kenanga-08-02,kenanga-08-04,kenanga-09-02;agency;;81
kenanga-p022;kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-04-02,kenanga-04-03,kenanga-04-04,kenanga-04-05,kenanga-05-08,kenanga-07-03,kenanga-07-04,kenanga-08-04,kenanga-08-05;agency;;81
kenanga-p023;kenanga-02-01,kenanga-02-02,kenanga-04-02,kenanga-04-04,kenanga-04-05,kenanga-05-06,kenanga-05-08,kenanga-07-03,kenanga-08-02,kenanga-08-05;agency;;81
kenanga-p024;kenanga-01-01,kenanga-01-02,kenanga-02-01,kenanga-02-02,kenanga-04-03,kenanga-04-05,kenanga-05-03,kenanga-05-04,kenanga-06-02,kenanga-07-03,kenanga-07-04,kenanga-08-02,kenanga-08-05;council;3;162
kenanga-p025;kenanga-01-01,kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-04-05,kenanga-05-04,kenanga-05-06,kenanga-05-09,kenanga-07-03,kenanga-07-05,kenanga-08-02;lpm;2;81
kenanga-p026;kenanga-02-01,kenanga-02-02,kenanga-04-05,kenanga-05-02,kenanga-05-03,kenanga-05-04,kenanga-05-06,kenanga-06-02,kenanga-07-03,kenanga-08-02,kenanga-08-04;lpm;5;81
kenanga-p027;kenanga-01-02,kenanga-01-05,kenanga-02-01,kenanga-04-03,kenanga-04-05,kenanga-05-04,kenanga-05-09,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-08-05;lpm;7;81
kenanga-p028;kenanga-01-03,kenanga-01-04,kenanga-03-02,kenanga-04-01,kenanga-04-02,kenanga-04-04,kenanga-05-01,kenanga-05-08,kenanga-05-09,kenanga-07-07,kenanga-08-03,kenanga-08-04;pkk;2;81
kenanga-p029;kenanga-01-03,kenanga-01-04,kenanga-03-02,kenanga-04-01,kenanga-04-02,kenanga-04-04,kenanga-05-01,kenanga-05-08,kenanga-05-09,kenanga-06-01,kenanga-07-07,kenanga-08-04;pkk;5;81
kenanga-p030;kenanga-01-03,kenanga-03-02,kenanga-04-01,kenanga-04-02,kenanga-04-04,kenanga-05-08,kenanga-05-09,kenanga-06-01,kenanga-07-03,kenanga-07-07,kenanga-08-03,kenanga-08-04;pkk;7;81
kenanga-p031;kenanga-01-03,kenanga-01-04,kenanga-03-02,kenanga-04-02,kenanga-04-04,kenanga-05-01,kenanga-05-08,kenanga-05-09,kenanga-07-07,kenanga-08-04;pkk;5;81
kenanga-p032;kenanga-01-03,kenanga-01-05,kenanga-02-01,kenanga-02-02,kenanga-04-01,kenanga-04-02,kenanga-04-04,kenanga-08-02,kenanga-08-04,kenanga-09-01;karang-taruna;9;81
kenanga-p033;kenanga-01-03,kenanga-01-05,kenanga-02-01,kenanga-02-02,kenanga-03-02,kenanga-04-01,kenanga-04-05,kenanga-07-03,kenanga-07-04,kenanga-07-06,kenanga-08-04,kenanga-09-01;karang-taruna;1;81
kenanga-p034;kenanga-01-03,kenanga-02-01,kenanga-02-02,kenanga-03-02,kenanga-04-01,kenanga-04-05,kenanga-05-04,kenanga-05-06,kenanga-05-07,kenanga-07-03,kenanga-08-04,kenanga-09-01;karang-taruna;2;81
kenanga-p035;kenanga-01-02,kenanga-01-05,kenanga-02-01,kenanga-03-02,kenanga-04-03,kenanga-04-05,kenanga-05-03,kenanga-06-02,kenanga-07-03,kenanga-07-06;community-leader;3;81
kenanga-p036;kenanga-01-02,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-04-02,kenanga-04-03,kenanga-04-05,kenanga-05-03,kenanga-05-04,kenanga-05-08,kenanga-07-03,kenanga-08-04,kenanga-08-05;community-leader;5;81
kenanga-p037;kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-04-05,kenanga-07-03,kenanga-07-04,kenanga-08-04,kenanga-08-05;community-leader;2;81
kenanga-p038;kenanga-01-01,kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-04-03,kenanga-04-05,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-07-06,kenanga-07-07,kenanga-08-05;community-leader;7;81
kenanga-p039;kenanga-01-02,kenanga-01-03,kenanga-02-01,kenanga-03-02,kenanga-03-03,kenanga-04-01,kenanga-04-03,kenanga-04-05,kenanga-07-05,kenanga-07-06,kenanga-08-03;religious-leader;3;81
kenanga-p040;kenanga-01-02,kenanga-01-03,kenanga-03-03,kenanga-04-01,kenanga-04-03,kenanga-04-05,kenanga-07-02,kenanga-07-05,kenanga-08-02,kenanga-08-04;religious-leader;3;81
kenanga-p041;kenanga-01-02,kenanga-01-03,kenanga-01-06,kenanga-04-01,kenanga-04-02,kenanga-04-03,kenanga-05-02,kenanga-07-03,kenanga-07-06,kenanga-08-04,kenanga-09-02;religious-leader;9;81
kenanga-p042;kenanga-03-02,kenanga-04-01,kenanga-04-02,kenanga-04-04,kenanga-04-05,kenanga-05-08,kenanga-05-09,kenanga-07-03,kenanga-08-04,kenanga-09-01;women;9;81
kenanga-p043;kenanga-01-06,kenanga-02-01,kenanga-02-02,kenanga-03-02,kenanga-03-03,kenanga-04-02,kenanga-04-04,kenanga-04-05,kenanga-05-08,kenanga-05-09,kenanga-07-03,kenanga-07-06,kenanga-08-04;women;2;81
kenanga-p044;kenanga-02-01,kenanga-03-02,kenanga-04-01,kenanga-04-02,kenanga-04-04,kenanga-04-05,kenanga-05-03,kenanga-05-08,kenanga-05-09,kenanga-06-01,kenanga-07-03,kenanga-08-04,kenanga-09-01;women;4;81
kenanga-p045;kenanga-01-03,kenanga-02-02,kenanga-03-02,kenanga-04-01,kenanga-04-02,kenanga-04-04,kenanga-05-08,kenanga-07-03,kenanga-08-01,kenanga-08-02,kenanga-08-03,kenanga-08-04,kenanga-08-05;youth;8;81
kenanga-p046;kenanga-01-03,kenanga-02-02,kenanga-03-02,kenanga-04-01,kenanga-04-02,kenanga-04-04,kenanga-04-05,kenanga-05-02,kenanga-05-06,kenanga-08-02,kenanga-08-03,kenanga-08-04,kenanga-09-01;youth;4;81
kenanga-p047;kenanga-02-02,kenanga-04-01,kenanga-04-02,kenanga-05-01,kenanga-05-02,kenanga-07-03,kenanga-07-05,kenanga-08-02,kenanga-08-03,kenanga-08-04;children;7;81
kenanga-p048;kenanga-04-01,kenanga-04-05,kenanga-05-01,kenanga-05-02,kenanga-05-03,kenanga-05-04,kenanga-05-06,kenanga-05-07,kenanga-05-08,kenanga-07-05,kenanga-08-02,kenanga-08-03;children;5;81
kenanga-p049;kenanga-01-01,kenanga-01-02,kenanga-01-05,kenanga-01-06,kenanga-02-01,kenanga-04-01,kenanga-05-01,kenanga-05-02,kenanga-07-04,kenanga-07-05,kenanga-08-02,kenanga-08-03,kenanga-08-04;school;1;81
kenanga-p050;kenanga-02-01,kenanga-04-01,kenanga-04-05,kenanga-05-01,kenanga-05-02,kenanga-07-03,kenanga-07-04,kenanga-07-05,kenanga-08-02,kenanga-08-03,kenanga-08-04;school;7;81
kenanga-p051;kenanga-01-04,kenanga-01-05,kenanga-02-03,kenanga-04-01,kenanga-04-02,kenanga-05-08,kenanga-05-09,kenanga-07-03,kenanga-07-07,kenanga-08-04;puskesmas;;81
kenanga-p052;kenanga-02-01,kenanga-03-02,kenanga-03-03,kenanga-04-04,kenanga-05-04,kenanga-05-06,kenanga-06-01,kenanga-07-06,kenanga-08-02,kenanga-09-01;business;2;81
kenanga-p053;kenanga-01-03,kenanga-01-05,kenanga-01-06,kenanga-03-02,kenanga-03-03,kenanga-04-04,kenanga-05-04,kenanga-06-01,kenanga-07-06,kenanga-09-01;business;1;81

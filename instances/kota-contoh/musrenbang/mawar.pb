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
generator;fairbudget musrenbang generator 1
PROJECTS
project_id;cost;name;rw;rt;category;family;kind;volume;unit;unit_price;proposer;priority;target;beneficiaries;authority;agency;code
mawar-01-01;10000000;Pengadaan alat kesenian hadrah dan angklung, RW 01;1;1;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;set;10000000;Karang Taruna;11;warga, pemuda;40;kelurahan;;S16
mawar-01-02;10000000;Pemasangan paving block jalan lingkungan, RW 01;1;5;fisik;sarana prasarana;transportasi;50;m2;200000;LPM;24;warga;100;kelurahan;;F01
mawar-01-03;15000000;Pengadaan gerobak sampah, RW 01;1;4;fisik;sarana prasarana;permukiman;3;unit;5000000;RW 01;8;warga;450;kelurahan;;F16
mawar-02-01;10000000;Pemasangan pagar pengaman jalan dan tebing, RW 02;2;1;fisik;sarana prasarana;transportasi;20;m;500000;RW 02;12;warga;60;kelurahan;;F25
mawar-02-02;45000000;Pemasangan lampu jalan tenaga surya, RW 02;2;3;fisik;sarana prasarana;permukiman;6;titik;7500000;LPM;14;warga;240;kelurahan;;F10
mawar-02-03;35000000;Pembangunan MCK umum, RW 02;2;1;fisik;sarana prasarana;kesehatan;1;unit;35000000;RT 01 RW 02;15;keluarga prasejahtera;60;kelurahan;;F12
mawar-02-04;20000000;Pengadaan kit posbindu lansia, RW 02;2;2;sosial;pemberdayaan masyarakat;kesehatan;4;paket;5000000;Karang Taruna;23;lansia;320;kelurahan;;S08
mawar-03-01;10000000;Rehabilitasi saluran drainase pasangan batu, RW 03;3;4;fisik;sarana prasarana;permukiman;25;m;400000;RW 03;13;warga;75;kelurahan;;F05
mawar-03-02;30000000;Rehabilitasi pos kamling, RW 03;3;3;fisik;sarana prasarana;permukiman;4;unit;7500000;RW 03;6;warga;400;kelurahan;;F20
mawar-03-03;60000000;Perbaikan rumah tidak layak huni (rutilahu), RW 03;3;5;fisik;sarana prasarana;permukiman;3;unit;20000000;RT 05 RW 03;7;keluarga prasejahtera;12;kelurahan;;F11
mawar-03-04;25000000;Rehabilitasi gedung posyandu, RW 03;3;2;fisik;sarana prasarana;kesehatan;1;unit;25000000;RW 03;26;balita, ibu hamil;120;kelurahan;;F19
mawar-04-01;10000000;Pengadaan alat kesenian hadrah dan angklung, RW 04;4;1;sosial;pemberdayaan masyarakat;pendidikan dan kebudayaan;1;set;10000000;Karang Taruna;10;warga, pemuda;40;kelurahan;;S16
mawar-04-02;40000000;Stimulan modal kelompok usaha, RW 04;4;2;ekonomi;pemberdayaan masyarakat;usaha mikro;8;kelompok;5000000;PKK;21;pelaku usaha, keluarga prasejahtera;80;kelurahan;;E09
mawar-04-03;10000000;Pemasangan CCTV lingkungan, RW 04;4;2;fisik;sarana prasarana;permukiman;4;titik;2500000;RW 04;17;warga;240;kelurahan;;F27
mawar-04-04;20000000;Pendataan dan pemetaan warga, RW 04;4;2;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;1;paket;20000000;LPM;9;warga;600;kelurahan;;G06
mawar-05-01;40000000;Pelatihan menjahit dan tata boga, RW 05;5;3;ekonomi;pemberdayaan masyarakat;usaha mikro;40;orang;1000000;Karang Taruna;20;perempuan;40;kelurahan;;E08
mawar-05-02;10000000;Fasilitasi sertifikat halal dan PIRT, RW 05;5;1;ekonomi;pemberdayaan masyarakat;usaha mikro;10;usaha;1000000;Pelaku usaha;18;pelaku usaha;20;kelurahan;;E05
mawar-05-03;30000000;Pelatihan kesiapsiagaan bencana, RW 05;5;3;sosial;pemberdayaan masyarakat;kesiapsiagaan bencana;60;orang;500000;RW 05;25;warga;60;kelurahan;;S14
mawar-05-04;60000000;Pembangunan saluran drainase U-ditch, RW 05;5;3;fisik;sarana prasarana;permukiman;100;m;600000;RT 03 RW 05;5;warga;300;kelurahan;;F04
mawar-05-05;10000000;Pelatihan kepemudaan Karang Taruna, RW 05;5;1;sosial;pemberdayaan masyarakat;lembaga kemasyarakatan;20;orang;500000;PKK;27;pemuda;20;kelurahan;;S09
mawar-05-06;30000000;Rehabilitasi saluran drainase pasangan batu, RW 05;5;1;fisik;sarana prasarana;permukiman;75;m;400000;RW 05;3;warga;225;kelurahan;;F05
mawar-06-01;20000000;Pendampingan keluarga berisiko stunting, RW 06;6;5;sosial;pemberdayaan masyarakat;kesehatan;20;keluarga;1000000;RW 06;4;balita, keluarga prasejahtera;80;kelurahan;;S04
mawar-06-02;30000000;Pembangunan bank sampah RW, RW 06;6;3;fisik;sarana prasarana;permukiman;2;paket;15000000;RT 03 RW 06;19;warga;400;kelurahan;;F18
mawar-06-03;20000000;Pemasangan paving block jalan lingkungan, RW 06;6;5;fisik;sarana prasarana;transportasi;100;m2;200000;LPM;22;warga;200;kelurahan;;F01
mawar-06-04;35000000;Pembangunan MCK umum, RW 06;6;4;fisik;sarana prasarana;kesehatan;1;unit;35000000;RT 04 RW 06;2;keluarga prasejahtera;60;kelurahan;;F12
mawar-06-05;20000000;Pelatihan administrasi pengurus RT dan RW, RW 06;6;5;pemerintahan;pemberdayaan masyarakat;lembaga kemasyarakatan;40;orang;500000;Lurah;1;pengurus RT/RW;40;kelurahan;;G02
mawar-06-06;30000000;Pelatihan kader posyandu, RW 06;6;4;sosial;pemberdayaan masyarakat;kesehatan;60;orang;500000;Karang Taruna;16;perempuan;60;kelurahan;;S05
VOTES
voter_id;vote;role;rw;weight
mawar-p001;mawar-01-01,mawar-01-02,mawar-01-03,mawar-02-01,mawar-03-01,mawar-05-06,mawar-06-01,mawar-06-04,mawar-06-05;rw;1;380
mawar-p002;mawar-02-01,mawar-02-02,mawar-03-01,mawar-03-02,mawar-03-03,mawar-05-04,mawar-05-06,mawar-06-05;rw;2;284
mawar-p003;mawar-02-01,mawar-02-02,mawar-03-01,mawar-03-02,mawar-03-03,mawar-03-04,mawar-04-03,mawar-05-04;rw;3;445
mawar-p004;mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-01,mawar-04-03,mawar-04-04,mawar-05-06,mawar-06-05;rw;4;209
mawar-p005;mawar-03-02,mawar-04-04,mawar-05-02,mawar-05-03,mawar-05-04,mawar-05-06,mawar-06-05;rw;5;329
mawar-p006;mawar-05-06,mawar-06-01,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-05,mawar-06-06;rw;6;462
mawar-p007;mawar-01-01,mawar-01-02,mawar-01-03,mawar-02-02,mawar-03-01,mawar-03-03,mawar-05-04,mawar-06-01,mawar-06-05;rt;1;76
mawar-p008;mawar-01-03,mawar-02-01,mawar-02-02,mawar-02-03,mawar-03-02,mawar-03-03,mawar-05-06;rt;2;95
mawar-p009;mawar-01-03,mawar-02-01,mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-04,mawar-05-06,mawar-06-01;rt;3;89
mawar-p010;mawar-02-01,mawar-03-02,mawar-03-03,mawar-04-01,mawar-04-02,mawar-04-03,mawar-04-04,mawar-05-04,mawar-05-06;rt;4;70
mawar-p011;mawar-02-01,mawar-05-02,mawar-05-03,mawar-05-04,mawar-05-05,mawar-05-06,mawar-06-05;rt;5;82
mawar-p012;mawar-05-04,mawar-05-06,mawar-06-01,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-05,mawar-06-06;rt;6;77
mawar-p013;mawar-02-03,mawar-02-04,mawar-03-01,mawar-04-04,mawar-05-06,mawar-06-01,mawar-06-04,mawar-06-05,mawar-06-06;lurah;;162
mawar-p014;mawar-03-04,mawar-04-04,mawar-05-04,mawar-06-01,mawar-06-04,mawar-06-05,mawar-06-06;kecamatan;;81
mawar-p015;mawar-03-01,mawar-03-03,mawar-05-02,mawar-05-04,mawar-05-06,mawar-06-01,mawar-06-04;agency;;81
mawar-p016;mawar-02-01,mawar-02-03,mawar-03-02,mawar-05-06,mawar-06-01,mawar-06-04,mawar-06-05,mawar-06-06;agency;;81
mawar-p017;mawar-01-03,mawar-03-03,mawar-05-06,mawar-06-01,mawar-06-04,mawar-06-05,mawar-06-06;agency;;81
mawar-p018;mawar-01-01,mawar-01-02,mawar-03-02,mawar-03-03,mawar-04-03,mawar-05-04,mawar-05-06,mawar-06-04;council;1;162
mawar-p019;mawar-04-04,mawar-05-04,mawar-05-06,mawar-06-01,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-05;lpm;6;81
mawar-p020;mawar-04-03,mawar-04-04,mawar-05-04,mawar-05-06,mawar-06-02,mawar-06-03,mawar-06-04,mawar-06-05;lpm;6;81
mawar-p021;mawar-01-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-03-04,mawar-04-04,mawar-06-04;lpm;3;81
mawar-p022;mawar-01-01,mawar-04-01,mawar-05-01,mawar-05-05,mawar-06-01,mawar-06-05,mawar-06-06;pkk;6;81
mawar-p023;mawar-01-01,mawar-04-04,mawar-05-01,mawar-05-03,mawar-05-05,mawar-06-01,mawar-06-06;pkk;1;81
mawar-p024;mawar-01-01,mawar-03-04,mawar-04-01,mawar-04-02,mawar-05-01,mawar-06-01,mawar-06-06;pkk;1;81
mawar-p025;mawar-01-01,mawar-03-04,mawar-04-02,mawar-05-01,mawar-05-03,mawar-06-01,mawar-06-04,mawar-06-05,mawar-06-06;pkk;6;81
mawar-p026;mawar-01-01,mawar-02-04,mawar-04-01,mawar-05-01,mawar-05-05,mawar-06-04,mawar-06-06;karang-taruna;6;81
mawar-p027;mawar-01-01,mawar-02-04,mawar-04-01,mawar-05-01,mawar-05-05,mawar-06-01,mawar-06-05,mawar-06-06;karang-taruna;6;81
mawar-p028;mawar-01-01,mawar-04-01,mawar-05-01,mawar-05-02,mawar-05-04,mawar-05-05,mawar-05-06,mawar-06-06;karang-taruna;5;81
mawar-p029;mawar-03-02,mawar-04-01,mawar-04-02,mawar-04-03,mawar-04-04,mawar-05-04,mawar-06-01,mawar-06-04,mawar-06-05;community-leader;4;81
mawar-p030;mawar-02-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-01,mawar-04-04,mawar-05-04,mawar-06-04,mawar-06-05;community-leader;3;81
mawar-p031;mawar-01-03,mawar-02-03,mawar-03-01,mawar-03-02,mawar-03-03,mawar-04-02,mawar-04-03,mawar-05-04,mawar-06-04;community-leader;3;81
mawar-p032;mawar-02-01,mawar-02-02,mawar-02-03,mawar-03-01,mawar-03-03,mawar-05-04,mawar-05-06,mawar-06-01,mawar-06-04;community-leader;2;81
mawar-p033;mawar-01-01,mawar-02-03,mawar-03-03,mawar-04-01,mawar-05-04,mawar-06-01,mawar-06-04,mawar-06-05;religious-leader;6;81
mawar-p034;mawar-01-01,mawar-02-03,mawar-03-03,mawar-04-01,mawar-04-02,mawar-04-04,mawar-06-01,mawar-06-04,mawar-06-05;religious-leader;4;81
mawar-p035;mawar-02-03,mawar-03-02,mawar-03-03,mawar-04-01,mawar-05-06,mawar-06-01,mawar-06-04,mawar-06-05;religious-leader;3;81
mawar-p036;mawar-03-04,mawar-04-02,mawar-04-04,mawar-05-01,mawar-05-02,mawar-06-01,mawar-06-04,mawar-06-05,mawar-06-06;women;4;81
mawar-p037;mawar-02-01,mawar-02-03,mawar-03-04,mawar-05-01,mawar-05-02,mawar-05-06,mawar-06-01,mawar-06-06;women;2;81
mawar-p038;mawar-01-03,mawar-03-04,mawar-04-04,mawar-05-01,mawar-06-01,mawar-06-05,mawar-06-06;women;1;81
mawar-p039;mawar-01-01,mawar-04-01,mawar-04-03,mawar-04-04,mawar-05-01,mawar-05-05,mawar-05-06,mawar-06-05;youth;4;81
mawar-p040;mawar-01-01,mawar-04-01,mawar-05-01,mawar-05-02,mawar-05-05,mawar-06-04,mawar-06-05;youth;5;81
mawar-p041;mawar-01-01,mawar-02-01,mawar-02-02,mawar-02-03,mawar-04-01,mawar-05-06,mawar-06-05;children;2;81
mawar-p042;mawar-01-01,mawar-04-01,mawar-04-04,mawar-05-02,mawar-05-03,mawar-05-06,mawar-06-04,mawar-06-05;children;5;81
mawar-p043;mawar-01-01,mawar-01-03,mawar-03-02,mawar-04-01,mawar-05-06,mawar-06-01,mawar-06-04,mawar-06-05,mawar-06-06;school;6;81
mawar-p044;mawar-01-01,mawar-02-02,mawar-02-03,mawar-02-04,mawar-03-02,mawar-04-01,mawar-06-01,mawar-06-04,mawar-06-05;school;2;81
mawar-p045;mawar-01-01,mawar-02-03,mawar-02-04,mawar-03-04,mawar-06-01,mawar-06-04,mawar-06-05,mawar-06-06;puskesmas;;81
mawar-p046;mawar-01-01,mawar-01-02,mawar-01-03,mawar-04-02,mawar-05-01,mawar-05-02,mawar-06-04;business;1;81
mawar-p047;mawar-01-01,mawar-01-02,mawar-01-03,mawar-02-01,mawar-04-02,mawar-05-01,mawar-05-02,mawar-06-04;business;1;81

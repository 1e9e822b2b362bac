"""BibTeX entries of works that several rules come from, by key."""

from __future__ import annotations

import functools

from fairbudget.bibliography import joined

__all__ = ["PAPERS", "bibtex"]

#: key -> BibTeX entry
PAPERS: dict[str, str] = {
    "JainSornatTalmonZehavi2021": """@inproceedings{JainSornatTalmonZehavi2021,
  author    = {Pallavi Jain and Krzysztof Sornat and Nimrod Talmon and Meirav Zehavi},
  title     = {Participatory Budgeting with Project Groups},
  booktitle = {Proceedings of the 30th International Joint Conference on Artificial Intelligence (IJCAI)},
  year      = {2021},
  note      = {arXiv:2012.05213}
}""",
    "PapasotiropoulosEtAl2025": """@inproceedings{PapasotiropoulosEtAl2025,
  author    = {Georgios Papasotiropoulos and Seyedeh Zeinab Pishbin and Oskar Skibski and Piotr Skowron and
               Tomasz W{\\k{a}}s},
  title     = {Method of Equal Shares with Bounded Overspending},
  booktitle = {Proceedings of the 26th ACM Conference on Economics and Computation (EC)},
  year      = {2025},
  doi       = {10.1145/3736252.3742637},
  note      = {arXiv:2409.15005}
}""",
    "PetersPierczynskiSkowron2021": """@inproceedings{PetersPierczynskiSkowron2021,
  author    = {Dominik Peters and Grzegorz Pierczy{\\'n}ski and Piotr Skowron},
  title     = {Proportional Participatory Budgeting with Additive Utilities},
  booktitle = {Advances in Neural Information Processing Systems 34 (NeurIPS)},
  pages     = {12726--12737},
  year      = {2021},
  note      = {arXiv:2008.13276}
}""",
    "Rawls1971": """@book{Rawls1971,
  author    = {John Rawls},
  title     = {A Theory of Justice},
  publisher = {Harvard University Press},
  year      = {1971}
}""",
    "ReyMaly2023": """@misc{ReyMaly2023,
  author        = {Simon Rey and Jan Maly},
  title         = {The (Computational) Social Choice Take on Indivisible Participatory Budgeting},
  year          = {2023},
  eprint        = {2303.00621},
  archivePrefix = {arXiv}
}""",
    "SreedurgaBhardwajNarahari2022": """@inproceedings{SreedurgaBhardwajNarahari2022,
  author    = {Gogulapati Sreedurga and Mayank Ratan Bhardwaj and Yadati Narahari},
  title     = {Maxmin Participatory Budgeting},
  booktitle = {Proceedings of the 31st International Joint Conference on Artificial Intelligence (IJCAI)},
  pages     = {489--495},
  year      = {2022},
  doi       = {10.24963/ijcai.2022/70}
}""",
    "TalmonFaliszewski2019": """@inproceedings{TalmonFaliszewski2019,
  author    = {Nimrod Talmon and Piotr Faliszewski},
  title     = {A Framework for Approval-Based Budgeting Methods},
  booktitle = {Proceedings of the 33rd AAAI Conference on Artificial Intelligence (AAAI)},
  pages     = {2181--2188},
  year      = {2019},
  doi       = {10.1609/aaai.v33i01.33012181}
}""",
    "Thiele1895": """@article{Thiele1895,
  author  = {Thorvald N. Thiele},
  title   = {Om Flerfoldsvalg},
  journal = {Oversigt over det Kongelige Danske Videnskabernes Selskabs Forhandlinger},
  pages   = {415--441},
  year    = {1895}
}""",
}


#: The entries of some keys, one below the other: ``bibtex("Rawls1971")``.
bibtex = functools.partial(joined, PAPERS)

"""BibTeX entries of the works that the measures come from, by key."""

from __future__ import annotations

import functools

from fairbudget.bibliography import joined
from fairbudget.rules.papers import PAPERS as RULES

__all__ = ["PAPERS", "bibtex"]

#: key -> BibTeX entry
PAPERS: dict[str, str] = {
    "Atkinson1970": """@article{Atkinson1970,
  author  = {Anthony B. Atkinson},
  title   = {On the Measurement of Inequality},
  journal = {Journal of Economic Theory},
  volume  = {2},
  number  = {3},
  pages   = {244--263},
  year    = {1970}
}""",
    "FaliszewskiEtAl2023": """@inproceedings{FaliszewskiEtAl2023,
  author    = {Piotr Faliszewski and Jaros{\\l}aw Flis and Dominik Peters and Grzegorz Pierczy{\\'n}ski and
               Piotr Skowron and Dariusz Stolicki and Stanis{\\l}aw Szufa and Nimrod Talmon},
  title     = {Participatory Budgeting: Data, Tools, and Analysis},
  booktitle = {Proceedings of the 32nd International Joint Conference on Artificial Intelligence (IJCAI)},
  year      = {2023}
}""",
    "Gini1912": """@book{Gini1912,
  author    = {Corrado Gini},
  title     = {Variabilit{\\`a} e mutabilit{\\`a}},
  publisher = {C. Cuppini},
  address   = {Bologna},
  year      = {1912}
}""",
    "Hoover1936": """@article{Hoover1936,
  author  = {Edgar M. Hoover},
  title   = {The Measurement of Industrial Localization},
  journal = {The Review of Economics and Statistics},
  volume  = {18},
  number  = {4},
  pages   = {162--171},
  year    = {1936}
}""",
    "Jaccard1912": """@article{Jaccard1912,
  author  = {Paul Jaccard},
  title   = {The Distribution of the Flora in the Alpine Zone},
  journal = {New Phytologist},
  volume  = {11},
  number  = {2},
  pages   = {37--50},
  year    = {1912}
}""",
    "JainChiuHawe1984": """@techreport{JainChiuHawe1984,
  author      = {Rajendra K. Jain and Dah-Ming W. Chiu and William R. Hawe},
  title       = {A Quantitative Measure of Fairness and Discrimination for Resource Allocation in Shared
                 Computer Systems},
  institution = {Digital Equipment Corporation},
  number      = {DEC-TR-301},
  year        = {1984}
}""",
    "KakwaniWagstaffVanDoorslaer1997": """@article{KakwaniWagstaffVanDoorslaer1997,
  author  = {Nanak Kakwani and Adam Wagstaff and Eddy van Doorslaer},
  title   = {Socioeconomic Inequalities in Health: Measurement, Computation, and Statistical Inference},
  journal = {Journal of Econometrics},
  volume  = {77},
  number  = {1},
  pages   = {87--103},
  year    = {1997}
}""",
    "KanekoNakamura1979": """@article{KanekoNakamura1979,
  author  = {Mamoru Kaneko and Kenjiro Nakamura},
  title   = {The Nash Social Welfare Function},
  journal = {Econometrica},
  volume  = {47},
  number  = {2},
  pages   = {423--435},
  year    = {1979}
}""",
    "Kendall1945": """@article{Kendall1945,
  author  = {Maurice G. Kendall},
  title   = {The Treatment of Ties in Ranking Problems},
  journal = {Biometrika},
  volume  = {33},
  number  = {3},
  pages   = {239--251},
  year    = {1945}
}""",
    "Lorenz1905": """@article{Lorenz1905,
  author  = {Max O. Lorenz},
  title   = {Methods of Measuring the Concentration of Wealth},
  journal = {Publications of the American Statistical Association},
  volume  = {9},
  number  = {70},
  pages   = {209--219},
  year    = {1905}
}""",
    "MalyEtAl2023": """@inproceedings{MalyEtAl2023,
  author    = {Jan Maly and Simon Rey and Ulle Endriss and Martin Lackner},
  title     = {Fairness in Participatory Budgeting via Equality of Resources},
  booktitle = {Proceedings of the 22nd International Conference on Autonomous Agents and Multiagent Systems (AAMAS)},
  pages     = {2031--2039},
  year      = {2023}
}""",
    "Palma2011": """@article{Palma2011,
  author  = {Jos{\\'e} Gabriel Palma},
  title   = {Homogeneous Middles vs. Heterogeneous Tails, and the End of the `Inverted-U': It's All About the Share
             of the Rich},
  journal = {Development and Change},
  volume  = {42},
  number  = {1},
  pages   = {87--153},
  year    = {2011}
}""",
    "PetersPierczynskiSkowron2021": RULES["PetersPierczynskiSkowron2021"],
    "Rawls1971": RULES["Rawls1971"],
    "ReyMaly2023": RULES["ReyMaly2023"],
    "Sen1973": """@book{Sen1973,
  author    = {Amartya Sen},
  title     = {On Economic Inequality},
  publisher = {Clarendon Press},
  address   = {Oxford},
  year      = {1973}
}""",
    "Shorrocks1980": """@article{Shorrocks1980,
  author  = {Anthony F. Shorrocks},
  title   = {The Class of Additively Decomposable Inequality Measures},
  journal = {Econometrica},
  volume  = {48},
  number  = {3},
  pages   = {613--625},
  year    = {1980}
}""",
    "Spearman1904": """@article{Spearman1904,
  author  = {Charles Spearman},
  title   = {The Proof and Measurement of Association between Two Things},
  journal = {The American Journal of Psychology},
  volume  = {15},
  number  = {1},
  pages   = {72--101},
  year    = {1904}
}""",
    "Theil1967": """@book{Theil1967,
  author    = {Henri Theil},
  title     = {Economics and Information Theory},
  publisher = {North-Holland},
  address   = {Amsterdam},
  year      = {1967}
}""",
}


#: The entries of some keys, one below the other: ``bibtex("Rawls1971")``.
bibtex = functools.partial(joined, PAPERS)

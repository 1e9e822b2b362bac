"""BibTeX entries of the works that the axioms come from."""

from __future__ import annotations

from fairbudget.bibliography import entries
from fairbudget.registry import rules

__all__ = ["AXIOMS", "PAPERS", "bibtex_of"]

#: key -> BibTeX entry; works that a rule comes from too stand with the rule
PAPERS: dict[str, str] = {
    "AzizEtAl2017": """@article{AzizEtAl2017,
  author  = {Haris Aziz and Markus Brill and Vincent Conitzer and Edith Elkind and Rupert Freeman and Toby Walsh},
  title   = {Justified Representation in Approval-Based Committee Voting},
  journal = {Social Choice and Welfare},
  volume  = {48},
  number  = {2},
  pages   = {461--485},
  year    = {2017}
}""",
    "AzizMonnot2020": """@article{AzizMonnot2020,
  author  = {Haris Aziz and J{\\'e}r{\\^o}me Monnot},
  title   = {Computing and Testing {P}areto Optimal Committees},
  journal = {Autonomous Agents and Multi-Agent Systems},
  volume  = {34},
  number  = {1},
  year    = {2020}
}""",
    "BrillEtAl2023": """@inproceedings{BrillEtAl2023,
  author    = {Markus Brill and Stefan Forster and Martin Lackner and Jan Maly and Jannik Peters},
  title     = {Proportionality in Approval-Based Participatory Budgeting},
  booktitle = {Proceedings of the 37th AAAI Conference on Artificial Intelligence (AAAI)},
  pages     = {5524--5531},
  year      = {2023}
}""",
    "BrillPeters2023": """@inproceedings{BrillPeters2023,
  author    = {Markus Brill and Jannik Peters},
  title     = {Robust and Verifiable Proportionality Axioms for Multiwinner Voting},
  booktitle = {Proceedings of the 24th ACM Conference on Economics and Computation (EC)},
  year      = {2023}
}""",
    "Dummett1984": """@book{Dummett1984,
  author    = {Michael Dummett},
  title     = {Voting Procedures},
  publisher = {Oxford University Press},
  year      = {1984}
}""",
    "FainGoelMunagala2016": """@inproceedings{FainGoelMunagala2016,
  author    = {Brandon Fain and Ashish Goel and Kamesh Munagala},
  title     = {The Core of the Participatory Budgeting Problem},
  booktitle = {Proceedings of the 12th International Conference on Web and Internet Economics (WINE)},
  pages     = {384--399},
  year      = {2016}
}""",
    "PetersPierczynskiShahSkowron2021": """@inproceedings{PetersPierczynskiShahSkowron2021,
  author    = {Dominik Peters and Grzegorz Pierczy{\\'n}ski and Nisarg Shah and Piotr Skowron},
  title     = {Market-Based Explanations of Collective Decisions},
  booktitle = {Proceedings of the 35th AAAI Conference on Artificial Intelligence (AAAI)},
  pages     = {5656--5663},
  year      = {2021}
}""",
    "PetersSkowron2020": """@inproceedings{PetersSkowron2020,
  author    = {Dominik Peters and Piotr Skowron},
  title     = {Proportionality and the Limits of Welfarism},
  booktitle = {Proceedings of the 21st ACM Conference on Economics and Computation (EC)},
  pages     = {793--794},
  year      = {2020}
}""",
    "SanchezFernandezEtAl2017": """@inproceedings{SanchezFernandezEtAl2017,
  author    = {Luis S{\\'a}nchez-Fern{\\'a}ndez and Edith Elkind and Martin Lackner and Norberto Fern{\\'a}ndez and
               Jes{\\'u}s A. Fisteus and Pablo {Basanta Val} and Piotr Skowron},
  title     = {Proportional Justified Representation},
  booktitle = {Proceedings of the 31st AAAI Conference on Artificial Intelligence (AAAI)},
  pages     = {670--676},
  year      = {2017}
}""",
}

_EJR = ("PetersPierczynskiSkowron2021", "BrillEtAl2023")
_PJR = ("SanchezFernandezEtAl2017", "BrillEtAl2023")
_BPJR = ("AzizLeeTalmon2018",)
_CORE = ("FainGoelMunagala2016", "AzizEtAl2017")

#: axiom -> keys of its works
AXIOMS: dict[str, tuple[str, ...]] = {
    "jr": ("AzizEtAl2017", "PetersPierczynskiSkowron2021"),
    "pjr": _PJR,
    "pjr-one": _PJR,
    "pjr-any": _PJR,
    "ejr": _EJR,
    "ejr-one": _EJR,
    "ejr-any": _EJR,
    "strong-ejr": ("AzizEtAl2017", *_EJR),
    "ejr-plus": ("BrillPeters2023",),
    "ejr-plus-one": ("BrillPeters2023",),
    "fjr": ("PetersPierczynskiSkowron2021",),
    "fjr-one": ("PetersPierczynskiSkowron2021",),
    "fjr-any": ("PetersPierczynskiSkowron2021",),
    "core": _CORE,
    "core-one": _CORE,
    "core-any": _CORE,
    "bpjr": _BPJR,
    "strong-bpjr": _BPJR,
    "local-bpjr": _BPJR,
    "priceability": ("PetersSkowron2020", "LosChristoffGrossi2022"),
    "stable-priceability": ("PetersPierczynskiShahSkowron2021",),
    "laminar": ("PetersSkowron2020",),
    "pareto": ("AzizMonnot2020",),
    "ipsc": ("AzizLee2021", "Dummett1984"),
    "psc": ("AzizLee2021", "Dummett1984"),
}
#: rule whose entries hold a work
_WITH_RULE = {
    "PetersPierczynskiSkowron2021": "equal-shares",
    "AzizLeeTalmon2018": "maximin-support",
    "LosChristoffGrossi2022": "phragmen",
    "AzizLee2021": "expanding-approvals",
}


def bibtex_of(axiom: str) -> str:
    """Return the BibTeX entries of an axiom, one below the other; empty for one that is not the project's own.

    Examples
    --------
    >>> bibtex_of("core").splitlines()[0]
    '@inproceedings{FainGoelMunagala2016,'
    """
    found = []
    for key in AXIOMS.get(axiom, ()):
        known = PAPERS if key in PAPERS else entries(rules[_WITH_RULE[key]].properties["bibtex"])
        found.append(known[key])
    return "\n".join(found)

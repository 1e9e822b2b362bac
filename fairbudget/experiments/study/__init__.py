"""Studies: elections x formulas x rules, stated in a file, run anywhere, measured in one long table.

A study is a TOML file; ``fairbudget run FILE`` computes it, ``fairbudget results NAME`` gives its tables. Paths start
at the folder of the file; ``$NAME`` in a path stands for a variable of the environment. All keys::

    name = "my-study"              # of the results; default: the file's name
    title = "..."                  # for people, as are the next three
    question = "..."
    expected = "..."               # the shape of the answer, stated before it is known
    runtime = "..."
    seed = 1                       # of the first election that is drawn, and of the first replication
    replications = 1               # repeats what has {seed} in an option, with seed, seed + 1, ...
    rules = "all"                  # instead of [[rules]]; or a list of ids: ["greedy", "phragmen"]
    metrics = "all"                # instead of [[metrics]], all that are single numbers; or a list of ids
    axioms = ["ejr-plus"]          # instead of [[axioms]]; or "all"

    [limits]                       # of each step of a unit: reading, the rule, one metric, one axiom
    seconds = 600
    memory = "2 GB"                # of a worker process (on Linux); default: no limit

    [[instances]]                  # elections from files
    id = "poland"                  # stands in every row
    files = ["a.pb", "more/*.pb"]  # and/or
    folder = ["$FAIRBUDGET_PABULIB", "../data"]  # the first that is there, with the folders below it
    where = { country = "Poland", vote_type = ["approval", "choose-1"], voters = { min = 1000, max = 50_000 } }
                                   # keys of META; besides them voters, projects, city, year
    limit = 50                     # the shortest so many files
    optional = true                # go on without, if they are not there
    noise = [0.05, 0.1]            # besides each election as it is: with this share of the ballots' entries astray,
    number = 10                    # so many draws of each
    motivation = "..."

    [[instances]]                  # elections drawn from a statistical culture
    id = "neighbours"
    culture = "euclidean"          # impartial, resampling, disjoint, urn, mallows: fairbudget.generate.cultures
    voters = [100, 1_000]          # sizes: every combination
    projects = 30
    number = 10                    # elections of each size and parameter, seed, seed + 1, ...
    parameters = { dimension = 2 }
    grid = { approvals = [3, 6] }  # parameters with several values: every combination
    seed = 5                       # instead of the study's
    motivation = "..."             # asked for, as culture, sizes and number are, by the Guide to Numerical Experiments

    [[formulas]]                   # of ceilings, for the cities of the study
    id = "published"
    file = "../instances/bogor/formula.toml"
    pool = 21_760_000_000          # instead of the formula's, where it has one

    [[instances]]                  # a synthetic Musrenbang in every kelurahan of a city, for each formula
    id = "bogor"
    table = "../instances/bogor/indicators.csv"  # with sheet = "..." of a workbook
    formulas = ["published"]       # default: all of the study
    proposals = "fixed"            # drawn once, for the ceilings of the first formula; or "by-ceiling": for each
    across = ["mean-satisfaction", "cost"]  # how unequal the kelurahan are in these
    kelurahan = ["Loji"]           # only these
    number = 2                     # draws of the whole city
    parameters = { demand = [2, 4], ballots = "ordinal" }  # of the generator and its model; grid as above
    city = "Kota Bogor"
    motivation = "..."

    [[rules]]
    id = "equal-shares"
    label = "MES"                  # in tables; default: the id with the options that are given
    options = { utility = "cost" }
    grid = { completion = ["none", "add1"] }  # options with several values: every combination
    then = "greedy"                # rules that complete the outcome, as in `fairbudget select --then`

    [[metrics]]
    id = "mean-satisfaction"
    label = "projects a voter gets"
    options = { utility = "cardinality" }

    [[axioms]]
    id = "priceability"
    seconds = 10                   # after which it gives up by itself, or is stopped

    [sample]                       # what `run --sample` keeps
    instances = 2                  # of each source, the smallest
    replications = 1

``[[comparisons]]``, ``[[regressions]]`` and ``[[figures]]`` say what is made of the results:
:mod:`fairbudget.experiments.study.wanted`.

**Utility.** All rules are measured alike: a metric or axiom with an option ``utility`` takes the one that the ballots
stand for unless another is given; ``utility = "rule"`` takes that of the rule.

**A unit** is one rule with one combination of options on one election: small, independent, and kept under a hash of
the election's content, the rule and its options, the measures, the seed, and the sources of the packages that it uses.
Units are computed in worker processes (:mod:`~fairbudget.experiments.study.local`, or on a Dask cluster,
:mod:`~fairbudget.experiments.study.cluster`) and committed to one SQLite file
(:mod:`~fairbudget.experiments.study.store`) as they come. What is stored is not computed again; a run that was killed
goes on with the same command, and ends in the same bytes.

**The long table** is described in :mod:`fairbudget.experiments.study.results`.
"""

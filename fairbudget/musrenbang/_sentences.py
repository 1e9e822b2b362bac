"""Words for an explanation, in Indonesian and English; every number in them comes from the decision itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from fairbudget.languages import place_of
from fairbudget.money import format_rupiah

if TYPE_CHECKING:
    from fairbudget.musrenbang._alternatives import Alternative
    from fairbudget.musrenbang.explain import Explanation

__all__ = ["alternatives", "full_text", "reason"]


#: name -> (English, Indonesian)
_WORDS: dict[str, tuple[str, str]] = {
    "ceiling": ("the ceiling of {place} of {money}", "pagu {place} sebesar {money}"),
    "pot": ("the pot of {place} of {money}", "pagu {place} sebesar {money}"),
    "pool": (
        "the unspent money that was pooled in {place}, {money}",
        "sisa dana yang digabung di {place}, {money}",
    ),
    "kecamatan": ("kecamatan {}", "kecamatan {}"),
    "kota": ("the city", "kota"),
    "funded": (
        "Funded as number {order} of {selected} from {source}: ",
        "Didanai, urutan {order} dari {selected}, dari {source}: ",
    ),
    "named": ("{supporters} of {voters} voices named it", "{supporters} dari {voters} suara memilihnya"),
    "named by lists": (
        "kelurahan {kelurahan}, with {supporters} of {voters} of the weight, has it on its list",
        "kelurahan {kelurahan}, dengan bobot {supporters} dari {voters}, memuatnya dalam daftarnya",
    ),
    "named by rw": (
        "lists of RW with {supporters} of {voters} of the weight have it",
        "daftar RW dengan bobot {supporters} dari {voters} memuatnya",
    ),
    "named by agreed": (
        "the agreed list has it as number {priority}",
        "daftar yang disepakati memuatnya, nomor {priority}",
    ),
    "named by scores": ("it was given a score", "usulan ini mendapat skor"),
    "unsupported by lists": ("no list has it.", "tidak ada daftar yang memuatnya."),
    "unsupported by nobody": (
        "nobody has said what is wanted here.",
        "tidak ada yang menyatakan pilihan di sini.",
    ),
    "part paid": (
        ", and {payers} of them paid {paid} of its cost of {cost} out of their shares of the money, {most} each"
        "{at most}; the rule lets a little be missing.",
        ", dan {payers} di antaranya membayar {paid} dari biayanya, {cost}, dari bagian dana mereka, {at most}{most}"
        " per suara; aturan ini membolehkan sedikit kekurangan.",
    ),
    "all paid": (
        ", and paid its cost of {cost} out of their shares of the money, {most} each{at most}.",
        ", dan membayar biayanya, {cost}, dari bagian dana mereka, {at most}{most} per suara.",
    ),
    "paid": (
        ", and {payers} of them paid its cost of {cost} out of their shares of the money, {most} each{at most}.",
        ", dan {payers} di antaranya membayar biayanya, {cost}, dari bagian dana mereka, {at most}{most} per suara.",
    ),
    "at most": (" at most", "paling banyak "),
    "about": ("about {}", "sekitar {}"),
    "listed": (
        "it has priority {priority} in the agreed list, and the money reached that far.",
        "prioritasnya nomor {priority} dalam daftar yang disepakati, dan dana masih mencukupi.",
    ),
    "in the list": (
        "it was reached in the order of the list while there was money for it.",
        "gilirannya dalam daftar tiba ketika dana masih mencukupi.",
    ),
    "in turn": (
        ", and its cost of {cost} fitted into the money that was left at its turn.",
        ", dan biayanya, {cost}, masih cukup dengan sisa dana pada gilirannya.",
    ),
    "coverage": (
        "it was taken before all others so that {group} gets something.",
        "usulan ini diambil lebih dahulu agar {group} memperoleh sesuatu.",
    ),
    "floor": (
        "it was taken before others so that {group} gets at least what was set aside for it.",
        "usulan ini diambil lebih dahulu agar {group} memperoleh sekurangnya bagian yang ditetapkan.",
    ),
    "rw": ("RW {}", "RW {}"),
    "bidang": ("bidang {}", "bidang {}"),
    "not funded": ("Not funded: ", "Tidak didanai: "),
    "not funded either": (
        "Not funded from {first}, and then not from {source} either: ",
        "Tidak didanai dari {first}, dan kemudian juga tidak dari {source}: ",
    ),
    "STAGE ceiling": ("the ceiling of {}", "pagu {}"),
    "STAGE pot": ("the pot of {}", "pagu {}"),
    "unsupported": ("none of the {voters} voices named it.", "tidak satu pun dari {voters} suara memilihnya."),
    "above": (
        "its cost of {cost} is more than {source}.",
        "biayanya, {cost}, lebih besar daripada {source}.",
    ),
    "above part": (
        "its cost of {cost} is more than the part of its family in {source}.",
        "biayanya, {cost}, lebih besar daripada bagian kelompoknya dari {source}.",
    ),
    "no money": (
        ", but others came first, and the {left} left are {missing} less than its cost of {cost}.",
        ", tetapi usulan lain lebih dahulu, dan sisa dana {left} kurang {missing} dari biayanya, {cost}.",
    ),
    "not listed": (
        "others came first in the list, and the {left} left are {missing} less than its cost of {cost}.",
        "usulan lain lebih dahulu dalam daftar, dan sisa dana {left} kurang {missing} dari biayanya, {cost}.",
    ),
    "shares": (
        ", and what was left of their shares, {have} together, was {missing} less than its cost of {cost}.",
        ", dan sisa bagian dana mereka, {have} bersama-sama, kurang {missing} dari biayanya, {cost}.",
    ),
    "not chosen": (
        ", which was not enough for the rule to choose it before the others, although its cost of {cost} is not more"
        " than the {left} left.",
        ", dan itu tidak cukup bagi aturan untuk memilihnya, meskipun biayanya, {cost}, tidak melebihi sisa dana"
        " {left}.",
    ),
    "list stopped": (
        "the list ended before it, at a proposal that did not fit, although its cost of {cost} is not more than the"
        " {left} left.",
        "daftar berhenti sebelum gilirannya pada usulan yang tidak mencukupi, meskipun biayanya, {cost}, tidak melebihi"
        " sisa dana {left}.",
    ),
    "excluded": (
        "{others} was funded, and the two cannot both be.",
        "{others} didanai, dan keduanya tidak dapat didanai bersama.",
    ),
    "requires": (
        "it makes no sense without {others}, which was not funded when it was decided on.",
        "usulan ini tidak berguna tanpa {others}, yang belum didanai ketika usulan ini diputuskan.",
    ),
    "passed": (
        "Passed upward: it is the business of {owner}, not of the kelurahan, and is not decided on here.",
        "Diteruskan ke atas: usulan ini kewenangan {owner}, bukan kelurahan, dan tidak diputuskan di sini.",
    ),
    "the kecamatan": ("the kecamatan", "kecamatan"),
    "an agency": ("a city agency", "perangkat daerah"),
    "would": ("It would have been funded ", "Usulan ini akan didanai "),
    "would not": ("It would not have been funded ", "Usulan ini tidak akan didanai "),
    "or": ("; or ", "; atau "),
    "least": (" Nothing smaller of these kinds would have been enough.", " Yang lebih kecil dari itu tidak cukup."),
    "found": (" (the least that was found)", " (yang terkecil yang ditemukan)"),
    "cheaper": ("if it had been {amount} cheaper", "bila biayanya {amount} lebih murah"),
    "dearer": ("if it had been {amount} dearer", "bila biayanya {amount} lebih mahal"),
    "more ceiling": ("with {amount} more in {what}", "bila {what} {amount} lebih besar"),
    "less ceiling": ("with {amount} less in {what}", "bila {what} {amount} lebih kecil"),
    "its ceiling": ("the ceiling", "pagu"),
    "its pot": ("the pot", "pagu"),
    "any supporters": (
        "if any {count} of the voices that did not name it had named it too",
        "bila {count} suara lain, siapa pun, ikut memilihnya",
    ),
    "newcomers": (
        "with {count} new {voices} naming only this proposal",
        "bila ada {count} suara baru yang hanya memilih usulan ini",
    ),
    "newcomers second": (
        "with {count} new {voices} ranking it first, and {others} second",
        "bila ada {count} suara baru yang menempatkannya pada urutan pertama dan {others} pada urutan kedua",
    ),
    "voice": ("voice", "suara"),
    "voices": ("voices", "suara"),
    "priority": ("if its priority had been number {place}", "bila prioritasnya nomor {place}"),
    "rw priority": (
        "if its priority in the list of its RW had been number {place}",
        "bila prioritasnya dalam daftar RW nomor {place}",
    ),
    "without": ("if {others} had not been proposed", "bila {others} tidak diusulkan"),
    "cost": ("cost", "biaya"),
    "money": ("money", "dana"),
    "left": ("left at the end", "sisa"),
    "supporters": ("named by", "dipilih oleh"),
    "of": ("{} of {} (weights)", "{} dari {} (bobot)"),
    "measure": ("what the rule compared ({})", "yang dibandingkan aturan ({})"),
    "tied": ("equal to", "sama dengan"),
    "payments": ("who paid", "yang membayar"),
    "each": ("{weight} x {each} = {amount}", "{weight} x {each} = {amount}"),
    "supporters have": ("its supporters had left", "sisa dana pendukungnya"),
    "status": ("decision", "keputusan"),
    "rule": ("rule", "aturan"),
    "proposal": ("proposal", "usulan"),
    "why": ("why", "mengapa"),
    "otherwise": ("what would have changed it", "yang akan mengubahnya"),
    "nothing": ("nothing that was looked for", "tidak ada yang ditemukan"),
    "more": ("... and {} more", "... dan {} lagi"),
    "STATUS funded": ("funded", "didanai"),
    "STATUS not funded": ("not funded", "tidak didanai"),
    "STATUS passed upward": ("passed upward", "diteruskan ke atas"),
    "STATUS excluded": ("not funded, excluded", "tidak didanai, tergantikan"),
}


def words(lang: str) -> Callable[..., str]:
    """Return what gives words of a language.

    Raises
    ------
    OptionError
        On another language.
    """
    k = place_of(lang)
    return lambda name, *values, **named: _WORDS[name][k].format(*values, **named)


def _count(number: int, lang: str) -> str:
    return f"{number:,}" if lang == "en" else f"{number:,}".replace(",", ".")


def _money(amount: int | Fraction, lang: str, up: bool = False) -> str:
    """Return an amount in whole rupiah; "about" where it is not whole."""
    if Fraction(amount).denominator == 1:
        return format_rupiah(int(amount))
    return words(lang)("about", format_rupiah(math.ceil(amount) if up else math.floor(amount)))


def _titled(found: Explanation, ids: tuple[str, ...]) -> str:
    return ", ".join(f"“{found.others[id]}” ({id})" for id in ids)


def _place(level: str, place: tuple[str, str], lang: str) -> str:
    names = {"kelurahan": place[1], "kecamatan": words(lang)("kecamatan", place[0]), "kota": words(lang)("kota")}
    return names[level]


def _source(found: Explanation, lang: str) -> str:
    last = found.decision.trail[-1]
    return words(lang)(last.stage, place=_place(last.level, last.place, lang), money=format_rupiah(found.money or 0))


def reason(found: Explanation, lang: str) -> str:
    """Return why a proposal was funded or not, in one sentence."""
    say, decision = words(lang), found.decision
    cost = format_rupiah(decision.cost)
    if decision.status == "passed upward":
        owner = decision.agency or say("an agency")
        return say("passed", owner=say("the kecamatan") if decision.authority == "kecamatan" else owner)
    named = say(
        {"voices": "named"}.get(found.by, f"named by {found.by}") if found.by else "named",
        supporters=_count(decision.supporters, lang),
        voters=_count(decision.voters, lang),
        kelurahan=decision.kelurahan[1],
        priority=decision.priority,
    )
    source = _source(found, lang)
    # of one ballot, or one a kelurahan, nobody would say that its voters pay together
    many = found.by in ("", "voices", "rw")
    if decision.funded:
        head = say("funded", order=decision.order, selected=found.selected, source=source)
        if found.taken_for:
            kind, name = found.taken_for
            return head + say(
                "floor" if kind == "floor" else "coverage", group=say(kind, name) if kind != "floor" else name
            )
        if found.listed:
            tail = say("in the list") if decision.priority is None else say("listed", priority=decision.priority)
            return head + tail
        if found.payments and many:
            most = max(item.each for item in found.payments)
            payers = sum(item.weight for item in found.payments)
            parts = {
                "payers": _count(payers, lang),
                "cost": cost,
                "most": _money(most, lang, up=True),
                "at most": "" if all(item.each == most for item in found.payments) else say("at most"),
            }
            paid = sum((Fraction(item.amount) for item in found.payments), Fraction(0))
            if paid != decision.cost:
                return head + named + say("part paid", paid=_money(paid, lang), **parts)
            return head + named + say("all paid" if payers == decision.supporters else "paid", **parts)
        return head + named + say("in turn", cost=cost)
    head = say("not funded")
    if len(decision.trail) > 1:
        first = decision.trail[0]
        head = say(
            "not funded either",
            first=say(f"STAGE {first.stage}", _place(first.level, first.place, lang)),
            source=source,
        )
    left, missing = format_rupiah(found.money_left or 0), format_rupiah(decision.shortfall or 0)
    if decision.reason in ("excluded", "requires"):
        return head + say(decision.reason, others=_titled(found, decision.because))
    if decision.reason == "unsupported":
        if not decision.voters:
            return head + say("unsupported by nobody")
        name = "unsupported" if found.by in ("", "voices") else "unsupported by lists"
        return head + say(name, voters=_count(decision.voters, lang))
    if decision.reason == "above the ceiling":
        return head + say("above" if decision.cost > (found.money or 0) else "above part", cost=cost, source=source)
    if found.supporters_have is not None and many:
        short = decision.cost - Fraction(found.supporters_have)
        have = _money(found.supporters_have, lang)
        return head + named + say("shares", have=have, missing=_money(short, lang, up=True), cost=cost)
    if decision.reason == "no money":
        if found.listed:
            return head + say("not listed", left=left, missing=missing, cost=cost)
        return head + named + say("no money", left=left, missing=missing, cost=cost)
    if found.listed:
        return head + say("list stopped", cost=cost, left=left)
    return head + named + say("not chosen", cost=cost, left=left)


def _alternative(found: Explanation, item: Alternative, lang: str) -> str:
    say = words(lang)
    assert item.value is not None
    others = _titled(found, item.others)
    amount, count = format_rupiah(item.value), _count(item.value, lang)
    what = say("its ceiling" if found.decision.trail[0].stage == "ceiling" else "its pot")
    name = {"more money": "more ceiling", "less money": "less ceiling"}.get(item.kind, item.kind)
    if item.kind == "newcomers" and item.others:
        name = "newcomers second"
    voices = say("voice" if item.value == 1 else "voices")
    text = say(name, amount=amount, count=count, what=what, others=others, place=item.value, voices=voices)
    return text if item.certain else text + say("found")


def alternatives(found: Explanation, lang: str) -> str:
    """Return what would have changed the decision, in one sentence; empty where nothing was found."""
    say = words(lang)
    parts = [_alternative(found, item, lang) for item in found.alternatives if item.value is not None]
    if not parts:
        return ""
    all_certain = all(item.certain for item in found.alternatives if item.value is not None)
    amounts = any(item.kind != "without" for item in found.alternatives if item.value is not None)
    head = say("would not" if found.decision.funded else "would")
    return head + say("or").join(parts) + "." + (say("least") if all_certain and amounts else "")


def full_text(found: Explanation, lang: str) -> str:
    """Return both sentences and the numbers behind them, as lines."""
    say, decision = words(lang), found.decision
    lines = [
        f"{say('proposal')}: {decision.title} ({decision.proposal}), {decision.kelurahan[1]}"
        + (f", RW {decision.rw}" if decision.rw else ""),
        f"{say('status')}: {say('STATUS ' + decision.status)}",
        f"{say('why')}: {reason(found, lang)}",
    ]
    if found.money is None:
        return "\n".join(lines) + "\n"
    lines.append(f"{say('otherwise')}: {alternatives(found, lang) or say('nothing')}")
    supporters = say("of", _count(decision.supporters, lang), _count(decision.voters, lang))
    numbers = [
        (say("rule"), found.rule),
        (say("cost"), format_rupiah(decision.cost)),
        (say("money"), f"{format_rupiah(found.money)}; {say('left')} {format_rupiah(found.money_left or 0)}"),
        (say("supporters"), supporters),
    ]
    if decision.measure and decision.value is not None:
        value = Fraction(decision.value)
        numbers.append(
            (say("measure", decision.measure), f"{float(value):.6g}" if value.denominator > 999 else str(value))
        )
    if decision.tied:
        numbers.append((say("tied"), ", ".join(decision.tied)))
    if found.supporters_have is not None:
        numbers.append((say("supporters have"), _money(found.supporters_have, lang)))
    lines += ["", *(f"  {name}: {text}" for name, text in numbers)]
    if found.payments:
        lines.append(f"  {say('payments')}:")
        for item in sorted(found.payments, key=lambda item: (-item.amount, item.voices)):
            who = ", ".join(item.voices[:4]) + (" " + say("more", len(item.voices) - 4) if len(item.voices) > 4 else "")
            each, amount = _money(item.each, lang), _money(item.amount, lang)
            lines.append(f"    {who}: " + say("each", weight=_count(item.weight, lang), each=each, amount=amount))
    return "\n".join(lines) + "\n"

"""The inflected forms of English verbs and nouns."""

from __future__ import annotations

from typing import Final, Literal

from twicetold_baselines.rules.text import words

Form = Literal["base", "present", "ing", "past", "participle", "past or participle", "base or past"]

_IRREGULAR = """
become became become, begin began begun, beat beat beaten, bring brought brought, build built built, break
broke broken, buy bought bought, bleed bled bled, catch caught caught, choose chose chosen, cut cut cut,
come came come, draw drew drawn, drive drove driven, fall fell fallen, feel felt felt, fight fought fought,
find found found, flee fled fled, fly flew flown, foresee foresaw foreseen, forecast forecast forecast, get
got got, give gave given, go went gone, grow grew grown, hang hung hung, hear heard heard, hit hit hit, hold
held held, hurt hurt hurt, know knew known, lay laid laid, lead led led, leave left left, lend lent lent,
lose lost lost, make made made, mean meant meant, meet met met, overrun overran overrun, overthrow overthrew
overthrown, pay paid paid, put put put, quit quit quit, resell resold resold, rise rose risen, run ran run,
say said said, see saw seen, sell sold sold, send sent sent, set set set, shoot shot shot, shrink shrank
shrunk, shut shut shut, sink sank sunk, slay slew slain, speak spoke spoken, spend spent spent, spread
spread spread, stand stood stood, steal stole stolen, strike struck struck, swear swore sworn, take took
taken, tell told told, think thought thought, throw threw thrown, win won won, write wrote written, withdraw
withdrew withdrawn, ring rang rung, ride rode ridden, sit sat sat, broadcast broadcast broadcast, freeze froze
frozen, tear tore torn
"""
_PARTS = {forms.split()[0]: forms.split() for forms in _IRREGULAR.replace("\n", " ").split(",")}
PASTS: Final = frozenset(form for forms in _PARTS.values() for form in forms[1:])
"""Past forms and participles that do not end in -ed."""
_DOUBLING = words(
    "abet admit ban bar chat commit confer control cut dip drop equip expel get grab hit jam kidnap lag "
    "let patrol permit plan plot plug propel put quit ram refer rebel rob run set ship shut slam slip "
    "spot stab step stop strip submit swap top transfer transmit trap trim win acquit compel concur "
    "spin occur pen mug con rob gas gun"
)
_EITHER = words("cancel travel")  # British English doubles the last letter, American does not


def inflections(verb: str) -> dict[str, Form]:
    """Return the forms of a verb, each with what it can be."""
    parts = _PARTS.get(verb)
    stem = verb + verb[-1] if verb in _DOUBLING else verb
    ends_in_y = verb.endswith("y") and verb[-2] not in "aeou"
    dropped = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe")) else stem
    sibilant = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    forms: dict[str, Form] = {
        verb: "base",
        verb[:-1] + "ies" if ends_in_y else verb + ("es" if sibilant else "s"): "present",
        dropped + "ing": "ing",
    }
    if verb in _EITHER:
        forms |= {f"{verb}{verb[-1]}ed": "past or participle", f"{verb}{verb[-1]}ing": "ing"}
    if parts is None:
        past = verb[:-1] + "ied" if ends_in_y else verb + "d" if verb.endswith("e") else stem + "ed"
        return {**forms, past: "past or participle"}
    if parts[1] == verb:
        return {**forms, verb: "base or past", parts[2]: "base or past" if parts[2] == verb else "participle"}
    if parts[1] == parts[2]:
        return {**forms, parts[1]: "past or participle"}
    return {parts[1]: "past", parts[2]: "participle", **forms}


def plural(noun: str) -> str:
    """Return the plural of a noun, whose last word follows the last "_"."""
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in "aeou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")

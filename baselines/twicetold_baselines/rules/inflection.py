"""The inflected forms of English verbs."""

from __future__ import annotations

from typing import Literal

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
withdrew withdrawn
"""
_PARTS = {forms.split()[0]: forms.split() for forms in _IRREGULAR.replace("\n", " ").split(",")}
_DOUBLING = words(
    "abet admit ban bar chat commit confer control cut dip drop equip expel get grab hit jam kidnap lag "
    "let patrol permit plan plot plug propel put quit ram refer rebel rob run set ship shut slam slip "
    "spot stab step stop strip submit swap top transfer transmit trap trim win acquit compel concur "
    "spin occur pen hint"
) - {"hint"}


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
    if parts is None:
        past = verb[:-1] + "ied" if ends_in_y else verb + "d" if verb.endswith("e") else stem + "ed"
        return {**forms, past: "past or participle"}
    if parts[1] == verb:
        return {**forms, verb: "base or past", parts[2]: "base or past" if parts[2] == verb else "participle"}
    if parts[1] == parts[2]:
        return {**forms, parts[1]: "past or participle"}
    return {parts[1]: "past", parts[2]: "participle", **forms}

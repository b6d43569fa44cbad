"""The words that credit a content to a source, with the stance each expresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from twicetold_baselines.rules.inflection import inflections
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from twicetold.ontology import Stance
    from twicetold_baselines.rules.inflection import Form


class Cue(NamedTuple):
    """A form of a verb of saying or thinking: the verb, the words after it that belong to it, the stance."""

    verb: str
    rest: tuple[str, ...]
    form: Form
    stance: Stance


_VERBS: dict[Stance, str] = {
    "ASSERTS": "say tell claim announce accuse blame warn believe contend state add note explain argue "
    "insist report declare reveal confirm acknowledge concede admit suggest allege assert describe reply "
    "respond write tweet mention recall think emphasize emphasise stress maintain testify complain "
    "conclude estimate indicate comment remark joke point_out boast lament caution fear feel hope "
    "disclose recount observe reiterate repeat cite criticise criticize condemn praise speak_of",
    "DENIES": "deny reject refute rebut disavow dismiss",
    "DOUBTS": "doubt dispute question",
    "PREDICTS": "predict expect forecast foresee anticipate",
    "INTENDS": "promise vow pledge threaten intend swear",
    "DEMANDS": "demand urge call_for call_on ask order request appeal_for recommend propose",
}


def _cues() -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    for stance, verbs in _VERBS.items():
        for verb in verbs.split():
            head, *rest = verb.split("_")
            for word, form in inflections(head).items():
                cues[word] = Cue(head, tuple(rest), form, stance)
    return cues


CUES: Final = _cues()
NOUNS_TOO: Final = words(
    "claim claims report reports state states note notes question questions request requests demand "
    "demands order orders doubt doubts comment comments fear fears hope hopes joke call calls ask "
    "dispute swear stress promise promises pledge pledges vow vows forecast forecasts estimate "
    "estimates remark remarks caution cite repeat"
)
"""Forms that are as often nouns: cues only right after a subject."""
NOT_REPORTING_ALONE: Final = words("feel state dismiss cite report think")
"""Verbs that need a clause or a quotation after them."""
SAID_THINGS: Final = words(
    "claim claims allegation allegations report reports accusation accusations suggestion suggestions "
    "statement idea statements charge charges criticism concerns rumours rumors speculation notion "
    "argument version"
)
"""Nouns for what is said."""
PAUSES: Final = frozenset({",", "\u2014", "\u2013", "-", "\u201d", '"', ";", "."})
STOPS: Final = frozenset({".", "!", "?"})

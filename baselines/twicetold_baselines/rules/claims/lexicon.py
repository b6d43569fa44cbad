"""The words that credit a content to a source, with the stance each expresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from twicetold_baselines.rules.inflection import inflections
from twicetold_baselines.rules.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twicetold.ontology import Stance
    from twicetold_baselines.rules.inflection import Form

Frame = Literal["any", "clause", "infinitive", "number", "as"]
"""What must follow a verb so that it credits something: a clause or quotation, "to" and a verb, an object
with a number, an object with "as" and what it is seen as."""


class Cue(NamedTuple):
    """A form of a verb of saying or thinking: the verb, the words after it that belong to it, the stance, the frame."""

    verb: str
    rest: tuple[str, ...]
    form: Form
    stance: Stance
    frame: Frame = "any"


_SAYING = (
    "say tell claim announce accuse blame warn believe contend state add note explain argue "
    "insist report declare reveal confirm acknowledge concede admit suggest allege assert describe reply "
    "respond write tweet mention recall think emphasize emphasise stress maintain testify complain "
    "conclude estimate indicate comment remark joke point_out boast lament caution fear feel hope "
    "disclose recount observe reiterate repeat cite criticise criticize condemn praise speak_of"
)
_VERBS: tuple[tuple[Stance, Frame, str], ...] = (
    ("ASSERTS", "any", _SAYING),
    ("DENIES", "any", "deny reject refute rebut disavow dismiss"),
    ("DOUBTS", "any", "doubt dispute question"),
    ("PREDICTS", "any", "predict expect forecast foresee anticipate"),
    ("INTENDS", "any", "promise vow pledge threaten intend swear"),
    ("DEMANDS", "any", "demand urge call_on ask order request appeal_for recommend propose"),
)
_KNOWING = (
    "know see find learn hear realise realize notice discover understand show hold prove demonstrate record imagine "
    "assume suspect decide rule agree inform notify assure text message telephone radio shout answer counter protest "
    "plead remember signal speak read"
)
_FRAMED: tuple[tuple[Stance, Frame, str], ...] = (
    ("ASSERTS", "any", "relate reckon retort opine confide affirm quip confess hint swear"),
    ("ASSERTS", "clause", _KNOWING),
    ("ASSERTS", "number", "put list count give"),
    ("ASSERTS", "as", "regard see portray hail brand depict"),
    ("DOUBTS", "clause", "wonder"),
    ("DEMANDS", "any", "want require beg advise instruct implore press_for push_for"),
    ("INTENDS", "infinitive", "plan mean offer wish hope"),
)


def _cues(listed: Iterable[tuple[Stance, Frame, str]]) -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    for stance, frame, verbs in listed:
        for verb in verbs.split():
            head, *rest = verb.split("_")
            for word, form in inflections(head).items():
                cues.setdefault(word, Cue(head, tuple(rest), form, stance, frame))
    return cues


CUES: Final = _cues(_VERBS)
"""Verbs that credit whatever follows them."""
FRAMED_CUES: Final = _cues(_FRAMED)
"""Verbs that credit something only with some complements, or that are no verbs of saying in the first place."""
NOTHING: Final = words("nothing goodbye hello sorry")
"""What is said where nothing is claimed."""
REFUSALS: Final = words("declined declines decline refused refuses refuse declining refusing")
SPEAKING: Final = words("comment discuss say talk speak elaborate answer explain describe confirm specify disclose")
DO: Final = words("do does did don't doesn't didn't")
SUBJECTLESS: Final[dict[str, Stance]] = {
    "expected": "PREDICTS", "believed": "ASSERTS", "thought": "ASSERTS", "reported": "ASSERTS", "said": "ASSERTS",
    "alleged": "ASSERTS", "understood": "ASSERTS", "feared": "ASSERTS", "rumoured": "ASSERTS", "rumored": "ASSERTS",
}  # fmt: skip
"""Participles that credit a view to nobody ("is expected to"), with the stance."""
CLAUSE_WORDS: Final = words("that whether how what who why where which if")
"""Words that begin a clause which is known, asked or said."""
NOUNS_TOO: Final = words(
    "claim claims report reports state states note notes question questions request requests demand "
    "demands order orders doubt doubts comment comments fear fears hope hopes joke call calls ask "
    "dispute swear stress promise promises pledge pledges vow vows forecast forecasts estimate "
    "estimates remark remarks caution cite repeat plan plans list lists count counts offer offers text texts message "
    "messages record records shows show hint hints wish wishes answer answers signal signals protest protests"
)
"""Forms that are as often nouns: cues only right after a subject."""
ADDRESSED: Final = words("tell assure remind inform instruct advise")
"""Verbs whose object is the one spoken to."""
ASKING: Final = words("ask order urge warn request beg")
"""Verbs whose object is the one spoken to if an infinitive follows."""
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

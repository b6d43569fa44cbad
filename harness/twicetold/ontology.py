"""The closed lists: entity types, event types with their roles, phenomena, and the small sets of labels.

Event types and roles are named after ACE 2005 and Rich ERE where those have one, and extended for news.
`dataset/GUIDELINES.md` defines each for annotators; a test holds that page and the JSON Schemas to this file.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

LAYERS = ("entities", "dates", "events", "claims")
"""What is annotated in an article, layer by layer."""

EntityType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "MISC"]
Level = Literal["NAM", "NOM", "PRO"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
DateModifier = Literal[
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
    "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX",
]  # fmt: skip
Polarity = Literal["POSITIVE", "NEGATIVE"]
Realis = Literal["ACTUAL", "GENERIC", "OTHER"]
Mode = Literal["DIRECT", "INDIRECT", "MIXED"]
Stance = Literal["ASSERTS", "DENIES", "DOUBTS", "PREDICTS", "INTENDS", "DEMANDS"]
RelationLabel = Literal["AGREE", "CONTRADICT", "ELABORATE"]

ExtractionPart = Literal["mention", "date", "trigger", "argument", "source", "cue", "content", "event", "claim"]
"""The places of an extraction where a system may quote the text; and what is lost where none of its places is found."""

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = get_args(Split)

SLICES = ("type", "level", "phenomenon", "topic", "genre", "outlet", "split", "length")
"""What scores can be sliced by."""
Topic = Literal[
    "politics", "elections", "courts-crime", "disaster-weather", "conflict", "diplomacy",
    "economy", "companies", "health", "science-technology", "sport", "culture-society",
]  # fmt: skip
Genre = Literal[
    "wire", "analysis", "feature", "live-blog", "interview", "regional", "translated", "correction",
]  # fmt: skip

Phenomenon = Literal[
    # dates
    "relative-weekday", "text-anchored", "fuzzy-date", "date-range", "duration", "repeated-time", "time-of-day",
    # entities
    "name-variant", "title-for-name", "metonymy", "nested-name", "shared-surname", "pronoun", "group",
    # events
    "event-noun", "negated-event", "future-event", "hypothetical-event", "event-in-claim",
    # claims
    "direct-speech", "indirect-speech", "mixed-speech", "anonymous-source", "document-source",
    "institution-source", "second-hand", "denial", "hedged", "multi-sentence", "source-after",
    # between the two articles
    "claims-agree", "contradiction-number", "contradiction-actor", "contradiction-time",
    "contradiction-occurrence", "granularity", "named-and-described",
]  # fmt: skip

EventType = Literal[
    "Business.End",
    "Business.Start",
    "Conflict.Attack",
    "Conflict.Coup",
    "Conflict.Demonstrate",
    "Conflict.Seize",
    "Contact.Meet",
    "Contest.Play",
    "Contest.Win",
    "Crime.Theft",
    "Disaster.Damage",
    "Disaster.Occur",
    "Disaster.Rescue",
    "Economy.Change",
    "Government.Agreement",
    "Government.Decree",
    "Government.Election",
    "Health.Outbreak",
    "Health.Treat",
    "Justice.Acquit",
    "Justice.Appeal",
    "Justice.ArrestJail",
    "Justice.ChargeIndict",
    "Justice.Convict",
    "Justice.Investigate",
    "Justice.Pardon",
    "Justice.Release",
    "Justice.Sentence",
    "Justice.Sue",
    "Justice.TrialHearing",
    "Life.Die",
    "Life.Injure",
    "Movement.Transport",
    "Operation.Start",
    "Operation.Suspend",
    "Personnel.Elect",
    "Personnel.EndPosition",
    "Personnel.Nominate",
    "Personnel.StartPosition",
    "Publication.Release",
    "Science.Discover",
    "Transaction.TransferMoney",
    "Transaction.TransferOwnership",
]

UNKNOWN: Final = "Unknown"
"""The type of an event in somebody else's corpus, where ours have no name for it; systems do not use it."""

AnyEventType = Literal[EventType, "Unknown"]

Role = Literal[
    "Affected", "Agent", "Amount", "Artifact", "Attacker", "Buyer", "Cause", "Competition", "Court", "Crime",
    "Defendant", "Destination", "Disease", "Extent", "Finding", "Giver", "Instrument", "Loser", "Measure",
    "Organization", "Origin", "Participant", "Passenger", "Patient", "Penalty", "Person", "Place", "Plaintiff",
    "Position", "Prize", "Recipient", "Score", "Seller", "Subject", "Target", "Time", "Topic", "Treatment",
    "Vehicle", "Victim", "Winner", "Work",
]  # fmt: skip

Filler = Literal["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "MISC", "DATE", "SPAN"]
"""What may fill a role: an entity of a type, a date, or a plain span of text."""

ENTITY_TYPES: Final = get_args(EntityType)
EVENT_TYPES: Final = get_args(EventType)


def _fillers(*names: Filler) -> frozenset[Filler]:
    return frozenset(names)


_PEOPLE = _fillers("PER", "NORP")
_AGENT = _fillers("PER", "ORG", "GPE", "NORP")
_PLACE = _fillers("GPE", "LOC", "FAC", "ORG")
_ANY_ENTITY = _fillers("PER", "ORG", "GPE", "LOC", "FAC", "NORP", "MISC")
_SPAN = _fillers("SPAN")
_ANYTHING = _ANY_ENTITY | _SPAN
_THING = _fillers("MISC", "SPAN")
_ORGANIZATION = _fillers("ORG", "GPE")
_COURT = _fillers("ORG", "GPE", "PER", "FAC")

_EVERY_EVENT: dict[Role, frozenset[Filler]] = {"Time": _fillers("DATE"), "Place": _PLACE}
_OFFICE: dict[Role, frozenset[Filler]] = {
    "Person": _AGENT, "Organization": _ORGANIZATION, "Position": _SPAN, "Agent": _AGENT,
}  # fmt: skip
_HARM: dict[Role, frozenset[Filler]] = {"Victim": _PEOPLE, "Agent": _AGENT, "Cause": _ANYTHING}
_TRIAL: dict[Role, frozenset[Filler]] = {"Defendant": _AGENT, "Court": _COURT, "Crime": _SPAN}
_CUSTODY: dict[Role, frozenset[Filler]] = {"Person": _AGENT, "Agent": _AGENT, "Crime": _SPAN}

_OWN_ROLES: dict[EventType, dict[Role, frozenset[Filler]]] = {
    "Business.End": {"Organization": _ORGANIZATION, "Agent": _AGENT},
    "Business.Start": {"Organization": _ORGANIZATION, "Agent": _AGENT},
    "Conflict.Attack": {"Attacker": _AGENT | _THING, "Target": _ANYTHING, "Instrument": _THING},
    "Conflict.Coup": {"Agent": _AGENT, "Target": _AGENT},
    "Conflict.Demonstrate": {"Participant": _AGENT, "Topic": _ANYTHING},
    "Conflict.Seize": {"Agent": _AGENT, "Target": _ANYTHING},
    "Contact.Meet": {"Participant": _AGENT, "Topic": _ANYTHING},
    "Contest.Play": {"Participant": _AGENT, "Competition": _THING, "Score": _SPAN},
    "Contest.Win": {
        "Winner": _AGENT | _THING, "Loser": _AGENT | _THING, "Competition": _THING, "Score": _SPAN, "Prize": _THING,
    },
    "Crime.Theft": {"Agent": _AGENT, "Victim": _AGENT, "Artifact": _ANYTHING, "Amount": _SPAN},
    "Disaster.Damage": {"Target": _ANYTHING, "Agent": _AGENT, "Cause": _ANYTHING, "Extent": _SPAN},
    "Disaster.Occur": {"Affected": _ANYTHING, "Cause": _ANYTHING, "Extent": _SPAN},
    "Disaster.Rescue": {"Person": _PEOPLE, "Agent": _AGENT},
    "Economy.Change": {"Subject": _ANYTHING, "Amount": _SPAN, "Agent": _AGENT, "Cause": _ANYTHING},
    "Government.Agreement": {"Participant": _AGENT, "Topic": _ANYTHING},
    "Government.Decree": {"Agent": _AGENT, "Measure": _THING, "Affected": _ANYTHING},
    "Government.Election": {"Participant": _AGENT, "Organization": _ORGANIZATION, "Position": _SPAN},
    "Health.Outbreak": {"Disease": _THING, "Victim": _PEOPLE, "Cause": _ANYTHING},
    "Health.Treat": {"Patient": _PEOPLE, "Agent": _AGENT, "Disease": _THING, "Treatment": _THING},
    "Justice.Acquit": _TRIAL,
    "Justice.Appeal": {**_TRIAL, "Agent": _AGENT},
    "Justice.ArrestJail": _CUSTODY,
    "Justice.ChargeIndict": {**_TRIAL, "Agent": _AGENT},
    "Justice.Convict": _TRIAL,
    "Justice.Investigate": {"Defendant": _ANY_ENTITY, "Agent": _AGENT, "Crime": _SPAN},
    "Justice.Pardon": {"Defendant": _AGENT, "Agent": _AGENT, "Crime": _SPAN},
    "Justice.Release": _CUSTODY,
    "Justice.Sentence": {**_TRIAL, "Agent": _AGENT, "Penalty": _SPAN},
    "Justice.Sue": {**_TRIAL, "Plaintiff": _AGENT},
    "Justice.TrialHearing": {**_TRIAL, "Plaintiff": _AGENT},
    "Life.Die": _HARM,
    "Life.Injure": _HARM,
    "Movement.Transport": {
        "Passenger": _AGENT, "Artifact": _THING, "Agent": _AGENT, "Vehicle": _fillers("MISC", "FAC", "SPAN"),
        "Origin": _PLACE, "Destination": _PLACE,
    },
    "Operation.Start": {"Artifact": _ANYTHING, "Agent": _AGENT},
    "Operation.Suspend": {"Artifact": _ANYTHING, "Agent": _AGENT, "Cause": _ANYTHING},
    "Personnel.Elect": _OFFICE,
    "Personnel.EndPosition": _OFFICE,
    "Personnel.Nominate": _OFFICE,
    "Personnel.StartPosition": _OFFICE,
    "Publication.Release": {"Agent": _AGENT, "Work": _THING},
    "Science.Discover": {"Agent": _AGENT, "Finding": _ANYTHING},
    "Transaction.TransferMoney": {"Giver": _AGENT, "Recipient": _ANY_ENTITY, "Amount": _SPAN},
    "Transaction.TransferOwnership": {
        "Buyer": _AGENT, "Seller": _AGENT, "Artifact": _ANYTHING, "Amount": _SPAN,
    },
}  # fmt: skip

ROLES: Final[dict[str, dict[Role, frozenset[Filler]]]] = {
    event_type: {**roles, **_EVERY_EVENT} for event_type, roles in _OWN_ROLES.items()
} | {UNKNOWN: _EVERY_EVENT}
"""For every event type its roles, and for every role the fillers it accepts."""

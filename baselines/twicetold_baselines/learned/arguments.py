"""Arguments: for each trigger and what stands in its sentence or those beside it, which role that plays.

What is found of any trigger of an event and any mention of an entity counts for both; a role takes only the fillers
that the ontology allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from twicetold.ontology import ROLES
from twicetold_baselines.learned import lexicons, tagging
from twicetold_baselines.learned.lessons import Lesson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twicetold_baselines.learned.events import Found
    from twicetold_baselines.learned.known import Known, Phrase, Timed
    from twicetold_baselines.learned.lessons import Lessons, Models
    from twicetold_baselines.learned.passage import Passage, Range

LEAST = 0.3
"""How likely a role must be; chosen on dev among 0.2, 0.25, 0.3 and 0.35."""

WORDS_CAUTION = -1.0
"""Of the labeller of plain words; chosen on dev among -2, -1 and 0."""

NONE = "none"
_NEAR = 1  # sentences away
_ONCE = frozenset({"Time", "Place"})
_WORDS = "WORDS"
_FEW = 2  # words whose exact sequence tells something
_GROUPS = {**dict.fromkeys(("GPE", "LOC", "FAC"), "PLACE"), **dict.fromkeys(("ORG", "NORP", "MISC"), "OTHER")}
_TELLING = frozenset({"rel", "prep", "aux", "conj", "cue", "modal", "event", "be"})


class Filler(NamedTuple):
    """What may fill a role: its tokens and head, its kind (a type, DATE or SPAN), and its id ("" for plain words)."""

    first: int
    last: int
    head: int
    kind: str
    level: str
    id: str


class Played(NamedTuple):
    """A role and who plays it: an id, or else the tokens of plain words."""

    role: str
    id: str
    words: Range | None


class _Site(NamedTuple):
    """A trigger of an event of a type, the fillers around it, and the triggers of its sentence."""

    trigger: Range
    type: str
    fillers: list[Filler]
    triggers: list[Range]


_Shares: TypeAlias = "dict[tuple[str, str, Range | None], float]"
"""How likely somebody plays a role: by the role, the id, and the tokens of plain words."""


def teach(known: Known) -> Lessons:
    """Yield what the labeller of plain words and the model of roles learn from an article."""
    passage = known.passage
    words = sorted({where for h in known.happenings for a in h.event.arguments if (where := known.words_of(a))})
    yield from tagging.teach(passage, "words", [(where, _WORDS) for where in words])
    fillers = fillers_of(known.phrases, known.dates, words)
    triggers = [where for happening in known.happenings for where in happening.triggers]
    for happening in known.happenings:
        event = happening.event
        roles: dict[object, str] = {}
        for argument in event.arguments:
            roles.setdefault(argument.filler or known.words_of(argument), argument.role)
        for where in happening.triggers:
            site = _site(passage, where, event.type, fillers, triggers)
            for filler in site.fillers:
                role = roles.get(filler.id or (filler.first, filler.last), NONE)
                yield Lesson("roles", _features(passage, site, filler), role)


def find(
    passage: Passage, models: Models, events: Sequence[Found], phrases: Iterable[Phrase], dates: Iterable[Timed]
) -> list[list[Played]]:
    """Return the arguments of each event; mentions must know their entities."""
    words = tagging.find(passage, models["words"], caution=WORDS_CAUTION)
    fillers = fillers_of(phrases, dates, [where for where, _ in words])
    triggers = sorted(where for event in events for where in event.triggers)
    sites = [
        (number, _site(passage, where, event.type, fillers, triggers))
        for number, event in enumerate(events)
        for where in event.triggers
    ]
    pairs = [(number, site, filler) for number, site in sites for filler in site.fillers]
    likely = models["roles"].probabilities([_features(passage, site, filler) for _, site, filler in pairs])
    best: list[_Shares] = [{} for _ in events]
    for (number, site, filler), row in zip(pairs, likely.tolist(), strict=True):
        for role, share in _allowed(site.type, filler.kind, dict(zip(models["roles"].labels, row, strict=True))):
            key = (role, filler.id, None if filler.id else (filler.first, filler.last))
            best[number][key] = max(best[number].get(key, 0.0), share)
    return [_chosen(shares) for shares in best]


def _allowed(event_type: str, kind: str, likely: dict[str, float]) -> list[tuple[str, float]]:
    """Return the roles that such a filler can play, each with its share of what they and none have together."""
    roles = [role for role, kinds in ROLES[event_type].items() if kind in kinds and role in likely]
    whole = likely.get(NONE, 0.0) + sum(likely[role] for role in roles)
    return [(role, likely[role] / whole) for role in roles if likely[role] > LEAST * whole]


def _chosen(shares: _Shares) -> list[Played]:
    """Return the likely roles; a filler plays its likeliest only, and time and place are given once."""
    chosen: list[Played] = []
    taken: set[object] = set()
    for (role, name, words), _ in sorted(shares.items(), key=lambda entry: (-entry[1], str(entry[0]))):
        filler = name or words
        once = role in _ONCE and any(played.role == role for played in chosen)
        if filler not in taken and not once:
            taken.add(filler)
            chosen.append(Played(role, name, words))
    return chosen


def fillers_of(phrases: Iterable[Phrase], dates: Iterable[Timed], words: Iterable[Range]) -> list[Filler]:
    """Return all that may fill a role, in the order of the text; a length of time fills none."""
    found = [Filler(p.first, p.last, p.head[1] - 1, p.type, p.level, p.entity) for p in phrases if p.entity]
    found += [Filler(d.first, d.last, d.last - 1, "DATE", d.type, d.id) for d in dates if d.type != "DURATION"]
    found += [Filler(first, last, last - 1, "SPAN", "SPAN", "") for first, last in words]
    return sorted(found)


def _site(passage: Passage, trigger: Range, kind: str, fillers: Sequence[Filler], triggers: Sequence[Range]) -> _Site:
    here = passage.sentence(trigger[0])
    near = [filler for filler in fillers if abs(passage.sentence(filler.first) - here) <= _NEAR]
    return _Site(trigger, kind, near, [other for other in triggers if passage.sentence(other[0]) == here])


def _features(passage: Passage, site: _Site, filler: Filler) -> list[str]:
    """Return what tells the role of a filler: where it stands to the trigger, and what lies between."""
    trigger, kind = site.trigger, site.type
    before = filler.first < trigger[0]
    side = "before" if before else "after"
    between = range(filler.last, trigger[0]) if before else range(trigger[1], filler.first)
    apart = passage.sentence(filler.first) - passage.sentence(trigger[0])
    side = side if apart == 0 else f"other {apart}"
    words = [passage.word(k) for k in between] if apart == 0 else []
    tags = {tag for k in between for tag in passage.tags(k)} if apart == 0 else set()
    others = sum(o.first in between and o.last - 1 in between and o.kind != "DATE" for o in site.fillers)
    crossed = sum(other[0] in between for other in site.triggers)
    link = passage.word(filler.first - 1)
    word = passage.word(trigger[0])
    passive = any("be" in passage.tags(k) for k in range(max(0, trigger[0] - 3), trigger[0]))
    group = _GROUPS.get(filler.kind, filler.kind)
    subject, obj, owner = lexicons.roles(passage.words[trigger[0]], kind)
    near = f"{side} {min(others, 2)} {min(crossed, 1)}"
    gist = f"{side} {'by' if link == 'by' else ''} {passive}"
    family = kind.partition(".")[0]
    features = [
        f"side={side}", f"kind={filler.kind}", f"side,kind={side} {filler.kind}", f"type,kind={kind} {filler.kind}",
        f"type,side,group={kind} {side} {group}", f"type,side={kind} {side} {passive}", f"near={near}",
        f"near,kind={near} {filler.kind}", f"near,level={near} {filler.level}", f"link={side} {link}",
        f"link,kind={link} {filler.kind}", f"link,type={link} {kind}", f"link,type,kind={link} {kind} {group}",
        f"subject={subject} {gist} {group}", f"object={obj} {gist} {group}", f"owner={owner} {side} {link} {group}",
        f"roles={subject} {obj} {gist} {min(others, 1)}", f"word={word} {side} {group}", f"word,link={word} {link}",
        f"away={side} {min(len(words) // 2, 6)}", f"group,away={group} {side} {min(len(words), 4)}",
        f"head={passage.word(filler.head)}", f"head,type={passage.word(filler.head)} {kind}",
        f"family={family} {gist} {group}", f"family,kind={family} {filler.kind}",
        f"covers={filler.first <= trigger[0] < filler.last}", f"next={passage.word(filler.last)} {side}",
        f"type,near={kind} {near}", f"type,near,group={kind} {near} {group} {passive}",
        f"only,near={group} {near} {passive}", f"level={filler.level} {side}",
        f"opens={filler.first == passage.bounds(filler.first)[0]} {side} {passive}",
    ]  # fmt: skip
    features += [f"all between={side} {' '.join(words)} {group}"] if len(words) <= _FEW else []
    features += [f"between={side} {tag} {group}" for tag in sorted(tags & _TELLING)]
    features += [f"between={side} {mark}" for mark in sorted({w for w in words if not w[0].isalnum()})]
    return features

"""The vocabulary: what an article, an extraction and a story are.

The same structures serve gold and prediction. All are immutable msgspec structs; the JSON Schemas under
schema/ describe the same shapes, and a test holds the two to each other.

Offsets are Unicode code points, half-open, into the article's text exactly as loaded, so that
`text[start:end]` is the mention. Ids are local to an article; what crosses articles is said in `Links`.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Annotated

import msgspec

from twicetold.display import shown
from twicetold.ontology import (
    AnyEventType,
    DateModifier,
    DateType,
    EntityType,
    ExtractionPart,
    Genre,
    Level,
    Mode,
    Phenomenon,
    Polarity,
    Realis,
    RelationLabel,
    Role,
    Split,
    Stance,
    Topic,
)

Offset = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}\Z")]
ArticleId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}/[A-Za-z0-9_.:-]{1,128}\Z")]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
PointInTime = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?\Z")]


def is_point_in_time(written: str) -> bool:
    """Tell whether a day, or a time with its offset, is one that there is, as when an article was published."""
    try:
        datetime.fromisoformat(msgspec.convert(written, PointInTime))
    except (ValueError, msgspec.ValidationError):
        return False
    return True


class Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """What all structures share: immutable, closed, and silent about defaults when written.

    What cannot change is in no circle, so the garbage collector need not look at it.
    """


def to_json(value: Struct) -> bytes:
    """Return a value as JSON, which is the same for equal values.

    A default is left out only where it is the very object, and a value that was pickled holds mere equals; so what is
    written is what reads the same.
    """
    read = msgspec.json.decode(msgspec.json.encode(value), type=type(value))
    return msgspec.json.encode(read, order="deterministic")


class Fragment(Struct, frozen=True):
    """A run of text: `text[start:end]`, never empty."""

    start: Offset
    end: Offset


Span = tuple[Fragment, ...]
"""Fragments in the order of the text, neither touching nor overlapping; `()` is no span."""

SomeSpan = Annotated[Span, msgspec.Meta(min_length=1)]
"""A span that must be there."""


def span(*bounds: int) -> Span:
    """Make a span: `span(3, 8)`, or with several fragments `span(3, 8, 20, 24)`."""
    return tuple(Fragment(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True))


def text_of(where: Span, text: str) -> str:
    """Return the words a span covers, the fragments joined by one space."""
    return " ".join(text[part.start : part.end] for part in where)


class Mention(Struct, frozen=True):
    """One place where an entity is referred to.

    The span is the whole noun phrase; the head is its head word, or the name itself. No head: the whole span.
    """

    span: SomeSpan
    head: Span = ()
    level: Level = "NAM"
    phenomena: tuple[Phenomenon, ...] = ()


class Entity(Struct, frozen=True):
    """Someone or something, with every mention of it."""

    id: Id
    type: EntityType
    mentions: tuple[Mention, ...]
    name: str = ""
    phenomena: tuple[Phenomenon, ...] = ()


class Date(Struct, frozen=True):
    """A time expression with its TIMEX3 type, value and modifier.

    `anchor` is the id of the date in the same article that the value is reckoned from; empty where the
    publication date, or nothing, is needed.
    """

    id: Id
    span: SomeSpan
    type: DateType
    value: str
    mod: DateModifier | None = None
    anchor: Id | None = None
    phenomena: tuple[Phenomenon, ...] = ()


class Argument(Struct, frozen=True):
    """Who or what plays a role in an event: an entity or date by its id, or else a plain span."""

    role: Role
    filler: Id | None = None
    span: Span = ()


class Event(Struct, frozen=True):
    """Something that happens, is denied, planned or imagined, with every trigger that names it."""

    id: Id
    type: AnyEventType
    triggers: tuple[SomeSpan, ...]
    arguments: tuple[Argument, ...] = ()
    polarity: Polarity = "POSITIVE"
    realis: Realis = "ACTUAL"
    phenomena: tuple[Phenomenon, ...] = ()


class Claim(Struct, frozen=True):
    """A content credited to a source by a cue.

    Source and content may be `()`. `source_entity` is the id of the entity that the source is a mention of.
    `nested_in` is the id of the claim whose content holds this one.
    """

    id: Id
    cue: Span
    content: Span = ()
    source: Span = ()
    source_entity: Id | None = None
    mode: Mode = "INDIRECT"
    stance: Stance = "ASSERTS"
    nested_in: Id | None = None
    phenomena: tuple[Phenomenon, ...] = ()


class Ungrounded(Struct, frozen=True):
    """A quotation that a system handed back and that is not in the text; it counts as a false positive."""

    part: ExtractionPart
    label: str
    quote: str


class Extraction(Struct, frozen=True):
    """What is found in one article: the gold of it, or what a system hands back."""

    entities: tuple[Entity, ...] = ()
    dates: tuple[Date, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    ungrounded: tuple[Ungrounded, ...] = ()

    _repr_html_ = shown


class Article(Struct, frozen=True):
    """One telling of a story. `gold` is absent in what a system is given.

    `scored` are the parts of the text that are annotated, where that is not all of it: what is predicted elsewhere does
    not count.
    """

    id: ArticleId
    text: str
    published: PointInTime
    outlet: str = ""
    headline: str = ""
    genre: Genre | None = None
    scored: Span = ()
    gold: Extraction | None = None

    def text_hash(self) -> str:
        """Return the SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode(errors="surrogatepass")).hexdigest()

    def without_gold(self) -> Article:
        """Return the article as a system may see it."""
        return msgspec.structs.replace(self, scored=(), gold=None)

    _repr_html_ = shown


class Member(Struct, frozen=True):
    """An entity, event or claim of one of the story's articles."""

    article: ArticleId
    id: Id


class Cluster(Struct, frozen=True):
    """Members that are one and the same across articles."""

    members: tuple[Member, ...]
    phenomena: tuple[Phenomenon, ...] = ()


class Relation(Struct, frozen=True):
    """Two claims, of different articles, about the same matter."""

    label: RelationLabel
    first: Member
    second: Member
    phenomena: tuple[Phenomenon, ...] = ()


class Links(Struct, frozen=True):
    """What connects the articles of a story."""

    entities: tuple[Cluster, ...] = ()
    events: tuple[Cluster, ...] = ()
    claims: tuple[Relation, ...] = ()


class Linking(Struct, frozen=True):
    """A line of a predictions file: what a system says connects the articles of one story."""

    story: Id
    links: Links


OF_LINKS = "/links"
"""What follows the id of a story where its links are named as its articles are."""


class Story(Struct, frozen=True):
    """A story and its tellings."""

    id: Id
    title: str
    articles: tuple[Article, ...]
    topic: Topic | None = None
    split: Split | None = None
    links: Links = Links()
    phenomena: tuple[Phenomenon, ...] = ()

    @property
    def links_name(self) -> str:
        """What failures name that are about the links and not about an article: `STORY/links`."""
        return self.id + OF_LINKS

    _repr_html_ = shown


class Prediction(Struct, frozen=True):
    """A line of a predictions file: what a system handed back for one article.

    `text_sha256` is the SHA-256 of the text it was found in; with another text the line is refused. `usage` says
    what it took, as far as the system counts it: tokens, cost.
    """

    article: ArticleId
    extraction: Extraction
    text_sha256: Sha256 | None = None
    usage: dict[str, float] = {}

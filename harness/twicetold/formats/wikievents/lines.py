"""The lines of WikiEvents: of a file of documents, and of one of clusters."""

from __future__ import annotations

import msgspec

from twicetold.model import Offset


class Tokens(msgspec.Struct):
    """Where some tokens stand; `end` is the first one that no longer belongs to them."""

    start: Offset
    end: Offset
    text: str = ""


class Mention(Tokens, kw_only=True):
    """A mention of an entity, with its level."""

    id: str
    entity_type: str
    mention_type: str = "UNK"


class Argument(msgspec.Struct):
    """The part that an entity, given by a mention, has in an event."""

    entity_id: str
    role: str


class Event(msgspec.Struct):
    """An event, with its only trigger."""

    id: str
    event_type: str
    trigger: Tokens
    arguments: list[Argument] = []


class Document(msgspec.Struct):
    """A line of a file of documents. A sentence has its tokens, with their places in the article, and its text."""

    doc_id: str
    tokens: list[str]
    entity_mentions: list[Mention]
    event_mentions: list[Event]
    sentences: list[tuple[list[tuple[str, Offset, Offset]], str]] = []


class WithSentences(Document, kw_only=True):
    """What certainly is of this corpus; OneIE and others have documents that are alike but for their sentences."""

    sentences: list[tuple[list[tuple[str, Offset, Offset]], str]]


class Clusters(msgspec.Struct):
    """A line of a file of clusters: ids of mentions and, for each cluster, the name that tells the most."""

    doc_key: str
    clusters: list[list[str]]
    informative_mentions: list[str] = []

"""spaCy DocBin: documents of tokens with entities, and with groups of spans.

Read are `doc.ents` and all groups of `doc.spans`, as far as the map has their labels; a document is an article. A
labelled span is a name (NAM). Spans of the same label and the same `id_`, or else `kb_id_`, are mentions of one entity;
others are an entity each. A group whose name begins with `coref_clusters`, as spacy-experimental writes them, is a
cluster: it has the type of most of its mentions that are labelled elsewhere; without any it has what the map has for
"(untagged)". Where a document says of some tokens only whether they are in an entity, and has no groups, those are what
is scored.

Written is one file. Tokens are those of spaCy's English tokeniser, so that the text is the same to the last blank.
`doc.ents` has the longest mentions that do not overlap, and the groups of `doc.spans` all there is. In `entities`,
`dates` and `events` a label is a type, or the role of an argument that is a plain span; in `claims` it is CUE, SOURCE
or CONTENT. `id_` is that of the entity, date, event or claim. Spans have whole tokens, and what has several parts is as
many spans. Besides, `doc.user_data["twicetold"]` has the article and its story as they are. So all comes back, exactly;
but only where ents and spans are still those written: else they are read instead, as anybody's.

A DocBin is in memory whole, in reading as in writing.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from contextlib import suppress
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, NamedTuple, cast

import msgspec
from msgspec.structs import replace

from twicetold import sense
from twicetold.errors import InputError
from twicetold.files import whole_file
from twicetold.formats.conll.convention import UNTAGGED, level_of
from twicetold.formats.format import Format, Notes
from twicetold.formats.ids import id_for, numbered
from twicetold.model import Article, Entity, Extraction, Fragment, Links, Mention, Story, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

    from twicetold.formats.format import Reading
    from twicetold.model import Cluster, Member, Span
    from twicetold.ontology import EntityType, Level

    Bounds = tuple[int, int]
    """Where a span begins and ends in the text."""

    View = frozenset[tuple[str, int, int, str, str]]
    """The spans of a document: name of the group, first token, token behind the last, label, id."""

_KEY = "twicetold"
_SUFFIX = ".spacy"
_CLUSTERS = "coref_clusters"
_ENTITIES = "entities"
_GROUPS = (_ENTITIES, "dates", "events", "claims")
_MAP = 8
"""The upper half of the first byte of a small map in msgpack."""

LARGEST = 2**30
"""Bytes of a file, unpacked."""

_CHUNK = 2**16
"""Bytes that are unpacked at a time."""

_BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError)
"""What spaCy raises where a DocBin is none, or is broken."""


class _Marked(NamedTuple):
    """A span of an extraction, as it is in a group of `doc.spans`."""

    group: str
    span: Span
    label: str
    id: str


class _Found(NamedTuple):
    """An article, and the story that was written with it; `as_written` if its spans are still the same."""

    story: Story
    article: Article
    as_written: bool


def read(path: Path, reading: Reading) -> Iterator[Story]:
    """Yield the stories of a file, or of all `.spacy` files in a folder and those below it."""
    files = sorted(path.rglob(f"*{_SUFFIX}")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: no {_SUFFIX} file")
    seen: dict[str, str] = {}
    for file in files:
        title = file.name if file == path else file.relative_to(path).as_posix()
        name = id_for(title.removesuffix(_SUFFIX), "document")
        for story_id, group in groupby(_articles(file, name, reading), key=lambda found: found.story.id):
            if story_id in seen:
                raise InputError(
                    f"{file}: story {story_id!r} stands in {seen[story_id]} too; put its articles together"
                )
            seen[story_id] = str(file)
            yield _story(list(group), reading)


def _articles(file: Path, name: str, reading: Reading) -> Iterator[_Found]:
    for number, doc in enumerate(_docs(file), start=1):
        place = f"{file}: document {number}"
        try:
            found = _article(doc, numbered(name, number), place, reading)
        except _BROKEN as error:
            raise InputError(f"{place}: broken: {error}") from error
        yield found


def _article(doc: Doc, name: str, place: str, reading: Reading) -> _Found:
    saved = _saved(doc, place, reading)
    if saved and saved.as_written:
        return saved
    entities, scored = _read_spans(doc, place, reading)
    gold = None if entities is None else Extraction(entities)
    if gold is None:
        reading.notes.add("documents without entities or groups of spans, which have no gold", place)
    if saved:
        reading.notes.add(
            "documents whose spans were changed after they were written, of which entities are read", place
        )
        return saved._replace(article=replace(saved.article, text=doc.text, scored=scored, gold=gold))
    article = Article(f"{name}/a", doc.text, reading.day(place), scored=scored, gold=gold)
    return _Found(Story(name, name, ()), article, as_written=False)


def _docs(file: Path) -> Iterator[Doc]:
    """Yield the documents of a file. Raises InputError for what is no DocBin."""
    spacy = _spacy(str(file))
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}") from error
    _refuse_bomb(data, str(file))
    try:
        yield from spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.vocab.Vocab())
    except _BROKEN as error:
        raise InputError(f"{file}: no DocBin of spaCy, or a broken one: {error}") from error


def _refuse_bomb(data: bytes, where: str) -> None:
    """Raise InputError for what unpacks to more than fits into memory; spaCy tells what else is wrong."""
    unpacker, size = zlib.decompressobj(), 0
    with suppress(zlib.error):
        for start in range(0, len(data), _CHUNK):
            packed = data[start : start + _CHUNK]
            while packed and not unpacker.eof:
                size += len(unpacker.decompress(packed, _CHUNK))
                if size > LARGEST:
                    raise InputError(f"{where}: unpacks to more than {LARGEST // 2**20} MB; split it")
                packed = unpacker.unconsumed_tail


def _spacy(where: str) -> ModuleType:
    """Return spaCy. Raises InputError that says what to install."""
    try:
        import spacy  # noqa: PLC0415 - an extra, and slow to load
    except ModuleNotFoundError as error:
        raise InputError(f"{where}: spaCy is not installed; pip install 'twicetold[spacy]'") from error
    return spacy


def _saved(doc: Doc, place: str, reading: Reading) -> _Found | None:
    """Return the article and the story that were written with a document, if there are any."""
    saved = doc.user_data.get(_KEY)
    if saved is None:
        return None
    try:
        article = msgspec.convert(saved["article"], Article)
        story = msgspec.convert({**saved["story"], "articles": []}, Story)
        whole = replace(story, articles=(article,), links=Links())
        makes_sense = not any(sense.check_story(whole))
    except (msgspec.ValidationError, KeyError, TypeError):
        makes_sense = False
    if not makes_sense:
        reading.notes.add(f"documents whose user_data[{_KEY!r}] is none of ours, passed over", place)
        return None
    gold = article.gold
    annotated = doc.has_annotation("ENT_IOB") if len(doc) else gold is not None
    same = article.text == doc.text and annotated == (gold is not None) and _view(doc) == _view_of(doc, gold)
    return _Found(story, article, same)


def _view(doc: Doc) -> View:
    """Return the spans of a document that are in our groups, and its entities."""
    groups = ((group, doc.spans[group]) for group in _GROUPS if group in doc.spans)
    return frozenset(
        (group, item.start, item.end, item.label_, item.id_)
        for group, items in chain(groups, [("", doc.ents)])
        for item in items
    )


def _view_of(doc: Doc, gold: Extraction | None) -> View:
    """Return the spans and entities that a document has when an extraction is written into it."""
    if gold is None:
        return frozenset()
    groups, ents = _spans_of(doc, gold)
    return frozenset(
        (group, item.start, item.end, item.label_, item.id_)
        for group, items in chain(groups.items(), [("", ents)])
        for item in items
    )


def _read_spans(doc: Doc, place: str, reading: Reading) -> tuple[tuple[Entity, ...] | None, Span]:
    """Return the entities of a document, None where it is not annotated; and the parts of it that are scored."""
    if not doc.spans and not doc.has_annotation("ENT_IOB"):
        return None, ()
    labelled: dict[tuple[Bounds, str], str] = {}
    clusters: list[list[Bounds]] = []
    for group, items in chain(doc.spans.items(), [("", doc.ents)]):
        if group.startswith(_CLUSTERS):
            clusters.append(list(dict.fromkeys(_bounds(each) for each in items if len(each))))
            continue
        for item in items:
            if not len(item) or not item.label_:
                reading.notes.add("spans without a label or a token, left out", place)
            elif kind := reading.label("entities", item.label_, place):
                key = (_bounds(item), kind)
                labelled[key] = labelled.get(key) or _identity(item)
    entities = sorted(
        chain(_clustered(clusters, labelled, doc.text, place, reading), _alike(labelled)),
        key=lambda entity: [(mention.span[0].start, -mention.span[0].end) for mention in entity.mentions],
    )
    return tuple(replace(entity, id=f"e{number}") for number, entity in enumerate(entities, start=1)), _scored(doc)


def _bounds(item: DocSpan) -> Bounds:
    return item.start_char, item.end_char


def _identity(item: DocSpan) -> str:
    """Return what spans of one entity share; nothing where that is not said."""
    return item.id_ or (item.kb_id_ if item.kb_id_ != "NIL" else "")


def _clustered(
    clusters: list[list[Bounds]], labelled: dict[tuple[Bounds, str], str], text: str, place: str, reading: Reading
) -> Iterator[Entity]:
    """Yield an entity for each cluster, and take the spans that are in it out of those labelled."""
    kinds: defaultdict[Bounds, list[str]] = defaultdict(list)
    for bounds, kind in labelled:
        kinds[bounds].append(kind)
    for cluster in filter(None, clusters):
        types = Counter(kind for bounds in cluster for kind in kinds.get(bounds, ()))
        found = types.most_common(1)[0][0] if types else reading.label("entities", UNTAGGED, place)
        if found is None:
            continue
        if not types:
            reading.notes.add(f"clusters without a labelled mention, taken to be {found}", place)
        mentions = []
        for bounds in sorted(cluster, key=lambda each: (each[0], -each[1])):
            named = labelled.pop((bounds, found), None) is not None
            level: Level = "NAM" if named else level_of(text[slice(*bounds)])
            mentions.append(Mention(span(*bounds), level=level))
        yield Entity("", cast("EntityType", found), tuple(mentions))


def _alike(labelled: Mapping[tuple[Bounds, str], str]) -> Iterator[Entity]:
    """Yield the entities of labelled spans: those of the same type and identity are one."""
    found: defaultdict[tuple[object, str], list[Bounds]] = defaultdict(list)
    for (bounds, kind), identity in labelled.items():
        found[identity or bounds, kind].append(bounds)
    for (_, kind), places in found.items():
        mentions = tuple(Mention(span(*bounds)) for bounds in sorted(places, key=lambda each: (each[0], -each[1])))
        yield Entity("", cast("EntityType", kind), mentions)


def _scored(doc: Doc) -> Span:
    """Return the runs of tokens that are said to be in an entity or in none, if there are others and no groups."""
    if doc.spans or doc.has_annotation("ENT_IOB", require_complete=True):
        return ()
    runs: list[list[int]] = []
    goes_on = False
    for token in doc:
        if token.ent_iob:
            end = token.idx + len(token)
            if goes_on:
                runs[-1][1] = end
            else:
                runs.append([token.idx, end])
        goes_on = bool(token.ent_iob)
    return tuple(Fragment(start, end) for start, end in runs)


def _story(found: list[_Found], reading: Reading) -> Story:
    """Return a story with its articles, and with what connects them as far as they are there."""
    story = found[0].story
    articles = tuple(each.article for each in found)
    known = {
        (article.id, name)
        for article in articles
        if article.gold
        for layer in (article.gold.entities, article.gold.events, article.gold.claims)
        for name in (item.id for item in layer)
    }
    if len({article.id for article in articles}) < len(articles):
        raise InputError(f"story {story.id!r} has an article twice; write it anew")
    links = Links(
        _kept(story.links.entities, known),
        _kept(story.links.events, known),
        tuple(each for each in story.links.claims if {_key(each.first), _key(each.second)} <= known),
    )
    if links != story.links:
        reading.notes.add("stories whose links are of articles or items that are not there, and left out", story.id)
    return replace(story, articles=articles, links=links)


def _key(member: Member) -> tuple[str, str]:
    return member.article, member.id


def _kept(clusters: tuple[Cluster, ...], known: set[tuple[str, str]]) -> tuple[Cluster, ...]:
    """Return the clusters with those of their members that are there, as long as they connect articles."""
    left = (
        replace(cluster, members=tuple(member for member in cluster.members if _key(member) in known))
        for cluster in clusters
    )
    return tuple(cluster for cluster in left if len({member.article for member in cluster.members}) > 1)


def write(stories: Iterable[Story], path: Path) -> Notes:
    """Write stories into one file. Raises InputError where that cannot be written, or spaCy is not installed."""
    notes = Notes()
    spacy = _spacy(str(path))
    nlp = spacy.blank("en")
    docs = spacy.tokens.DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_ID", "ENT_KB_ID"], store_user_data=True)
    for story in stories:
        about = msgspec.to_builtins(replace(story, articles=()))
        for article in story.articles:
            doc = nlp.tokenizer(article.text)
            doc.user_data[_KEY] = {"story": about, "article": msgspec.to_builtins(article)}
            if article.gold is not None:
                groups, ents = _spans_of(doc, article.gold)
                for name, items in groups.items():
                    doc.spans[name] = items
                doc.ents = ents
                _note(article, len(groups.get(_ENTITIES, ())) - len(ents), doc, notes)
            docs.add(doc)
    with whole_file(path) as scratch:
        scratch.write_bytes(docs.to_bytes())
    return notes


def _spans_of(doc: Doc, gold: Extraction) -> tuple[dict[str, list[DocSpan]], list[DocSpan]]:
    """Return the groups of spans that an extraction makes, and which of them are entities of the document."""
    from spacy.util import filter_spans  # noqa: PLC0415 - an extra, and slow to load

    groups: defaultdict[str, list[DocSpan]] = defaultdict(list)
    whole = []
    for marked in _marked(gold):
        for part in marked.span:
            item = doc.char_span(part.start, part.end, label=marked.label, span_id=marked.id, alignment_mode="expand")
            if item is not None and len(item):
                groups[marked.group].append(item)
                if marked.group == _ENTITIES and len(marked.span) == 1:
                    whole.append(item)
    return groups, filter_spans(whole)


def _marked(gold: Extraction) -> Iterator[_Marked]:
    """Yield what is in groups of spans."""
    for entity in gold.entities:
        for mention in entity.mentions:
            yield _Marked(_ENTITIES, mention.span, entity.type, entity.id)
    for date in gold.dates:
        yield _Marked("dates", date.span, date.type, date.id)
    for event in gold.events:
        for trigger in event.triggers:
            yield _Marked("events", trigger, event.type, event.id)
        for argument in event.arguments:
            yield _Marked("events", argument.span, argument.role, event.id)
    for claim in gold.claims:
        yield _Marked("claims", claim.cue, "CUE", claim.id)
        yield _Marked("claims", claim.source, "SOURCE", claim.id)
        yield _Marked("claims", claim.content, "CONTENT", claim.id)


def _note(article: Article, apart: int, doc: Doc, notes: Notes) -> None:
    """Note what is not in the document as it is in the article, though it comes back."""
    starts = {token.idx for token in doc}
    ends = {token.idx + len(token) for token in doc}
    parts = [part for marked in _marked(article.gold or Extraction()) for part in marked.span]
    wider = sum(part.start not in starts or part.end not in ends for part in parts)
    for what, number in (
        ("spans that end within a token, which have the whole of it in doc.spans", wider),
        ("mentions in or across others, or of several parts, which are in doc.spans only", apart),
    ):
        if number:
            notes.add(what, article.id, number)


def _recognises(path: Path) -> bool:
    try:
        files = sorted(islice(path.rglob(f"*{_SUFFIX}"), 3)) if path.is_dir() else [path]
        return any(map(_looks_right, files))
    except OSError:
        return False


def _looks_right(path: Path) -> bool:
    """Tell whether a file is named as a DocBin, and begins as one: with a map of msgpack, compressed."""
    if path.suffix != _SUFFIX or not path.is_file():
        return False
    with path.open("rb") as file:
        try:
            first = zlib.decompressobj().decompress(file.read(1 << 10), 1)
        except zlib.error:
            return False
    return bool(first) and first[0] >> 4 == _MAP


FORMAT = Format(
    name="docbin",
    title="spaCy's DocBin: doc.ents and groups of doc.spans",
    holds={
        "entities": "all", "dates": "all", "events": "all", "claims": "all", "links": "all",
    },
    measures=tuple(f"entities.{rule}" for rule in ("strict", "exact", "type", "partial", "overlap")),
    recognises=_recognises,
    read=read,
    write=write,
)  # fmt: skip

"""What the models of claims see: a mention as a source, the words around a cue as content, cue and content together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold_baselines.learned.known import Phrase
    from twicetold_baselines.learned.passage import Passage, Range

_AFTER = 4  # sentences of a quotation behind a cue's own, at most
_STOPS = frozenset(".,;:")
_FEW = 3  # words whose exact sequence tells something


def around(passage: Passage, cue: Range) -> range:
    """Return the tokens in which the content of a cue is looked for: its sentence, and a quotation that follows it."""
    first, last = passage.bounds(cue[0])
    for _ in range(_AFTER):
        if last == len(passage) or not (passage.quoted[last] or passage.word(last - 1) == ":"):
            break
        last = passage.bounds(last)[1]
    return range(first, last)


def attached(
    passage: Passage, cue: Range, phrase: Phrase, phrases: Sequence[Phrase], cues: Sequence[Range]
) -> list[str]:
    """Return what speaks for a mention being the source of a cue."""
    before = phrase.first < cue[0]
    between = range(phrase.last, cue[0]) if before else range(cue[1], phrase.first)
    side = "before" if before else "after"
    words = [passage.word(k) for k in between]
    tags = sorted({tag for k in between for tag in passage.tags(k) if tag in {"rel", "prep", "aux", "conj", "cue"}})
    others = sum(1 for other in phrases if other.first in between and other.last - 1 in between)
    crossed = sum(1 for other in cues if other[0] in between)
    inside = sum(1 for other in phrases if other.first <= phrase.first and phrase.last <= other.last) - 1
    cue_word, head = passage.word(cue[1] - 1), passage.word(phrase.head[1] - 1)
    features = [
        f"side={side}", f"kind={phrase.level} {phrase.type}", f"level,side={phrase.level} {side}",
        f"type,side={phrase.type} {side}", f"away={side} {min(len(words), 8)}", f"others={side} {min(others, 3)}",
        f"crossed={side} {min(crossed, 2)}", f"inside={min(inside, 2)}", f"cue={side} {cue_word}", f"head={head}",
        f"first cue={side} {passage.word(cue[0])}", f"behind={passage.word(phrase.first - 1)}",
        f"behind,side={side} {passage.word(phrase.first - 1)}",
        f"quoted={passage.quoted[phrase.first]} {passage.quoted[cue[0]]}",
        f"opens={phrase.first == passage.bounds(cue[0])[0]}", f"after cue={side} {passage.word(cue[1])}",
        f"before cue={side} {passage.word(cue[0] - 1)}", f"ends={side} {cue_word[-3:]}",
        f"away,ends={side} {min(len(words), 3)} {cue_word[-3:]}",
        f"others,crossed={side} {min(others, 2)} {min(crossed, 1)}",
        f"over={phrase.first <= cue[0] and cue[1] <= phrase.last}", f"inside,side={min(inside, 2)} {side}",
    ]  # fmt: skip
    features += [f"between={side} {tag}" for tag in tags]
    features += [f"all between={side} {' '.join(words)}"] if len(words) <= _FEW else []
    features += [f"between={side} {word}" for word in sorted({word for word in words if not word[0].isalnum()})]
    return features


def relative(passage: Passage, cue: Range, source: Range | None, cues: Sequence[Range]) -> list[list[str]]:
    """Return features of the tokens around a cue as seen from it."""
    place = around(passage, cue)
    here, sentence = passage.sentence(cue[0]), passage.bounds(cue[0])
    elsewhere = {k for other in cues if other != cue for k in range(*other)}
    of_source = set(range(*source)) if source else set()
    cue_word = passage.word(cue[1] - 1)
    quoted = passage.quoted
    ends = range(max(cue[1], source[1] if source and source[0] == cue[1] else 0), sentence[1])
    where = _where(source, cue)
    opens, closes = cue[0] - sentence[0], sentence[1] - cue[1]
    edges, sides = f"{opens < 4} {closes < 4}", f"{where} {opens < 2} {closes < 3}"  # noqa: PLR2004 - a few words
    rows = []
    for k in place:
        side = "cue" if cue[0] <= k < cue[1] else "before" if k < cue[0] else "after"
        away = passage.sentence(k) - here
        part = "source" if k in of_source else side
        quote = f"{quoted[k]}{quoted[cue[0]]}"
        between = range(cue[1], k) if side == "after" else range(k + 1, cue[0])
        crossed = away == 0 and any(j in elsewhere for j in between)
        at = f"{part} {away}"
        word = passage.word(k)
        steps = k - ends[0] if ends and side == "after" else cue[0] - k
        row = [
            f"at={at}", f"at,quote={at} {quote}", f"at,w={at} {word}", f"at,next={at} {passage.word(k + 1)}",
            f"at,last={at} {passage.word(k - 1)}", f"at,cue={at} {cue_word}", f"at,cue,w={part} {cue_word} {word}",
            f"at,crossed={at} {crossed}", f"at,steps={at} {min(max(steps, -1), 4)}", f"at,stop={at} {word in _STOPS}",
            f"at,steps,cue={at} {min(max(steps, -1), 2)} {cue_word}", f"at,opens={at} {k == passage.bounds(k)[0]}",
            f"at,other cue={at} {k in elsewhere}", f"at,w+1={at} {word} {passage.word(k + 1)}",
            f"at,cue opens={at} {edges}",
            f"at,before cue={at} {passage.word(cue[0] - 1)}", f"at,after cue={at} {passage.word(cue[1])}",
            f"at,ends={at} {cue_word[-3:]}", f"at,source={at} {where}",
            f"at,source,sides={at} {sides}",
            f"at,w,source={part} {word} {where}", f"at,quote,w={part} {quote} {word}",
            f"at,quote,source={at} {quote} {where}",
        ]  # fmt: skip
        row += [f"at,tag={at} {tag}" for tag in passage.tags(k) if "=" not in tag]
        row += [f"at,next tag={at} {tag}" for tag in passage.tags(k + 1) if "=" not in tag]
        rows.append(row)
    return rows


def _where(source: Range | None, cue: Range) -> str:
    if source is None:
        return "none"
    return "before" if source[0] < cue[0] else "behind" if source[0] == cue[1] else "after"


def quoting(passage: Passage, content: Sequence[Range]) -> list[str]:
    """Return how much of a content stands in quotation marks."""
    marks = [passage.quoted[k] for first, last in content for k in range(first, last)]
    share = sum(marks) / len(marks) if marks else 0.0
    ends = f"{marks[0]} {marks[-1]}" if marks else "none"
    whole = share == 1
    return [f"share={int(share * 4)}", f"all={whole}", f"none={share == 0}", f"ends={ends}", f"ends,all={ends} {whole}"]


def standing(passage: Passage, cue: Range, content: Sequence[Range]) -> list[str]:
    """Return what tells the stance: the words of the cue, and how the content begins and goes on."""
    words = [passage.word(k) for k in range(*cue)]
    features = [f"all={' '.join(words)}", f"p4={words[-1][:4]}", f"p5={words[-1][:5]}"]
    features += [f"w={word}" for word in words]
    features += [f"cue {tag}" for k in range(*cue) for tag in passage.tags(k)]
    features += [f"last={passage.word(cue[0] - 1)}", f"next={passage.word(cue[1])}"]
    inside = [k for first, last in content for k in range(first, last)]
    features += [f"{number}={passage.word(k)}" for number, k in enumerate(inside[:3])]
    features += [f"has={tag}" for k in inside for tag in passage.tags(k) if tag in {"modal", "neg"}]
    features += [f"has={passage.word(k)}" for k in inside if "modal" in passage.tags(k)]
    return features

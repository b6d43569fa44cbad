"""Extents: how far a phrase reaches from its core, a word at a time."""

from __future__ import annotations

from math import inf, log
from typing import TYPE_CHECKING, NamedTuple

from twicetold_baselines.learned.lessons import decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twicetold_baselines.learned.lessons import Lessons, Models
    from twicetold_baselines.learned.passage import Passage

_LEFT, _RIGHT = 10, 16  # words at most
_HOPELESS = log(0.03)  # of reaching further at all
_TINY = 1e-6
_DETERMINERS = frozenset("the a an this that these those his her its their my our your".split())
_TAKEN = frozenset({"rel", "prep", "be", "aux", "conj"})
_JOINTS = frozenset("who which that of , and in for at from with by to ( \u2014 \u2013".split())


class Core(NamedTuple):
    """What a phrase grows from: its tokens, its kind ("NOM-PER"), and where the phrase begins as far as is known."""

    first: int
    last: int
    kind: str
    begin: int


def growth(passage: Passage, model: str, core: Core, limit: int) -> Lessons:
    """Yield the steps by which a core reaches a limit on one side: at each next word, whether it belongs to it.

    The name of a model ends with its side: `mention.left`, `mention.right`.
    """
    for step in range(_reach(passage, model, core)):
        edge = core.first - step if _is_left(model) else core.last + step
        yield decision(model, _features(passage, model, core, step), right=edge != limit)
        if edge == limit:
            break


def grown(passage: Passage, models: Models, model: str, cores: Sequence[Core]) -> list[int]:
    """Return for each core how many words it takes in on one side so that all steps together are likeliest.

    All are grown side by side.
    """
    steps, best = [0] * len(cores), [-inf] * len(cores)
    through = [0.0] * len(cores)
    reach = [_reach(passage, model, core) for core in cores]
    live = list(range(len(cores)))
    step = 0
    while live:
        open_ended = [n for n in live if step < reach[n]]
        rows = [_features(passage, model, cores[n], step) for n in open_ended]
        goes_on = dict(zip(open_ended, models[model].yes(rows), strict=True))
        for n in live:
            likely = min(max(goes_on.get(n, 0.0), _TINY), 1 - _TINY)
            if through[n] + log(1 - likely) > best[n]:
                best[n], steps[n] = through[n] + log(1 - likely), step
            through[n] += log(likely)
        live = [n for n in open_ended if through[n] > max(_HOPELESS, best[n])]
        step += 1
    return steps


def _is_left(model: str) -> bool:
    return model.endswith(".left")


def _reach(passage: Passage, model: str, core: Core) -> int:
    """Return how many words there are to take in: those of the sentence, up to a limit."""
    begin, end = passage.bounds(core.first)
    return min(core.first - begin, _LEFT) if _is_left(model) else min(end - core.last, _RIGHT)


def _features(passage: Passage, model: str, core: Core, step: int) -> list[str]:
    """Return what is seen at the next word: itself, its neighbours, the core, and what was taken in so far."""
    kind, level = core.kind, core.kind.partition("-")[0]
    word = passage.word
    if _is_left(model):
        k, inner, outer, far = core.first - step - 1, core.first - step, core.first - step - 2, core.first - step - 3
        inside = range(inner, core.first)
    else:
        k, inner, outer, far = core.last + step, core.last + step - 1, core.last + step + 1, core.last + step + 2
        inside = range(core.last, k)
    here, core_word = passage.words[k], word(core.last - 1)
    features = [
        f"w={word(k)}", f"w,level={word(k)} {level}", f"w,kind={word(k)} {kind}", f"in={word(inner)}",
        f"out={word(outer)}", f"w,in={word(k)} {word(inner)}", f"w,out={word(k)} {word(outer)}", f"s3={word(k)[-3:]}",
        f"s2={word(k)[-2:]}", f"kind={kind}", f"core={core_word}", f"core,w={core_word} {word(k)}",
        f"step={min(step, 6)}", f"step,level={min(step, 2)} {level}", f"capital={here[0].isupper()} {level}",
        f"determined={word(core.begin) in _DETERMINERS}", f"far={word(far)}",
    ]  # fmt: skip
    features += [f"tag={tag}" for tag in passage.tags(k)] + [f"tag,level={tag} {level}" for tag in passage.tags(k)]
    features += [f"out tag={tag}" for tag in passage.tags(outer)] + [f"in tag={tag}" for tag in passage.tags(inner)]
    features += [f"tag,out tag={a} {b}" for a in passage.tags(k)[:3] for b in passage.tags(outer)[:3]]
    features += [f"taken={tag}" for tag in sorted({tag for j in inside for tag in passage.tags(j) if tag in _TAKEN})]
    features += [f"taken={word(j)}" for j in inside if word(j) in _JOINTS]
    features += [f"taken,w={word(j)} {word(k)}" for j in inside if word(j) in _JOINTS]
    return features

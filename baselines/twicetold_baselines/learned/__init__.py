"""The learned baseline: classic learning with scikit-learn, trained on the stories of `train`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twicetold_baselines.learned.assembly import extract
from twicetold_baselines.learned.store import model_path, stored

if TYPE_CHECKING:
    from twicetold.model import Article, Extraction

__all__ = ["Learned"]


class Learned:
    """A complete system of linear models.

    Sequence labelling finds heads of mentions, time expressions, triggers, cues, contents and arguments in plain words;
    classifiers decide how far a mention reaches, what corefers, who plays a role and who is the source of a claim.
    Values of dates are reckoned by the rules. The models are trained when they are first needed, which takes about a
    minute, and kept in the cache folder.
    """

    name = "learned"
    version = "1"

    def __init__(self) -> None:
        """Take the models from the cache, or train them now."""
        self._models = stored()

    @property
    def configuration(self) -> dict[str, str]:
        """What the answers depend on beside name and version: the models, by a hash of all they are made from."""
        return {"models": model_path().stem}

    def extract(self, article: Article) -> Extraction:
        """Find who and what an article names, when, what happens, and who claims what."""
        return extract(article, self._models)

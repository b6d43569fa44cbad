"""Systems between which others lie: nothing, the gold itself, one annotator, and gold with known errors.

They look up what they hand back, so that they work on the gold set only.
"""

from twicetold_baselines.bounds.annotator import Annotator
from twicetold_baselines.bounds.empty import Empty
from twicetold_baselines.bounds.gold import Gold
from twicetold_baselines.bounds.noise import Noise

__all__ = ["Annotator", "Empty", "Gold", "Noise"]

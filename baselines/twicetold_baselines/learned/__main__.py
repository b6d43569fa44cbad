"""`python -m twicetold_baselines.learned`: train the learned baseline and show how good it is on dev."""

from __future__ import annotations

import argparse
import time

from twicetold import measures
from twicetold.corpus import load
from twicetold.scoring import score
from twicetold_baselines.learned.assembly import extract
from twicetold_baselines.learned.store import model_path, stored


def main() -> None:
    """Train, unless the models are in the cache; print what was trained, figures on dev, seconds, and the place."""
    parser = argparse.ArgumentParser(prog="python -m twicetold_baselines.learned", description=main.__doc__)
    parser.add_argument("--fresh", action="store_true", help="train anew though the models are in the cache")
    arguments = parser.parse_args()
    start = time.perf_counter()
    models = stored(fresh=arguments.fresh)
    seconds = time.perf_counter() - start
    print("model             features  labels")
    for name, model in models.items():
        print(f"{name:16} {len(model.vocabulary.features):9} {len(model.labels):7}")
    stories = load("dev")
    found = {article.id: extract(article, models) for story in stories for article in story.articles}
    chosen = [measure for measure in measures.ALL if measures.layer_of(measure.name) != "links"]
    print("\nmeasure on dev             P      R     F1")
    for name, measured in score(stories, found, split="dev", chosen=chosen).numbers.items():
        if name in measures.MAIN:
            values = (measured.precision, measured.recall, measured.f1)
            print(f"{name:22}", *(f"{100 * (value.estimate or 0):6.1f}" for value in values))
    print(f"\n{seconds:.1f} s  {model_path()}")


if __name__ == "__main__":
    main()

"""Freeze the scores of the baselines anew, and say why they changed: `make golden BECAUSE="REASON"`.

Tools that are not set up keep what they scored; `twicetold setup` makes their environments.
"""

from __future__ import annotations

import datetime as dt
import sys

from golden import frozen
from twicetold.systems.offers import offers


def main(because: str) -> None:
    """Run everybody, print what is not what it was, and write it."""
    before = frozen.read() if frozen.FILE.is_file() else frozen.Frozen({}, ())
    lacking = {offer.name: offer.missing for offer in offers()}
    systems = dict(before.systems)
    for name in frozen.BASELINES:
        if why := lacking[name.partition(":")[0]]:
            print(f"{name}: kept as it was: {why}")
            continue
        systems[name] = frozen.score(name)
        for difference in frozen.differences(before.systems.get(name, {}), systems[name]):
            print(f"{name}: {difference}")
    if systems == before.systems:
        sys.exit("nothing changed; nothing is written")
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    frozen.write(systems, before.changes, today, because)


if __name__ == "__main__":
    if not any(sys.argv[1:]):
        sys.exit('say why: make golden BECAUSE="REASON"')
    main(sys.argv[1])

"""Numbers as pages show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twicetold.statistics import Interval


def per_cent(share: float | None) -> str:
    """Return a share of one in per cent, with one decimal and a true minus sign; a dash for no number."""
    return "–" if share is None else f"{100 * share:z.1f}".replace("-", "\N{MINUS SIGN}")


def limits(interval: Interval) -> str:
    """Return the limits of an interval in per cent, "" where there are none."""
    if interval.low is None or interval.high is None:
        return ""
    return f"[{per_cent(interval.low)}, {per_cent(interval.high)}]"


def count(number: float) -> str:
    """Return a count, with thin spaces between thousands."""
    return f"{number:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")


FILTERS: Mapping[str, Callable[..., str]] = {"per_cent": per_cent, "limits": limits, "count": count}

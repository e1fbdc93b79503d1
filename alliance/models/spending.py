"""The spending path: what a target share of GDP costs, year by year.

All money is nominal (current prices). Shares and rates are percentages, as readers write them.
The path describes arithmetic, not policy: it says what a target means, not whether it is wise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alliance.models.formula import at, clamp, first, maximum, running_total, where


@dataclass(frozen=True)
class Baseline:
    """The last year for which both the share and GDP are observed.

    Units: `share` and `related_share` in percent of GDP, `gdp` in trillion won,
    `announced_growth` in percent a year.
    """

    year: int
    share: float
    gdp: float
    announced_growth: float
    related_share: float

    def __post_init__(self) -> None:
        for field in ("share", "gdp"):
            if not getattr(self, field) > 0:
                raise ValueError(
                    f"Baseline.{field}: found {getattr(self, field)!r}; allowed: a number above 0"
                )


def share_path(year: Any, *, start: Any, start_year: Any, target: Any, target_year: Any) -> Any:
    """The share of GDP in a year: a straight line from start to target, then level.

        s(t) = s0 + (s* - s0) * clamp((t - t0) / (t* - t0), 0, 1)

    Shares in percent of GDP. `target_year` must be later than `start_year`.
    """
    progress = clamp((year - start_year) / (target_year - start_year), 0, 1)
    return start + (target - start) * progress


def compound(start: Any, rate: Any, years: Any) -> Any:
    """A quantity after growing at a constant rate: `start * (1 + rate / 100) ** years`.

    `rate` in percent a year, above -100.
    """
    return start * (1 + rate / 100) ** years


def required_growth(start: Any, end: Any, years: Any) -> Any:
    """The constant yearly rate, in percent, that leads from `start` to `end` in `years` years.

    r = 100 * ((end / start) ** (1 / years) - 1); `start`, `end` and `years` above 0.
    """
    return 100 * ((end / start) ** (1 / years) - 1)


def spending_path(
    year: Any,
    *,
    target: Any,
    target_year: Any,
    growth: Any,
    exchange_rate: Any,
    definition: Any,
    baseline: Baseline,
) -> dict[str, Any]:
    """Budget, cost and growth on the way to a target share of GDP.

    Parameters
    ----------
    year : one year or a column of consecutive years that begins with `baseline.year`
    target : the target, percent of GDP, 1 to 6
    target_year : the year from which the target holds, after `baseline.year`
    growth : nominal GDP growth, percent a year
    exchange_rate : won per U.S. dollar
    definition : "core" (the target is the defense budget) or "nato" (the target includes
        `baseline.related_share` points of related spending outside the defense budget)

    Returns
    -------
    Columns, one value per year: `share` (percent of GDP), `gdp`, `budget`, `hold` (the budget at
    today's share), `extra` and `cumulative_extra` (trillion won), `budget_usd` (billion dollars),
    `related` (trillion won outside the core budget), `steady` and `steady_share` (the path of
    constant announced growth).
    Then single values: `core_target`, `budget_then`, `extra_then`, `cumulative_then` (all in the
    target year) and their `_usd`; `required_growth`, percent a year from the base to the target
    year; `nothing_left`, whether related spending alone fills the target; and `crossing_year`,
    the first year in which steady growth at `baseline.announced_growth` reaches the core target,
    or `NEVER` in the years given.

    The formula is the benchmark arithmetic of NATO's Hague Summit Declaration (2025), which
    counts 3.5 points of core spending and 1.5 points of related spending toward 5 percent.
    """
    related_share = where(definition == "nato", baseline.related_share, 0)
    core_target = maximum(target - related_share, 0)
    elapsed = year - baseline.year

    share = share_path(
        year,
        start=baseline.share,
        start_year=baseline.year,
        target=core_target,
        target_year=target_year,
    )
    gdp = compound(baseline.gdp, growth, elapsed)
    budget = gdp * share / 100
    hold = gdp * baseline.share / 100
    extra = budget - hold
    cumulative_extra = running_total(extra)

    base_budget = baseline.gdp * baseline.share / 100
    steady = compound(base_budget, baseline.announced_growth, elapsed)
    steady_share = 100 * steady / gdp

    then = year == target_year
    budget_then = at(budget, row=then)
    extra_then = at(extra, row=then)
    cumulative_then = at(cumulative_extra, row=then)
    to_usd_billion = 1000 / exchange_rate
    crossing = first(year, row=steady_share >= core_target)

    return {
        "share": share,
        "gdp": gdp,
        "budget": budget,
        "budget_usd": budget * to_usd_billion,
        "hold": hold,
        "extra": extra,
        "cumulative_extra": cumulative_extra,
        "related": gdp * related_share / 100,
        "steady": steady,
        "steady_share": steady_share,
        "core_target": core_target,
        "budget_then": budget_then,
        "budget_then_usd": budget_then * to_usd_billion,
        "extra_then": extra_then,
        "extra_then_usd": extra_then * to_usd_billion,
        "cumulative_then": cumulative_then,
        "cumulative_then_usd": cumulative_then * to_usd_billion,
        "required_growth": required_growth(base_budget, budget_then, target_year - baseline.year),
        # A target at or below today's share is met from the start: there is nothing to cross.
        "nothing_left": target <= related_share,
        "crossing_year": where(core_target <= baseline.share, baseline.year, crossing),
    }

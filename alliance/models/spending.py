"""The spending path: what a target share of GDP costs, year by year.

Money is nominal (in the prices of each year) unless the reader asks for constant prices. Shares and
rates are percentages, as readers write them. The path describes arithmetic, not policy: it says
what a target means, not whether it is wise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from coursebook.explorers.formula import at, clamp, first, maximum, running_total, where

NO_YEARS_LEFT: Final = -101
"""What `growth_left` holds where the target year's budget is enacted already."""


@dataclass(frozen=True)
class Baseline:
    """The last year for which both the share and GDP are observed.

    Units: `share` and `related_share` in percent of GDP, `gdp` in trillion won,
    `announced_growth` in percent a year. `enacted_growth` is by how many percent the budget grew in
    each of the years after that, as far as budgets are enacted.
    """

    year: int
    share: float
    gdp: float
    announced_growth: float
    related_share: float
    enacted_growth: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        for field in ("share", "gdp"):
            if not getattr(self, field) > 0:
                raise ValueError(
                    f"Baseline.{field}: found {getattr(self, field)!r}; allowed: a number above 0"
                )

    @property
    def enacted_year(self) -> int:
        """The last year whose budget is enacted."""
        return self.year + len(self.enacted_growth)


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


def steady_budget(year: Any, *, baseline: Baseline) -> Any:
    """The budget, in trillion won of each year, if it kept growing as announced.

    It begins with what was spent in the base year, follows the growth of the budgets that are
    enacted, and only then grows by `announced_growth` a year.
    """
    elapsed = year - baseline.year
    known: Any = 1
    for place, rate in enumerate(baseline.enacted_growth, start=1):
        known = known * where(elapsed >= place, 1 + rate / 100, 1)
    start = baseline.gdp * baseline.share / 100 * known
    return compound(start, baseline.announced_growth, maximum(year - baseline.enacted_year, 0))


def spending_path(
    year: Any,
    *,
    target: Any,
    target_year: Any,
    growth: Any,
    exchange_rate: Any,
    definition: Any,
    spread: Any = 0,
    inflation: Any = 0,
    prices: Any = "nominal",
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
    spread : by how many points a year growth may turn out lower or higher, 0 or more
    inflation : growth of the GDP deflator, percent a year, above -100
    prices : "nominal" (each year's own) or "constant" (those of `baseline.year`: sums are divided
        by the deflator, which is 1 in that year)

    Returns
    -------
    Columns, one value per year: `share` (percent of GDP), `gdp`, `budget`, `hold` (the budget at
    today's share), `extra` and `cumulative_extra` (trillion won), `budget_usd` (billion dollars),
    `related` (trillion won outside the core budget), `steady` and `steady_share` (constant
    announced growth after the last enacted budget, see `steady_budget`). `gdp_low`, `budget_low`
    and `extra_low` are the same at `growth - spread`, `gdp_high`, `budget_high` and `extra_high` at
    `growth + spread`. `price_index` is the level of prices, 1 in the base year, `deflator` what
    nominal sums were divided by, and `price_level` the level, in percent of the base year's, in
    which the year's sums are.

    Then single values. All in the target year: `core_target`, `budget_then`, `extra_then` and
    `cumulative_then`, three of them in dollars too (`_usd`), `extra_then_low` and
    `extra_then_high`, `related_then`, and `over_enacted` (what the budget exceeds that of announced
    growth by, trillion won). Growth of the budget up to that year, percent a year, real if prices
    are constant: `required_growth` from the base year, and the same `_low` and `_high`;
    `growth_left` from the last enacted budget (or `NO_YEARS_LEFT`) and `growth_left_nominal`.
    `nothing_left`: whether related spending alone fills the target. `crossing_year`: the first year
    in which announced growth, see `steady_budget`, reaches the core target, or `NEVER` in the years
    given. All sums are in the prices asked for. Dollars are converted at `exchange_rate` in either
    case.

    The formula is the benchmark arithmetic of NATO's Hague Summit Declaration (2025), which
    counts 3.5 points of core spending and 1.5 points of related spending toward 5 percent.
    """
    related_share = where(definition == "nato", baseline.related_share, 0)
    core_target = maximum(target - related_share, 0)
    elapsed = year - baseline.year
    years = target_year - baseline.year
    price_index = compound(1, inflation, elapsed)
    deflator = where(prices == "constant", price_index, 1)

    share = share_path(
        year,
        start=baseline.share,
        start_year=baseline.year,
        target=core_target,
        target_year=target_year,
    )
    gdp, gdp_low, gdp_high = (
        compound(baseline.gdp, rate, elapsed) / deflator
        for rate in (growth, growth - spread, growth + spread)
    )
    budget, budget_low, budget_high = (each * share / 100 for each in (gdp, gdp_low, gdp_high))
    hold, hold_low, hold_high = (each * baseline.share / 100 for each in (gdp, gdp_low, gdp_high))
    extra, extra_low, extra_high = budget - hold, budget_low - hold_low, budget_high - hold_high
    cumulative_extra = running_total(extra)

    base_budget = baseline.gdp * baseline.share / 100
    steady = steady_budget(year, baseline=baseline) / deflator
    steady_share = 100 * steady / gdp

    then = year == target_year
    budget_then = at(budget, row=then)
    extra_then = at(extra, row=then)
    cumulative_then = at(cumulative_extra, row=then)
    left = target_year - baseline.enacted_year
    years_left = maximum(left, 1)
    last_enacted = at(steady, row=year == baseline.enacted_year)
    growth_left = required_growth(last_enacted, budget_then, years_left)
    prices_left = compound(1, where(prices == "constant", inflation, 0), years_left)
    nominal_left = required_growth(last_enacted, budget_then * prices_left, years_left)
    to_usd_billion = 1000 / exchange_rate
    crossing = first(year, row=steady_share >= core_target)

    return {
        "share": share,
        "gdp": gdp,
        "gdp_low": gdp_low,
        "gdp_high": gdp_high,
        "budget": budget,
        "budget_low": budget_low,
        "budget_high": budget_high,
        "budget_usd": budget * to_usd_billion,
        "hold": hold,
        "extra": extra,
        "extra_low": extra_low,
        "extra_high": extra_high,
        "cumulative_extra": cumulative_extra,
        "related": gdp * related_share / 100,
        "steady": steady,
        "steady_share": steady_share,
        "deflator": deflator,
        "price_index": price_index,
        "price_level": 100 * price_index / deflator,
        "core_target": core_target,
        "budget_then": budget_then,
        "budget_then_usd": budget_then * to_usd_billion,
        "extra_then": extra_then,
        "extra_then_low": at(extra_low, row=then),
        "extra_then_high": at(extra_high, row=then),
        "extra_then_usd": extra_then * to_usd_billion,
        "cumulative_then": cumulative_then,
        "cumulative_then_usd": cumulative_then * to_usd_billion,
        "related_then": at(gdp, row=then) * related_share / 100,
        "growth_left": where(left > 0, growth_left, NO_YEARS_LEFT),
        "growth_left_nominal": where(left > 0, nominal_left, NO_YEARS_LEFT),
        "over_enacted": budget_then - at(steady, row=then),
        "required_growth": required_growth(base_budget, budget_then, years),
        "required_growth_low": required_growth(base_budget, at(budget_low, row=then), years),
        "required_growth_high": required_growth(base_budget, at(budget_high, row=then), years),
        # A target at or below today's share is met from the start: there is nothing to cross.
        "nothing_left": target <= related_share,
        "crossing_year": where(core_target <= baseline.share, baseline.year, crossing),
    }

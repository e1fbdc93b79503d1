"""Explorer: what a target share of GDP costs South Korea, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from alliance.explorers import from_tables, spending_headline, spending_tasks
from alliance.explorers import spending_data as given
from alliance.explorers.spending_chart import chart
from alliance.explorers.spending_data import NAME
from alliance.models import spending
from coursebook.explorers import (
    Amount,
    Choice,
    Column,
    Explorer,
    Hand,
    Label,
    Notice,
    Number,
    Readout,
    Year,
    around,
)
from coursebook.explorers.formula import at, both, where


@around(spending.spending_path)
def model(
    year: Any,
    enacted: Any,
    planned: Any,
    *,
    target: Any,
    target_year: Any,
    definition: Any,
    spread: Any,
    exchange_rate: Any,
    measure: Any,
    prices: Any,
    comparison: Any,
    baseline: spending.Baseline,
    plan_year: int,
    shares: Sequence[float],
    countries: Sequence[given.Country],
    **settings: Any,
) -> dict[str, Any]:
    """The spending path, what is told of it, and what the chart draws in the reader's measure.

    `enacted` and `planned` are the ministry's budgets in trillion won of each year, 0 where there
    is none; they are drawn over the same GDP, and in the same prices, as the path.
    """
    path = spending.spending_path(
        year,
        target=target,
        target_year=target_year,
        definition=definition,
        spread=spread,
        exchange_rate=exchange_rate,
        prices=prices,
        baseline=baseline,
        **settings,
    )
    in_shares = measure == "share"
    usd_per_won = 1000 / exchange_rate
    per_won = where(measure == "dollars", usd_per_won, 1)

    def drawn(share: Any, gdp: Any = path["gdp"]) -> Any:
        """A share of GDP in the unit of the chart."""
        return share * where(in_shares, 1, gdp / 100 * per_won)

    def share_of(sum_: Any, gdp: Any = path["gdp"]) -> Any:
        return 100 * sum_ / gdp

    enacted_share, planned_share = (
        share_of(budget / path["deflator"]) for budget in (enacted, planned)
    )
    compared_share = baseline.share
    for country in countries:
        compared_share = where(comparison == country.iso3, country.share, compared_share)
    nominal = path["budget"] * path["deflator"]
    constant = prices == "constant"
    drawn_path = drawn(path["share"])
    return {
        **path,
        "target_year": target_year,
        "drawn": drawn_path,
        "drawn_then": at(drawn_path, row=year == target_year),
        "drawn_low": drawn(path["share"], path["gdp_low"]),
        "drawn_high": drawn(path["share"], path["gdp_high"]),
        "drawn_hold": drawn(baseline.share),
        "drawn_steady": drawn(path["steady_share"]),
        "drawn_steady_low": drawn(share_of(path["steady"], path["gdp_low"]), path["gdp_low"]),
        "drawn_steady_high": drawn(share_of(path["steady"], path["gdp_high"]), path["gdp_high"]),
        "drawn_compared": drawn(compared_share),
        "drawn_enacted": drawn(enacted_share),
        "drawn_planned": drawn(planned_share),
        "enacted_share": enacted_share,
        "planned_share": planned_share,
        "plan_share": at(planned_share, row=year == plan_year),
        **{f"guide_{index}": drawn(share) for index, share in enumerate(shares)},
        # A pinned path is drawn in the measure and the prices of the chart, not in its own.
        "budget_nominal": nominal,
        "budget_constant": nominal / path["price_index"],
        "usd_per_won": usd_per_won,
        "in_constant_prices": where(constant, 1, 0),
        "uncertain": spread > 0,
        "in_natos_count": definition == "nato",
        **spending_headline.told(
            path, definition=definition, target=target, target_year=target_year, baseline=baseline
        ),
        "compared_in_money": both(comparison != "none", measure != "share"),
    }


def _target_at(base: spending.Baseline) -> Any:
    """The target at which the path arrives at a place of the chart."""

    def target(
        y: Any,
        target_year: Any,
        definition: Any,
        growth: Any,
        inflation: Any,
        measure: Any,
        prices: Any,
        exchange_rate: Any,
    ) -> Any:
        years = target_year - base.year
        prices_then = where(prices == "constant", spending.compound(1, inflation, years), 1)
        gdp = spending.compound(base.gdp, growth, years) / prices_then
        budget = where(measure == "dollars", y * exchange_rate / 1000, y)
        share = where(measure == "share", y, 100 * budget / gdp)
        return share + where(definition == "nato", base.related_share, 0)

    return target


def declare() -> Explorer:
    """The explorer, from the tables as they stand."""
    base = given.baseline()
    fixed = from_tables.constants(NAME)
    last = given.last_year()
    start = from_tables.preset_values(NAME, "fact-sheet")
    countries = given.compared()
    controls: list[Any] = [
        Number(
            name="target",
            label="Target share of GDP",
            help="What South Korea is to spend on defense, as a share of its economy.",
            default=float(start["target"]),
            minimum=1,
            maximum=6,
            step=0.01,
            unit="% of GDP",
        ),
        Number(
            name="target_year",
            label="Year the target is reached",
            help="The share rises in a straight line until then and stays.",
            default=float(start["target_year"]),
            minimum=base.year + 2,
            maximum=last,
            step=1,
            unit="",
        ),
        Choice(
            name="definition",
            label="What the target counts",
            help="NATO counts part of its pledge as related spending outside the defense budget.",
            default=start["definition"],
            options={
                "core": "The defense budget alone",
                "nato": f"NATO: {fixed['related_share']:g} points are related spending",
            },
        ),
        Number(
            name="growth",
            label="Nominal GDP growth",
            help="Growth of the economy in current prices, inflation included.",
            default=float(start["growth"]),
            minimum=-2,
            maximum=10,
            step=0.1,
            unit="% a year",
            group="Assumptions",
        ),
        Number(
            name="spread",
            label="Growth may be off by",
            help="A band shows what follows if growth is lower or higher by as much, every year.",
            default=0,
            minimum=0,
            maximum=3,
            step=0.1,
            unit="points a year",
            group="Assumptions",
        ),
        Number(
            name="inflation",
            label="Inflation",
            help=(
                "Growth of the GDP deflator, the price of all that a country produces; "
                f"{fixed['inflation']:g} was its mean from 2000 to 2024."
            ),
            needs=lambda prices: prices == "constant",
            default=fixed["inflation"],
            minimum=-1,
            maximum=6,
            step=0.1,
            unit="% a year",
            group="Assumptions",
        ),
        from_tables.exchange_rate(start["exchange_rate"], group="Assumptions"),
        Choice(
            name="measure",
            label="The chart shows",
            help="The same path as a share of the economy or as money.",
            default="share",
            options={
                "share": "Percent of GDP",
                "won": "Trillion won",
                "dollars": "Billion U.S. dollars",
            },
            group="View",
        ),
        Choice(
            name="prices",
            label="Sums are in",
            help="Constant prices take inflation out: a sum buys as much in every year.",
            default="nominal",
            options={
                "nominal": "Prices of each year (nominal)",
                "constant": f"Constant prices of {base.year} (real)",
            },
            group="View",
        ),
        Choice(
            name="comparison",
            label="Compare with",
            help=(
                f"Observed shares since {given.FIRST_OBSERVED}, as SIPRI counts; "
                "its latest are rounded."
            ),
            default="none",
            options={
                "none": "No other country",
                **{country.iso3: country.label for country in countries},
            },
            group="View",
        ),
    ]
    won = Amount(decimals=1, after=" trillion won")
    usd = Amount(decimals=1, before="USD ", after=" billion")
    share = Amount(decimals=2, after=" % of GDP")
    ministry = Amount(decimals=1, said={0: "-"})
    enacted = base.enacted_year
    yearly = Amount(
        decimals=1,
        after=" % a year",
        said={-100: "none: no budget is left", spending.NO_YEARS_LEFT: "none: it is enacted"},
    )
    return Explorer(
        name=NAME,
        title="What would it cost? The spending path",
        about=(
            "Set a target and a year, or start from a position. The first is the plan of the joint "
            "fact sheet, which the paper leaves out."
        ),
        alt_text=(
            "Lines from the base year on: the defense budget on your path, at today's share and "
            "with announced growth kept up, against the shares that are under discussion. Squares "
            "mark what the National Assembly enacted, diamonds what the defense ministry plans. "
            "A country chosen for comparison adds observed shares, as points."
        ),
        assumptions=(
            f"Observed: a share of {base.share:g} percent of GDP (SIPRI) and a GDP of "
            f"{base.gdp:,.0f} trillion won, both for {base.year}. Growth, inflation, the exchange "
            "rate and the straight line to the target are assumptions. SIPRI counts more than the "
            "ministry's budget does, so the path begins above the budget that was enacted: do not "
            "read that gap as a cut. Announced growth follows the budgets enacted up to "
            f"{enacted}, and compounds from there. In shares, squares and diamonds are the "
            "ministry's sums divided by the GDP that you assume."
        ),
        sources=given.sources(),
        sources_give=from_tables.sources_give(NAME),
        controls=controls,
        first=["target", "target_year", "definition", "measure"],
        tasks=spending_tasks.tasks(base, start, from_tables.preset_values(NAME, "considered-ask")),
        hands=[
            Hand(
                mark="target",
                x="target_year",
                y="drawn_then",
                sets={"target_year": lambda x: x, "target": _target_at(base)},
                help="Drag the ring at the end of the rise: across for the year, up or down for "
                "the target.",
            )
        ],
        rows=given.years(),
        model=model,
        constants={
            "baseline": base,
            "plan_year": given.plan_year(),
            "shares": tuple(given.guides()["percent_of_gdp"]),
            "countries": tuple(countries),
        },
        version=2,
        changes={
            2: f"Since it was made, announced growth starts from the budget of {enacted}, the last "
            f"enacted one, in place of {base.year}; all other numbers stay."
        },
        headline=spending_headline.headline(base),
        columns=[
            Column("year", "Year", Year(never="")),
            Column("share", "Share of GDP, percent", Amount(decimals=2)),
            Column("budget", "Budget, trillion won", Amount(decimals=1)),
            Column("budget_usd", "Budget, billion USD", Amount(decimals=1)),
            Column("hold", "Budget at today's share, trillion won", Amount(decimals=1)),
            Column("related", "Related spending, trillion won", Amount(decimals=1)),
            Column("extra", "Extra over today's share, trillion won", Amount(decimals=1)),
            Column("cumulative_extra", "Extra since the start, trillion won", Amount(decimals=1)),
            Column("steady_share", "Share with announced growth, percent", Amount(decimals=2)),
            Column("enacted", "Enacted, trillion won of that year", ministry),
            Column("planned", "Planned by the ministry, trillion won of that year", ministry),
            Column("budget_low", "Budget if growth is low, trillion won", Amount(decimals=1)),
            Column("budget_high", "Budget if growth is high, trillion won", Amount(decimals=1)),
            Column("extra_low", "Extra if growth is low, trillion won", Amount(decimals=1)),
            Column("extra_high", "Extra if growth is high, trillion won", Amount(decimals=1)),
            Column("price_level", f"Prices of the sums, {base.year} = 100", Amount(decimals=1)),
        ],
        readouts=[
            Readout("budget_then", "Budget in the target year", won),
            Readout("extra_then", "More than at today's share, that year", won),
            Readout("cumulative_then", "More in all, up to that year", won),
            Readout("growth_left", f"Growth the budget needs, from {enacted} on", yearly),
            Readout("required_growth", f"Growth the budget needs, from {base.year} on", yearly),
            Readout("core_target", "Core defense, the target year on", share),
            Readout("related_then", "Related spending, that year", won, "in_natos_count"),
            Readout("budget_then_usd", "Budget in the target year, in dollars", usd),
            Readout("cumulative_then_usd", "More in all, in dollars", usd),
            Readout("extra_then_low", "More, that year, if growth is low", won, "uncertain"),
            Readout("extra_then_high", "More, that year, if growth is high", won, "uncertain"),
            Readout(
                "required_growth_low",
                f"Growth needed from {base.year} on, if the economy grows less",
                yearly,
                "uncertain",
            ),
            Readout(
                "required_growth_high",
                f"Growth needed from {base.year} on, if the economy grows more",
                yearly,
                "uncertain",
            ),
            Readout(
                "crossing_year",
                f"{base.announced_growth:g} % a year from {enacted} on gets there",
                Year(never=f"not by {last}"),
            ),
            Readout("plan_share", f"The ministry's plan for {given.plan_year()}", share),
            Readout(
                "in_constant_prices",
                "Sums and growth are in",
                Label(texts={0: "prices of each year", 1: f"prices of {base.year}"}),
            ),
        ],
        notices=[
            Notice(
                "nothing_left",
                "Related spending alone fills this target: nothing is left for the defense budget.",
            ),
            Notice(
                "compared_in_money",
                "In money, the comparison is South Korea's GDP at the share that the other country "
                f"spent in {base.year}.",
            ),
        ],
        presets=from_tables.presets(NAME, controls),
        chart=chart,
    )


spending_path: Final = declare()

"""The package deal on paper: what each option scores in each view, and what each camp weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance.explorers import from_tables
from coursebook.catalog.about import Listing
from coursebook.charts.markup import escape

if TYPE_CHECKING:
    import pandas as pd


def scores(options: pd.DataFrame) -> Listing:
    """Every option of a table like `package_options`, with its score in each of the four views."""
    from alliance.explorers.package import SIDES
    from alliance.explorers.package_options import ISSUES, VIEWS

    views = [(side, view, name) for side, names in VIEWS.items() for view, name in names.items()]
    rows = [
        [
            f"{escape(ISSUES[row['issue']])}: {escape(row['label'])}",
            *(str(row[f"{side}_{view}"]) for side, view, _ in views),
        ]
        for row in options.to_dict("records")
    ]
    headings = [f"{SIDES[side]}: {name}" for side, _, name in views]
    return Listing("What each option scores", ["Issue and option", *headings], rows)


def weights() -> Listing:
    """Every camp of the explorer, with the view that it scores by and the weight of each issue."""
    from alliance.explorers.package import SIDES, package_deal
    from alliance.explorers.package_options import ISSUES, VIEWS

    rows = []
    for preset in package_deal.presets:
        side = preset.name.partition("-")[0]
        values = from_tables.preset_values(package_deal.name, preset.name)
        view = VIEWS[side].get(values.get(f"{side}_view", ""), "either")
        weighed = [int(values[f"{side}_{issue}"]) for issue in ISSUES]
        cells = [view, *map(str, weighed), str(sum(weighed))]
        rows.append([escape(f"{SIDES[side]}: {preset.label}"), *map(escape, cells)])
    return Listing("What each camp weighs", ["Camp", "View", *ISSUES.values(), "Sum"], rows)

"""Hidden tests ask for what an answer says: no form of an answer without its content gets points.

Answers that need no work are tried on every hidden test: nothing, empty, not a number. A few more
look right from far away.
"""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from alliance.coursework import cost
from coursebook.coursework import build
from coursebook.coursework.grading import exercise
from coursebook.coursework.grading.answers import Chart
from coursebook.coursework.grading.checks import check

COST, OPCON = "what-would-it-cost", "when-does-opcon-transfer"
STUDENT = "honest"
COLUMNS = ("agreement", "budget", "condition", "extra", "faster", "inside", "jump", "lower",
           "seoul", "washington", "year")  # fmt: skip
FORMS = {
    "an empty list": [],
    "no number": math.nan,
    "tables without rows": pd.DataFrame({name: [] for name in COLUMNS}),
}


def points(tests: Path, slug: str, **answers: object) -> dict[str, float]:
    """The points of each question for these answers, and none for the others."""
    loaded = exercise.load(slug, tests)
    asked = dict.fromkeys([*loaded.values, *loaded.calls])
    own = {"student_id": STUDENT, "mine": loaded.scenario_of(STUDENT)}
    return {each.question: each.points for each in check(loaded, {**asked, **answers, **own})}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slug", build.slugs())
def test_a_form_without_content_gets_nothing(
    slug: str, form: str, built: Path, tmp_path: Path
) -> None:
    loaded = exercise.load(slug, tmp_path / "names")
    given = dict.fromkeys(loaded.values, FORMS[form])
    given |= {name: lambda *_: FORMS[form] for name in loaded.calls}
    assert set(points(tmp_path, slug, **given).values()) == {0}


def bars(**changed: object) -> Chart:
    """A chart that has all but the sums."""
    own = cost.scenario(STUDENT)
    encoding = {"x": {"field": "year"}, "y": {"field": "extra", "title": "Trillion won"}}
    rows = [{"year": 2024, "extra": 0}] * (own.target_year - 2023)
    return Chart({"mark": "bar", "encoding": encoding, "data": {"values": rows}, **changed})


def test_the_first_bar_many_times_is_no_chart(built: Path, tmp_path: Path) -> None:
    # Half a point is for the axis, which has its unit.
    assert points(tmp_path, COST, chart=bars())["q5"] == 0.5


def test_all_numbers_in_a_row_are_no_description(built: Path, tmp_path: Path) -> None:
    everything = " ".join(map(str, range(2100)))
    drawn = bars(title="What the target costs each year", description=everything)
    assert points(tmp_path, COST, chart=drawn)["q5"] == 0.5
    year = cost.scenario(STUDENT).target_year
    only = f"Bars from 2024 to {year}, in trillion won above today's share of GDP, and no sum."
    drawn = bars(title="What the target costs each year", description=only)
    assert points(tmp_path, COST, chart=drawn)["q5"] == 0.5


def test_a_condition_that_cannot_be_costs_no_time(built: Path, tmp_path: Path) -> None:
    # The month is right; a power of two with this number in it would never end.
    loaded = exercise.load(OPCON, tmp_path / "own")
    shown = loaded.scenario_of(STUDENT).explorer.compute().values["transfer"]
    month = pd.Timestamp(int(shown) // 12, int(shown) % 12 + 1, 1).strftime("%B %Y")
    assert points(tmp_path, OPCON, read_all=month, read_deciding=10**12)["q1"] == 0

"""A number that a reader types into a field of an explorer: taken as it was meant, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from javascript import JavaScript

from coursebook.explorers import Number
from coursebook.face import scripts

SHARE = Number(
    name="share", label="Share", help="Of GDP.", default=3.5, minimum=1, maximum=9, step=0.05,
    unit="% of GDP",
)  # fmt: skip
RATE = Number(
    name="rate", label="Rate", help="Won.", default=1400, minimum=800, maximum=2000, step=10,
    unit="won",
)  # fmt: skip
WIDE = Number(
    name="wide", label="Wide", help="Any.", default=0, minimum=-5, maximum=5000, step=0.001, unit=""
)

TYPED = """(control, texts) => texts.map((text) => {
  try {
    return coursebook.typed(control, text);
  } catch (error) {
    if (!(error instanceof coursebook.scenarios.Refused)) throw error;
    return error.message;
  }
})"""

NEEDED = ("numbers", "scenarios", "sliders", "explorer-fields")


@pytest.fixture(scope="module")
def js() -> Iterator[JavaScript]:
    with JavaScript(
        ["window.coursebook = {}", *(scripts.FOLDER / f"{each}.js" for each in NEEDED)]
    ) as loaded:
        yield loaded


def typed(js: JavaScript, control: Number, text: str) -> Any:
    return js.call(TYPED, control.declared(), [text])[0]


@pytest.mark.parametrize(
    ("control", "text", "meant"),
    [
        (SHARE, "7,5", 7.5),
        (SHARE, " 7.5 ", 7.5),
        (SHARE, "7.", 7),
        (SHARE, "7,", 7),
        (SHARE, "3.5%", 3.5),
        (SHARE, "3,5 % of GDP", 3.5),
        (SHARE, "\uff17\uff0e\uff15", 7.5),  # full width, as a Korean keyboard has it
        (SHARE, "\u0667\u066b\u0665", 7.5),  # Arabic-Indic
        (SHARE, "1,250", 1.25),  # 1,250 percent is out of bounds
        (RATE, "1,250", 1250),  # and 1.25 won are
        (RATE, "1.250", 1250),
        (RATE, "1 250", 1250),
        (RATE, "1\u202f250", 1250),
        (RATE, "1'250.0", 1250),
        (RATE, "1.250,0", 1250),
        (WIDE, "\u22123,5", -3.5),  # a minus sign
        (WIDE, "\u2013 3.5", -3.5),  # a dash
        (WIDE, "-0", 0),
        (WIDE, "1.234", 1.234),  # a point is for decimals here
        (WIDE, "0,500", 0.5),
    ],
)
def test_a_number_is_taken_as_it_was_meant(
    js: JavaScript, control: Number, text: str, meant: float
) -> None:
    assert typed(js, control, text) == meant


def test_a_comma_that_may_mean_two_things_is_refused_with_both(js: JavaScript) -> None:
    assert typed(js, WIDE, "1,234") == (
        "Wide: '1,234' may mean 1234 or 1.234, write it without the comma; "
        "allowed: a number from -5.000 to 5000.000"
    )


@pytest.mark.parametrize(
    "text", ["ten", "1e3", "3 5", "1,2,3", "--3", "5\u00b2", "9" * 30, "3.5 kg"]
)
def test_what_is_no_number_is_refused_in_words(js: JavaScript, text: str) -> None:
    assert typed(js, SHARE, text) == (
        f"Share: '{text}' is not a number; allowed: a number from 1.00 to 9.00"
    )


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_field_is_refused_as_empty(js: JavaScript, text: str) -> None:
    assert typed(js, SHARE, text).startswith("Share: nothing is written here; allowed:")


@pytest.mark.parametrize("text", ["0,99", "9.01", "\u22123"])
def test_a_number_out_of_bounds_is_refused_with_the_bounds(js: JavaScript, text: str) -> None:
    assert typed(js, SHARE, text) == (f"Share: found '{text}'; allowed: a number from 1.00 to 9.00")

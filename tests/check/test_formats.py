"""How an explorer writes a value, and how it tells the page to write it."""

from __future__ import annotations

import json

import pytest

from coursebook.explorers.formats import Amount, Format, Label, Month, Year, inside, sets
from coursebook.explorers.formula import NEVER


@pytest.mark.parametrize(
    ("amount", "value", "text"),
    (
        (Amount(decimals=1, before="USD ", after=" billion"), 1234.56, "USD 1,234.6 billion"),
        (Amount(decimals=1, before="USD "), -5, "−USD 5.0"),
        (Amount(decimals=2), 1234567.891, "1,234,567.89"),
        (Amount(decimals=0), 2.5, "3"),
        (Amount(decimals=0), -2.5, "−3"),
        (Amount(decimals=1), -2.25, "−2.3"),
        (Amount(decimals=0), -0.4, "0"),
        (Amount(decimals=0), 1, "1"),
        (Amount(decimals=1, signed=True), 2, "+2.0"),
        (Amount(decimals=0, signed=True), 0.4, "0"),
        (Amount(decimals=1, signed=True), -2, "−2.0"),
        (Amount(decimals=1), NEVER, "−1.0"),
        (Amount(decimals=1, said={NEVER: "at no value", 0: "none"}), -1.0, "at no value"),
        (Amount(decimals=1, said={NEVER: "at no value", 0: "none"}), 0, "none"),
        (Amount(decimals=1, said={NEVER: "at no value", 0: "none"}), 0.5, "0.5"),
    ),
)
def test_an_amount_is_rounded_half_up_and_grouped(amount: Amount, value: float, text: str) -> None:
    assert amount(value) == text


@pytest.mark.parametrize(
    ("format_", "value", "text"),
    (
        (Month(never="never"), 24365, "June 2030"),
        (Month(never="never"), 12 * 2030, "January 2030"),
        (Month(never="never"), 12 * 2030 + 11.0, "December 2030"),
        (Month(never="never"), NEVER, "never"),
        (Year(never="not by 2045"), 2031.0, "2031"),
        (Year(never="not by 2045"), NEVER, "not by 2045"),
        (Label(texts={0: "outside", 1: "within"}), 1.0, "within"),
        (Label(texts={0: "outside", 1: "within"}), False, "outside"),
    ),
)
def test_months_years_and_labels_stand_for_whole_numbers(
    format_: Format, value: float, text: str
) -> None:
    assert format_(value) == text


def test_sets_have_a_text_for_each_choice_of_their_names() -> None:
    assert sets(["Seoul", "Tokyo", "Manila"], none="Nobody") == {
        0: "Nobody",
        1: "Seoul",
        2: "Tokyo",
        3: "Seoul and Tokyo",
        4: "Manila",
        5: "Seoul and Manila",
        6: "Tokyo and Manila",
        7: "Seoul, Tokyo and Manila",
    }


def test_a_name_inside_a_sentence_begins_small() -> None:
    assert inside("No change") == "no change"


@pytest.mark.parametrize(
    ("format_", "declared"),
    (
        (
            Amount(decimals=1, before="USD ", said={NEVER: "none"}),
            {"kind": "amount", "decimals": 1, "before": "USD ", "after": "", "signed": False,
             "said": {"-1": "none"}},
        ),
        (Year(never="never"), {"kind": "year", "never": "never"}),
        (Label(texts={1: "within"}), {"kind": "label", "texts": {"1": "within"}}),
    ),
)  # fmt: skip
def test_a_format_is_declared_to_the_page_as_json(
    format_: Format, declared: dict[str, object]
) -> None:
    assert json.loads(json.dumps(format_.declared())) == declared

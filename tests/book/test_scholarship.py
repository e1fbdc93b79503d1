"""What the book adds to the paper is right, and is not tilted against its author.

Each check holds the right value of something that the book once got wrong or told one-sidedly.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from book_text import chapters, prose, source

from alliance.explorers import (
    opcon_conditions,
    package_deal,
    spending_path,
    troop_costs,
    two_fears,
    who_carries_what,
)
from coursebook.explorers import Explorer, page
from coursebook.tables.frames import load


def told(root: Path, chapter: str) -> str:
    """The words of a chapter, in one line."""
    return prose(source(root, chapter))


def in_order(text: str, *parts: str) -> bool:
    """Whether the text has these parts, one after the other."""
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


# --- which camp raises the defense budget faster ------------------------------------------------


def test_the_typical_budget_grew_faster_under_progressives() -> None:
    enacted = load("defense_budget").query("stage == 'enacted'")
    growth = enacted.groupby("camp").growth_percent.median().round(1)
    assert growth.to_dict() == {"conservative": 6.1, "progressive": 7.2}
    later = enacted[enacted.fiscal_year >= 1999].groupby("camp").growth_percent.mean()
    assert later.to_dict() == pytest.approx({"conservative": 4.5, "progressive": 6.4}, abs=0.051)


@pytest.mark.parametrize(
    ("chapter", "objection"),
    (
        ("augment-defense-expenditures", "an average that starts in 1990"),
        ("bilateral-summits", "if the count begins in 1990"),
    ),
)
def test_what_supports_the_author_on_budgets_stands_first(
    root: Path, chapter: str, objection: str
) -> None:
    support = ("the typical year supports him", "7.2 percent", "6.1 under conservatives")
    assert in_order(told(root, chapter), *support, objection)


def test_the_figure_of_budgets_states_the_median(root: Path) -> None:
    assert 'title="Since 1990 the median budget grew by 7.2 percent' in source(
        root, "augment-defense-expenditures"
    )


def test_the_quiz_does_not_say_that_the_years_decide(root: Path) -> None:
    quiz = (root / "data/quizzes/augment-defense-expenditures.yaml").read_text(encoding="utf-8")
    assert "the choice of years decides" not in quiz


# --- whether fears of abandonment have grown ----------------------------------------------------


def test_trust_is_tested_by_the_question_that_was_asked_twice(root: Path) -> None:
    asked = load("alliance_opinion").query("label == 'Trust the nuclear umbrella'")
    assert asked.set_index("year").percent.to_dict() == {2023: 72.1, 2024: 66.9}
    assert set(asked.pollster) == {"KINU"}
    text = told(root, "conclusion")
    assert in_order(text, "72.1 percent", "66.9 percent", "growing doubt", "nine in ten valued")


def test_an_undated_poll_is_called_one(root: Path) -> None:
    assert "in one survey, which bears no date" in told(root, "conclusion")


# --- the floor in law ---------------------------------------------------------------------------


def test_every_floor_in_law_yields_to_a_certificate(root: Path) -> None:
    floors = load("troop_floor").query("status == 'limit on funds'").set_index("fiscal_year")
    assert list(floors.index) == [2019, 2020, 2021, 2026]
    assert floors.floor[2019] == 22_000
    assert "unless the secretary of defense certifies" in floors.clause[2019]
    assert "congress2018ndaa" in floors.source[2019]
    text = told(root, "troop-reduction")
    assert "each of the four yields to a certificate" in text
    assert "The act for 2019 asked for that certificate already" in text
    assert "from the first act, that for 2019" in told(root, "instructors/discussions")


def test_a_floor_for_deployed_troops_is_not_held_against_a_count_of_assigned(root: Path) -> None:
    assert 'title="The law named a floor for deployed troops' in source(root, "troop-reduction")


# --- the largest trading partner ----------------------------------------------------------------


def test_the_largest_trading_partner_is_tested_on_trade(root: Path) -> None:
    value = load("cited_figures").set_index("key").value
    assert [value[f"cn_trade_china_{year}"] for year in (2019, 2023)] == [243.4, 267.6]
    assert [value[f"cn_trade_us_{year}"] for year in (2019, 2023)] == [135.2, 187.0]
    text = told(root, "china")
    assert in_order(text, "exports and imports together", "243.4", "267.6", "Only in exports")
    assert in_order(told(root, "high-wire-balancing"), "On trade he is right", "267.6", "187.0")


@pytest.mark.parametrize("chapter", ("china", "high-wire-balancing"))
def test_a_lead_in_exports_is_not_called_a_lead_in_trade(root: Path, chapter: str) -> None:
    text = told(root, chapter)
    assert "holds, narrowly" not in text
    assert "small margin" not in text


# --- titles of figures --------------------------------------------------------------------------


def test_silence_of_one_section_is_not_called_the_papers(root: Path) -> None:
    camps = load("us_camps")
    on_korea = camps[(camps.question == "Korea") & (camps.said != "blank")]
    assert list(on_korea.camp) == ["Prioritizers", "Restrainers"]
    chapter = source(root, "indo-pacific-policy")
    assert 'title="Two camps have an entry on U.S. forces in Korea' in chapter
    assert 'blank="silent here"' in chapter
    assert "later sections speak of Trump and Korea" in told(root, "indo-pacific-policy")


# --- what Washington demanded -------------------------------------------------------------------


def test_four_of_seven_demands_were_voiced_and_one_was_met(root: Path) -> None:
    stages = load("us_demands").set_index(["item", "stage"]).verdict.unstack()
    assert list(stages.index[stages.Asked == "yes"]) == ["1a", "1b", "2", "3a"]
    assert list(stages.index[stages.Met == "yes"]) == ["2"]
    assert list(stages.index[stages.Met == "in part"]) == ["1a", "2a", "3a"]
    title = (
        "Named officials voiced four of the seven demands; one was met outright and three in part"
    )
    assert f'title="{title}"' in source(root, "demands-more-promises-less")


def test_the_president_himself_asked_for_payment(root: Path) -> None:
    asked = load("us_demands").query("item == '1b' and stage == 'Asked'").iloc[0]
    assert "April 8, 2025, as president" in asked.detail
    assert "koreaherald2025call" in asked.source
    assert "this post that the article of note 38 answers" in told(root, "offset-troop-costs")


def test_an_outcome_is_not_counted_as_the_demand() -> None:
    asked = load("us_demands").query("item == '2' and stage == 'Asked'").iloc[0]
    assert asked.word.startswith("Colby, in July")
    assert asked.source == "joongang2025rolemodel"


def test_no_cut_is_not_a_demand_for_cuts_met_in_part() -> None:
    met = load("us_demands").query("item == '2b' and stage == 'Met'").iloc[0]
    assert (met.verdict, met.word) == ("no", "No cut")


# --- who stands against what --------------------------------------------------------------------


def test_the_dispute_on_payment_is_about_paying_more(root: Path) -> None:
    told_of = load("positions")
    payment = told_of[told_of.issue == "Paying more for U.S. troops"].set_index("actor")
    assert payment.stance.to_dict() == {"Trump": "for", "Lee": "against"}
    assert "stripes2004share" not in ";".join(told_of.source), "a goal of 1997 is no position today"
    against = told_of[told_of.stance == "against"]
    assert (len(against), against.issue.nunique(), told_of.issue.nunique()) == (6, 5, 11)
    text = told(root, "conclusion")
    assert in_order(text, "six of them, on five issues", "Six issues have nobody against them")


# --- slips --------------------------------------------------------------------------------------


def test_the_national_security_strategy_has_one_date(root: Path) -> None:
    dates = [
        date
        for chapter in chapters(root)
        for sentence in re.findall(
            r"[^.]*December \d+, 2025[^.]*\.(?: Its National Security Strategy)?",
            told(root, chapter),
        )
        if "National Security Strategy" in sentence
        for date in re.findall(r"December \d+, 2025", sentence)
    ]
    assert dates == ["December 4, 2025"] * 2


def test_the_visa_waiver_is_the_acting_presidents() -> None:
    step = load("seoul_steps").query("label.str.startswith('Visa waiver')").iloc[0]
    assert (step.actor, f"{step.date:%Y-%m-%d}") == ("acting president", "2025-03-20")
    assert "chosunbiz2025visa" in step.source


def test_counts_in_titles_are_of_what_the_book_chose(root: Path) -> None:
    year = load("flexibility_timeline").date.dt.year
    assert (len(year), sum(year.between(2003, 2006)), sum(year == 2025)) == (14, 5, 8)
    title = (
        "Of our fourteen steps on strategic flexibility, five fall in 2003 to 2006 "
        "and eight in 2025"
    )
    assert f'title="{title}"' in source(root, "modernizing-the-alliance")


def test_one_condition_split_in_four_rows_is_not_counted_four_times(root: Path) -> None:
    asked = load("opcon_conditions").pivot(
        index=["condition", "element"], columns="wording", values="asked"
    )
    assert (asked.loc[2].shape[0], asked.loc[2].to_numpy().all(axis=1).sum()) == (4, 0)
    assert "two of eight" not in source(root, "opcon-transition")
    assert "the second condition alone fills four of them" in told(root, "opcon-transition")


def test_only_the_first_refusal_is_introduced_as_a_response(root: Path) -> None:
    assert (
        'title="Both refusals that the paper tells after the UN speech came before it"'
        in source(root, "north-korea")
    )
    text = told(root, "north-korea")
    assert in_order(
        text, '"in response" introduce the first, Kim Yo Jong\'s', "the second, Kim Jong Un"
    )


def test_steps_announced_with_seoul_are_not_called_taken_with_it(root: Path) -> None:
    text = source(root, "demands-more-promises-less")
    quiz = (root / "data/quizzes/demands-more-promises-less.yaml").read_text(encoding="utf-8")
    assert "taken with Seoul" not in text + quiz
    assert "To have a part in announcing a step is not to have wanted it" in text


# --- the author in his own words ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("chapter", "words"),
    (
        ("demands-more-promises-less", '"browbeaten"'),
        ("indo-pacific-policy", '"repeatedly capitulated"'),
        ("bilateral-summits", '"sycophancy"'),
        ("bilateral-summits", '"disastrous, humiliating"'),
        ("bilateral-summits", '"catering to Trump\'s quest for a Nobel Peace Prize."'),
        ("north-korea-outreach", '"meaningless feel-good gesture"'),
        ("conclusion", '"capricious and excessive tariffs."'),
    ),
)
def test_the_author_speaks_in_his_own_heat(root: Path, chapter: str, words: str) -> None:
    argument = told(root, chapter).split("## The figures")[0]
    assert words in argument


def test_less_reliance_is_not_made_the_purpose_of_budgets(root: Path) -> None:
    fact = load("paper_facts").set_index("fact").statement["F214"]
    assert in_order(fact, "typically", "they have also sought more autonomy", "OPCON")
    text = told(root, "bilateral-summits")
    assert in_order(text, "typically raise", "and they have sought more autonomy", "(OPCON)")


def test_the_author_concludes_on_troop_cuts_in_the_section_on_outreach(root: Path) -> None:
    text = told(root, "troop-reduction")
    assert "draws no conclusion" not in text
    assert in_order(text, "draws his conclusion in the one on outreach", '"a sign of weakness."')
    assert '"a sign of weakness"' in told(root, "north-korea-outreach")


# --- numbers that this book made up -------------------------------------------------------------


def test_a_number_under_a_name_says_whether_it_is_that_sources() -> None:
    values = load("explorer_preset_values").set_index(["explorer", "preset", "control"]).basis
    assert values["opcon-conditions", "no-shortcuts", "level_1"] == "illustration"
    assert values["two-fears", "equal", "war"] == "illustration"
    assert values["spending-path", "nato", "target"] == "reported"
    drawn = values[values == "illustration"].groupby("explorer").size()
    assert drawn.to_dict() == {
        "opcon-conditions": 53,
        "package-deal": 48,
        "spending-path": 2,
        "troop-costs": 12,
        "two-fears": 105,
    }


def test_beliefs_views_and_weights_are_never_reported() -> None:
    values = load("explorer_preset_values")
    made_up = values[
        values.explorer.isin(["two-fears", "package-deal"])
        | values.control.str.fullmatch(r"(level|pace|bar|weight)_\d")
    ]
    assert set(made_up.basis) == {"illustration"}


@pytest.mark.parametrize(
    ("explorer", "opening"),
    (
        (opcon_conditions, "Positions from"),
        (two_fears, "Positions from"),
        (package_deal, "Positions from"),
        (spending_path, "Source"),
        (troop_costs, "Source"),
        (who_carries_what, "Source"),
    ),
    ids=lambda each: getattr(each, "name", each),
)
def test_made_up_numbers_are_not_given_a_source(explorer: Explorer, opening: str) -> None:
    assert f'<p class="chart-source">{opening}: ' in page.html(explorer)


# --- whose positions the presets are ------------------------------------------------------------


def test_the_books_own_presets_are_named_as_such(root: Path) -> None:
    presets = load("explorer_presets")
    own = set(presets[presets.whose == "this book"].label.str.partition(" (")[0])
    assert {
        "All beliefs equal",
        "War is unlikely",
        "People under arms",
        "Dollars a head, with the United States",
    } <= own
    found = re.search(r"A few are this book's own, [^:]*: (.*?)\. Where", told(root, "how-to-use"))
    assert found
    assert set(re.split(r", (?:and )?(?=[A-Z])", found[1])) == own


def test_the_first_spending_path_is_not_called_the_papers() -> None:
    assert spending_path.defaults["target"] == 3.5
    assert "the plan of the joint fact sheet, which the paper leaves out" in spending_path.about


def test_a_doubtful_sum_is_not_told_as_the_authors_alone(root: Path) -> None:
    text = told(root, "offset-troop-costs")
    assert in_order(text, "The author is not alone", "1.47 billion was printed elsewhere too")

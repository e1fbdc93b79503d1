"""Figures that are read say what happened, in order, and refuse a row that lacks what it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from alliance import load
from coursebook.charts.cards import people, quotations
from coursebook.charts.compared import compared
from coursebook.charts.figure import FigureError, figure
from coursebook.charts.table import table
from coursebook.charts.timeline import timeline
from coursebook.charts.words import Words

EVENTS = pd.DataFrame(
    {
        "label": ["Third", "First", "Second"],
        "date": pd.to_datetime(["2025-11-14", "1953-10-01", "2010-06-01"]),
        "precision": ["day", "day", "month"],
        "event": ["They meet.", "They sign.", "They <postpone>."],
        "actor": ["ministers", "both", "presidents"],
        "kind": ["talk", "treaty", "talk"],
        "source": ["klingner2025", "sipri2025milex;klingner2025", "klingner2025"],
    }
)


def shown(words: Words, **given: Any) -> BeautifulSoup:
    told = {"name": "read", "title": "What happened", "subtitle": "In words."} | given
    return BeautifulSoup(figure(words, **told).html(), "html.parser")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    found = (" ".join(tag.get_text(" ").split()) for tag in page.select(selector))
    return [said.replace(" :", ":").replace(" ,", ",") for said in found]


def test_title_subtitle_sources_table_and_download_are_those_of_every_figure() -> None:
    page = shown(timeline(EVENTS, words="event"))
    assert texts(page, ".chart-title") == ["What happened"]
    assert texts(page, ".chart-subtitle") == ["In words."]
    assert len(page.select(".chart-source a")) == 2
    assert len(page.select(".data-table tbody tr")) == 3
    assert page.select_one("a[download='read.csv']")


def test_figures_of_words_need_no_script_and_no_picture() -> None:
    page = shown(timeline(EVENTS, words="event"))
    assert not page.select("script, svg, [role=img], [style]")


# Timeline ---------------------------------------------------------------------------------


def test_events_stand_in_the_order_of_their_dates_as_exactly_as_these_are_known() -> None:
    page = shown(timeline(EVENTS, words="event", precision="precision", who="actor"))
    assert texts(page, "ol .when") == ["October 1, 1953", "June 2010", "November 14, 2025"]
    assert [tag["datetime"] for tag in page.select("time")] == [
        "1953-10-01",
        "2010-06",
        "2025-11-14",
    ]
    assert texts(page, ".who") == ["both", "presidents", "ministers"]
    assert texts(page, ".happened")[1] == "They <postpone>."


def test_a_kind_has_its_mark_and_says_itself_in_words() -> None:
    kinds = {"treaty": "a treaty", "talk": "talks"}
    page = shown(timeline(EVENTS, words="event", kind="kind", kinds=kinds))
    assert texts(page, ".kind") == ["a treaty", "talks", "talks"]
    marks = [mark["class"][1] for mark in page.select(".kind-mark")]
    assert marks == ["mark-1", "mark-2", "mark-2"]


def test_two_lanes_are_also_said_in_words() -> None:
    sides = {"treaty": "On paper", "talk": "In the room"}
    page = shown(timeline(EVENTS, words="event", side="kind", sides=sides))
    assert texts(page, ".lane") == ["On paper", "In the room", "In the room"]
    assert len(page.select(".lane-2")) == 2


def test_a_turn_divides_the_line_where_it_belongs() -> None:
    page = shown(timeline(EVENTS, words="event", turns={"2025-06-04": "Lee takes office"}))
    assert texts(page, "ol > li")[2] == "June 4, 2025: Lee takes office"


def test_an_event_without_a_day_comes_last_with_words_in_its_place() -> None:
    data = EVENTS.assign(day=[pd.NaT, *EVENTS["date"][1:]], known=["in the fall", None, None])
    page = shown(timeline(data, words="event", when="day", undated="known"))
    assert texts(page, "ol .when")[-1] == "in the fall"


def with_cell(row: int, **cells: Any) -> pd.DataFrame:
    data = EVENTS.copy()
    for field, value in cells.items():
        data.loc[row, field] = value
    return data


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: timeline(EVENTS, words="evnt"), "figure 'read': no field 'evnt'; the data has"),
        (
            lambda: timeline(with_cell(1, date=pd.NaT), words="event"),
            r"figure 'read', row 3 \(First\): field date is empty",
        ),
        (
            lambda: timeline(with_cell(0, event=""), words="event"),
            r"figure 'read', row 2 \(Third\): field event is empty",
        ),
        (
            lambda: timeline(with_cell(2, source=None), words="event"),
            r"figure 'read', row 4 \(Second\): field source is empty",
        ),
        (
            lambda: timeline(with_cell(2, precision="week"), words="event", precision="precision"),
            r"row 4 \(Second\), field precision: found 'week'; allowed are day, month, year",
        ),
        (
            lambda: timeline(
                EVENTS, words="event", kind="kind", kinds={"treaty": "a", "talks": "b"}
            ),
            r"field kind: found 'talk' \(perhaps talks\); named are treaty, talks",
        ),
        (
            lambda: timeline(EVENTS, words="event", side="kind", sides={"talk": "Talk"}),
            "sides names 1, and a line has two",
        ),
    ],
)
def test_what_a_reader_would_miss_is_refused_by_figure_and_row(
    make: Callable[[], Words], message: str
) -> None:
    with pytest.raises(FigureError, match=message):
        shown(make())


# Table ------------------------------------------------------------------------------------

CELLS = pd.DataFrame(
    {
        "issue": ["Bases", "Bases", "Costs"],
        "actor": ["Seoul", "Washington", "Seoul"],
        "stance": ["keep", "keep", "share"],
        "why": ["They deter.", "They project.", None],
        "leaning": ["for", "for", "against"],
        "first": [True, False, False],
        "source": "klingner2025",
    }
)


def grid(**given: Any) -> BeautifulSoup:
    asked = {"row": "issue", "column": "actor", "words": "stance", "blank": "silent here"}
    return shown(table(CELLS, **asked | given))


def test_a_table_has_words_in_its_cells_and_a_blank_says_why() -> None:
    page = grid(detail="why")
    assert texts(page, ".words-table thead th") == ["Issue", "Seoul", "Washington"]
    rows = [texts(row, "th, td") for row in page.select(".words-table tbody tr")]
    assert rows == [
        ["Bases", "keep They deter.", "keep They project."],
        ["Costs", "share", "silent here"],
    ]


def test_its_parts_stay_a_table_however_they_are_laid_out() -> None:
    page = grid()
    assert {tag["role"] for tag in page.select(".words-table td")} == {"cell"}
    assert {tag["scope"] for tag in page.select(".words-table tbody th")} == {"row"}
    assert page.select_one(".words-table td[data-heading=Seoul]")


def test_color_and_emphasis_say_in_words_what_they_mean() -> None:
    page = grid(tone="leaning", strong="first", strong_means="first of all")
    assert texts(page, ".toned") == ["for", "for", "against"]
    assert texts(page, ".strong .means") == ["first of all"]


def test_rows_of_fields_make_a_table_with_their_titles() -> None:
    page = shown(table(CELLS[1:], row="stance", words=["actor", "why"], blank="no reason given"))
    assert texts(page, ".words-table thead th") == ["Stance", "Actor", "Why"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"blank": ""}, "figure 'read', row 'Costs', column 'Washington': the cell is empty"),
        ({"strong": "first"}, "strong_means is empty"),
        (
            {"columns": {"Seoul": "Seoul"}},
            r"row 3 \(Bases\): actor is 'Washington'; columns are Seoul",
        ),
        (
            {"tone": "leaning", "tones": {"for": "for"}},
            "field leaning: found 'against'; named are for",
        ),
        ({"column": None}, r"row 3 \(Bases\): issue and stance stand here twice"),
    ],
)
def test_a_table_that_leaves_a_reader_guessing_is_refused(
    given: dict[str, Any], message: str
) -> None:
    with pytest.raises(FigureError, match=message):
        grid(**given)


def test_a_cell_whose_column_asks_for_a_source_has_one() -> None:
    data = CELLS.assign(asked="In May.", asked_source=["klingner2025", None, "klingner2025"])
    words = table(data.iloc[:2], row="actor", words=["asked"], sources={"asked": "asked_source"})
    with pytest.raises(FigureError, match=r"row 3 \(Bases\): field asked has words, and asked_so"):
        shown(words)


# Cards ------------------------------------------------------------------------------------

SAID = pd.DataFrame(
    {
        "quotation": ["alone", "basket"],
        "person": ["Lee Jae Myung", "Lee Jae Myung"],
        "post": ["president", "candidate"],
        "date": pd.to_datetime(["2025-08-24", "2025-05-18"]),
        "precision": ["day", "before"],
        "words": ["<then> we should", "not all in"],
        "about": ["to reporters", None],
        "source": ["klingner2025", "klingner2025;sipri2025milex"],
    }
)


def test_a_quotation_stands_with_person_post_day_and_source() -> None:
    page = shown(quotations(["basket", "alone"], among=SAID))
    assert texts(page, "blockquote") == ["“not all in”", "“<then> we should”"]
    assert texts(page, ".card-when") == ["before May 18, 2025", "August 24, 2025, to reporters"]
    assert texts(page, ".card-post") == ["candidate", "president"]
    assert len(page.select(".index-card:first-child .card-source a")) == 2


def test_quotations_stand_under_headings() -> None:
    page = shown(quotations({"Before": ["basket"], "Since": ["alone"]}, among=SAID))
    assert texts(page, ".cards-heading") == ["Before", "Since"]


def test_a_quotation_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(FigureError, match=r"'read': no quotation 'baskets' \(perhaps basket\)"):
        shown(quotations(["baskets"], among=SAID))


def test_the_quotations_of_the_book_are_shown_by_their_keys() -> None:
    every = list(load("quotations")["quotation"])
    assert len(shown(quotations(every)).select(".index-card")) == len(every)


def test_a_person_has_a_card_with_facts_and_own_words() -> None:
    team = pd.DataFrame(
        {
            "person": ["Wi Sung-lac", "Lee Jong Seok"],
            "post": ["adviser", "head of intelligence"],
            "record": ["A diplomat.", None],
            "said": ["basket", None],
            "source": "klingner2025",
        }
    )
    page = shown(people(team, facts={"Record": "record"}, quotation="said", among=SAID))
    assert texts(page, ".card-name") == ["Wi Sung-lac", "Lee Jong Seok"]
    assert texts(page, ".facts") == ["Record A diplomat."]
    assert texts(page, "blockquote") == ["“not all in”"]
    team.loc[1, "said"] = "nothing"
    with pytest.raises(FigureError, match=r"row 3 \(Lee Jong Seok\): no quotation 'nothing'"):
        shown(people(team, facts={"Record": "record"}, quotation="said", among=SAID))


# Texts side by side -----------------------------------------------------------------------

TEXTS = pd.DataFrame(
    {
        "year": ["2024", "2025", "2025"],
        "topic": ["forces", "forces", "strait"],
        "text": ["at the current level.", "At a <level>", "peace"],
        "source": "klingner2025",
    }
)


def test_what_texts_share_is_plain_and_what_differs_is_marked() -> None:
    page = shown(compared(TEXTS[:2], label="year", words="text"))
    gone, new = page.select("td mark")
    assert (gone["class"], new["class"]) == (["gone"], ["new"])
    assert gone.get_text() == "[only here and before: the current]"
    assert new.get_text() == "[new: a]"
    assert texts(page, ".words-table thead th") == ["2024", "2025"]


def test_passages_are_compared_by_topic_and_a_missing_one_says_so() -> None:
    page = shown(compared(TEXTS, label="year", words="text", topic="topic"))
    assert texts(page, "td.blank") == ["not in this text"]
    assert len(page.select("td mark")) == 2  # nothing to compare the strait with


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (TEXTS[:1], "1 text in field year; two can be compared"),
        (TEXTS.assign(text=["", "a", "b"]), r"row 2 \(2024\): field text is empty"),
        (TEXTS.assign(topic="one"), r"row 4 \(2025\): stands here twice"),
    ],
)
def test_texts_that_cannot_be_compared_are_refused(data: pd.DataFrame, message: str) -> None:
    with pytest.raises(FigureError, match=message):
        shown(compared(data, label="year", words="text", topic="topic"))

"""What a reader did with an explorer, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from javascript import JavaScript

from coursebook.face import scripts

# Each event is a change [value, who, milliseconds since the last], or a step by -1 or 1.
PLAY = """(events) => {
  const history = coursebook.history.historyOf({ level: 0 });
  let now = 0;
  return events.map((event) => {
    if (event === 0) return history.rest();
    if (!Array.isArray(event)) return history.go(event)?.level ?? null;
    now += event[2];
    return history.note({ level: event[0] }, event[1], now);
  });
}"""


@pytest.fixture(scope="module")
def js() -> Iterator[JavaScript]:
    with JavaScript(["window.coursebook = {}", scripts.FOLDER / "history.js"]) as loaded:
        yield loaded


def play(js: JavaScript, *events: Any) -> list[Any]:
    found: list[Any] = js.call(PLAY, list(events))
    return found


def test_what_a_slider_passes_on_one_way_is_one_step(js: JavaScript) -> None:
    drag = [[1, "slider", 0], [2, "slider", 16], [3, "slider", 16]]
    assert play(js, *drag, -1, -1) == [True, False, False, 0, None]


def test_another_control_a_pause_or_a_hand_that_let_go_begins_a_step(js: JavaScript) -> None:
    assert play(js, [1, "a", 0], [2, "b", 10], -1) == [True, True, 1]
    assert play(js, [1, "a", 0], [2, "a", 2000], -1) == [True, True, 1]
    assert play(js, [1, "a", 0], 0, [2, "a", 10], -1) == [True, None, True, 1]


def test_what_was_undone_comes_back_until_something_else_is_done(js: JavaScript) -> None:
    assert play(js, [1, "a", 0], [2, "b", 0], -1, -1, 1, 1, 1)[2:] == [1, 0, 1, 2, None]
    assert play(js, [1, "a", 0], -1, [5, "a", 0], 1, -1)[1:] == [0, True, None, 0]


def test_a_change_that_changes_nothing_is_no_step(js: JavaScript) -> None:
    assert play(js, [0, "a", 0], -1) == [False, None]


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from("ab"), st.sampled_from([5, 2000]))))
def test_undoing_everything_leads_back_and_redoing_everything_forth(
    js: JavaScript, changes: list[tuple[int, str, int]]
) -> None:
    steps = len(changes) + 1
    found = play(js, *map(list, changes), *[-1] * steps, *[1] * steps)
    back = [each for each in found[len(changes) : -steps] if each is not None]
    forth = [each for each in found[-steps:] if each is not None]
    assert len(back) == len(forth)
    if changes:
        assert back[-1:] in ([0], [])
        assert forth[-1:] in ([changes[-1][0]], [])

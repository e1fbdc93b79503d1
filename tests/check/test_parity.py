"""The program that a page runs gives the results of the Python model, all over the controls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from browser import scenarios
from javascript import JavaScript

from alliance import explorers
from coursebook.explorers import Explorer
from coursebook.explorers.declared import rows
from coursebook.face import scripts

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]
RANDOM = 220

ANSWERS = """(name, declared, settings) => {
  const rows = coursebook.rowsOf({ rows: declared });
  const run = coursebook.models[name](rows.fields, rows.count, coursebook.rows);
  return settings.map((each) => rows.copy(run(each)));
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[JavaScript]:
    """What a page loads to answer: every program and the values of all rows."""
    programs = [explorer.program().script for explorer in EXPLORERS]
    files = [scripts.FOLDER / name for name in ("rows.js", "explorer-rows.js")]
    with JavaScript([*files, *programs]) as loaded:
        yield loaded


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)
def test_a_page_answers_as_python_does(page: JavaScript, explorer: Explorer) -> None:
    """At random settings, each control at each end, and all together under sets of options.

    All numbers stand at their least, then at their most, under every set of options, or under
    enough of them for every pair where there are more than a few hundred. What a control does
    between its ends is left to chance, as is one number at its least beside another at its most.
    """
    tried = [*scenarios.corners(explorer), *scenarios.at_random(explorer, RANDOM)]
    settings = [explorer.settings(**read(explorer, each)) for each in tried]
    found = page.call(ANSWERS, explorer.name, rows(explorer.rows), settings)
    for scenario, answer in zip(settings, found, strict=True):
        expected = explorer.results(scenario)
        assert list(answer) == list(expected)
        for name, value in expected.items():
            np.testing.assert_allclose(
                np.asarray(answer[name], dtype=float),
                np.asarray(value, dtype=float),
                rtol=1e-9,
                atol=1e-9,
                err_msg=f"{explorer.name}, {name}, at {scenario}",
            )


def read(explorer: Explorer, scenario: scenarios.Scenario) -> dict[str, Any]:
    return {name: explorer.by_name[name].read(text) for name, text in scenario.items()}

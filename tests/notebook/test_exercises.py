"""A student's notebook in a real JupyterLab: it runs, its explorer is set, its checks guide."""

from __future__ import annotations

import re

import pytest
from lab import Lab
from playwright.sync_api import Page, expect

from alliance.coursework import cost

# Exercises that open with an explorer, and what it shows of the example's scenario.
SHOWN = {cost.SLUG: cost.scenario("example")}


@pytest.mark.parametrize("slug", SHOWN)
def test_an_exercise_opens_with_the_student_s_explorer(slug: str, lab: Lab, page: Page) -> None:
    notebook = lab.open_exercise(page, slug)
    notebook.run_all()
    expect(page.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    explorer = page.locator(".notebook-explorer").first
    expect(explorer.locator("svg.marks")).to_be_visible()
    own = SHOWN[slug].explorer
    values = own.compute().values
    told = [readout.format(values[readout.name]) for readout in own.readouts]
    cells = explorer.locator(".explorer-readouts tbody:not(.explorer-differences) td")
    expect(cells).to_have_text(told)
    # Nothing is answered yet, and every check says what to do.
    checks = page.get_by_text(re.compile(r"^q\d results:$"))
    expect(checks).not_to_have_count(0)
    expect(page.get_by_text(re.compile("message:")).first).to_be_visible()

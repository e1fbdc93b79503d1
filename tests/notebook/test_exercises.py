"""A student's notebook in a real JupyterLab: it runs, its explorer is set, its checks guide."""

from __future__ import annotations

import json

import pytest
from lab import Lab
from playwright.sync_api import Page, expect

from alliance.coursework import claim, cost, deal, opcon, troops

# Exercises that open with an explorer, which is set to the example's scenario.
SHOWN = {
    cost.SLUG: cost.scenario("example"),
    troops.SLUG: troops.scenario("example"),
    opcon.SLUG: opcon.scenario("example"),
    deal.SLUG: deal.scenario("example"),
}


@pytest.mark.parametrize("slug", SHOWN)
def test_an_exercise_opens_with_the_student_s_explorer(slug: str, lab: Lab, desk: Page) -> None:
    notebook = lab.double_click(desk, f"exercises/student/{slug}.ipynb")
    cells = json.loads(notebook.source)["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    notebook.run_all()
    explorer = notebook.output(code.index("mine.explorer")).locator(".notebook-explorer")
    expect(explorer.locator("svg.marks")).to_be_visible()
    own = SHOWN[slug].explorer
    values = own.compute().values
    told = [readout.format(values[readout.name]) for readout in own.readouts]
    results = explorer.locator(".explorer-readouts tbody:not(.explorer-differences) td")
    expect(results).to_have_text(told)
    # Nothing is answered yet, and the check says what to do.
    check = notebook.output(code.index('grader.check("q1")'))
    expect(check.get_by_text("message:").first).to_be_visible()
    expect(notebook.errors).to_have_count(0)


def test_an_exercise_without_an_explorer_runs(lab: Lab, desk: Page) -> None:
    notebook = lab.double_click(desk, f"exercises/student/{claim.SLUG}.ipynb")
    notebook.run_all()
    expect(notebook.errors).to_have_count(0)

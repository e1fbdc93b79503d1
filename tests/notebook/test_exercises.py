"""A student's notebook in a real JupyterLab: it runs, its explorer is set, its checks guide."""

from __future__ import annotations

import json
import os

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


@pytest.mark.parametrize("slug", SHOWN if os.environ.get("NIGHTLY") else [opcon.SLUG])
def test_an_exercise_opens_with_the_student_s_explorer(slug: str, lab: Lab, desk: Page) -> None:
    notebook = lab.double_click(desk, f"exercises/student/{slug}.ipynb")
    cells = json.loads(notebook.source)["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    notebook.run_all()
    explorer = notebook.output(code.index("mine.explorer")).locator("section.explorer")
    expect(explorer.locator(".chart-live svg.marks")).to_be_visible()
    own = SHOWN[slug].explorer
    values = own.compute().values
    told = [readout.format(values[readout.name]) for readout in own.readouts]
    results = explorer.locator(".explorer-readouts tbody:not(.explorer-differences) td")
    expect(results).to_have_text(told)
    # Nothing is answered yet, and the check says what to do.
    check = notebook.output(code.index('grader.check("q1")'))
    expect(check.get_by_text("message:").first).to_be_visible()
    expect(notebook.errors).to_have_count(0)


def test_a_slider_of_an_exercise_drives_its_explorer(lab: Lab, desk: Page) -> None:
    notebook = lab.double_click(desk, f"exercises/student/{opcon.SLUG}.ipynb")
    cells = json.loads(notebook.source)["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    notebook.run_all()
    (cell,) = [number for number, text in enumerate(code) if "ipywidgets.link(" in text]
    shown = notebook.output(cell)
    slider = shown.locator(".widget-slider").get_by_role("slider")
    explorer = SHOWN[opcon.SLUG].explorer
    pace = float(explorer.defaults["pace_3"])
    slider.press("ArrowRight")
    first = explorer.readouts[0]
    told = first.format(explorer.compute(pace_3=pace + 1).values[first.name])
    expect(shown.locator(f'[data-readout="{first.name}"]')).to_have_text(told)
    expect(shown.locator(".jp-OutputArea-output pre")).to_contain_text(told)


def test_an_exercise_without_an_explorer_runs(lab: Lab, desk: Page) -> None:
    notebook = lab.double_click(desk, f"exercises/student/{claim.SLUG}.ipynb")
    notebook.run_all()
    expect(notebook.errors).to_have_count(0)

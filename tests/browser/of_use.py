"""What tells that a page is of use: its explorer computes, and its quiz judges."""

from __future__ import annotations

from browser.scenarios import presets
from browser.steps import OnPage
from playwright.sync_api import Frame, Page, expect

from coursebook.explorers import Explorer


def explorer_answers(page: Page | Frame, explorer: Explorer) -> OnPage:
    """Its last position gives Python's numbers; returns the explorer as it then stands."""
    on_page = OnPage(page, explorer).ready()  # type: ignore[arg-type]
    scenario = presets(explorer)[-1]
    shown = on_page.set(scenario)
    values = explorer.compute(**scenario).values
    for readout in explorer.readouts:
        assert shown.readouts[readout.name] == readout.format(values[readout.name])
    return on_page


def quiz_answers(page: Page | Frame) -> None:
    """The right option of its first question of one choice is told to be right."""
    question = page.locator('form.quiz-item[data-kind="single"]').first
    right = question.locator(".quiz-key > li").evaluate_all(
        "entries => entries.findIndex((entry) => entry.dataset.right === 'true')"
    )
    question.get_by_role("radio").nth(right).check()
    question.get_by_role("button", name="Check").click()
    expect(question.locator(".quiz-verdict")).to_contain_text("Answered rightly.")

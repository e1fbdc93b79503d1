"""Chapters without an explorer in a real JupyterLab: a double click opens each, and it runs."""

from __future__ import annotations

import pytest
from lab import Lab
from playwright.sync_api import Page, expect

from coursebook.book import root
from coursebook.catalog import uses

CHAPTERS = [page for page in uses.pages() if (root() / "data/quizzes" / f"{page}.yaml").exists()]
REST = [page for page in CHAPTERS if page not in uses.explorers().values()]


@pytest.mark.parametrize("chapter", REST)
def test_a_chapter_opens_by_a_double_click_and_runs(chapter: str, lab: Lab, desk: Page) -> None:
    notebook = lab.double_click(desk, f"book/{chapter}.md")
    notebook.run_all()
    expect(notebook.errors).to_have_count(0)
    charts = notebook.cells.locator("figure.chart, figure.words")
    expect(charts).to_have_count(notebook.source.count("\nfigure("))
    for chart in notebook.cells.locator("figure.chart").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator("svg.marks")).to_be_visible()

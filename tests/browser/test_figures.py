"""A figure's picture is free to take away, by whatever way it is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser.steps import CHAPTERS, wake_charts
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("way", ["mouse", "keyboard", "voice"])
@pytest.mark.parametrize(("kind", "beginning"), [("SVG", b"<svg"), ("PNG", b"\x89PNG")])
def test_chart_is_saved_as_a_picture(
    page: Page, served_book: str, way: str, kind: str, beginning: bytes
) -> None:
    page.goto(f"{served_book}/{CHAPTERS[0]}")
    chart = page.locator("figure.chart").first
    chart.scroll_into_view_if_needed()
    link = chart.get_by_role("button", name=f"Save as {kind}")
    with page.expect_download() as waiting:
        if way == "mouse":
            link.click()
        elif way == "keyboard":
            link.press("Enter")
        else:
            link.evaluate("link => link.click()")
    name = (chart.get_attribute("id") or "").removeprefix("fig-")
    assert waiting.value.suggested_filename == f"{name}.{kind.lower()}"
    assert Path(waiting.value.path()).read_bytes().startswith(beginning)


def test_a_saved_picture_can_stand_alone(page: Page, served_book: str) -> None:
    page.goto(f"{served_book}/book/troop-reduction.html")
    chart = wake_charts(page)[0]
    with page.expect_download() as waiting:
        chart.get_by_role("button", name="Save as SVG").click()
    saved = Path(waiting.value.path()).read_text(encoding="utf-8")
    words = " ".join(re.findall(r">([^<]+)</text>", saved))
    for said in (".chart-title", ".chart-subtitle", ".chart-source"):
        assert chart.locator(said).inner_text().split()[0] in words
    assert 'fill="#ffffff"' in saved
    assert "currentColor" not in saved


def test_a_picture_for_dark_slides_is_dark(page: Page, served_book: str) -> None:
    page.goto(f"{served_book}/book/troop-reduction.html")
    chart = wake_charts(page)[0]
    with page.expect_download() as waiting:
        chart.get_by_role("button", name="Save for dark slides").click()
    assert waiting.value.suggested_filename.endswith("-dark.png")


def test_maps_and_figures_of_words_are_saved_as_pictures_in_which_words_stay_words(
    page: Page, served_book: str
) -> None:
    page.goto(f"{served_book}/book/timeline.html")
    saved = {}
    for name, button in (("places", "Save for dark slides"), ("timeline", "Save as SVG")):
        with page.expect_download() as waiting:
            page.locator(f"#fig-{name}").get_by_role("button", name=button).click()
        saved[name] = Path(waiting.value.path()).read_bytes()
    assert saved["places"].startswith(b"\x89PNG")
    words = " ".join(re.findall(r">([^<]+)</text>", saved["timeline"].decode()))
    for said in (".chart-title", ".event .who", ".event .happened", ".chart-source"):
        assert page.locator(f"#fig-timeline {said}").first.inner_text().split()[0] in words
    assert "var(" not in saved["timeline"].decode()


def test_a_line_chart_answers_anywhere_and_by_keys(page: Page, served_book: str) -> None:
    page.goto(f"{served_book}/book/troop-reduction.html")
    wake_charts(page)
    image = page.locator("#fig-troops-three-countries .chart-live [tabindex='0']")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tooltip = page.locator(".chart-tooltip")
    for country in ("South Korea", "Germany", "Japan"):
        expect(tooltip).to_contain_text(country)
    image.focus()
    page.keyboard.press("End")
    expect(tooltip).to_contain_text("2025")
    said = page.locator("#fig-troops-three-countries [role=status]")
    expect(said).to_contain_text("2025")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("2024")
    page.keyboard.press("Escape")
    expect(tooltip).to_be_hidden()


def test_code_stands_among_the_actions_and_not_before_the_figure(
    page: Page, served_book: str
) -> None:
    page.goto(f"{served_book}/book/troop-reduction.html")
    for chart in page.locator("figure.chart").all():
        expect(chart.locator(".chart-tools > .chart-code")).to_have_count(1)
    assert page.locator(".cell > details.hide + .cell_output figure").count() == 0


def test_what_stands_below_a_figure_looks_alike_in_every_kind(page: Page, served_book: str) -> None:
    page.goto(f"{served_book}/book/modernizing-the-alliance.html")
    for kind in (".chart-source > a", ".chart-tools > a", ".chart-tools > details"):
        looks = page.locator(f"figure {kind}").evaluate_all(
            "all => all.map((one) => { const { color, padding } = getComputedStyle(one);"
            " return `${color} ${padding}`; })"
        )
        assert len(looks) >= 3
        assert len(set(looks)) == 1, kind

"""Chapters with explorers in a real JupyterLab: run all, try, change the model."""

from __future__ import annotations

import os
import re
from html import escape, unescape
from typing import Any

import pytest
from lab import Lab, Notebook
from playwright.sync_api import Locator, Page, expect

from alliance import explorers
from alliance.explorers import opcon_conditions, spending_path
from coursebook.catalog import uses
from coursebook.explorers import Choice, Explorer, Number, page

DEFENSE = "augment-defense-expenditures"

OWN_MODEL = """\
from functools import wraps
from alliance.explorers.spending import model

@wraps(model)
def faster_growth(year, **settings):
    return model(year, **settings | {"growth": settings["growth"] + 1})

spending_path.with_model(faster_growth)"""


def numbers(explorer: Explorer, **settings: Any) -> list[str]:
    """The headline numbers of a scenario, computed here and written as the explorer writes them."""
    values = explorer.compute(**settings).values
    return [readout.format(values[readout.name]) for readout in explorer.readouts]


def told(explorer: Explorer) -> list[str]:
    """Those of them that are shown where the explorer starts: some only count at times."""
    result = explorer.compute()
    return [
        readout.format(result.values[readout.name])
        for readout in explorer.readouts
        if page.shown(readout, result)
    ]


def number(explorer: Explorer, name: str) -> Number:
    """A control with a slider."""
    control = explorer.by_name[name]
    assert isinstance(control, Number)
    return control


class Face:
    """An explorer in a notebook, as a reader meets it."""

    def __init__(self, shown: Locator) -> None:
        self.shown = shown.locator("section.explorer")
        self.picture = self.shown.locator(".chart-live svg.marks")
        self.message = self.shown.locator(".explorer-message")
        self.cells = self.shown.locator(".explorer-readouts tbody:not(.explorer-differences) td")
        expect(self.picture).to_be_visible()
        for part in self.shown.locator("details:has(.control)").all():
            part.evaluate("(part) => { part.open = true; }")

    def slider(self, name: str) -> Locator:
        return self.shown.locator(f'input[type="range"][data-control="{name}"]')

    def press(self, name: str, key: str) -> None:
        """Move a slider by a key, and see the chart follow."""
        before = self.picture.inner_html()
        self.slider(name).press(key)
        self.picture.page.wait_for_function(
            "([picture, before]) => picture.innerHTML !== before",
            arg=[self.picture.element_handle(), before],
        )

    def type(self, name: str, text: str) -> None:
        """Write a number in place of a slider's."""
        self.shown.locator(f'input[role="spinbutton"][data-control="{name}"]').fill(text)

    def click(self, button: str) -> None:
        self.shown.get_by_role("button", name=button, exact=True).click()


def start(lab: Lab, desk: Page, chapter: str) -> Notebook:
    """Open a chapter and run it: no cell fails, and every figure is drawn, titled and sourced."""
    notebook = lab.double_click(desk, f"book/{chapter}.md")
    notebook.run_all()
    expect(notebook.errors).to_have_count(0)
    figures = 0
    for cell in range(notebook.size):
        figures += notebook.output(cell).locator("figure.words").count()
        for figure in notebook.output(cell).locator("figure.chart").all():
            figures += 1
            expect(figure.locator(".chart-live svg.marks")).to_be_visible()
            expect(figure.locator(".chart-title")).not_to_be_empty()
            expect(figure.get_by_role("img")).to_have_accessible_name(re.compile(".{40}"))
            for link in figure.locator(".chart-source a").all():
                expect(link).to_have_attribute("href", re.compile("^https?://"))
    assert figures == notebook.source.count("\nfigure(")
    return notebook


def try_out(shown: Locator, explorer: Explorer, name: str) -> None:
    """Use everything that an explorer offers, by the control `name`; the numbers are Python's."""
    face, control = Face(shown), explorer.by_name[name]
    expect(face.cells).to_have_text(numbers(explorer))
    if isinstance(control, Number):
        move(face, explorer, control)
    elif isinstance(control, Choice):
        choose(face, explorer, control)
    face.click("Reset")
    expect(face.cells).to_have_text(numbers(explorer))

    scenario: dict[str, Any] = {}
    for preset in explorer.presets:
        face.click(preset.label)
        scenario |= explorer.preset_values(preset)  # one in a group leaves the rest as it is
        expect(face.cells).to_have_text(numbers(explorer, **scenario))

    kept = numbers(explorer, **scenario)
    face.click("Keep to compare")
    face.click("Reset")
    both = [text for pair in zip(numbers(explorer), kept, strict=True) for text in pair]
    expect(face.cells).to_have_text(both)
    face.shown.get_by_label("Name: ").fill("Mine")
    face.shown.get_by_label("Name: ").press("Enter")
    expect(face.shown.locator(".explorer-readouts th.pinned").first).to_have_text("Mine")
    face.click("Delete: Mine")
    expect(face.cells).to_have_text(numbers(explorer))

    with face.picture.page.expect_download() as saved:
        face.click("Save a brief")
    brief = saved.value.path().read_text(encoding="utf-8")
    assert all(escape(text, quote=False) in unescape(brief) for text in told(explorer))
    assert f"#explore={explorer.name}&v={explorer.version}" in unescape(brief)

    face.shown.locator("details:has(.data-table) > summary").click()
    rows = face.shown.locator(".data-table tbody tr")
    expect(rows).to_have_count(len(explorer.listed_rows(explorer.compute())))


def move(face: Face, explorer: Explorer, control: Number) -> None:
    """By a key, and by what is typed: what does not fit is refused in words."""
    face.press(control.name, "ArrowRight")
    there = {control.name: control.default + control.step}
    expect(face.cells).to_have_text(numbers(explorer, **there))
    for written in ("999999", "-99"):
        face.type(control.name, written)
        expect(face.message).to_contain_text(f"allowed: {control.allowed}")
        expect(face.cells).to_have_text(numbers(explorer, **there))
    face.type(control.name, control.written(control.maximum))
    expect(face.cells).to_have_text(numbers(explorer, **{control.name: control.maximum}))


def choose(face: Face, explorer: Explorer, control: Choice) -> None:
    for value, label in control.options.items():
        face.shown.locator(f'select[data-control="{control.name}"]').select_option(label)
        expect(face.cells).to_have_text(numbers(explorer, **{control.name: value}))


def own_model(name: str, explorer: Explorer) -> tuple[str, dict[str, Any]]:
    """Code around an explorer's model that answers as if a preset were set, and that preset."""
    changed = explorer.settings(**explorer.presets[-1].values)
    code = (
        f"from alliance.explorers import {name}\n\n"
        f"def own(**given):\n    return {name}.model(**given | {changed!r})\n\n"
        f"{name}.with_model(own)"
    )
    return code, changed


def contrast(text: Locator) -> float:
    """The contrast of drawn text with JupyterLab's background."""
    ratio: float = text.evaluate("""(text) => {
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        const brightness = (color) => {
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
                const share = part / 255;
                return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
        };
        const back = getComputedStyle(document.body).getPropertyValue("--jp-layout-color0");
        const pair = [brightness(getComputedStyle(text).fill), brightness(back)];
        return Math.max(...pair) / Math.min(...pair);
    }""")
    return ratio


def test_defense_chapter_and_a_model_of_ones_own(lab: Lab, desk: Page) -> None:
    notebook = start(lab, desk, DEFENSE)
    try_out(notebook.shown_by("spending_path"), spending_path, "target")

    own, growth = Face(notebook.add(OWN_MODEL)), number(spending_path, "growth")
    expect(own.cells).to_have_text(numbers(spending_path, growth=growth.default + 1))
    own.press(growth.name, "ArrowRight")
    expect(own.cells).to_have_text(numbers(spending_path, growth=growth.default + 1 + growth.step))


SEEN_WITH_THE_CHART = """(root) => {
  root.querySelectorAll(".explorer-more").forEach((each) => (each.open = true));
  const box = (each) => each.getBoundingClientRect();
  const scrolls = (each) =>
    /auto|scroll/.test(getComputedStyle(each).overflowY)
    && each.scrollHeight > each.clientHeight + 1;
  let around = root.parentElement;
  while (around.parentElement && !scrolls(around)) around = around.parentElement;
  const seen = (each) => (Math.min(box(each).bottom, box(around).bottom, innerHeight) -
    Math.max(box(each).top, box(around).top)) / box(each).height;
  const chart = root.querySelector(".chart-live svg");
  const together = (field) => ["center", "end", "start"].some((block) => {
    field.scrollIntoView({ block, behavior: "instant" });
    return seen(chart) >= 0.8 && seen(field) >= 0.99;
  });
  const fields = [...root.querySelectorAll("[data-field]")];
  return fields.filter((each) => each.checkVisibility() && together(each)).length;
}"""


def test_the_chart_is_seen_from_most_controls_of_an_explorer(lab: Lab, desk: Page) -> None:
    notebook = start(lab, desk, "opcon-transition")
    desk.set_viewport_size({"width": 1280, "height": 800})
    face = Face(notebook.shown_by("opcon_conditions"))
    choose(face, opcon_conditions, opcon_conditions.by_name["rule"])  # type: ignore[arg-type]
    face.shown.locator('select[data-control="rule"]').select_option("A weighted average must pass")
    assert face.shown.evaluate(SEEN_WITH_THE_CHART) >= 15


def test_a_slider_of_ipywidgets_drives_an_explorer_and_follows_it(lab: Lab, desk: Page) -> None:
    notebook = start(lab, desk, "opcon-transition")
    linked = notebook.shown_by("ipywidgets.VBox([pace, shown])")
    face, slider = Face(linked), linked.locator(".widget-slider").get_by_role("slider")
    paces = ("pace_1", "pace_2", "pace_3")
    expect(face.cells).to_have_text(numbers(opcon_conditions, **dict.fromkeys(paces, 8)))
    slider.press("ArrowRight")
    expect(face.cells).to_have_text(numbers(opcon_conditions, **dict.fromkeys(paces, 9)))
    for pace in paces:
        expect(face.slider(pace)).to_have_value("9")
    face.press("pace_2", "ArrowRight")
    expect(linked.locator(".widget-readout")).to_have_text(re.compile("^10"))
    expect(face.cells).to_have_text(numbers(opcon_conditions, **dict.fromkeys(paces, 10)))


def test_an_explorer_rests_when_its_kernel_has_ended_and_an_edited_model_shows_in_the_next(
    lab: Lab, page: Page
) -> None:
    model = lab.project / "alliance" / "models" / "spending.py"
    text = model.read_text(encoding="utf-8")
    line = "(each * share / 100 for each in"
    assert line in text
    notebook = lab.open(page, DEFENSE)
    notebook.run_all()
    explorer = notebook.shown_by("spending_path")
    notebook.restart()
    expect(explorer.locator(".explorer-message")).to_have_text(re.compile("Run the cell again"))
    usable = explorer.evaluate(
        """(root) => [...root.querySelectorAll("input, select, button, textarea")]
          .filter((each) => each.checkVisibility() && !each.closest("[inert]")).length"""
    )
    assert usable == 0, "nothing pretends to work"
    model.write_text(text.replace(line, line.replace("share", "2 * share")), encoding="utf-8")
    try:
        notebook.restart_and_run_all()
        budget = spending_path.compute().values["budget_then"]
        readout = next(each for each in spending_path.readouts if each.name == "budget_then")
        shown = Face(notebook.shown_by("spending_path")).cells
        expect(shown.filter(has_text=readout.format(2 * budget))).to_have_count(1)
    finally:
        model.write_text(text, encoding="utf-8")


TRIED = [
    {"opcon_conditions": "lowered_bar"},
    {"two_fears": "strike"},
    {"troop_costs": "inflation", "who_carries_what": "yardstick"},
    {"package_deal": "washington_walk"},
]
"""Explorers of a chapter and a control of each. By day one chapter; each night all."""


@pytest.mark.parametrize("tried", TRIED if os.environ.get("NIGHTLY") else TRIED[:1], ids="-".join)
def test_explorers_answer_in_both_themes_and_follow_a_model_of_ones_own(
    lab: Lab, desk: Page, tried: dict[str, str]
) -> None:
    (chapter,) = {uses.explorers()[name] for name in tried}
    notebook = start(lab, desk, chapter)
    for name, control in tried.items():
        explorer: Explorer = getattr(explorers, name)
        try_out(notebook.shown_by(name), explorer, control)
        code, changed = own_model(name, explorer)
        expect(Face(notebook.add(code)).cells).to_have_text(numbers(explorer, **changed))
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        notebook.choose("Settings", "Theme", theme)
        expect(desk.locator(f"body[data-jp-theme-name='{theme}']")).to_be_attached()
        for name in tried:
            words = notebook.shown_by(name).locator(".chart-live svg.marks text").first
            assert contrast(words) >= 4.5

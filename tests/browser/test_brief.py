"""The brief that a student hands in: a file of its own that holds the whole scenario."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.scenarios import at_random
from browser.steps import EXPLORERS, OnPage
from playwright.sync_api import Browser, expect

from coursebook.explorers import page

Open = Callable[..., OnPage]


def saved(on_page: OnPage, folder: Path) -> Path:
    with on_page.page.expect_download() as download:
        on_page.button("Save a brief").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.mark.parametrize("name", EXPLORERS)
def test_brief_tells_the_scenario_without_a_script_or_a_network(
    browser: Browser, explorer_at_start: Open, tmp_path: Path, name: str
) -> None:
    on_page = explorer_at_start(name)
    explorer = on_page.explorer
    kept, now = at_random(explorer, 2, seed=24)
    on_page.set(kept)
    on_page.button("Keep to compare").click()
    on_page.set(now)
    path = saved(on_page, tmp_path)
    assert path.name == f"{name}-brief.html"
    expect(on_page.message).to_contain_text("The brief is saved")

    reader = browser.new_context(java_script_enabled=False, offline=True).new_page()
    reader.goto(path.as_uri())
    expect(reader.get_by_role("heading", level=1)).to_have_text(explorer.title)
    chart = reader.get_by_role("img")
    expect(chart).to_have_accessible_name(
        f"{explorer.alt_text} {explorer.summary(explorer.compute(**now).values)}"
    )
    box = chart.locator("svg").bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert box["height"] > 100
    expect(reader.locator("body")).to_contain_text(
        explorer.sentence(explorer.compute(**now).values)
    )
    results, settings = reader.get_by_role("table").first, reader.get_by_role("table").last
    both = [explorer.compute(**each) for each in (now, kept)]
    for readout in explorer.readouts:
        if not any(page.shown(readout, each) for each in both):
            expect(results.get_by_role("rowheader", name=readout.label, exact=True)).to_have_count(
                0
            )
            continue
        texts = [readout.format(each.values[readout.name]) for each in both]
        row = results.get_by_role("row").filter(
            has=reader.get_by_role("rowheader", name=readout.label, exact=True)
        )
        assert texts in [each.get_by_role("cell").all_inner_texts() for each in row.all()]
    if explorer.breakdown:
        given = reader.get_by_role("table", name=explorer.breakdown.caption)
        (texts,) = [
            [cell.format(both[0].values[cell.name]) for cell in line]
            for line in list(explorer.breakdown.lines.values())[:1]
        ]
        expect(given.get_by_role("row").nth(1).get_by_role("cell")).to_have_text(texts)
    for control in explorer.controls:
        row = settings.get_by_role("row").filter(
            has=reader.get_by_role("rowheader", name=explorer.full_labels[control.name], exact=True)
        )
        texts = [control.told(control.read(each[control.name])) for each in (now, kept)]
        assert texts in [each.get_by_role("cell").all_inner_texts() for each in row.all()]
    expect(reader.locator("body")).to_contain_text(explorer.assumptions)
    expect(reader.locator("body")).to_contain_text(f"#explore={name}&v={explorer.version}")
    assert reader.locator("li").count() == len(explorer.sources)
    assert reader.locator("script, link, img, iframe").count() == 0
    reader.context.close()


def test_names_in_a_brief_are_only_text(
    browser: Browser, explorer_at_start: Open, tmp_path: Path
) -> None:
    on_page = explorer_at_start("spending-path")
    on_page.button("Keep to compare").click()
    field = on_page.root.get_by_label(f"Name: {on_page.start_kept()}")
    field.fill('<script>1</script>"&')
    field.press("Enter")
    path = saved(on_page, tmp_path)
    reader = browser.new_page()
    reader.goto(path.as_uri())
    expect(reader.get_by_role("columnheader", name='<script>1</script>"&').first).to_be_visible()
    assert reader.locator("script").count() == 0
    reader.close()


@pytest.mark.parametrize("name", EXPLORERS)
def test_brief_prints_on_one_page(
    browser: Browser, explorer_at_start: Open, tmp_path: Path, name: str
) -> None:
    on_page = explorer_at_start(name)
    path = saved(on_page, tmp_path)
    reader = browser.new_page(viewport={"width": 700, "height": 1000})
    reader.goto(path.as_uri())
    reader.emulate_media(media="print")
    assert reader.pdf(format="A4").count(b"/Type /Page\n") == 1
    reader.close()

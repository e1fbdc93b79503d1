"""Reading a chapter: what is cited is read at the word, what is read is marked, panels step aside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

CHAPTER = "book/troop-reduction.html"


@pytest.fixture
def chapter(browser: Browser, served_book: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{served_book}/{CHAPTER}")
    yield page
    page.close()


def test_a_citation_is_read_at_its_word_by_pointer_and_by_key(chapter: Page) -> None:
    cited = chapter.locator("article a[data-work]").first
    note = chapter.locator(".cited-work")
    cited.hover()
    expect(note).to_have_text(cited.get_attribute("data-work") or "")
    chapter.keyboard.press("Escape")
    expect(note).to_be_hidden()
    chapter.mouse.move(2, 2)
    cited.focus()
    chapter.keyboard.press("Shift+Tab")
    chapter.keyboard.press("Tab")
    expect(note).to_be_visible()
    expect(cited).to_have_accessible_description(cited.get_attribute("data-work") or "")
    chapter.keyboard.press("Tab")
    expect(note).not_to_have_text(cited.get_attribute("data-work") or "x")


def test_the_first_tap_reads_a_citation_and_the_second_follows_it(
    browser: Browser, served_book: str
) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 812}, has_touch=True)
    page = context.new_page()
    page.goto(f"{served_book}/{CHAPTER}")
    cited = page.locator("article a[data-work]").first
    cited.tap()
    expect(page.locator(".cited-work")).to_be_visible()
    box = page.locator(".cited-work").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    assert page.url.endswith("troop-reduction.html")
    cited.tap()
    page.wait_for_url("**/references.html#ref-*")
    context.close()


def test_every_work_that_is_cited_stands_at_the_end(chapter: Page) -> None:
    listed = chapter.locator(".cited-works li").count()
    works = chapter.locator("article a[data-work]").evaluate_all(
        "links => new Set(links.map((link) => link.dataset.work)).size"
    )
    assert 0 < works <= listed


def test_a_chapter_read_to_its_end_is_marked_until_the_reader_forgets_it(chapter: Page) -> None:
    chapter.evaluate("scrollTo(0, 0); localStorage.clear()")  # a reload keeps the place
    chapter.reload()
    here = chapter.locator("nav.bd-links a[aria-current=page]")
    expect(here.locator(".progress-mark")).to_have_count(0)
    chapter.mouse.wheel(0, 200)
    chapter.locator(".prev-next-area").scroll_into_view_if_needed()
    expect(here).to_contain_text("(read)")
    chapter.reload()
    expect(here).to_contain_text("(read)")
    chapter.get_by_role("button", name="Forget what I have read").click()
    expect(here.locator(".progress-mark")).to_have_count(0)
    chapter.evaluate("scrollTo(0, 0)")
    chapter.reload()
    expect(here.locator(".progress-mark")).to_have_count(0)


@pytest.mark.parametrize("panel", ["primary", "secondary"])
def test_on_a_phone_a_panel_closes_when_it_has_led_somewhere(
    browser: Browser, served_book: str, panel: str
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 812})
    page.goto(f"{served_book}/{CHAPTER}")
    page.locator(f".{panel}-toggle").click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_have_count(1)
    if panel == "secondary":
        link = dialog.locator("a[href*='#']").nth(3)
        target = (link.get_attribute("href") or "").partition("#")[2]
        link.click()
        expect(page.locator(f"[id='{target}']").first).to_be_in_viewport()
    else:
        page.set_viewport_size({"width": 1280, "height": 812})
    expect(dialog).to_have_count(0)
    page.close()

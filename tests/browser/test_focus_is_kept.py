"""Whatever a reader does with the keyboard, they go on from where they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.steps import wake_charts
from playwright.sync_api import Browser, Locator, Page, expect

# A page with an explorer that has an action of its own, and a quiz of every kind of control.
CHAPTER = "book/conclusion.html"

# What has the focus, if it can be seen.
FOCUSED = """async () => {
  await new Promise((done) => setTimeout(done, 50));  // whatever the button set going
  const element = document.activeElement;
  const seen = element !== document.body && element.checkVisibility({ visibilityProperty: true });
  return seen ? element.outerHTML.slice(0, 120) : "nothing";
}"""


@pytest.fixture(scope="module")
def chapter(browser: Browser, served_book: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(f"{served_book}/{CHAPTER}")
    wake_charts(page)
    yield page
    page.close()


@pytest.fixture(scope="module")
def on_a_phone(browser: Browser, served_book: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 375, "height": 667}, reduced_motion="reduce")
    page.goto(f"{served_book}/{CHAPTER}")
    yield page
    page.close()


def press(button: Locator) -> None:
    button.focus()
    button.page.keyboard.press("Enter")


def test_skip_link_leads_past_the_list_of_chapters(chapter: Page) -> None:
    chapter.keyboard.press("Tab")
    skip = chapter.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    chapter.keyboard.press("Enter")
    chapter.keyboard.press("Tab")
    expect(chapter.locator("main :focus")).to_have_count(1)


def test_no_button_in_a_chapter_loses_the_focus(chapter: Page) -> None:
    """Each is pressed in its turn, three kept scenarios and their buttons among them."""
    for _ in range(3):
        press(chapter.get_by_role("button", name="Keep to compare"))
    buttons = chapter.locator("article :is(button, summary)").element_handles()
    lost, pressed = [], 0
    for button in buttons:
        if not button.is_visible() or button.is_disabled():
            continue
        name = button.evaluate("button => button.outerHTML.slice(0, 120)")
        button.focus()
        chapter.keyboard.press("Enter")
        pressed += 1
        if chapter.evaluate(FOCUSED) == "nothing":
            lost.append(name)
        if "Present" in button.inner_text():
            chapter.keyboard.press("Escape")  # it covers all else
    assert pressed > 25
    assert not lost, "\n".join(lost)


def test_focus_stays_on_the_button_that_changes_the_colors(chapter: Page) -> None:
    button = chapter.locator(".theme-switch-button")
    names = set()
    for _ in range(3):
        press(button)
        expect(button).to_be_focused()
        names.add(button.get_attribute("aria-label"))
        expect(chapter.locator("body > .unseen[role=status]")).to_have_text(
            button.get_attribute("aria-label") or ""
        )
    assert names == {"Colors: light", "Colors: dark", "Colors: as your system"}


def test_list_of_chapters_is_put_away_and_brought_back(chapter: Page) -> None:
    button = chapter.get_by_role("button", name="List of chapters")
    entry = chapter.get_by_role("navigation", name="Main").get_by_role("link").first
    expect(button).to_have_attribute("aria-expanded", "true")
    press(button)
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(entry).to_be_hidden()
    expect(button).to_be_focused()
    press(button)
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(entry).to_be_visible()


def test_search_is_opened_by_keys_and_leads_back(chapter: Page) -> None:
    dialog = chapter.get_by_role("dialog", name="Search")
    for button in (
        chapter.locator(".bd-sidebar-primary").get_by_role("button", name="Search"),
        chapter.get_by_role("button", name="Reset"),
    ):
        button.focus()
        chapter.keyboard.press("Control+k")
        expect(dialog.get_by_role("searchbox")).to_be_focused()
        chapter.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(button).to_be_focused()


def test_menu_of_downloads_is_opened_and_closed(chapter: Page) -> None:
    button = chapter.get_by_role("button", name="Download this page")
    press(button)
    expect(button).to_have_attribute("aria-expanded", "true")
    chapter.keyboard.press("ArrowDown")
    expect(chapter.locator(".dropdown-menu :focus")).to_have_count(1)
    chapter.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


@pytest.mark.parametrize("name", ["List of chapters", "Contents of this page"])
def test_list_in_a_dialog_keeps_the_focus_and_leads_back(on_a_phone: Page, name: str) -> None:
    button = on_a_phone.get_by_role("button", name=name)
    dialog = on_a_phone.get_by_role("dialog", name=name)
    expect(button).to_have_attribute("aria-expanded", "false")
    press(button)
    expect(dialog).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    on_a_phone.keyboard.press("Tab")
    expect(dialog.locator(":focus")).to_have_count(1)
    on_a_phone.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_search_on_a_phone_leads_back(on_a_phone: Page) -> None:
    button = on_a_phone.locator(".bd-header-article .search-button")
    press(button)
    expect(on_a_phone.get_by_role("searchbox")).to_be_focused()
    on_a_phone.keyboard.press("Escape")
    expect(button).to_be_focused()

"""Where a browser stores nothing, and where several tabs store at once: nothing is lost unsaid."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.steps import EXPLORERS, OnPage, until
from playwright.sync_api import BrowserContext, Page, expect

Open = Callable[..., OnPage]

SPENDING = "spending-path"
CHAPTER = "book/augment-defense-expenditures.html"
NOT_STORED = "This browser does not store"
TROUBLES = {
    "forbidden": """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(
      window, name, { configurable: true, get() { throw new DOMException("no", "SecurityError"); } });""",
    "not there": """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(
      window, name, { configurable: true, value: null });""",
    "full": """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };""",
    "nearly full": """const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (value.length > 20) throw new DOMException("full", "QuotaExceededError");
        set.call(this, key, value);
      };""",
}
# A tab that sleeps hears of others' changes later, or never.
DEAF = """addEventListener("storage", (event) => event.stopImmediatePropagation(), true);"""


def names(on_page: OnPage) -> list[str]:
    fields = on_page.root.locator('[data-kept="name"]')
    found: list[str] = fields.evaluate_all("fields => fields.map((field) => field.value)")
    return found


def keep(on_page: OnPage, *, as_name: str) -> None:
    on_page.button("Keep to compare").click()
    field = on_page.root.locator('[data-kept="name"]').last
    field.fill(as_name)
    field.press("Enter")
    expect(on_page.message).to_contain_text(f"Renamed: {as_name}.")


def hears(on_page: OnPage, name: str) -> None:
    """Tabs may have processes of their own: what one writes reaches another a moment later."""
    stored = "(name) => Object.values(localStorage).some((text) => text.includes(name))"
    until(on_page.page, stored, arg=name)


def tab(context: BrowserContext, address: str, *, deaf: bool = False) -> OnPage:
    page = context.new_page()
    if deaf:
        page.add_init_script(DEAF)
    page.goto(address)
    return OnPage(page, EXPLORERS[SPENDING]).ready()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_without_storage_all_works_for_the_visit_and_says_so(
    page: Page, served_book: str, trouble: str
) -> None:
    """No script complains: the theme's own would stop at their first look at the storage."""
    page.add_init_script(TROUBLES[trouble])
    page.goto(f"{served_book}/{CHAPTER}")
    on_page = OnPage(page, EXPLORERS[SPENDING]).ready()
    for number in (1, 2):
        on_page.button("Keep to compare").click()
        expect(on_page.message).to_contain_text(f"{NOT_STORED} it: it is gone when the page is")
        assert names(on_page) == [on_page.start_kept(n + 1) for n in range(number)]
    on_page.button(f"Delete: {on_page.start_kept()}").click()
    assert names(on_page) == [on_page.start_kept(2)]

    question = page.locator('form.quiz-item[data-kind="single"]').first
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Check").click()
    expect(page.locator(".quiz-progress")).to_contain_text(f"{NOT_STORED} your answers")

    was = page.locator("html").get_attribute("data-mode") or ""
    page.locator(".theme-switch-button").click()
    expect(page.locator("html")).not_to_have_attribute("data-mode", was)
    page.goto(f"{served_book}/search.html?q=deterrence")
    expect(page.locator("#search-results li").first).to_be_visible()


def test_what_was_stored_before_is_read_while_the_storage_is_full(
    page: Page, open_explorer: Open
) -> None:
    keep(open_explorer(SPENDING), as_name="From before")
    page.add_init_script(TROUBLES["full"])
    page.reload()
    on_page = OnPage(page, EXPLORERS[SPENDING]).ready()
    assert names(on_page) == ["From before"]


def test_scenarios_kept_in_two_tabs_are_all_kept(page: Page, open_explorer: Open) -> None:
    here = open_explorer(SPENDING)
    there = tab(page.context, page.url, deaf=True)
    keep(here, as_name="Seoul")
    keep(here, as_name="Washington")
    hears(there, "Washington")
    keep(there, as_name="Tokyo")
    assert names(there) == ["Seoul", "Washington", "Tokyo"]
    expect(here.root.get_by_label("Name: Tokyo")).to_be_visible()
    page.reload()
    assert names(here.ready()) == ["Seoul", "Washington", "Tokyo"]


def test_change_in_one_tab_does_not_undo_another_tabs(page: Page, open_explorer: Open) -> None:
    here = open_explorer(SPENDING)
    for name in ("Seoul", "Washington", "Tokyo"):
        keep(here, as_name=name)
    there = tab(page.context, page.url, deaf=True)
    here.button("Delete: Washington").click()
    keep(here, as_name="Beijing")
    hears(there, "Beijing")

    there.button("Delete: Seoul").click()
    assert names(there) == ["Tokyo", "Beijing"]
    expect(here.button("Delete: Seoul")).to_have_count(0)
    here.root.get_by_label("Name: Tokyo").fill("Kyoto")
    here.root.get_by_label("Name: Tokyo").press("Enter")
    hears(there, "Kyoto")
    there.root.get_by_label("Compare: Tokyo").click()
    expect(there.message).to_have_text("Tokyo has been changed or deleted in another tab.")
    assert names(there) == ["Kyoto", "Beijing"]
    page.reload()
    assert names(here.ready()) == ["Kyoto", "Beijing"]

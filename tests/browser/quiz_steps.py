"""What a reader does with a quiz, on a page or in a notebook, by the keyboard."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page

from coursebook.quizzes.items import Item, Match, Numeric, Order, Several, Single


class Question:
    """A question on an open page, or in a part of it."""

    def __init__(self, page: Page, item: Item, within: Locator | None = None) -> None:
        self.page = page
        self.item = item
        self.form = (within or page).locator(f'form[data-item="{item.id}"]')
        self.feedback = self.form.locator(".quiz-feedback")
        self.verdict = self.feedback.locator(".quiz-verdict")
        self.check = self.form.get_by_role("button", name="Check")
        self.again = self.form.get_by_role("button", name="Try again")

    def tab_to(self, control: Locator) -> None:
        """Press Tab from the question's first control on, until this one has the focus."""
        first = self.form.locator("fieldset :is(input, button):not(:disabled)").first
        first.focus()
        for _ in range(40):
            if control.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {control}")

    def answer(self, answer: Any) -> None:
        """Give an answer, as `quiz_judge.judge` takes it, by keys alone."""
        match self.item:
            case Single():
                self._choose(self.form.get_by_role("radio"), answer)
            case Several():
                for index, box in enumerate(self.form.get_by_role("checkbox").all()):
                    if box.is_checked() != (index in answer):
                        self.tab_to(box)
                        self.page.keyboard.press("Space")
            case Numeric():
                field = self.form.get_by_role("textbox")
                self.tab_to(field)
                field.press("Control+a")
                self.page.keyboard.type(answer)
            case Order():
                self._sort(answer)
            case Match():
                groups = self.form.get_by_role("radiogroup").all()
                kinds = ["reported", "judgment", "forecast"]
                for group, kind in zip(groups, answer, strict=True):
                    self._choose(group.get_by_role("radio"), kinds.index(kind))

    def press_check(self) -> None:
        self.tab_to(self.check)
        self.page.keyboard.press("Enter")

    def _choose(self, radios: Locator, index: int) -> None:
        """Reach a group of radio buttons by Tab, and move in it by the arrows."""
        chosen = next((n for n, radio in enumerate(radios.all()) if radio.is_checked()), None)
        self.tab_to(radios.nth(chosen or 0))
        if chosen is None:
            self.page.keyboard.press("Space")
        for _ in range((index - (chosen or 0)) % radios.count()):
            self.page.keyboard.press("ArrowDown")

    def order(self) -> list[int]:
        """The entries' places in the right sequence, as they stand."""
        entries = self.form.locator("[data-entry]")
        found: list[int] = entries.evaluate_all("all => all.map((e) => Number(e.dataset.entry))")
        return found

    def _sort(self, wanted: list[int]) -> None:
        for place, entry in enumerate(wanted):
            up = self.form.locator(f'[data-entry="{entry}"] [data-move="-1"]')
            for _ in range(self.order().index(entry) - place):
                self.tab_to(up)
                self.page.keyboard.press("Enter")

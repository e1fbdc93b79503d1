"""What scenarios have in common for which a student can open an explorer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from coursebook.explorers import Explorer


class Explored(ABC):
    """A scenario to which an explorer can be set.

    A scenario of an exercise derives from it: it sets `declared` to the book's explorer, and has a
    property `settings` with values by the names of controls.
    """

    declared: ClassVar[Explorer]
    """The explorer as the book has it."""

    @property
    @abstractmethod
    def settings(self) -> dict[str, Any]:
        """Values of the explorer's controls in this scenario, by name."""

    @property
    def explorer(self) -> Explorer:
        """The explorer, set to this scenario."""
        return self.declared.with_defaults(**self.settings)

    @property
    def link(self) -> str:
        """What follows the chapter's address in a link that opens the explorer in this scenario."""
        return self.declared.link(**self.settings)

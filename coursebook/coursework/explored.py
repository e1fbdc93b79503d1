"""What the scenarios of exercises with an explorer have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from coursebook.explorers import Explorer


class Explored(ABC):
    """A scenario that an explorer can be set to."""

    declared: ClassVar[Explorer]
    """The explorer as the book has it."""

    @property
    @abstractmethod
    def settings(self) -> dict[str, Any]:
        """The explorer's controls in this scenario."""

    @property
    def explorer(self) -> Explorer:
        """The explorer, set to this scenario."""
        return self.declared.with_defaults(**self.settings)

    @property
    def link(self) -> str:
        """The same as the end of a link: what follows the chapter's address in the book."""
        return self.declared.link(**self.settings)

"""Quizzes: kept in data/quizzes/, shown with two faces, exported for learning platforms.

`quiz("opcon-transition")` at the end of a cell shows the quiz of that chapter.
"""

from __future__ import annotations

from typing import Any

from coursebook.face.host import on_page
from coursebook.quizzes.reading import Questions, QuizError, read

__all__ = ["Quiz", "QuizError", "quiz"]


class Quiz:
    """A chapter's quiz; shown by ending a cell."""

    def __init__(self, questions: Questions) -> None:
        self.questions = questions

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from coursebook.quizzes import page

        items = enumerate(self.questions.items, start=1)
        text = "\n".join(f"{number}. {item.question}" for number, item in items)
        if on_page():
            return {"text/plain": text, "text/html": page.html(self.questions)}
        from coursebook.face.output import view
        from coursebook.quizzes.notebook import NotebookFace

        return {
            "text/plain": text,
            "text/html": page.html(self.questions, still=page.IN_A_NOTEBOOK),
            **view(NotebookFace(self.questions).widget),
        }


def quiz(chapter: str) -> Quiz:
    """Show the quiz of a chapter, by the name of the chapter's file without `.md`.

    Raises
    ------
    QuizError : a line for each fault of data/quizzes/<chapter>.yaml
    """
    return Quiz(read(chapter))

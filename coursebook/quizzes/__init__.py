"""Quizzes: kept in data/quizzes/, shown in pages and notebooks, exported for learning platforms.

`quiz("water")` at the end of a cell shows the quiz of that chapter.
"""

from __future__ import annotations

from typing import Any

from coursebook.face.host import on_page
from coursebook.quizzes.reading import Questions, QuizError, read

__all__ = ["Quiz", "QuizError", "quiz"]


class Quiz:
    """A chapter's quiz, made by `quiz`; end a cell with it to show it.

    Parameters
    ----------
    questions
        The quiz as `coursebook.quizzes.reading.read` returns it.
    """

    def __init__(self, questions: Questions) -> None:
        self.questions = questions

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from coursebook.quizzes import page

        items = enumerate(self.questions.items, start=1)
        shown = {
            "text/plain": "\n".join(f"{number}. {item.question}" for number, item in items),
            "text/html": page.html(self.questions),
        }
        if on_page():
            return shown
        from coursebook.quizzes.widget import QuizWidget

        return shown | QuizWidget(markup=shown["text/html"]).view()


def quiz(chapter: str) -> Quiz:
    """Show the quiz of a chapter.

    Parameters
    ----------
    chapter
        The name of the chapter's file in `book/`, without `.md`. The quiz is in a file of this name
        in `data/quizzes/`.

    Returns
    -------
    Quiz
        End a cell with it.

    Raises
    ------
    QuizError
        If the quiz is not there or does not fit; there is a line for each fault.

    Examples
    --------
    >>> len(quiz("water").questions.items)
    4
    """
    return Quiz(read(chapter))

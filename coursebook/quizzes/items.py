"""What a quiz may hold: five kinds of items, each with its fields, bounds and texts.

A quiz file is a YAML file with one field, `items`, which is a list of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from coursebook.book import book

_LONGEST: Final = 600
_SLUG: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_NAME: Final = r"^[a-z_]\w*$"
FORMS: Final = {
    _SLUG: "lower-case words and numbers joined by hyphens",
    _NAME: "a name of letters, digits and underscores",
}
"""The patterns in words, for messages."""
_MARKUP: Final = re.compile(r"</?[a-zA-Z!]|&#?\w+;|`|\]\(")


def fault(found: str, allowed: str) -> PydanticCustomError:
    """An error that says what was found and what is allowed in its place."""
    # The text goes into a field: within the template, its braces would be taken for fields.
    return PydanticCustomError("quiz", "{allowed}", {"found": found, "allowed": allowed})


def _text(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise fault("nothing", "a text")
    if len(words) > _LONGEST:
        raise fault(f"{len(words)} characters", f"at most {_LONGEST}")
    if "$" in words:
        raise fault("a dollar sign", "words, such as '5 billion dollars'")
    if markup := _MARKUP.search(words):
        raise fault(repr(markup[0]), "plain sentences, with *emphasis* at most")
    if words.count("*") % 2:
        raise fault("an asterisk without a partner", "*emphasis* between two asterisks")
    return words


def claim_kinds() -> dict[str, str]:
    """What a claim can be in this book, from `[tool.coursebook.claim-kinds]`.

    Returns
    -------
    dict
        What readers see, by the word that quiz files use.

    Examples
    --------
    >>> list(claim_kinds())
    ['measured', 'estimated']
    """
    return book().claim_kinds


def _claim_kind(text: str) -> str:
    if text not in claim_kinds():
        *others, last = map(repr, claim_kinds())
        raise fault(repr(text), f"{', '.join(others)} or {last}")
    return text


def _differ(texts: Sequence[str], what: str) -> None:
    repeated = sorted({text for text in texts if texts.count(text) > 1})
    if repeated:
        raise fault(f"{repeated[0]!r} more than once", f"{what} that differ")


Name = Annotated[str, Field(pattern=_NAME)]
Text = Annotated[str, AfterValidator(_text)]
Slug = Annotated[str, Field(pattern=_SLUG)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _Part(BaseModel):
    """Exactly the fields that are declared, each of its own type: nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Option(_Part):
    """An answer to choose.

    Parameters
    ----------
    text : str
        The answer, in plain words with *emphasis* at most, as every text of a quiz.
    correct : bool
        Whether it is right; false by default.
    feedback : str
        What a reader learns from having chosen it.
    """

    text: Text
    correct: bool = False
    feedback: Text


class Claim(_Part):
    """A statement whose kind a reader has to recognize.

    Parameters
    ----------
    text : str
        The statement.
    is : str
        Its kind, one of the book's claim kinds.
    feedback : str
        Why it is of that kind.
    """

    text: Text
    kind: Annotated[str, AfterValidator(_claim_kind)] = Field(alias="is")
    feedback: Text


class Cell(_Part):
    """One cell of a table in `data/`.

    Parameters
    ----------
    table : str
        The table's name.
    where : dict
        Values by field; exactly one row has them all.
    field : str
        The field to read in that row.
    """

    table: Name
    where: dict[Name, str | int | float | bool]
    column: Name = Field(alias="field")


class Figure(_Part):
    """Where a number comes from, so that every build can compute it anew.

    Parameters
    ----------
    values : dict of Cell
        Cells by name, at least one.
    formula : str
        Arithmetic over these names, as `coursebook.tables.derived` reads it.
    """

    values: Annotated[dict[Name, Cell], Field(min_length=1)]
    formula: str


class Feedback(_Part):
    """What a reader is told.

    Parameters
    ----------
    right : str
        After a right answer.
    wrong : str
        After a wrong one.
    """

    right: Text
    wrong: Text


class Near(_Part):
    """A mistake that was foreseen.

    Parameters
    ----------
    value : float
        The wrong number, in the item's unit.
    tolerance : float
        How far from it a number may be; this range must not touch that of the right answer.
    text : str
        What a reader who makes this mistake is told.
    """

    value: Number
    tolerance: Positive
    text: Text


class NumericFeedback(Feedback):
    """What a reader is told about a number.

    Parameters
    ----------
    right : str
        After a right answer.
    wrong : str
        After any other.
    near : list of Near
        Mistakes that were foreseen, each with words of its own.
    """

    near: list[Near] = []


class _Item(_Part):
    """What all items have.

    Parameters
    ----------
    id : str
        In kebab case, unique in the quiz. Browsers keep answers by it, so leave it when you only
        mend words.
    goal : int
        The learning goal that is checked, counted from 1 in the chapter's list.
    passage : str
        Where the answer is found: the slug of a heading, or `fig-` and the name of a figure.
    question : str
        What is asked.
    """

    id: Slug
    goal: Annotated[int, Field(ge=1)]
    passage: Slug
    question: Text


class Single(_Item):
    """An item with one right option.

    Parameters
    ----------
    id : str
        A name in kebab case, unique in the quiz. Browsers keep answers by it.
    goal : int
        The learning goal that is checked, counted from 1.
    passage : str
        Where the answer is found: the slug of a heading, or `fig-` and the name of a figure.
    question : str
        What is asked.
    kind : str
        `single`.
    options : list of Option
        3 to 5 different ones, of which one is correct.
    """

    kind: Literal["single"]
    options: Annotated[list[Option], Field(min_length=3, max_length=5)]

    @field_validator("options")
    @classmethod
    def _one_is_right(cls, options: list[Option]) -> list[Option]:
        _differ([option.text for option in options], "options")
        if (right := sum(option.correct for option in options)) != 1:
            raise fault(f"{right} correct options", "exactly one")
        return options


class Several(_Item):
    """An item with several right options.

    Parameters
    ----------
    id, passage, question : str
        As in `Single`.
    goal : int
        As in `Single`.
    kind : str
        `several`.
    options : list of Option
        3 to 5 different ones, of which at least one is correct and at least one is not.
    """

    kind: Literal["several"]
    options: Annotated[list[Option], Field(min_length=3, max_length=5)]

    @field_validator("options")
    @classmethod
    def _some_are_right(cls, options: list[Option]) -> list[Option]:
        _differ([option.text for option in options], "options")
        if (right := sum(option.correct for option in options)) in (0, len(options)):
            raise fault(f"{right} correct options of {len(options)}", "at least one, but not all")
        return options


class Numeric(_Item):
    """An item whose answer is a number.

    Parameters
    ----------
    id, passage, question : str
        As in `Single`.
    goal : int
        As in `Single`.
    kind : str
        `numeric`.
    unit : str
        What stands behind the field to write in.
    answer : float
        The right number, in `unit`.
    tolerance : float
        How far from it a number may be, in `unit`, and still be right.
    figure : Figure
        How the answer follows from the tables. The build stops when it no longer does.
    feedback : NumericFeedback
        What a reader is told.
    """

    kind: Literal["numeric"]
    unit: Text
    answer: Number
    tolerance: Positive
    figure: Figure
    feedback: NumericFeedback

    @model_validator(mode="after")
    def _mistakes_are_mistakes(self) -> Numeric:
        for near in self.feedback.near:
            if abs(near.value - self.answer) <= near.tolerance + self.tolerance:
                raise fault(
                    f"a foreseen mistake of {near.value:g} beside the answer {self.answer:g}",
                    "mistakes whose bounds do not touch those of the answer",
                )
        return self


class Order(_Item):
    """An item whose entries have to be put in order.

    Parameters
    ----------
    id, passage, question : str
        As in `Single`.
    goal : int
        As in `Single`.
    kind : str
        `order`.
    sequence : list of str
        3 to 5 different entries, in the right order; readers get them shuffled.
    feedback : Feedback
        What a reader is told.
    """

    kind: Literal["order"]
    sequence: Annotated[list[Text], Field(min_length=3, max_length=5)]
    feedback: Feedback

    @field_validator("sequence")
    @classmethod
    def _entries_differ(cls, sequence: list[str]) -> list[str]:
        _differ(sequence, "entries")
        return sequence


class Match(_Item):
    """An item that asks of each claim what kind of claim it is.

    Parameters
    ----------
    id, passage, question : str
        As in `Single`.
    goal : int
        As in `Single`.
    kind : str
        `match`.
    claims : list of Claim
        3 to 5 different ones, of two kinds at least.
    """

    kind: Literal["match"]
    claims: Annotated[list[Claim], Field(min_length=3, max_length=5)]

    @field_validator("claims")
    @classmethod
    def _claims_differ(cls, claims: list[Claim]) -> list[Claim]:
        _differ([claim.text for claim in claims], "claims")
        if len({claim.kind for claim in claims}) == 1:
            raise fault("claims of one kind only", "claims of two kinds at least")
        return claims


Item = Single | Several | Numeric | Order | Match


class Sheet(_Part):
    """The content of a quiz file.

    Parameters
    ----------
    items : list of items
        1 to 20 items, whose ids differ.
    """

    items: Annotated[
        list[Annotated[Item, Field(discriminator="kind")]], Field(min_length=1, max_length=20)
    ]

    @field_validator("items")
    @classmethod
    def _ids_differ(cls, items: list[Item]) -> list[Item]:
        _differ([item.id for item in items], "ids")
        return items

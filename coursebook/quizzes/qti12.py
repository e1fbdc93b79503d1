"""Quizzes in QTI 1.2, as Canvas imports them; other platforms read the same package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from coursebook.quizzes.exported import add, document, identifier, matching, number, package
from coursebook.quizzes.items import Item, Match, Numeric, Option, Order, Several, Single
from coursebook.quizzes.reading import Questions
from coursebook.quizzes.wording import explained, inline

QTI: Final = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"

# Canvas wants the kind in a separate field.
CANVAS: Final = {
    "single": "multiple_choice_question",
    "several": "multiple_answers_question",
    "numeric": "numerical_question",
    "order": "matching_question",
    "match": "matching_question",
}
RESPONSE: Final = "response1"


def qti12(quizzes: Sequence[Questions], name: str) -> bytes:
    """Write quizzes as a QTI 1.2 package.

    Parameters
    ----------
    quizzes
        In the order in which they shall appear.
    name
        Names the package and begins its identifiers.

    Returns
    -------
    bytes
        A zip archive with an assessment for each quiz; the same quizzes make the same bytes.

    Examples
    --------
    >>> from io import BytesIO
    >>> from zipfile import ZipFile
    >>> from coursebook.quizzes.reading import read
    >>> ZipFile(BytesIO(qti12([read("water")], "lakes"))).namelist()
    ['imsmanifest.xml', 'water/water.xml']
    """
    files = {
        f"{questions.name}/{questions.name}.xml": document(assessment(questions))
        for questions in quizzes
    }
    return package({"imsmanifest.xml": document(_manifest(list(files), name)), **files})


def _manifest(files: Sequence[str], name: str) -> ET.Element:
    root = ET.Element("manifest", identifier=identifier("manifest", name), xmlns=PACKAGE)
    metadata = add(root, "metadata")
    add(metadata, "schema", "IMS Content")
    add(metadata, "schemaversion", "1.1.3")
    add(root, "organizations")
    resources = add(root, "resources")
    for file in files:
        resource = add(
            resources,
            "resource",
            identifier=identifier("quiz", file.partition("/")[0]),
            type="imsqti_xmlv1p2",
            href=file,
        )
        add(resource, "file", href=file)
    return root


def assessment(questions: Questions) -> ET.Element:
    """A quiz as one assessment."""
    root = ET.Element("questestinterop", xmlns=QTI)
    ident = identifier("quiz", questions.name)
    made = add(root, "assessment", ident=ident, title=questions.chapter.title)
    section = add(made, "section", ident="root_section")
    for item in questions.items:
        _item(section, item, questions)
    return root


def _item(section: ET.Element, item: Item, questions: Questions) -> None:
    ident = identifier(questions.name, item.id)
    made = add(section, "item", ident=ident, title=f"{questions.name}: {item.id}")
    fields = add(add(made, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", CANVAS[item.kind]), ("points_possible", "1")):
        field = add(fields, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", entry)
    goal = questions.chapter.goals[item.goal - 1]
    _material(add(made, "objectives"), f"Goal {item.goal}: {goal}")
    presentation = add(made, "presentation")
    _material(presentation, item.question)
    processing = add(made, "resprocessing")
    add(
        add(processing, "outcomes"),
        "decvar",
        varname="SCORE",
        vartype="Decimal",
        minvalue="0",
        maxvalue="100",
    )
    match item:
        case Single() | Several():
            _choice(presentation, processing, item)
            said = {f"{_answer(n)}_fb": o.feedback for n, o in enumerate(item.options)}
        case Numeric():
            said = _numeric(presentation, processing, item)
        case Order():
            _matching(presentation, processing, item)
            said = {"correct_fb": item.feedback.right, "general_incorrect_fb": item.feedback.wrong}
        case Match():
            _matching(presentation, processing, item)
            why = " ".join(f"{claim.text} {explained(claim)}" for claim in item.claims)
            said = {"general_fb": why}
    for name, text in said.items():
        _material(add(add(made, "itemfeedback", ident=name), "flow_mat"), text)


def _material(parent: ET.Element, text: str) -> None:
    add(add(parent, "material"), "mattext", f"<p>{inline(text)}</p>", texttype="text/html")


def _answer(index: int) -> str:
    return f"answer{index + 1}"


# --- conditions -------------------------------------------------------------------------------


def _condition(processing: ET.Element, *, last: bool) -> tuple[ET.Element, ET.Element]:
    """A condition on the response, and what follows from it."""
    made = add(processing, "respcondition", continue_="No" if last else "Yes")
    return made, add(made, "conditionvar")


def _say(condition: ET.Element, name: str) -> None:
    add(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)


def _score(condition: ET.Element, points: str = "100", action: str = "Set") -> None:
    add(condition, "setvar", points, action=action, varname="SCORE")


def _otherwise(processing: ET.Element, name: str) -> None:
    condition, test = _condition(processing, last=False)
    add(test, "other")
    _say(condition, name)


# --- kinds ------------------------------------------------------------------------------------


def _choice(presentation: ET.Element, processing: ET.Element, item: Single | Several) -> None:
    several = isinstance(item, Several)
    response = add(
        presentation,
        "response_lid",
        ident=RESPONSE,
        rcardinality="Multiple" if several else "Single",
    )
    _labels(add(response, "render_choice", shuffle="No"), item.options)
    for index in range(len(item.options)):
        condition, test = _condition(processing, last=False)
        add(test, "varequal", _answer(index), respident=RESPONSE)
        _say(condition, f"{_answer(index)}_fb")
    condition, test = _condition(processing, last=True)
    if several:
        test = add(test, "and")
    for index, option in enumerate(item.options):
        if option.correct:
            add(test, "varequal", _answer(index), respident=RESPONSE)
        elif several:
            add(add(test, "not"), "varequal", _answer(index), respident=RESPONSE)
    _score(condition)


def _labels(render: ET.Element, options: Sequence[Option]) -> None:
    for index, option in enumerate(options):
        _material(add(render, "response_label", ident=_answer(index)), option.text)


def _numeric(presentation: ET.Element, processing: ET.Element, item: Numeric) -> dict[str, str]:
    response = add(presentation, "response_str", ident=RESPONSE, rcardinality="Single")
    add(add(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    foreseen = [(near.value, near.tolerance, near.text) for near in item.feedback.near]
    said = {"correct_fb": item.feedback.right}
    condition = _close(processing, item.answer, item.tolerance)
    _score(condition)
    _say(condition, "correct_fb")
    for index, (value, tolerance, text) in enumerate(foreseen, start=2):
        _say(_close(processing, value, tolerance), f"{_answer(index - 1)}_fb")
        said[f"{_answer(index - 1)}_fb"] = text
    _otherwise(processing, "general_incorrect_fb")
    return said | {"general_incorrect_fb": item.feedback.wrong}


def _close(processing: ET.Element, value: float, tolerance: float) -> ET.Element:
    condition, test = _condition(processing, last=True)
    either = add(test, "or")
    add(either, "varequal", number(value), respident=RESPONSE)
    within = add(either, "and")
    add(within, "vargte", number(value - tolerance), respident=RESPONSE)
    add(within, "varlte", number(value + tolerance), respident=RESPONSE)
    return condition


def _matching(presentation: ET.Element, processing: ET.Element, item: Order | Match) -> None:
    pairs, answers = matching(item)
    for index, (entry, _) in enumerate(pairs):
        response = add(presentation, "response_lid", ident=f"response_{index + 1}")
        _material(response, entry)
        render = add(response, "render_choice")
        for number_, answer in enumerate(answers):
            _material(add(render, "response_label", ident=_answer(number_)), answer)
    for index, (_, given) in enumerate(pairs):
        condition, test = _condition(processing, last=False)
        right = _answer(answers.index(given))
        add(test, "varequal", right, respident=f"response_{index + 1}")
        _score(condition, f"{100 / len(pairs):.2f}", "Add")
    if isinstance(item, Match):
        _otherwise(processing, "general_fb")
        return
    condition, test = _condition(processing, last=True)
    for index, (_, given) in enumerate(pairs):
        right = _answer(answers.index(given))
        add(test, "varequal", right, respident=f"response_{index + 1}")
    _say(condition, "correct_fb")
    _otherwise(processing, "general_incorrect_fb")

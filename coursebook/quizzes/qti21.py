"""Quizzes in QTI 2.1, as Blackboard, Brightspace and most newer platforms import them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from coursebook.quizzes.exported import add, document, identifier, matching, number, package
from coursebook.quizzes.items import Item, Match, Numeric, Order, Several, Single
from coursebook.quizzes.reading import Questions
from coursebook.quizzes.wording import explained, inline

QTI: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"


def qti21(quizzes: Sequence[Questions], name: str) -> bytes:
    """Write quizzes as a QTI 2.1 package.

    Parameters
    ----------
    quizzes
        In the order in which they shall appear.
    name
        Names the package and begins its identifiers.

    Returns
    -------
    bytes
        A zip archive with a test for each quiz and a file for each item; the same quizzes make the
        same bytes.

    Examples
    --------
    >>> from io import BytesIO
    >>> from zipfile import ZipFile
    >>> from coursebook.quizzes.reading import read
    >>> ZipFile(BytesIO(qti21([read("water")], "lakes"))).namelist()[:3]
    ['imsmanifest.xml', 'water/slowest.xml', 'water/kinds.xml']
    """
    items, tests = {}, {}
    for questions in quizzes:
        for item in questions.items:
            items[_file(questions, item)] = document(assessment_item(questions, item))
        tests[f"{questions.name}/test.xml"] = document(assessment_test(questions))
    manifest = document(_manifest(quizzes, name))
    return package({"imsmanifest.xml": manifest, **items, **tests})


def _file(questions: Questions, item: Item) -> str:
    return f"{questions.name}/{item.id}.xml"


def _name(questions: Questions, item: Item) -> str:
    return identifier("item", questions.name, item.id)


def _manifest(quizzes: Iterable[Questions], name: str) -> ET.Element:
    root = ET.Element("manifest", identifier=identifier("manifest", name), xmlns=PACKAGE)
    metadata = add(root, "metadata")
    add(metadata, "schema", "QTIv2.1 Package")
    add(metadata, "schemaversion", "1.0.0")
    add(root, "organizations")
    resources = add(root, "resources")
    for questions in quizzes:
        for item in questions.items:
            kind = "imsqti_item_xmlv2p1"
            _resource(resources, _name(questions, item), kind, _file(questions, item))
        test = identifier("test", questions.name)
        made = _resource(resources, test, "imsqti_test_xmlv2p1", f"{questions.name}/test.xml")
        for item in questions.items:
            add(made, "dependency", identifierref=_name(questions, item))
    return root


def _resource(parent: ET.Element, name: str, kind: str, file: str) -> ET.Element:
    made = add(parent, "resource", identifier=name, type=kind, href=file)
    add(made, "file", href=file)
    return made


def assessment_test(questions: Questions) -> ET.Element:
    """A quiz as a test: its items in their order, feedback at once, any number of attempts."""
    title, name = questions.chapter.title, identifier("test", questions.name)
    root = ET.Element("assessmentTest", identifier=name, title=title, xmlns=QTI)
    part = add(
        root,
        "testPart",
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    add(part, "itemSessionControl", maxAttempts="0", showFeedback="true")
    section = add(part, "assessmentSection", identifier="section", title=title, visible="true")
    for item in questions.items:
        add(
            section,
            "assessmentItemRef",
            identifier=_name(questions, item),
            href=f"{item.id}.xml",
        )
    return root


def assessment_item(questions: Questions, item: Item) -> ET.Element:
    """A question with its responses, its score and its feedback."""
    root = ET.Element(
        "assessmentItem",
        identifier=_name(questions, item),
        title=f"{questions.name}: {item.id}",
        adaptive="false",
        timeDependent="false",
        xmlns=QTI,
    )
    match item:
        case Single() | Several():
            _choice(root, item)
        case Numeric():
            _numeric(root, item)
        case Order() | Match():
            _matching(root, item)
    return root


# --- parts of an item -------------------------------------------------------------------------


def _declare(root: ET.Element, cardinality: str, kind: str, correct: Iterable[str]) -> ET.Element:
    made = add(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=kind
    )
    response = add(made, "correctResponse")
    for value in correct:
        add(response, "value", value)
    return made


def _outcomes(root: ET.Element, feedback: str) -> None:
    """A score of 0 or 1, and the name of what is to be said."""
    score = add(
        root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float"
    )
    add(add(score, "defaultValue"), "value", "0")
    add(
        root,
        "outcomeDeclaration",
        identifier="FEEDBACK",
        cardinality=feedback,
        baseType="identifier",
    )


def _words(parent: ET.Element, text: str) -> None:
    """A text with its emphasis as elements."""
    content = ET.fromstring(f"<p>{inline(text)}</p>")  # noqa: S314 - our own markup
    parent.text = content.text
    parent.extend(content)


def _say(root: ET.Element, name: str, text: str) -> None:
    said = add(
        root, "modalFeedback", outcomeIdentifier="FEEDBACK", identifier=name, showHide="show"
    )
    _words(said, text)


def _set(parent: ET.Element, outcome: str) -> ET.Element:
    return add(parent, "setOutcomeValue", identifier=outcome)


def _score_and_say(branch: ET.Element, name: str, score: str) -> None:
    add(_set(branch, "SCORE"), "baseValue", score, baseType="float")
    add(_set(branch, "FEEDBACK"), "baseValue", name, baseType="identifier")


def _correct(parent: ET.Element) -> None:
    same = add(parent, "match")
    add(same, "variable", identifier="RESPONSE")
    add(same, "correct", identifier="RESPONSE")


# --- kinds ------------------------------------------------------------------------------------


def _answer(index: int) -> str:
    return f"answer{index + 1}"


def _choice(root: ET.Element, item: Single | Several) -> None:
    many = isinstance(item, Several)
    cardinality = "multiple" if many else "single"
    correct = [_answer(n) for n, option in enumerate(item.options) if option.correct]
    _declare(root, cardinality, "identifier", correct)
    _outcomes(root, cardinality)
    interaction = add(
        add(root, "itemBody"),
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxChoices="0" if many else "1",
    )
    _words(add(interaction, "prompt"), item.question)
    for index, option in enumerate(item.options):
        _words(add(interaction, "simpleChoice", identifier=_answer(index)), option.text)
    processing = add(root, "responseProcessing")
    branch = add(add(processing, "responseCondition"), "responseIf")
    _correct(branch)
    add(_set(branch, "SCORE"), "baseValue", "1", baseType="float")
    add(_set(processing, "FEEDBACK"), "variable", identifier="RESPONSE")
    for index, option in enumerate(item.options):
        _say(root, _answer(index), option.feedback)


def _numeric(root: ET.Element, item: Numeric) -> None:
    _declare(root, "single", "float", [number(item.answer)])
    _outcomes(root, "single")
    body = add(root, "itemBody")
    _words(add(body, "p"), item.question)
    field = add(body, "p")
    add(field, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="12")
    field[-1].tail = f" {item.unit}"
    condition = add(add(root, "responseProcessing"), "responseCondition")
    branch = add(condition, "responseIf")
    _close(branch, item.answer, item.tolerance)
    _score_and_say(branch, "right", "1")
    for index, near in enumerate(item.feedback.near, start=1):
        branch = add(condition, "responseElseIf")
        _close(branch, near.value, near.tolerance)
        _score_and_say(branch, f"near{index}", "0")
    _score_and_say(add(condition, "responseElse"), "wrong", "0")
    _say(root, "right", item.feedback.right)
    for index, near in enumerate(item.feedback.near, start=1):
        _say(root, f"near{index}", near.text)
    _say(root, "wrong", item.feedback.wrong)


def _close(branch: ET.Element, value: float, tolerance: float) -> None:
    within = add(branch, "and")
    for test, bound in (("gte", value - tolerance), ("lte", value + tolerance)):
        side = add(within, test)
        add(side, "variable", identifier="RESPONSE")
        add(side, "baseValue", number(bound), baseType="float")


def _matching(root: ET.Element, item: Order | Match) -> None:
    pairs, answers = matching(item)
    correct = [f"entry{n + 1} {_answer(answers.index(a))}" for n, (_, a) in enumerate(pairs)]
    _declare(root, "multiple", "directedPair", correct)
    _outcomes(root, "single")
    once = isinstance(item, Order)
    interaction = add(
        add(root, "itemBody"),
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false",
        maxAssociations=str(len(pairs)),
    )
    _words(add(interaction, "prompt"), item.question)
    left = add(interaction, "simpleMatchSet")
    for index, (entry, _) in enumerate(pairs, start=1):
        choice = "simpleAssociableChoice"
        _words(add(left, choice, identifier=f"entry{index}", matchMax="1"), entry)
    right = add(interaction, "simpleMatchSet")
    most = "1" if once else str(len(pairs))
    for index, answer in enumerate(answers):
        choice = "simpleAssociableChoice"
        _words(add(right, choice, identifier=_answer(index), matchMax=most), answer)
    condition = add(add(root, "responseProcessing"), "responseCondition")
    branch = add(condition, "responseIf")
    _correct(branch)
    _score_and_say(branch, "right", "1")
    _score_and_say(add(condition, "responseElse"), "wrong", "0")
    if isinstance(item, Order):
        _say(root, "right", item.feedback.right)
        _say(root, "wrong", item.feedback.wrong)
        return
    why = " ".join(f"{claim.text} {explained(claim)}" for claim in item.claims)
    for name in ("right", "wrong"):
        _say(root, name, why)

"""QTI 1.2 holds what the quizzes hold, and judges as they do: read here condition by condition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from quiz_answers import answers_to, feedback, parse, plain, response, words
from quiz_judge import judge
from quizzes_of_the_book import IDS, ITEMS, QUIZZES

from coursebook.quizzes import qti12
from coursebook.quizzes.exported import identifier
from coursebook.quizzes.items import Item, Numeric, Several, Single
from coursebook.quizzes.reading import Questions

every_item = pytest.mark.parametrize(("questions", "item"), ITEMS, ids=IDS)

# What may stand in an element, in this order, by the format's definition.
CONTENT_12 = {
    "questestinterop": "assessment",
    "assessment": "section",
    "section": "item+",
    "item": "itemmetadata objectives presentation resprocessing itemfeedback+",
    "itemmetadata": "qtimetadata",
    "qtimetadata": "qtimetadatafield+",
    "qtimetadatafield": "fieldlabel fieldentry",
    "objectives": "material",
    "presentation": "material (response_lid|response_str)+",
    "response_lid": "material? render_choice",
    "response_str": "render_fib",
    "render_choice": "response_label+",
    "render_fib": "response_label",
    "response_label": "material?",
    "material": "mattext",
    "resprocessing": "outcomes respcondition+",
    "outcomes": "decvar",
    "respcondition": "conditionvar setvar? displayfeedback*",
    "conditionvar": "(varequal|and|or|other)+",
    "and": "(varequal|not|vargte|varlte)+",
    "or": "(varequal|and)+",
    "not": "varequal",
    "itemfeedback": "flow_mat",
    "flow_mat": "material",
}


def misplaced(root: ET.Element, content: dict[str, str]) -> Iterator[str]:
    """A line for each element whose content the format does not allow."""
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        allowed = content.get(name, "").replace(" ", "\n")
        pattern = re.sub(r"\w+", lambda child: f"(?:{child[0]};)", allowed).replace("\n", "")
        found = "".join(f"{child.tag.rpartition('}')[2]};" for child in element)
        if not re.fullmatch(pattern, found):
            yield f"{name}: {found} instead of {content.get(name, 'nothing')}"


def item12(questions: Questions, item: Item) -> ET.Element:
    """An item as a reader gets it: from the text of the file."""
    root = parse(qti12.document(qti12.assessment(questions)))
    return next(
        each
        for each in root.iter(f"{{{qti12.QTI}}}item")
        if each.get("ident") == identifier(questions.name, item.id)
    )


def find(element: ET.Element, tag: str) -> list[ET.Element]:
    return list(element.iter(f"{{{qti12.QTI}}}{tag}"))


def holds(test: ET.Element, answers: dict[str, Any], already: bool) -> bool:
    """Whether a condition of QTI 1.2 holds for the answers, by the name of the response."""
    tag = test.tag.rpartition("}")[2]
    parts = [holds(each, answers, already) for each in test]
    given = answers.get(test.get("respident", ""), ())
    match tag:
        case "conditionvar" | "and":
            return all(parts)
        case "or":
            return any(parts)
        case "not":
            return not parts[0]
        case "other":
            return not already
        case "varequal" if isinstance(given, float):
            return given == float(test.text or "")
        case "varequal":
            return test.text in given
        case "vargte":
            return bool(given >= float(test.text or ""))
        case "varlte":
            return bool(given <= float(test.text or ""))
    raise AssertionError(tag)


def judged12(item: ET.Element, answers: dict[str, Any]) -> tuple[float, list[str]]:
    """The score in percent, and the feedback, in the order in which it is shown."""
    said = {
        each.get("ident"): words(find(each, "mattext")[0].text)
        for each in find(item, "itemfeedback")
    }
    score, shown, already = 0.0, [], False
    for condition in find(item, "respcondition"):
        if not holds(find(condition, "conditionvar")[0], answers, already):
            continue
        already = True
        for points in find(condition, "setvar"):
            value = float(points.text or "")
            score = value if points.get("action") == "Set" else score + value
        shown += [said[each.get("linkrefid")] for each in find(condition, "displayfeedback")]
        if condition.get("continue") == "No":
            break
    return score, shown


@every_item
def test_qti_12_judges_as_the_page_does(questions: Questions, item: Item) -> None:
    exported = item12(questions, item)
    for answer in answers_to(item):
        verdict = judge(item, answer)
        score, shown = judged12(exported, response(item, answer))
        assert (score == pytest.approx(100, abs=0.1)) == verdict.right
        if isinstance(item, Single | Several | Numeric):
            expected = [plain(line.text) for line in verdict.lines]
            # On a page, a right choice of several is explained with the options left out, too.
            assert [text for text in expected if text in shown] == shown


@every_item
def test_qti_12_holds_the_question_and_all_feedback(questions: Questions, item: Item) -> None:
    exported = item12(questions, item)
    texts = [words(each.text) for each in find(exported, "mattext")]
    assert plain(item.question) in texts
    for text in feedback(item):
        assert any(plain(text) in each for each in texts), text


@pytest.mark.parametrize("questions", QUIZZES, ids=lambda quiz: quiz.name)
def test_qti_12_follows_the_format(questions: Questions) -> None:
    root = parse(qti12.document(qti12.assessment(questions)))
    assert not list(misplaced(root, CONTENT_12))
    for item in find(root, "item"):
        responses = {
            each.get("ident")
            for tag in ("response_lid", "response_str")
            for each in find(item, tag)
        }
        labels = {each.get("ident") for each in find(item, "response_label")}
        said = [each.get("ident") for each in find(item, "itemfeedback")]
        assert len(said) == len(set(said))
        assert {each.get("linkrefid") for each in find(item, "displayfeedback")} == set(said)
        for test in find(item, "varequal"):
            assert test.get("respident") in responses
            assert test.text in labels or re.fullmatch(r"-?[\d.]+", test.text or "")

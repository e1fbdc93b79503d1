"""QTI 2.1 holds what the quizzes hold, and judges as they do, processed as by a platform."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from qti21_judge import correct, find21, judged21, local, said21
from quiz_answers import answers_to, feedback, parse, plain, response, right_answer
from quiz_judge import judge
from quizzes_of_the_book import IDS, ITEMS, QUIZZES

from coursebook.quizzes import qti21
from coursebook.quizzes.exported import matching
from coursebook.quizzes.items import Item, Match, Numeric, Several, Single
from coursebook.quizzes.reading import Questions

every_item = pytest.mark.parametrize(("questions", "item"), ITEMS, ids=IDS)

ORDER_21 = [
    "responseDeclaration",
    "outcomeDeclaration",
    "itemBody",
    "responseProcessing",
    "modalFeedback",
]
"""What an item is made of, in the order of the format."""


def item21(questions: Questions, item: Item) -> ET.Element:
    return parse(qti21.document(qti21.assessment_item(questions, item)))


def response21(item: Item, answer: Any) -> Any:
    """An answer as the one response of an item."""
    parts = response(item, answer)
    match item:
        case Numeric():
            return parts["response1"]
        case Single():
            return parts["response1"][0]
        case Several():
            return set(parts["response1"])
        case _:
            return {f"{key.replace('response_', 'entry')} {part[0]}" for key, part in parts.items()}


@every_item
def test_qti_21_judges_as_the_page_does(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    for answer in answers_to(item):
        verdict = judge(item, answer)
        score, shown = judged21(exported, response21(item, answer))
        assert score == (1 if verdict.right else 0), answer
        match item:
            case Several():
                # On a page, a right choice is explained with the options left out, too.
                expected = [item.options[index].feedback for index in sorted(answer)]
                assert shown == [plain(text) for text in expected]
            case Match():
                (text,) = shown
                assert all(plain(line.text) in text for line in verdict.lines)
            case _:
                assert shown == [plain(line.text) for line in verdict.lines]


@every_item
def test_qti_21_holds_the_question_and_all_feedback(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    assert plain(item.question) in said21(find21(exported, "itemBody")[0])
    said = [said21(each) for each in find21(exported, "modalFeedback")]
    for text in feedback(item):
        assert any(plain(text) in each for each in said), text


@every_item
def test_qti_21_knows_the_right_answer(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    assert correct(exported, "RESPONSE") == response21(item, right_answer(item))


@every_item
def test_qti_21_refers_to_what_is_there(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    declared = {
        each.get("identifier")
        for tag in ("responseDeclaration", "outcomeDeclaration")
        for each in find21(exported, tag)
    }
    used = {each.get("identifier") for each in find21(exported, "variable")}
    set_ = {each.get("identifier") for each in find21(exported, "setOutcomeValue")}
    assert used | set_ | {"RESPONSE", "SCORE", "FEEDBACK"} == declared
    shown = [each.get("identifier") for each in find21(exported, "modalFeedback")]
    assert len(shown) == len(set(shown))
    if isinstance(item, Single | Several):
        assert shown == [each.get("identifier") for each in find21(exported, "simpleChoice")]
    else:
        values = {each.text for each in find21(exported, "baseValue")}
        assert set(shown) <= values
    order = [local(each) for each in exported]
    assert order == sorted(order, key=ORDER_21.index)


@every_item
def test_qti_21_lets_a_reader_give_every_answer_once(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    (body,) = find21(exported, "itemBody")
    (interaction,) = (each for each in body.iter() if local(each).endswith("Interaction"))
    assert interaction.get("responseIdentifier") == "RESPONSE"
    match item:
        case Single() | Several():
            assert local(interaction) == "choiceInteraction"
            assert interaction.get("shuffle") == "false"
            # 0 is any number of them.
            assert interaction.get("maxChoices") == ("0" if isinstance(item, Several) else "1")
            texts = [said21(each) for each in find21(interaction, "simpleChoice")]
            assert texts == [plain(option.text) for option in item.options]
        case Numeric():
            assert local(interaction) == "textEntryInteraction"
            assert said21(body).endswith(item.unit)
        case _:
            assert local(interaction) == "matchInteraction"
            assert interaction.get("shuffle") == "false"
            pairs, answers = matching(item)
            assert interaction.get("maxAssociations") == str(len(pairs))
            left, right = find21(interaction, "simpleMatchSet")
            assert [said21(each) for each in left] == [plain(entry) for entry, _ in pairs]
            assert [said21(each) for each in right] == [plain(answer) for answer in answers]
            # An entry has one answer; a place is given once, a kind as often as there are claims.
            assert {each.get("matchMax") for each in left} == {"1"}
            most = str(len(pairs)) if isinstance(item, Match) else "1"
            assert {each.get("matchMax") for each in right} == {most}


@every_item
def test_qti_21_scores_by_itself_and_once(questions: Questions, item: Item) -> None:
    exported = item21(questions, item)
    assert (exported.get("adaptive"), exported.get("timeDependent")) == ("false", "false")
    assert exported.get("title") == f"{questions.name}: {item.id}"
    score, said = find21(exported, "outcomeDeclaration")
    assert (score.get("identifier"), score.get("cardinality")) == ("SCORE", "single")
    assert [each.text for each in find21(score, "value")] == ["0"]
    many = "multiple" if isinstance(item, Several) else "single"
    assert (said.get("identifier"), said.get("cardinality")) == ("FEEDBACK", many)
    assert said.get("baseType") == "identifier"


@pytest.mark.parametrize("questions", QUIZZES, ids=lambda quiz: quiz.name)
def test_qti_21_asks_all_items_in_order_and_answers_at_once(questions: Questions) -> None:
    test = parse(qti21.document(qti21.assessment_test(questions)))
    assert test.get("title") == questions.chapter.title
    (part,) = find21(test, "testPart")
    assert (part.get("navigationMode"), part.get("submissionMode")) == ("nonlinear", "individual")
    (control,) = find21(test, "itemSessionControl")
    # 0 is any number of attempts.
    assert (control.get("maxAttempts"), control.get("showFeedback")) == ("0", "true")
    (section,) = find21(test, "assessmentSection")
    assert (section.get("title"), section.get("visible")) == (questions.chapter.title, "true")
    asked = [(each.get("identifier"), each.get("href")) for each in section]
    items = [(item21(questions, item).get("identifier"), item.id) for item in questions.items]
    assert asked == [(name, f"{item}.xml") for name, item in items]


def test_qti_21_lists_each_file_with_its_kind_and_each_test_with_its_items() -> None:
    with zipfile.ZipFile(io.BytesIO(qti21.qti21(QUIZZES, "all"))) as archive:
        manifest = parse(archive.read("imsmanifest.xml"))
        files = {name: parse(archive.read(name)) for name in archive.namelist()}
    spaced = {"p": qti21.PACKAGE}
    assert manifest.get("identifier") == "manifest_all"
    assert manifest.findtext("p:metadata/p:schema", namespaces=spaced) == "QTIv2.1 Package"
    assert manifest.findtext("p:metadata/p:schemaversion", namespaces=spaced) == "1.0.0"
    kinds = {"assessmentItem": "imsqti_item_xmlv2p1", "assessmentTest": "imsqti_test_xmlv2p1"}
    for resource in manifest.iterfind("p:resources/p:resource", spaced):
        href = resource.attrib["href"]
        root = files[href]
        assert resource.get("identifier") == root.get("identifier")
        assert resource.get("type") == kinds[local(root)]
        assert [each.get("href") for each in resource.iterfind("p:file", spaced)] == [href]
        needed = [each.get("identifierref") for each in resource.iterfind("p:dependency", spaced)]
        assert needed == [each.get("identifier") for each in find21(root, "assessmentItemRef")]

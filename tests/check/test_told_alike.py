"""What Python and the scripts both know is told alike: values read, written, formatted, linked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser import scenarios
from hypothesis import given
from hypothesis import strategies as st
from javascript import JavaScript

from alliance import explorers
from coursebook.explorers import (
    Amount,
    Choice,
    ControlError,
    Duration,
    Explorer,
    Label,
    Month,
    Number,
    Year,
)
from coursebook.explorers.controls import Control
from coursebook.explorers.declared import declared
from coursebook.explorers.formats import Format
from coursebook.face import scripts

EXPLORERS = [getattr(explorers, name) for name in explorers.__all__]
CONTROLS = [control for explorer in EXPLORERS for control in explorer.controls]
every_explorer = pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda each: each.name)

# For each value: what is read, or what is said of it.
READ = """(control, values) => values.map((value) => {
  const { Refused, read, told, written } = coursebook.scenarios;
  try {
    const found = read(control, value);
    return [found, written(control, found), told(control, found)];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message;
  }
})"""


@pytest.fixture(scope="module")
def js() -> Iterator[JavaScript]:
    needed = (scripts.FOLDER / f"{each}.js" for each in ("scenarios", "links"))
    with JavaScript(["window.coursebook = {}", *needed]) as loaded:
        yield loaded


def in_python(control: Control, value: Any) -> Any:
    try:
        found = control.read(value)
    except ControlError as error:
        return str(error)
    return [found, control.written(found), control.told(found)]


def texts_for(control: Control) -> list[str]:
    """Every option or step as a reader types it, values between, and what fits nowhere."""
    wrong = ["", " ", "abc", "1e3", "0x10", "NaN", "Infinity", "--1", "1,5", "yes ", "constructor"]
    if not isinstance(control, Number):
        options = list(control.options) if isinstance(control, Choice) else ["yes", "no"]
        return [*options, *wrong]
    steps = round((control.maximum - control.minimum) / control.step)
    grid = [control.minimum + each * control.step for each in range(-1, steps + 2)]
    halves = [each + control.step * part for each in grid for part in (0.49, 0.5, 0.51)]
    forms = [f"{each:.{control.decimals + 3}f}" for each in [*grid, *halves]]
    return [*forms, *wrong, f" {control.minimum:.4f} ", f"+{abs(control.maximum)}", ".5", "5."]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda each: each.name)
def test_a_value_is_read_written_and_told_alike(js: JavaScript, control: Control) -> None:
    texts = texts_for(control)
    found = js.call(READ, control.declared(), texts)
    assert found == [in_python(control, text) for text in texts]


FORMATS: list[Format] = [
    *(
        Amount(decimals=decimals, before=before, after=" bn", signed=signed)
        for decimals in (0, 1, 2)
        for before in ("", "USD ")
        for signed in (False, True)
    ),
    Amount(decimals=1, said={-1: "never", 0: "none"}),
]
amounts = st.one_of(
    st.integers(-(10**7), 10**7),
    st.integers(-(10**6), 10**6).map(lambda n: n / 200),  # halves of the last decimal written
    st.floats(-1e9, 1e9, allow_subnormal=False),
)


@given(st.sampled_from(FORMATS), st.lists(amounts, min_size=1, max_size=20))
def test_an_amount_is_written_alike(js: JavaScript, form: Format, values: list[float]) -> None:
    written = js.call(
        "(form, values) => values.map((each) => coursebook.scenarios.format(form, each))",
        form.declared(),
        values,
    )
    assert written == [form(value) for value in values]


@pytest.mark.parametrize(
    ("form", "values"),
    [
        (Month(never="never"), [-1, *range(24300, 24400)]),
        (Duration(zero="at once"), [*range(40), 65, 600]),
        (Year(never="not yet"), [-1, *range(1950, 2060)]),
        (Label(texts={0: "no", 1: "yes", -1: "none"}), [0, 1, -1]),
    ],
)
def test_months_years_and_labels_are_written_alike(
    js: JavaScript, form: Format, values: list[int]
) -> None:
    written = js.call(
        "(form, values) => values.map((each) => coursebook.scenarios.format(form, each))",
        form.declared(),
        values,
    )
    assert written == [form(value) for value in values]


@every_explorer
def test_a_link_is_written_alike_and_read_back(js: JavaScript, explorer: Explorer) -> None:
    tried = [*scenarios.corners(explorer), *scenarios.at_random(explorer, 50)]
    settings = [
        explorer.settings(**{n: explorer.by_name[n].read(t) for n, t in each.items()})
        for each in tried
    ]
    found = js.call(
        """(explorer, list) => list.map((each) => {
          const link = coursebook.links.linkTo(explorer, each);
          return [link, coursebook.links.readLink(explorer, link)];
        })""",
        declared(explorer),
        settings,
    )
    for each, (link, back) in zip(settings, found, strict=True):
        assert link == explorer.link(**each)
        assert back == {"values": each, "problems": [], "missing": [], "changes": []}


@every_explorer
def test_an_older_link_opens_and_says_what_has_changed_since(
    js: JavaScript, explorer: Explorer
) -> None:
    (scenario,) = scenarios.at_random(explorer, 1)
    settings = {n: explorer.by_name[n].read(t) for n, t in scenario.items()}
    older = explorer.link(**settings).replace(f"&v={explorer.version}&", "&v=1&")
    asked, said = js.call(
        """(explorer, link) => {
          const asked = coursebook.links.readLink(explorer, link);
          return [asked, coursebook.links.saidOf(explorer, asked)];
        }""",
        declared(explorer),
        older,
    )
    assert asked["values"] == settings
    assert asked["changes"] == list(explorer.changes.values())
    assert said == " ".join(["The scenario of the link is restored.", *asked["changes"]])
    assert (explorer.version > 1) == bool(explorer.changes)


@every_explorer
def test_a_result_stands_for_the_same_setting(js: JavaScript, explorer: Explorer) -> None:
    for action in explorer.actions:
        for name, result in action.values.items():
            value = explorer.compute().values[result]
            found = js.call(
                "coursebook.scenarios.fromResult", explorer.by_name[name].declared(), value
            )
            assert found == explorer.by_name[name].at(value)

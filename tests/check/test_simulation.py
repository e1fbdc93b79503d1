"""The simulation can be won, and not by everything: counted with the model of the package deal.

The lines come from the role briefs, the weights and scores from the tables behind the explorer. An
instructor who changes one of them learns here what becomes of the game.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from alliance import score_card
from alliance.explorers import from_tables, package_deal
from alliance.explorers.package_options import ISSUES, VIEWS
from coursebook import tables

FOLDER = Path(__file__).resolve().parents[2] / "exercises" / "simulation"
BOOK = FOLDER.parents[1] / "book"
ENTRY = re.compile(r"^\| ([^|]+?) \| ([^|]+?) \|$", re.M)
LINES = {"Walk-away value": "at the table", "Asked for at home": "votes at the end"}
CUTS = {"fewer", "ten-thousand"}


@dataclass(frozen=True)
class Role:
    """A role as its brief describes it; the file's name is that of its preset."""

    preset: str
    entries: dict[str, str]
    seat: str
    public: str
    confidential: str

    @property
    def side(self) -> str:
        return self.preset.partition("-")[0]

    @property
    def line(self) -> int:
        (value,) = (int(self.entries[name]) for name in LINES if name in self.entries)
        return value

    @property
    def weights(self) -> dict[str, float]:
        values = from_tables.preset_values(package_deal.name, self.preset)
        return {issue: float(values[f"{self.side}_{issue}"]) for issue in ISSUES}

    @property
    def values(self) -> pd.Series[float]:
        """What each package is worth to the role."""
        return worth(self.preset, self.side, self.view)

    @property
    def view(self) -> str:
        codes = {label: code for code, label in VIEWS[self.side].items()}
        return codes[self.entries["Scores of"]]


def read(path: Path) -> Role:
    text = path.read_text(encoding="utf-8")
    public, confidential = text.split("\n## Confidential part\n")
    seat = re.search(r"^seat: (.+)$", text, re.M)
    assert seat, f"{path.name} names no seat"
    return Role(path.stem, dict(ENTRY.findall(confidential)), seat[1], public, confidential)


@cache
def worth(preset: str, side: str, view: str) -> pd.Series[float]:
    """What each package is worth by the weights of a preset and the scores of a view."""
    weights = from_tables.preset_values(package_deal.name, preset)
    table = package_deal.compute(**weights | {f"{side}_view": view}).table
    return table[side].reset_index(drop=True)


ROLES = {path.stem: read(path) for path in sorted((FOLDER / "roles").glob("*.md"))}
CAMPS = [role for role in ROLES.values() if role.seat == "at the table"]
LEGISLATURES = [role for role in ROLES.values() if role.seat == "votes at the end"]


def takes(role: Role) -> pd.Series[bool]:
    """Which packages a role may accept; Congress holds to its own law on the forces too."""
    accepted = role.values >= role.line
    if role.preset == "washington-congress":
        accepted &= ~options()["forces"].isin(CUTS)
    return accepted


@cache
def options() -> pd.DataFrame:
    """The option of each package on each issue, by its code."""
    table = tables.load("package_options")
    codes = [table.loc[table["issue"] == issue, "option"].tolist() for issue in ISSUES]
    return pd.DataFrame(product(*codes), columns=list(ISSUES))


def accepted_by(roles: list[Role]) -> pd.Series[bool]:
    return pd.concat([takes(role) for role in roles], axis=1).all(axis=1)


# Briefs -----------------------------------------------------------------------------------------


def test_each_side_has_two_camps_at_the_table_and_a_legislature() -> None:
    for side in VIEWS:
        assert sum(role.side == side for role in CAMPS) == 2
        assert sum(role.side == side for role in LEGISLATURES) == 1


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_a_brief_names_its_preset_and_one_line(role: Role) -> None:
    labels = {preset.name: preset.label for preset in package_deal.presets}
    assert role.entries["Preset"] == labels[role.preset]
    assert [LINES[name] for name in LINES if name in role.entries] == [role.seat]
    controls = {control.label for control in package_deal.controls}
    assert controls >= {"Scores of", *LINES}


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_a_brief_scores_by_the_view_of_its_preset_if_that_has_one(role: Role) -> None:
    preset = from_tables.preset_values(package_deal.name, role.preset)
    assert preset.get(f"{role.side}_view", role.view) == role.view


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_what_a_brief_says_of_its_weights_is_true_of_the_preset(role: Role) -> None:
    weights = {ISSUES[issue]: weight for issue, weight in role.weights.items()}
    assert weights[role.entries["Weighs most"]] == max(weights.values())
    assert list(weights.values()).count(max(weights.values())) == 1
    assert weights[role.entries["Weighs least"]] == min(weights.values())


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_what_is_confidential_stands_on_no_page_of_the_book(role: Role) -> None:
    secrets = [line for line in role.confidential.splitlines() if line.startswith("**")]
    assert len(secrets) >= 5
    for page in BOOK.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert not [secret for secret in secrets if secret in text], page.name


@pytest.mark.parametrize("form", ["offer-sheet", "ratification-form"])
def test_a_form_has_a_row_for_every_issue(form: str) -> None:
    text = (FOLDER / f"{form}.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \| \| \|$", text, re.M)
    assert rows == list(ISSUES.values())


def test_the_score_card_leads_to_what_the_explorer_says() -> None:
    """Weights times scores, times ten, divided by the sum of the weights."""
    table = tables.load("package_options")
    card = {row[0]: row[1:] for row in score_card.scores(table).rows}
    weighed = {row[0]: row[1:] for row in score_card.weights().rows}
    view, *weights, total = weighed["Washington: Prioritizers"]
    labels = table.drop_duplicates("issue")["label"]
    first = [card[f"{name}: {label}"] for name, label in zip(ISSUES.values(), labels, strict=True)]
    points = sum(int(w) * int(s[0]) for w, s in zip(weights, first, strict=True))
    assert view == VIEWS["washington"]["forward"]
    assert points * 10 / int(total) == ROLES["washington-prioritizers"].values[0]


# The game ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_a_line_is_neither_trivial_nor_out_of_reach(role: Role) -> None:
    """It leaves a role some packages to like, and gives it more to refuse than a few."""
    share = (role.values >= role.line).mean()
    assert 0.1 <= share <= 0.75, f"{role.preset}: {share:.0%} of all packages pass its line"


@pytest.mark.parametrize(
    ("washington", "seoul"),
    list(product(*([r for r in CAMPS if r.side == side] for side in VIEWS))),
    ids=lambda role: role.preset,
)
def test_every_pair_of_camps_has_a_zone_but_not_everywhere(washington: Role, seoul: Role) -> None:
    assert 0.05 <= accepted_by([washington, seoul]).mean() <= 0.5


def test_some_packages_are_accepted_by_all_six_but_few() -> None:
    assert 5 <= accepted_by([*ROLES.values()]).sum() <= 60


def test_either_legislature_can_stop_what_all_four_camps_sign() -> None:
    signed = accepted_by(CAMPS)
    for legislature in LEGISLATURES:
        assert (signed & ~takes(legislature)).any(), legislature.preset


def test_no_single_role_decides_the_game_alone() -> None:
    """Without any one of them, more packages would be accepted, but not nearly all."""
    for role in CAMPS:
        others = [each for each in ROLES.values() if each != role]
        assert accepted_by([*ROLES.values()]).sum() < accepted_by(others).sum() <= 200, role.preset


def test_the_game_can_be_won_with_either_view_of_the_assembly() -> None:
    assembly = ROLES["seoul-assembly"]
    for label in VIEWS["seoul"].values():
        other = Role(
            assembly.preset, assembly.entries | {"Scores of": label}, assembly.seat, "", ""
        )
        rest = [role for role in ROLES.values() if role != assembly]
        assert accepted_by([*rest, other]).sum() >= 5, label


# The debrief ------------------------------------------------------------------------------------


def debrief() -> str:
    return (FOLDER / "debrief.md").read_text(encoding="utf-8")


def test_the_key_of_the_debrief_holds() -> None:
    washington, seoul = ([r for r in CAMPS if r.side == side] for side in VIEWS)
    congress, assembly = (
        next(r for r in LEGISLATURES if r.side == side) for side in ("washington", "seoul")
    )
    signed, won = accepted_by(CAMPS), accepted_by([*ROLES.values()])
    key = {
        "Both camps of Washington could sign": accepted_by(washington).sum(),
        "Both camps of Seoul could sign": accepted_by(seoul).sum(),
        "All four camps could sign": signed.sum(),
        "of these, Congress would reject": (signed & ~takes(congress)).sum(),
        "of these, the Assembly would reject": (signed & ~takes(assembly)).sum(),
        "All six roles accept": won.sum(),
    }
    print(options()[won].to_string(index=False))
    printed = {name: count for name, count in ENTRY.findall(debrief()) if count.isdigit()}
    assert printed == {name: str(count) for name, count in key.items()}
    assert f"Counted over all {len(won)} packages" in debrief()


def test_the_package_of_2025_fails_one_camp_and_is_best_for_another() -> None:
    hawks, alliance = ROLES["washington-fiscal-hawks"], ROLES["seoul-alliance"]
    codes = {issue: package_deal.defaults[issue] for issue in ISSUES}
    (number,) = options().index[(options() == pd.Series(codes)).all(axis=1)]
    assert f"worth {hawks.values[number]:.1f}, far below" in debrief()
    assert hawks.values[number] < hawks.line - 10
    assert alliance.values[number] == alliance.values.max()


def test_the_best_deal_of_any_two_camps_is_rejected_by_another_role() -> None:
    washington, seoul = ([r for r in CAMPS if r.side == side] for side in VIEWS)
    for one, other in product(washington, seoul):
        gains = (one.values - one.line).clip(lower=0) * (other.values - other.line).clip(lower=0)
        rest = [role for role in ROLES.values() if role not in (one, other)]
        assert not accepted_by(rest)[gains.idxmax()], (one.preset, other.preset)


def test_no_package_that_all_accept_cuts_the_troops() -> None:
    assert not options()[accepted_by([*ROLES.values()])]["forces"].isin(CUTS).any()


def test_the_numbers_of_the_sample_memo_are_the_models() -> None:
    settings: dict[str, Any] = {"washington_walk": 50, "seoul_walk": 50}
    for preset in ("washington-restrainers", "seoul-alliance"):
        settings |= from_tables.preset_values(package_deal.name, preset)
    result = package_deal.compute(**settings).table.iloc[0]
    memo = (FOLDER / "memo-sample.md").read_text(encoding="utf-8")
    us, them = result["nash_seoul"], result["nash_washington"]
    assert f"To us it is worth {us:.1f} of 100, to the restrainers {them:.1f}" in memo
    us, them = result["now_seoul"], result["now_washington"]
    assert f"would be worth {us:.1f} to us and {them:.1f} to them" in memo

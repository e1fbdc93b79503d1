"""The workflows: nobody can change them from outside, and none can do more than it must."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
# `on` is a word for true in the YAML of PyYAML.
TRIGGERS: Any = True


@cache
def workflow(file: Path) -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return read


def jobs() -> list[Any]:
    return [
        pytest.param(workflow(file), job, id=f"{file.stem}-{name}")
        for file in FILES
        for name, job in workflow(file)["jobs"].items()
    ]


every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
every_job = pytest.mark.parametrize(("whole", "job"), jobs())


def test_there_are_workflows_to_hold_to_this() -> None:
    assert {file.stem for file in FILES} >= {"test", "publish", "release", "audit", "newest"}
    assert not list(FOLDER.glob("*.yaml")), "the checks below read .yml"


@every_file
def test_every_action_is_named_by_its_commit_with_its_version_beside_it(file: Path) -> None:
    used = re.findall(r"uses: *(.*)", file.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action), action


def test_one_action_stands_at_one_commit_in_all_workflows() -> None:
    used = {
        action
        for file in FILES
        for action in re.findall(r"uses: *(.*)", file.read_text(encoding="utf-8"))
    }
    names = [action.partition("@")[0] for action in used]
    assert len(names) == len(set(names))


@every_file
def test_a_workflow_may_read_the_repository_and_nothing_more(file: Path) -> None:
    assert workflow(file)["permissions"] in ({}, {"contents": "read"})


@every_job
def test_a_job_that_runs_code_of_the_repository_may_write_nothing(
    whole: dict[Any, Any], job: dict[str, Any]
) -> None:
    permissions = job.get("permissions", whole["permissions"])
    checks_out = any("actions/checkout@" in step.get("uses", "") for step in job["steps"])
    may_write = "write" in permissions.values()
    assert not (checks_out and may_write)


@every_job
def test_a_job_that_may_write_waits_for_the_job_that_checks(
    whole: dict[Any, Any], job: dict[str, Any]
) -> None:
    if "write" in job.get("permissions", {}).values():
        before = whole["jobs"][job["needs"]]
        assert any(step.get("run") == "make test" for step in before["steps"])


@every_job
def test_the_token_does_not_stay_in_the_checkout(
    whole: dict[Any, Any], job: dict[str, Any]
) -> None:
    for step in job["steps"]:
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@every_job
def test_a_job_that_hangs_is_ended(whole: dict[Any, Any], job: dict[str, Any]) -> None:
    most = 150 if whole["name"] == "Nightly" else 40
    assert 1 <= job["timeout-minutes"] <= most


@every_file
def test_what_a_stranger_proposes_meets_no_secret(file: Path) -> None:
    triggers = set(workflow(file)[TRIGGERS])
    assert not triggers & {"pull_request_target", "workflow_run", "issue_comment"}
    if "pull_request" in triggers:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"secrets\b|github\.token|GITHUB_TOKEN", text)


@every_job
def test_no_command_pastes_in_text_that_others_wrote(
    whole: dict[Any, Any], job: dict[str, Any]
) -> None:
    """A branch or a title can hold a command; environment variables are safe from that."""
    assert not [step["run"] for step in job["steps"] if "${{" in step.get("run", "")]


@every_job
def test_every_task_that_a_job_calls_is_one_of_the_makefile(
    whole: dict[Any, Any], job: dict[str, Any]
) -> None:
    tasks = set(re.findall(r"^([a-z]+):", (FOLDER.parents[1] / "Makefile").read_text(), re.M))
    for step in job["steps"]:
        called = re.fullmatch(r"make ([a-z ]+?)(?: [A-Z]+=.*)?", step.get("run", ""))
        if called:
            assert set(called[1].split()) <= tasks


def test_every_python_that_the_book_allows_is_tried() -> None:
    matrix = workflow(FOLDER / "test.yml")["jobs"]
    full = set(matrix["full"]["strategy"]["matrix"]["python"])
    quick = {each["python"] for each in matrix["quick"]["strategy"]["matrix"]["include"]}
    assert full | quick == {"3.11", "3.12", "3.13", "3.14"}
    assert {"3.11", "3.14"} <= full

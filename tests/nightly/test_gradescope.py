"""`autograder.zip` where Gradescope would unpack it: nothing of the book is installed there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coursebook.coursework import build, samples

SLUG = "what-would-it-cost"

pytestmark = pytest.mark.timeout(1800)


def test_a_right_submission_gets_full_points_in_an_empty_environment(tmp_path: Path) -> None:
    home = tmp_path / "autograder"
    for name in ("source", "submission", "results"):
        (home / name).mkdir(parents=True)
    with zipfile.ZipFile(build.built() / "instructor" / SLUG / build.AUTOGRADER) as archive:
        archive.extractall(home / "source")
    shutil.copyfile(home / "source" / "run_autograder", home / "run_autograder")
    right = json.dumps(samples.right(SLUG, "20251234"))
    (home / "submission" / "my notebook.ipynb").write_text(right, encoding="utf-8")
    kept = {"PATH", "PIP_INDEX_URL", "PIP_CONFIG_FILE", "SSL_CERT_FILE", "HTTPS_PROXY"}
    world = {name: value for name, value in os.environ.items() if name in kept}
    world |= {"AUTOGRADER": str(home), "PYTHON": getattr(sys, "_base_executable", sys.executable)}
    world["HOME"] = str(tmp_path)
    subprocess.run(["bash", home / "source" / "setup.sh"], env=world, check=True)
    subprocess.run(["bash", home / "run_autograder"], env=world, cwd="/", check=True)
    results = json.loads((home / "results" / "results.json").read_text(encoding="utf-8"))
    assert sum(test.get("score", 0) for test in results["tests"]) == 20
    assert sum(test.get("max_score", 0) for test in results["tests"]) == 20

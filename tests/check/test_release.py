"""A release: its tag says the version, and its files come with their checksums."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import release


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build folder that holds all that a release offers."""
    for name in release.OFFERED:
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def test_the_files_of_this_repository_name_one_version(root: Path) -> None:
    cited = (root / "CITATION.cff").read_text(encoding="utf-8").partition("\nversion: ")[2]
    version = cited.split()[0]
    assert release.wrong_versions(root, f"v{version}") == []
    assert f"Version {version}," in (root / "README.md").read_text(encoding="utf-8")


def test_a_tag_of_another_version_is_refused_with_the_files_to_change(root: Path) -> None:
    faults = release.wrong_versions(root, "v99.0.0")
    assert [fault.partition(":")[0] for fault in faults] == ["pyproject.toml", "CITATION.cff"]
    assert all("99.0.0" in fault for fault in faults)


def test_a_release_holds_its_files_with_their_checksums(build: Path) -> None:
    assert release.gather(build) == []
    folder = build / "release"
    assert {path.name for path in folder.iterdir()} == {*release.OFFERED, release.CHECKSUMS}
    for line in (folder / release.CHECKSUMS).read_text().splitlines():
        checksum, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == checksum


def test_nothing_is_left_from_the_release_before(build: Path) -> None:
    (build / "release").mkdir()
    (build / "release" / "old.zip").touch()
    release.gather(build)
    assert not (build / "release" / "old.zip").exists()


@pytest.mark.parametrize("name", release.OFFERED)
def test_a_missing_file_is_named(build: Path, name: str) -> None:
    (build / name).unlink()
    (fault,) = release.gather(build)
    assert name in fault
    assert not (build / "release").exists()

"""List what the book is made of: python tools/sbom.py. `make sbom` calls it.

Writes `_build/divergent-priorities.cdx.json`, a software bill of materials in CycloneDX: the
packages of requirements.lock as they are installed, with license and dependencies, and what
the pages carry from the npm registry.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import website
from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.utils import canonicalize_name

from coursebook.pages import licenses

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
WRITTEN = ROOT / "_build" / f"{website.NAME}.cdx.json"


def main() -> None:
    bom = installed()
    keep_locked(bom, locked(LOCK.read_text(encoding="utf-8")))
    bom.components.update(in_pages())
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault:
        raise SystemExit(f"Not written, for it does not hold to CycloneDX 1.6: {fault}")
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(text + "\n", encoding="utf-8")
    print(f"{WRITTEN.relative_to(ROOT)}: {len(bom.components)} components")


def installed() -> Bom:
    """All packages of this environment, those of the checks among them."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
    options = ["--pyproject", str(ROOT / "pyproject.toml"), "--sv", "1.6", sys.executable]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    bom: Bom = Bom.from_json(json.loads(done.stdout))
    return bom


def locked(lock: str) -> set[str]:
    """The names of the packages in a lock file."""
    return {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", lock, re.M)}


def keep_locked(bom: Bom, names: set[str]) -> None:
    """Take out the packages that only checks and releases need."""
    others = {each for each in bom.components if canonicalize_name(each.name) not in names}
    gone = {each.bom_ref for each in others}
    bom.components = set(bom.components) - others
    bom.dependencies = {each for each in bom.dependencies if each.ref not in gone}
    for each in bom.dependencies:
        each.dependencies = {below for below in each.dependencies if below.ref not in gone}


def in_pages() -> set[Component]:
    """What the pages carry and no Python package of its own stands for."""
    make = LicenseFactory()
    return {
        Component(
            name=part.name,
            version=part.version,
            type=ComponentType.LIBRARY,
            scope=ComponentScope.REQUIRED,
            purl=PackageURL.from_string(f"pkg:npm/{part.name.replace('@', '%40')}@{part.version}"),
            bom_ref=f"npm:{part.name}@{part.version}",
            licenses=[make.make_from_string(part.license)],
        )
        for part in licenses.browser_parts()
        if part.version
    }


if __name__ == "__main__":
    main()

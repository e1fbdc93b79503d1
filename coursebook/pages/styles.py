"""The theme's style sheet, reduced to the rules that a page of the book can use.

The theme brings all of Bootstrap, and parts for other kinds of sites: two thirds of the sheet that
a reader waits for before anything is painted. A rule stays if every class that it names is listed
here, so that the sheet is the same whatever a page holds. A page that uses any other class of the
theme stops the build, with a message that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import tinycss2

IN_PAGES = """
active admonition admonition-title align-items-center btn btn-sm caption cell_input cell_output
compound container current d-flex d-none d-print-none dark-light docutils dropdown dropdown-item
dropdown-menu dropdown-toggle external flex-column footer-item form-control github glossary
header-article-item header-article-items__end header-article__inner headerlink highlight k
kbd-shortcut__modifier left-prev literal nav nav-item nav-link navbar navbar-brand navbar-expand-lg
navbar-nav o onthispage output page-toc prev-next-area prev-next-info prev-next-subtitle
prev-next-title primary-toggle reference right-next rounded-pill secondary-toggle section-nav
sidebar-toggle simple skip-link table text_html toc-entry toctree-l1 toctree-wrapper
"""
# Used by buttons that open an exercise, which need a known repository.
LAUNCH = "sd-btn sd-btn-outline-primary sd-mb-2"
# Used by a page made from docstrings.
DOCSTRINGS = "default_value doctest field-even field-list field-odd gp rubric sig sig-name " \
    "sig-param"  # fmt: skip
ADMONITIONS = "attention caution danger error hint important note seealso tip todo topic warning"
# Added by scripts: menus, folding parts, the search, the button that copies code.
BY_SCRIPTS = "collapse collapsed collapsing copybtn disabled dropup fade hiding highlighted show " \
    "showing search search-summary context success visible"  # fmt: skip
FAMILIES = ("bd-", "fa", "pst-", "search-button", "sidebar-", "theme-switch")

KEPT: Final = frozenset(f"{IN_PAGES} {LAUNCH} {DOCSTRINGS} {ADMONITIONS} {BY_SCRIPTS}".split())
CLASS: Final = re.compile(r"\.(-?[A-Za-z_](?:\\.|[\w-])*)")
BETWEEN_SELECTORS: Final = re.compile(r",(?![^(]*\))")  # not within `:is(a, b)`
OF_CONDITIONS: Final = ("media", "supports", "layer", "container")


def is_kept(name: str) -> bool:
    """Whether rules that name this class stay."""
    return name in KEPT or name.startswith(FAMILIES)


def reduced(styles: str) -> str:
    """The same sheet without the rules that name a class which is not kept."""
    return "".join(_rules(tinycss2.parse_stylesheet(styles, True, True)))


def classes(styles: str) -> set[str]:
    """All classes for which a sheet has a rule."""
    return set(CLASS.findall(re.sub(r"\{[^{}]*\}", "{}", styles)))


def _rules(rules: Iterable[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            if selectors := _selectors(tinycss2.serialize(rule.prelude)):
                yield f"{selectors}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in OF_CONDITIONS and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if within := "".join(_rules(inner)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{within}}}"
        else:
            yield tinycss2.serialize([rule])


def _selectors(all_of_them: str) -> str:
    """The selectors of a rule that name only kept classes."""
    return ",".join(
        one
        for one in BETWEEN_SELECTORS.split(all_of_them)
        if all(is_kept(name.replace("\\", "")) for name in CLASS.findall(one))
    )

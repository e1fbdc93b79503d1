"""The Sphinx extension that turns the chapters into the pages of this book."""

from typing import Any

from sphinx.application import Sphinx

from alliance.extension import (
    assets,
    execution,
    icons,
    inputs,
    language,
    launch,
    mending,
    metadata,
    moves,
    policy,
    references,
    report,
    site,
    stop,
    voices,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect each room; the order is the order in which a build passes them."""
    for room in (
        inputs,
        site,
        moves,
        launch,
        report,
        execution,
        assets,
        voices,
        references,
        language,
        metadata,
        policy,
        mending,
        icons,
        stop,
    ):
        room.setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": True}

"""The Sphinx extension that turns chapters into pages; `_config.yml` names `coursebook.pages`."""

from typing import Any

from sphinx.application import Sphinx

from coursebook.pages import (
    assets,
    cited,
    content_key,
    execution,
    icons,
    joined,
    korean_passages,
    launch,
    licenses,
    mending,
    metadata,
    moves,
    outputs,
    policy,
    programs,
    references,
    report,
    search,
    site,
    stop,
    swap,
    voices,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect each module; they act in this order wherever Sphinx gives them the same moment."""
    for room in (
        stop,
        swap,
        content_key,
        site,
        moves,
        launch,
        outputs,
        report,
        execution,
        assets,
        programs,
        voices,
        references,
        cited,
        korean_passages,
        search,
        metadata,
        licenses,
        policy,
        joined,
        mending,
        icons,
    ):
        room.setup(app)
    return {"parallel_read_safe": False, "parallel_write_safe": True}

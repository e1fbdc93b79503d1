"""What a notebook shows and saves of a figure or an explorer."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Final

import ipywidgets as widgets

from coursebook.tables import sources

VIEW: Final = "application/vnd.jupyter.widget-view+json"


def view(widget: widgets.Widget) -> dict[str, Any]:
    """The part of an output that stands for a widget."""
    return {VIEW: {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}}


def cite(keys: str | Iterable[str]) -> str:
    """Links to the works themselves, joined by semicolons: a notebook has no page of references."""
    return "; ".join(_work(source) for source in sources.line(keys))


def _work(source: sources.Source) -> str:
    title = f'title="{escape(source.title)}"'
    if not source.url:
        return f"<span {title}>{escape(source.label)}</span>"
    target = f'href="{escape(source.url)}" target="_blank" rel="noopener"'
    return f"<a {target} {title}>{escape(source.label)}</a>"

"""vl-convert for Python in a browser: the same functions, by the browser's own JavaScript.

vl-convert brings a JavaScript engine of its own, as machine code, which a browser cannot load and
does not need. This module stands in its place there. It has what `alliance` asks for in a notebook.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyodide.code import run_js

_HERE = Path(__file__).parent


def vegalite_to_vega(vl_spec: dict[str, Any]) -> dict[str, Any]:
    """The Vega specification that a Vega-Lite specification stands for."""
    vega: dict[str, Any] = json.loads(_functions().compiled(json.dumps(vl_spec)))
    return vega


def vega_to_svg(vg_spec: dict[str, Any]) -> str:
    """The chart that a Vega specification stands for, drawn."""
    return str(_functions().drawn(json.dumps(vg_spec)))


def javascript_bundle(snippet: str) -> str:
    """Vega as the module that a chart in a notebook imports; no other bundle is at hand here."""
    if snippet != "export { vegaEmbed };":
        raise ValueError(f"found {snippet!r}; in a browser only 'export {{ vegaEmbed }};' is there")
    return (_HERE / "vega-page.mjs").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _functions() -> Any:
    library, own = (
        (_HERE / name).read_text(encoding="utf-8") for name in ("vega-worker.js", "functions.js")
    )
    run_js(f"(function () {{\n{library}\n}})();")
    return run_js(own)

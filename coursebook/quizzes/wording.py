"""How parts of a question are written: the same on pages, in notebooks and in exports."""

from __future__ import annotations

import re
from hashlib import sha256

from coursebook.charts.markup import escape
from coursebook.quizzes.items import Claim, Order, claim_kinds


def inline(text: str) -> str:
    """A text as HTML, with its emphasis.

    >>> inline("3 < 4, *always*")
    '3 &lt; 4, <em>always</em>'
    """
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(text, quote=False))


def written(value: float) -> str:
    """A number with commas between groups of three and no zeros at its end, as `answers.js` has it.

    >>> [written(value) for value in (1402.8, 24.0, 0.5)]
    ['1,402.8', '24', '0.5']
    """
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def explained(claim: Claim) -> str:
    """The kind of a claim, and why it is of that kind."""
    return f"*{claim_kinds()[claim.kind].capitalize()}.* {claim.feedback}"


def shuffled(item: Order) -> list[int]:
    """The order in which entries first appear: always the same, and never the right one."""
    places = list(range(len(item.sequence)))
    mixed = sorted(places, key=lambda i: sha256(f"{item.id} {item.sequence[i]}".encode()).digest())
    return mixed if mixed != places else [*mixed[1:], mixed[0]]

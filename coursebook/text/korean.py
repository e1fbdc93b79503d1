"""Korean in an English text, found by its letters."""

import re
from typing import Final

HANGUL: Final = r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"
KOREAN: Final = re.compile(rf"{HANGUL}(?:[\s\d.,·]*{HANGUL})*")
"""A run of Korean words."""

IN_BRACKETS: Final = re.compile(rf"\s*\({KOREAN.pattern}\)")


def without_korean(text: str) -> str:
    """A translated title without the original in brackets.

    For places that cannot say that a part of them is in another language.

    >>> without_korean("Defense Budget by Year (국방예산 추이)")
    'Defense Budget by Year'
    """
    return IN_BRACKETS.sub("", text)

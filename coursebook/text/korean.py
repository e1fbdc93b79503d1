"""Which words of an English text are Korean: their letters tell."""

import re
from typing import Final

HANGUL: Final = r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"
KOREAN: Final = re.compile(rf"{HANGUL}(?:[\s\d.,·]*{HANGUL})*")
"""A run of Korean words."""

IN_BRACKETS: Final = re.compile(rf"\s*\({KOREAN.pattern}\)")


def without_korean(text: str) -> str:
    """Drop the Korean original that stands in brackets behind a translated title.

    For places that cannot say that part of a text is in another language.

    >>> without_korean("Defense Budget by Year (국방예산 추이)")
    'Defense Budget by Year'
    """
    return IN_BRACKETS.sub("", text)

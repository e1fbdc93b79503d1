"""The look of slides and handouts: the font, and colors beyond those of the charts."""

from __future__ import annotations

from typing import Final

from coursebook.teaching.layout import Ground, Role

FONT: Final = "Arial"  # on every system, and near to what the charts are drawn with
INK: Final = "1A1A1A"
MUTED: Final = "4A4F57"
WHITE: Final = "FFFFFF"
BLUE: Final = "14385F"  # the blue of the charts, dark enough for words on white and white on it

GROUNDS: Final = {Ground.COVER: BLUE, Ground.TINTED: "EDF3FA", Ground.PLAIN: WHITE}
COLORS: Final = {Role.TITLE: BLUE, Role.SOURCE: MUTED, Role.FOOT: MUTED, Role.LINK: "0A5BB5"}

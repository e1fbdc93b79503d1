"""What explorers take from `data/`: their constants and their presets."""

from __future__ import annotations

from typing import Any

from coursebook import tables
from coursebook.explorers import Number, Preset
from coursebook.explorers.controls import Control, ControlError
from coursebook.tables import sources


def constants(explorer: str) -> dict[str, float]:
    """The named constants of an explorer."""
    table = tables.load("explorer_constants")
    own = table[table["explorer"] == explorer]
    return dict(zip(own["name"], own["value"].astype(float), strict=True))


def preset_values(explorer: str, preset: str) -> dict[str, str]:
    """The values of one preset, as the table holds them."""
    return _all_preset_values(explorer).get(preset, {})


def _all_preset_values(explorer: str) -> dict[str, dict[str, str]]:
    values = tables.load("explorer_preset_values")
    own = values[values["explorer"] == explorer]
    return {
        str(preset): dict(zip(rows["control"], rows["value"].astype(str), strict=True))
        for preset, rows in own.groupby("preset")
    }


def presets(explorer: str, controls: list[Control]) -> list[Preset]:
    """The presets of an explorer, their values read by the controls that they set."""
    by_name = {control.name: control for control in controls}
    described = tables.load("explorer_presets")
    values = _all_preset_values(explorer)
    return [
        Preset(
            row["preset"],
            row["label"],
            row["help"],
            {
                control: _read(by_name, control, value, f"{explorer}, {row['preset']}")
                for control, value in values.get(row["preset"], {}).items()
            },
        )
        for row in described[described["explorer"] == explorer].to_dict("records")
    ]


def _read(by_name: dict[str, Control], control: str, value: str, preset: str) -> Any:
    where = f"data/explorer_preset_values.csv, {preset}, {control}"
    if control not in by_name:
        raise ControlError(f"{where}: found no such control; allowed: {', '.join(by_name)}")
    try:
        return by_name[control].read(value)
    except ControlError as error:
        raise ControlError(f"{where}: {error}") from None


def preset_sources(explorer: str) -> list[str]:
    """The bibliography keys behind an explorer's presets and constants, each once."""
    return sources.split(
        cell
        for name in ("explorer_presets", "explorer_constants")
        for table in [tables.load(name)]
        for cell in table.loc[table["explorer"] == explorer, "source"]
    )


def sources_give(explorer: str) -> str:
    """How an explorer's line of sources opens.

    "Positions from" where most values of its presets are this book's illustration, so that no
    reader takes a number for the source's.
    """
    values = tables.load("explorer_preset_values")
    drawn = values.loc[values["explorer"] == explorer, "basis"] == "illustration"
    return "Positions from" if drawn.mean() > 0.5 else "Source"


def exchange_rate(start: str, *, about: str = "Won for one dollar", **where: Any) -> Number:
    """The won-dollar rate as a control; `start` is its default, `where` may name its group."""
    latest = tables.load("exchange_rate").sort_values("year").iloc[-1]
    return Number(
        name="exchange_rate",
        label="Exchange rate",
        help=f"{about}; {latest['krw_per_usd']:,.0f} was the {latest['year']} mean.",
        default=float(start),
        minimum=800,
        maximum=2000,
        step=10,
        unit="won per USD",
        **where,
    )

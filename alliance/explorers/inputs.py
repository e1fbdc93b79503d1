"""What explorers take from `data/`: their constants and their presets."""

from __future__ import annotations

from alliance import tables
from alliance.explorer import Preset
from alliance.explorer.controls import Control


def constants(explorer: str) -> dict[str, float]:
    """The named constants of an explorer."""
    table = tables.load("explorer_constants")
    own = table[table["explorer"] == explorer]
    return dict(zip(own["name"], own["value"].astype(float), strict=True))


def preset_values(explorer: str, preset: str) -> dict[str, str]:
    """The values of one preset, as the table holds them."""
    values = tables.load("explorer_preset_values")
    own = values[(values["explorer"] == explorer) & (values["preset"] == preset)]
    return dict(zip(own["control"], own["value"].astype(str), strict=True))


def presets(explorer: str, controls: list[Control]) -> list[Preset]:
    """The presets of an explorer, their values read by the controls that they set."""
    by_name = {control.name: control for control in controls}
    described = tables.load("explorer_presets")
    return [
        Preset(
            row["preset"],
            row["label"],
            row["help"],
            {
                control: by_name[control].read(value)
                for control, value in preset_values(explorer, row["preset"]).items()
            },
        )
        for row in described[described["explorer"] == explorer].to_dict("records")
    ]


def preset_sources(explorer: str) -> list[str]:
    """The bibliography keys behind an explorer's presets and constants, each once."""
    keys = [
        key
        for name in ("explorer_presets", "explorer_constants")
        for table in [tables.load(name)]
        for cell in table.loc[table["explorer"] == explorer, "source"]
        for key in cell.split(";")
    ]
    return list(dict.fromkeys(keys))

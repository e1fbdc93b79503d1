"""The fields of an explorer: the browser's own, one for each control."""

from __future__ import annotations

from coursebook.charts.markup import escape
from coursebook.explorers.controls import Choice, Control, Number, Switch
from coursebook.explorers.declaration import Declaration
from coursebook.explorers.parts import Row


def first(explorer: Declaration, identity: str) -> str:
    """The fields that are shown first, line by line."""
    return "".join(_row(explorer, identity, row) for row in explorer.first_rows)


def more(explorer: Declaration, identity: str) -> str:
    """All other fields, in their groups, behind one button; nothing if there are none."""
    shown = {name for row in explorer.first_rows for name in row.names}
    others = [control for control in explorer.controls if control.name not in shown]
    groups = dict.fromkeys(control.group for control in others)
    sets = "".join(
        f"<fieldset><legend>{escape(group)}</legend>"
        + "".join(
            _control(f"{identity}-{escape(control.name)}", control)
            for control in others
            if control.group == group
        )
        + "</fieldset>"
        for group in groups
    )
    if not sets:
        return ""
    return (
        '<details class="explorer-more"><summary>More settings '
        f'<span class="explorer-changed"></span></summary>{sets}</details>'
    )


def _row(explorer: Declaration, identity: str, row: Row) -> str:
    controls = [explorer.by_name[name] for name in row.names]
    if not row.label:
        return "".join(_control(f"{identity}-{escape(each.name)}", each) for each in controls)
    cells = "".join(
        f'<div class="cell" data-field="{each.name}">'
        f"{_parts(f'{identity}-{escape(each.name)}', each)}</div>"
        for each in controls
    )
    return (
        f'<fieldset class="control control-row"><legend>{escape(row.label)}</legend>'
        f'<div class="cells">{cells}</div></fieldset>'
    )


def _control(identity: str, control: Control) -> str:
    return f'<div class="control" data-field="{control.name}">{_parts(identity, control)}</div>'


def _parts(identity: str, control: Control) -> str:
    described = f'aria-describedby="{identity}-help"'
    label = escape(control.label)
    if isinstance(control, Number):
        low, high, now = (
            f"{value:.{control.decimals}f}"
            for value in (control.minimum, control.maximum, control.default)
        )
        bounds = (
            f'min="{low}" max="{high}" step="{control.step:.{control.decimals}f}" value="{now}"'
        )
        # A phone's keyboard for decimals has no minus.
        keys = "text" if control.minimum < 0 else "decimal"
        field = (
            f'<label for="{identity}">{label}</label>'
            f'<span class="number"><input type="range" data-control="{control.name}" {bounds} '
            f'aria-label="{label}, slider" {described}>'
            f'<input type="text" role="spinbutton" id="{identity}" data-control="{control.name}" '
            f'value="{now}" aria-valuemin="{low}" aria-valuemax="{high}" aria-valuenow="{now}" '
            f'inputmode="{keys}" required aria-describedby="{identity}-unit {identity}-help"> '
            f'<span id="{identity}-unit">{escape(control.unit)}</span></span>'
        )
    elif isinstance(control, Choice):
        options = "".join(
            f'<option value="{escape(value)}"{" selected" * (value == control.default)}>'
            f"{escape(text)}</option>"
            for value, text in control.options.items()
        )
        field = (
            f'<label for="{identity}">{label}</label>'
            f'<select id="{identity}" data-control="{control.name}" {described}>{options}</select>'
        )
    elif isinstance(control, Switch):
        field = (
            f'<label><input type="checkbox" id="{identity}" data-control="{control.name}" '
            f"{described}{' checked' * control.default}> {label}</label>"
        )
    else:
        raise TypeError(f"no page control for {type(control).__name__}")
    about = f'<small class="help unseen" id="{identity}-help">{escape(control.help)}</small>'
    return f"{field}{about}"

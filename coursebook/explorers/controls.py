"""What a reader can set: controls with bounds, and where outside values are read."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Final

from coursebook.explorers.conditions import Condition
from coursebook.explorers.symbols import Kind

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")

Value = float | str | bool


class ControlError(ValueError):
    """A control is declared wrongly, or a value from outside does not fit it."""


@dataclass(frozen=True, kw_only=True)
class Control:
    """What all controls have.

    Parameters
    ----------
    name
        In snake case: a keyword of the model, and a name in links, so keep it.
    label, help
        What readers see, and a sentence on what it means.
    default
        Where it starts.
    group
        The heading under which it stands.
    needs
        When it has an effect: a function of other controls and of results, which it names as its
        parameters, such as `lambda rule: rule == "weighted"`. Elsewhere it is not shown.
    """

    kind: ClassVar[str]
    value_kind: ClassVar[Kind]
    name: str
    label: str
    help: str
    default: Value
    group: str = "Settings"
    needs: Condition | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ControlError(
                f"control {self.name!r}: found a name that is not snake_case; "
                "allowed: a lower-case letter, then letters, digits and _"
            )
        if not self.label or not self.help:
            raise ControlError(f"control {self.name}: found no label or help; both are needed")

    @property
    def allowed(self) -> str:
        """What the control takes, in words."""
        raise NotImplementedError

    def read(self, value: Any) -> Value:
        """Check a value from outside and return it in the control's own type.

        Raises ControlError if it does not fit.
        """
        raise NotImplementedError

    def told(self, value: Any) -> str:
        """A value as readers see it, with its unit."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """A value as a link carries it, which `read` understands."""
        return str(value)

    def at(self, number: float) -> Value:
        """The setting that a number from the model stands for; ControlError if there is none."""
        return self.read(number)

    def _refuse(self, value: Any) -> ControlError:
        shown = repr(value) if len(repr(value)) <= 40 else repr(value)[:37] + "..."
        return ControlError(f"{self.label}: found {shown}; allowed: {self.allowed}")

    def declared(self) -> dict[str, Any]:
        """The control as the page's script reads it."""
        own = {name: value for name, value in asdict(self).items() if name != "needs"}
        return {"kind": self.kind, **own, "allowed": self.allowed}


@dataclass(frozen=True, kw_only=True)
class Number(Control):
    """A number between two bounds, on a grid of steps that begins at the lower one.

    Parameters
    ----------
    name, label, help, group, needs
        As for every control; see `Control`.
    default
        Where it starts; on the grid.
    minimum, maximum, step
        The grid, in `unit`.
    unit
        What readers see behind the number; may be empty.

    Raises
    ------
    ControlError
        If the bounds are out of order, the step is not above 0, or the default is not on the grid.

    Examples
    --------
    >>> years = Number(
    ...     name="years",
    ...     label="Years",
    ...     help="Counted from the day of the spill.",
    ...     default=10,
    ...     minimum=0,
    ...     maximum=200,
    ...     step=1,
    ...     unit="years",
    ... )
    >>> years.read("12.4"), years.told(12)
    (12, '12 years')
    >>> years.allowed
    'a number from 0 to 200'
    """

    kind: ClassVar[str] = "number"
    value_kind: ClassVar[Kind] = "number"
    default: float
    minimum: float
    maximum: float
    step: float
    unit: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.minimum < self.maximum or not self.step > 0:
            raise ControlError(
                f"control {self.name}: found minimum {self.minimum}, maximum {self.maximum}, "
                f"step {self.step}; allowed: minimum below maximum and a step above 0"
            )
        try:
            on_grid = self.read(self.default)
        except ControlError as error:
            raise ControlError(
                f"control {self.name}: its default is {self.default!r}; allowed: {self.allowed}"
            ) from error
        if not math.isclose(on_grid, self.default, abs_tol=1e-9):
            raise ControlError(
                f"control {self.name}: its default {self.default!r} is not on the grid; "
                f"nearest: {on_grid!r}"
            )

    @property
    def decimals(self) -> int:
        """How many decimals the step has."""
        return len(f"{self.step:.10f}".rstrip("0").partition(".")[2])

    @property
    def allowed(self) -> str:
        low, high = (f"{bound:.{self.decimals}f}" for bound in (self.minimum, self.maximum))
        return f"a number from {low} to {high}"

    def read(self, value: Any) -> float:
        """The number on the grid nearest to the value; text is read as a plain decimal."""
        given = value
        if isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value.strip()):
            value = float(value)
        if isinstance(value, bool | str) or not isinstance(value, int | float):
            raise self._refuse(given)
        if not self.minimum <= value <= self.maximum:  # also refuses NaN
            raise self._refuse(given)
        # Rounding in decimals, as the page does it, so that both faces hold the same double.
        steps = math.floor((value - self.minimum) / self.step + 0.5)
        return min(self.maximum, round(self.minimum + steps * self.step, self.decimals))

    def told(self, value: Any) -> str:
        return f"{self.written(value)} {self.unit}".strip()

    def written(self, value: Any) -> str:
        return f"{value:.{self.decimals}f}"

    def declared(self) -> dict[str, Any]:
        return {**super().declared(), "decimals": self.decimals}


@dataclass(frozen=True, kw_only=True)
class Choice(Control):
    """One of several options.

    Parameters
    ----------
    name, label, help, group, needs
        As for every control; see `Control`.
    default
        One of the options.
    options
        The label of each option by its value; the value is what the model gets.

    Raises
    ------
    ControlError
        If the default is not among the options.

    Examples
    --------
    >>> lake = Choice(
    ...     name="lake", label="Lake", help="Where.", default="erie", options={"erie": "Lake Erie"}
    ... )
    >>> lake.told("erie")
    'Lake Erie'
    """

    kind: ClassVar[str] = "choice"
    value_kind: ClassVar[Kind] = "text"
    default: str
    options: dict[str, str]

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.default not in self.options:
            raise ControlError(
                f"control {self.name}: its default is {self.default!r}; allowed: {self.allowed}"
            )

    @property
    def allowed(self) -> str:
        return "one of " + ", ".join(self.options)

    def read(self, value: Any) -> str:
        """The option's value; ControlError if there is no such option."""
        if not isinstance(value, str) or value not in self.options:
            raise self._refuse(value)
        return value

    def told(self, value: Any) -> str:
        return self.options[value]

    def at(self, number: float) -> str:
        """The option in this place, counted from 0."""
        return self.read(dict(enumerate(self.options)).get(int(number), number))


@dataclass(frozen=True, kw_only=True)
class Switch(Control):
    """Yes or no.

    Parameters
    ----------
    name, label, help, group, needs
        As for every control; see `Control`.
    default
        True or False.

    Examples
    --------
    >>> Switch(name="inflow", label="Inflow", help="Clean or not.", default=True).told(False)
    'no'
    """

    kind: ClassVar[str] = "switch"
    value_kind: ClassVar[Kind] = "truth"
    default: bool

    @property
    def allowed(self) -> str:
        return "yes or no"

    def read(self, value: Any) -> bool:
        """True or False; the texts "yes" and "no" are what a link carries."""
        if isinstance(value, bool):
            return value
        if value in ("yes", "no"):
            return bool(value == "yes")
        raise self._refuse(value)

    def told(self, value: Any) -> str:
        return self.written(value)

    def written(self, value: Any) -> str:
        return "yes" if value else "no"

    def at(self, number: float) -> bool:
        """No for 0, yes for any other number."""
        return number != 0

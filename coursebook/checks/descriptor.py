"""Read `datapackage.json`, the description of the tables, and say what does not fit in it."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from coursebook.checks.cells import value
from coursebook.tables.frames import DESCRIPTOR
from coursebook.text.unsafe import markup, shown, unprintable


class DescriptorError(ValueError):
    """A description that cannot be used; the message has a line for each fault."""


def resources(data: Path) -> list[dict[str, Any]]:
    """Read the description of each table, and check it strictly.

    Parameters
    ----------
    data
        The folder that holds `datapackage.json`.

    Returns
    -------
    list of dict
        As in the file.

    Raises
    ------
    DescriptorError
        If a field is missing, unknown or not as it must be; there is a line for each fault.
    """
    where = f"{data.name}/{DESCRIPTOR}"
    content = _content(data / DESCRIPTOR, where)
    if not isinstance(content, dict):
        raise DescriptorError(f"{where}: found {str(content)[:40]}; allowed: a data package")
    try:
        Description.model_validate(content)
    except ValidationError as error:
        lines = [_line(each, where) for each in error.errors(include_url=False)]
        raise DescriptorError("\n".join(lines)) from None
    described: list[dict[str, Any]] = content["resources"]
    return described


def _content(path: Path, where: str) -> Any:
    try:
        text = path.read_bytes().decode("utf-8")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except FileNotFoundError:
        message = f"{where}: found no file; allowed: a description of the tables"
        raise DescriptorError(message) from None
    except (ValueError, RecursionError) as error:
        raise DescriptorError(
            f"{where}: found no JSON ({error}); allowed: a data package"
        ) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if repeated := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"the field {repeated[0]!r} stands twice beside {names[0]!r}")
    return dict(pairs)


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is not a number")


def _line(error: Any, where: str) -> str:
    parts = [part for part in error["loc"] if part not in ("str", "int", "float")]
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts)
    place = f", field {text.removeprefix('.')}" if text else ""
    match error["type"]:
        case "missing":
            return f"{where}{place}: found nothing; allowed: a value; this field is required"
        case "extra_forbidden":
            return f"{where}{place}: found a field of this name; allowed: those of the other tables"
    told = error["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    return f"{where}{place}: found {shown(error['input'])}; allowed: {told}"


# --- what it holds --------------------------------------------------------------------------------


def _plain(text: str) -> str:
    if not text.strip():
        raise ValueError("a text")
    if markup(text) or unprintable(text):
        raise ValueError("plain text")
    return text


def _expression(pattern: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, FutureWarning) as error:
        raise ValueError(f"a regular expression ({error})") from None
    return pattern


Plain = Annotated[str, AfterValidator(_plain)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Bound = int | float | str  # a date is written as text


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Constraints(_Part):
    """What a field may hold."""

    required: bool = False
    unique: bool = False
    minimum: Bound | None = None
    maximum: Bound | None = None
    maxLength: Annotated[int, Field(gt=0)] | None = None  # noqa: N815 - the format calls it so
    pattern: Annotated[str, AfterValidator(_expression)] | None = None
    enum: Annotated[list[Plain], Field(min_length=1)] | None = None


class TableField(_Part):
    """A column."""

    name: Name
    title: Plain
    type: Literal["integer", "number", "boolean", "date", "string"]
    description: Plain | None = None
    unit: Plain | None = None
    constraints: Constraints = Constraints()
    trueValues: list[Literal["true"]] | None = None  # noqa: N815
    falseValues: list[Literal["false"]] | None = None  # noqa: N815

    @model_validator(mode="after")
    def _bounds_are_of_its_type(self) -> TableField:
        for bound in (self.constraints.minimum, self.constraints.maximum):
            if bound is not None and not self._bounded_by(bound):
                raise ValueError(f"bounds of the type {self.type}, not {bound!r}")
        return self

    def _bounded_by(self, bound: Bound) -> bool:
        if self.type in ("integer", "number"):
            return isinstance(bound, int | float)
        try:
            return self.type == "date" and value("date", str(bound)) is not None
        except ValueError:
            return False


class Reference(_Part):
    """Columns of another table."""

    resource: Name
    fields: Annotated[list[Name], Field(min_length=1)]


class ForeignKey(_Part):
    """Columns whose values must be found in another table."""

    fields: list[Name]
    reference: Reference


class Schema(_Part):
    """The columns, and which of them tell a row from all others."""

    fields: Annotated[list[TableField], Field(min_length=1)]
    primaryKey: Annotated[list[Name], Field(min_length=1)]  # noqa: N815
    missingValues: list[Literal[""]]  # noqa: N815
    foreignKeys: list[ForeignKey] = []  # noqa: N815

    @model_validator(mode="after")
    def _names_differ(self) -> Schema:
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise ValueError("columns of different names")
        if unknown := [name for name in self.primaryKey if name not in names]:
            raise ValueError(f"a primary key of its columns, of which {unknown[0]!r} is none")
        for key in self.foreignKeys:
            if unknown := [name for name in key.fields if name not in names]:
                raise ValueError(f"a foreign key of its columns, of which {unknown[0]!r} is none")
        return self


class Terms(_Part):
    """A license."""

    name: Plain
    title: Plain
    path: Annotated[str, Field(pattern=r"^https?://")]


class Origin(_Part):
    """Where a table comes from."""

    title: Plain
    path: Annotated[str, Field(pattern=r"^https?://")] | None = None


class Table(_Part):
    """A CSV file."""

    name: Name
    title: Plain
    description: Plain
    path: str
    profile: Literal["tabular-data-resource"]
    format: Literal["csv"]
    mediatype: Literal["text/csv"]
    encoding: Literal["utf-8"]
    dialect: dict[Literal["delimiter", "lineTerminator"], Literal[",", "\n"]]
    licenses: Annotated[list[Terms], Field(min_length=1)]
    sources: list[Origin]
    table: Schema = Field(alias="schema")

    @model_validator(mode="after")
    def _file_has_its_name(self) -> Table:
        if self.path != f"{self.name}.csv":
            raise ValueError(f"a path {self.name}.csv, by the table's name, not {self.path!r}")
        return self


class Description(_Part):
    """The whole file."""

    profile: Literal["tabular-data-package"]
    name: Plain
    title: Plain
    description: Plain
    version: Plain
    licenses: Annotated[list[Terms], Field(min_length=1)]
    resources: Annotated[list[Table], Field(min_length=1)]

    @model_validator(mode="after")
    def _tables_differ(self) -> Description:
        names = [table.name for table in self.resources]
        if len(set(names)) < len(names):
            raise ValueError("tables of different names")
        columns = {
            table.name: [each.name for each in table.table.fields] for table in self.resources
        }
        for table in self.resources:
            for key in table.table.foreignKeys:
                other = key.reference
                if len(key.fields) != len(other.fields) or not (
                    set(other.fields) <= set(columns.get(other.resource, ()))
                ):
                    wanted = f"{other.resource} ({', '.join(other.fields)})"
                    raise ValueError(f"foreign keys into columns of its tables, not {wanted}")
        return self

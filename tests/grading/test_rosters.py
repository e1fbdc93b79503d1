"""Rosters: whatever writes them, the same IDs come out; what is wrong is told by row and field."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursebook.coursework.grading.rosters import COLUMNS, Roster, RosterError, read

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Week 4 (812)\n"
    '    Points Possible,,,,,20\n"Müller, Ana",50123,00471,amuller,A,\n\n'
    '"Kim, Bo",50124,00472,bkim,A,\n'
)
MOODLE = 'First name;Surname;ID number;Email address\n"Ana";"Müller";00471;a@x.edu\nBo;Kim;00472;\n'
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\n'
    "Müller\tAna\tamu\t00471\nKim\tBo\tbk\t00472\n"
)
BRIGHTSPACE = "OrgDefinedId,Last Name\n#00471,Müller\n#00472,Kim\n"
EXCEL = 'sep=;\r\nClass of 2026;\r\n;\r\nName;Student ID\r\nMüller;="00471"\r\n;\r\nKim;\'00472\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    "text", [CANVAS, MOODLE, BLACKBOARD, BRIGHTSPACE, EXCEL],
    ids=["Canvas", "Moodle", "Blackboard", "Brightspace", "Excel"],
)  # fmt: skip
def test_a_platform_s_roster_is_read(text: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(text.encode(encoding))
    assert read(tmp_path / "r.csv").ids == {"00471", "00472"}


ID = st.from_regex(r"[a-z]?[0-9]{1,12}", fullmatch=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    ids=st.sets(ID, min_size=1, max_size=20),
    delimiter=st.sampled_from(",;\t|"),
    column=st.sampled_from(COLUMNS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    end=st.sampled_from(["\n", "\r\n"]),
    blanks=st.integers(0, 3),
    capitals=st.booleans(),
)
def test_the_same_ids_come_out(
    tmp_path: Path, ids: set[str], delimiter: str, column: str, encoding: str, end: str,
    blanks: int, capitals: bool,
) -> None:  # fmt: skip
    name = column.upper() if capitals else column
    lines = [delimiter.join(["Né", name, "Grade"])]
    lines += [delimiter.join(["Zoë", f'"{each}"', ""]) for each in sorted(ids)]
    lines[1:1] = [delimiter * 2] * blanks
    (tmp_path / "r.csv").write_bytes(end.join(lines).encode(encoding))
    assert read(tmp_path / "r.csv").ids == ids


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_any_file_is_read_or_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.csv").write_bytes(content)
    with contextlib.suppress(RosterError):  # and no other error
        assert read(tmp_path / "r.csv").ids


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\nx\n", r"found no column for the ID among 'name'; allowed: 'sis user id'"),
        ("id\n12\n\n12\n", r"row 4, 'id': found '12', which stands in row 2 as well"),
        ("id\n2.02512E+07\n", r"row 2, 'id': found '2.02512E\+07', which a spreadsheet"),
        ("id,name\n,Kim\n", r"row 2, 'id': student ID: found nothing"),
        ("id\n1/2\n", r"row 2, 'id': student ID: found '/'"),
        ("id\n", r"found no student"),
        ("PK\x03\x04", r"found an Excel workbook; allowed: CSV"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_field(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    with pytest.raises(RosterError, match=message):
        read(tmp_path / "r.csv")


def test_a_column_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("ID,Matriculation\n5,x1\n", encoding="utf-8")
    assert read(tmp_path / "r.csv", "matriculation").ids == {"x1"}


@pytest.mark.parametrize(
    ("ids", "asked", "meant"),
    [
        ({"1234"}, "001234", "1234"),
        ({"001234"}, "1234", "001234"),
        ({"01", "001"}, "1", None),
        ({"a1"}, "0a1", None),
        (set(), "anybody", "anybody"),
        ({"1"}, "2", None),
    ],
)
def test_zeros_that_a_spreadsheet_lost_are_no_difference(
    ids: set[str], asked: str, meant: str | None
) -> None:
    assert Roster(frozenset(ids)).find(asked) == meant

"""What a submission is worth in the end: tests, points by hand, lateness, and which one counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coursebook.coursework.grading import by_hand
from coursebook.coursework.grading.exercise import Exercise
from coursebook.coursework.grading.handed_in import handed_in
from coursebook.coursework.grading.rosters import Person, Roster
from coursebook.coursework.grading.rows import Grade
from coursebook.coursework.grading.settings import Settings


@dataclass(frozen=True)
class Result:
    """A submission with all that is known of it.

    `hand` is None as long as a point by hand is missing; `off` is what lateness costs, in percent.
    """

    grade: Grade
    hand: float | None = None
    hand_possible: float = 0
    off: float = 0
    late: bool = False
    counts: bool = True

    @property
    def possible(self) -> float:
        """The most that the exercise gives."""
        return self.grade.possible + self.hand_possible

    @property
    def final(self) -> float | None:
        """All points, less what lateness costs; None where they are not known yet."""
        if not self.grade.graded or self.hand is None:
            return None
        return round((self.grade.points + self.hand) * (1 - self.off / 100), 2)


def results(
    grades: Sequence[Grade],
    exercises: Mapping[str, Exercise],
    entries: Mapping[by_hand.Key, by_hand.Entry],
    roster: Roster,
    settings: Settings,
) -> list[Result]:
    """The grades with points by hand and lateness; of a student's several, the best one counts."""
    made = [_result(grade, exercises, entries, roster, settings) for grade in grades]
    best: dict[tuple[str, str], int] = {}
    for place, each in enumerate(made):
        if each.grade.graded:
            written = each.grade.student_id  # with or without zeros, it is one student
            key = each.grade.exercise, roster.find(written) or written
            if key not in best or _worth(each) > _worth(made[best[key]]):
                best[key] = place
    kept = set(best.values())
    return [each if place in kept else replace(each, counts=False)
            for place, each in enumerate(made)]  # fmt: skip


def _result(
    grade: Grade,
    exercises: Mapping[str, Exercise],
    entries: Mapping[by_hand.Key, by_hand.Entry],
    roster: Roster,
    settings: Settings,
) -> Result:
    if not grade.graded:
        return Result(grade)
    exercise = exercises[grade.exercise]
    handed = handed_in(grade.file, roster)
    off = settings.late.percent(handed, grade.student_id)
    return Result(
        grade,
        by_hand.points(entries, grade, exercise),
        sum(exercise.manual.values()),
        off,
        late=handed.late or off > 0,
    )


def _worth(result: Result) -> tuple[float, float]:
    return (-1.0 if result.final is None else result.final), result.grade.points


def checked_against(grades: Sequence[Grade], roster: Roster) -> list[Grade]:
    """Grades without the points of those who are on no roster, or hand in for another one."""
    return [_checked(grade, roster) if grade.graded else grade for grade in grades]


def _checked(grade: Grade, roster: Roster) -> Grade:
    known = roster.find(grade.student_id)
    owner = handed_in(grade.file, roster).owner
    if known is None:
        why = f"Its student ID {grade.student_id!r} is not on the roster."
    elif owner and owner != known:
        why = (
            f"By its file's name it was handed in by {named(roster, owner)}, and in the notebook "
            f"stands the student ID {grade.student_id!r}."
        )
    else:
        return grade
    return grade.model_copy(update={"status": f"Not graded. {why}", "scores": []})


def named(roster: Roster, student_id: str) -> str:
    """A student for people to read: the ID, and the name where the roster has it."""
    person = roster.people.get(student_id)
    name = full_name(person) if person else ""
    return f"{student_id} ({name})" if name else student_id


def full_name(person: Person) -> str:
    """Family name, given name."""
    return ", ".join(filter(None, person.names))

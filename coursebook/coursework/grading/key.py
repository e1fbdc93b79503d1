"""The right answers of one student: `python -m coursebook.coursework.grading.key EXERCISE ID`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from coursebook.coursework.draw import EXAMPLE, IdError, normalized
from coursebook.coursework.grading import confine, run
from coursebook.coursework.grading.answers import in_words, restored
from coursebook.coursework.grading.exercise import ExerciseError, load_all
from coursebook.coursework.grading.watch import Limits


def key(slug: str, student_id: str) -> Iterator[str]:
    """The scenario, and a line for each answer that the exercise's tests ask for."""
    with tempfile.TemporaryDirectory(prefix="key-") as folder:
        exercise = load_all(Path(folder, "tests"), slug)[slug]
        student_id = normalized(student_id)
        request = exercise.request(exercise.solution_of(student_id), student_id)
        # The instructor's own notebook needs no boundary.
        found = run.run(confine.Boundary("process"), request, Limits(), Path(folder))
        yield str(exercise.scenario_of(student_id))
        for name in (*exercise.values, *exercise.calls):
            yield f"{name}: {in_words(restored(found.values.get(name), name))}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Print the right answers of one student.")
    parser.add_argument("exercise")
    parser.add_argument("id", nargs="?", default=EXAMPLE)
    asked = parser.parse_args(arguments)
    try:
        print("\n".join(key(asked.exercise, asked.id)))
    except (ExerciseError, IdError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

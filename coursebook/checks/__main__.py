"""`python -m coursebook.checks` prints a line for each problem, and fails if there is any."""

import argparse
import sys

from coursebook.book import root
from coursebook.checks import data, toc
from coursebook.tables.frames import data_dir
from coursebook.tables.sources import bibliography_path


def main() -> int:
    """Print every problem; return 1 if there is any."""
    parser = argparse.ArgumentParser(
        prog="python -m coursebook.checks",
        description="Check data/, the bibliography and the table of contents.",
    )
    parser.add_argument(
        "--confirm", action="store_true", help="take the figures as they stand: sources say so"
    )
    where = data_dir(), bibliography_path()
    if parser.parse_args().confirm:
        for line in data.confirm(*where):
            print("Confirmed:", line.partition(": found")[0])
    found = [*toc.problems(root()), *data.problems(*where)]
    print("\n".join(found) or "The data is valid.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())

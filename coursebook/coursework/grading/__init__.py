"""Grade a folder of submissions: `make grade SUBMISSIONS=folder`.

1. `submissions` reads a file with limits, `grade` decides what becomes of it.
2. `run` has `inside` run its cells behind a boundary of the operating system (`confine`,
   `commands`, `shown`, `machine`), watched from outside (`watch`), and takes its answers as data.
3. `checks` holds the answers to Otter's hidden tests, where no line of the student's runs.
4. `rows` has each row on the disk at once; `report` writes the table and what it means.

A submission can therefore neither read the tests nor write its own grade, and what it breaks is
its own (`workers`).
"""

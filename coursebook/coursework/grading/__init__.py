"""Grade a folder of submissions: `make grade SUBMISSIONS=folder`.

Two steps, in two processes that never share memory:

1. `inside` runs a submission, confined (`confine`), in a folder that holds no tests, and writes
   down what the exercise asks for: numbers, tables, charts, what functions return.
2. `checks` reads that as plain data and holds it to Otter's hidden tests, where no line of the
   student's runs. A submission can therefore neither read the tests nor write its own grade.
"""

"""Graded exercises: their masters, what is built from them, and grading. See README.md."""

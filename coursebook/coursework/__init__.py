"""Graded exercises: what each student draws, what is built from a master, and grading."""

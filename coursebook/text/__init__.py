"""Texts of a book's files: what none of them may hold, and which words are Korean."""

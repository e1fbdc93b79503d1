"""The engine of an interactive book: tables, charts, explorers, quizzes, pages and coursework.

Nothing in this package knows what a book is about. A book says that itself, in the table
`[tool.coursebook]` of its `pyproject.toml`; see `coursebook.book`.
"""

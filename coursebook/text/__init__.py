"""Rules for the texts of a book's files: what none may hold, and which words are Korean."""

"""Rules for the files of a book, checked before a page is built from them."""

"""What holds the files of the book to their rules, before a page is built from them."""

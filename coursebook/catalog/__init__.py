"""What a book can say about itself: its tables, its endnotes, its learning goals."""

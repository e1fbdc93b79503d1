"""What a book tells about itself: its tables, its endnotes, its learning goals."""

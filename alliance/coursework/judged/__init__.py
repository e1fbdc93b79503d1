"""What students are given to judge in each exercise: a note with one wrong number, a record."""

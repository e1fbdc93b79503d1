"""The Great Lakes in Python: one explorer."""

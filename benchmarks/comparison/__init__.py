"""Our book beside a plain Jupyter Book of the same chapters: what `side_by_side.py` is made of."""

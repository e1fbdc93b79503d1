"""What figures and explorers share in a notebook: live charts, and outputs that stand alone."""

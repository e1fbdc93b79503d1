"""Charts: one look for all, drawn at build time, and what stands around each of them."""

"""The models: pure functions, no input or output, no charts, no widgets."""

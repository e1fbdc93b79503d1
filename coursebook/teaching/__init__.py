"""Slides, handouts and answer keys, made from the built book and from `exercises/`."""

"""What the checks of notebooks share."""

from in_jupyterlab import desk, lab, page, patient

__all__ = ["desk", "lab", "page", "patient"]

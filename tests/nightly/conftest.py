"""What the nightly checks share with those of notebooks; `make nightly` runs them."""

from in_jupyterlab import desk, lab, page, patient

__all__ = ["desk", "lab", "page", "patient"]

"""What the checks of live sessions share with all others in a JupyterLab."""

from in_jupyterlab import page, patient

__all__ = ["page", "patient"]

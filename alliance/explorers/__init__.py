"""The explorers of the book, by name."""

from alliance.explorers.opcon import opcon_conditions
from alliance.explorers.spending import spending_path

__all__ = ["opcon_conditions", "spending_path"]

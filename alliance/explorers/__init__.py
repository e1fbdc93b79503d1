"""The explorers of the book, by name."""

from alliance.explorers.opcon import opcon_conditions
from alliance.explorers.spending import spending_path
from alliance.explorers.two_fears import two_fears

__all__ = ["opcon_conditions", "spending_path", "two_fears"]

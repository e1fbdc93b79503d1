"""The explorers of the book, by name."""

from alliance.explorers.opcon import opcon_conditions
from alliance.explorers.package import package_deal
from alliance.explorers.spending import spending_path

__all__ = ["opcon_conditions", "package_deal", "spending_path"]

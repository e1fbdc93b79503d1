"""The explorers of the book, by name."""

from alliance.explorers.ledger import who_carries_what
from alliance.explorers.opcon import opcon_conditions
from alliance.explorers.package import package_deal
from alliance.explorers.spending import spending_path
from alliance.explorers.troop_costs import troop_costs
from alliance.explorers.two_fears import two_fears

__all__ = [
    "opcon_conditions",
    "package_deal",
    "spending_path",
    "troop_costs",
    "two_fears",
    "who_carries_what",
]

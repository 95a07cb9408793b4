"""The address of a page, below that of the site."""

FIRST = "network"
"""The page without an address of its own."""


def page_named(address: str) -> str:
    """Return the page's name, from its address."""
    return address or FIRST


def address_of(page: str) -> str:
    """Return the page's address below that of the site."""
    return "" if page == FIRST else page

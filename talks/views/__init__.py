"""The public pages, a module a noun. What they share: addresses.py, pagination.py, sections.py."""

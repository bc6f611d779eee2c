"""Framing: how each party tells what both say."""

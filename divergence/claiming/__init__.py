"""Attributed words into claims: propositions, silences said aloud, roles and stable ids."""

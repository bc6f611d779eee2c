"""Rules by which groups of claims are judged: clashes, wording, identity, explanation."""

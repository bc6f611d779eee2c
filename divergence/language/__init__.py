"""Sentences, words, stems, quantities and the like: what any later stage reads off a text."""

"""Fits the accurate attribution model; needs the extra ``training-accurate``."""

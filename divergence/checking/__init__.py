"""Many events held against a policy and a baseline, for CI jobs and editors' folders.

Comes in: folders and files. Goes out: what is new or changed, as text, annotations, SARIF, JUnit
XML or JSON. ``run.check`` is the way through; it gets the function that compares one event from
the command line, so that it can be tried with any.
"""

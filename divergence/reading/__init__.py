"""Bytes to documents and events: text, Markdown, HTML; page furniture set aside."""

from divergence.reading.document import body, read_document
from divergence.reading.event import Event, read_event

__all__ = ["Event", "body", "read_document", "read_event"]

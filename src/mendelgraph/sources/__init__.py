"""Readers: every form in which the content exists becomes the same records."""

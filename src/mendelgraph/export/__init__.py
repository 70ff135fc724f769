"""A release in the formats that others read."""

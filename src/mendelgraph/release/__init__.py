"""From sources to a validated release."""

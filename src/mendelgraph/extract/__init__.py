"""From records to stated facts: rules in readable tables, each fact with its receipts."""

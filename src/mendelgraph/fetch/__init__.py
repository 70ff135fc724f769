"""The only part that opens connections for reading: official addresses, politely, resumable, hashed."""

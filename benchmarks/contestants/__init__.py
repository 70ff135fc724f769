"""What a user would otherwise do: each a script that takes a folder, does its job there and writes what it took.

`morph_kgc.py` and `maplib_ottr.py` run in an environment of their own and import nothing of this project.
"""

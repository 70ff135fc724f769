"""The release as a linked-data site: a page for each thing, readable first, then its data, then its downloads.

`library.Library` makes each document as bytes, for the server too; `writing.write_site` writes them all into a folder.
"""

"""Files that are translated in place: their markup stays, their text becomes English.

A format's module takes a file's bytes apart into blocks and puts translated blocks back
(`opened.Opened`); what all of them share, blocks and formatting inside them, is in `block` and
`project`.
"""

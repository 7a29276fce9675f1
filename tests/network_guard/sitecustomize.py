"""Puts the network guard into every Python process that a test starts: Python imports this file by its name."""

from guard import install

install()

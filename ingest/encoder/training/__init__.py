"""Training and evaluation of the bundled encoder; nothing at question time imports it."""

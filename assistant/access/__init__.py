"""Who somebody is and what they may do: roles, tokens, and whom other systems' users are here."""

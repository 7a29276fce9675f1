"""Which goal or milestone of today's documents is which of yesterday's: ids that are minted once and kept."""

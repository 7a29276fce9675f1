"""Where questions come in: each channel translates in, makes one call, and translates out."""

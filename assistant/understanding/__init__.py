"""What a question asks: its language, scope, times, cues and concepts, found by rules beside their tables."""

"""A second look at a question of which the first found nothing: what may be left out, what was taken for granted."""

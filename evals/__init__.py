"""Answers are judged: golden sets, metrics, baselines with floors, ablations."""

"""
Goal and milestone records out of any plan's section tree.

Owns recognising goals in tables, headings and lists by the role of their parts, in Danish and English;
leaves parsing to `ingest.parsers` and the days in "Q2/Q3" to `ingest.dates`. What is not understood is reported.
"""

from ingest.goals.find import find_goals

__all__ = ["find_goals"]

"""The web page: to ask, to read the documents, to see goals, milestones and the year; works without scripts."""

from assistant.channels.web.layout import error_page
from assistant.channels.web.pages import pages

__all__ = ["error_page", "pages"]

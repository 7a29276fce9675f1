"""One plain page to ask on, and one for each document: server-rendered, without scripts."""

from assistant.channels.web.pages import error_page, pages

__all__ = ["error_page", "pages"]

"""
The page about the assistant: what it is, that it is a program, what is kept, and how far everybody can use it.

Owns the route; leaves every word to `prompts/*/web_about.md`, where an organisation writes its own.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from assistant.channels.service import AskerHere
from assistant.channels.web.layout import PageHere

__all__ = ["SECTIONS", "router"]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SECTIONS = ("what", "ai", "quotations", "stored", "accessibility", "help")
"""The parts of the page in order: "web_about.<name>_title" is the heading, "web_about.<name>" Markdown under it."""


@router.get("/about")
def about(page: PageHere, asker: AskerHere) -> HTMLResponse:
    """What people need to know before they trust an answer."""
    knowledge = page.service.knowledge(asker)
    return page.show(
        "about.html",
        here="about",
        sections=SECTIONS,
        home=knowledge.home.name if knowledge.home else None,
        snapshot=knowledge.snapshot,
        owners=list(dict.fromkeys(each.owner for each in knowledge.documents.values() if each.owner)),
    )

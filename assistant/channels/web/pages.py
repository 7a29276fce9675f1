"""
All pages together.

Owns which there are; leaves each to its module, and what they share to `layout`.
"""

from __future__ import annotations

from fastapi import APIRouter

from assistant.channels.web import (
    about_page,
    ask_page,
    document_pages,
    onboarding_pages,
    own_onboarding,
    record_pages,
    report_page,
    static_files,
    year_page,
)

__all__ = ["pages"]

pages = APIRouter()
for _module in (
    ask_page, document_pages, record_pages, report_page, year_page, onboarding_pages, own_onboarding, about_page,
    static_files,
):  # fmt: skip
    pages.include_router(_module.router)

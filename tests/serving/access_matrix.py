"""
Who may use each route.

Owns the classes of access and the table of routes; leaves trying them to `test_access_matrix`.
A new route goes into `ROUTES`, by "METHOD path" as it is declared; until then the tests fail.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ALLOWED", "ROUTES", "Access", "Who"]


class Who(StrEnum):
    """The seven identities that every route is tried with."""

    STRANGER = "stranger"
    """Sends nothing."""
    FORGER = "forger"
    """Sends a token that nobody minted."""
    REVOKED = "revoked"
    EXPIRED = "expired"
    EMPLOYEE = "employee"
    MANAGER = "manager"
    EDITOR = "editor"


class Access(StrEnum):
    """What a route asks of its caller."""

    PUBLIC = "public"
    """Nothing, in any mode: health, log-in, style sheets."""
    READING = "reading"
    """To be known; in the mode `open`, nothing."""
    REPORTING = "reporting"
    """To be a manager or an editor."""
    EDITING = "editing"
    """To be an editor."""


_KNOWN = frozenset({Who.EMPLOYEE, Who.MANAGER, Who.EDITOR})
ALLOWED: dict[Access, frozenset[Who]] = {
    Access.PUBLIC: frozenset(Who),
    Access.READING: _KNOWN,
    Access.REPORTING: frozenset({Who.MANAGER, Who.EDITOR}),
    Access.EDITING: frozenset({Who.EDITOR}),
}

ROUTES: dict[str, Access] = {
    "GET /openapi.json": Access.PUBLIC,
    "GET /healthz": Access.PUBLIC,
    "GET /readyz": Access.PUBLIC,
    "GET /static/{name}": Access.PUBLIC,
    "GET /login": Access.PUBLIC,
    "POST /login": Access.PUBLIC,
    "POST /logout": Access.PUBLIC,
    "GET /metrics": Access.READING,
    "POST /v1/ask": Access.READING,
    "POST /v1/search": Access.READING,
    "GET /v1/documents": Access.READING,
    "GET /v1/documents/{id:path}": Access.READING,
    "GET /v1/goals": Access.READING,
    "GET /v1/goals/{id:path}": Access.READING,
    "GET /v1/milestones": Access.READING,
    "GET /v1/reports/{plan:path}": Access.READING,
    "GET /v1/calendar.ics": Access.READING,
    "POST /v1/milestones/{id:path}/status": Access.REPORTING,
    "GET /v1/milestones/{id:path}/history": Access.READING,
    "POST /v1/goals/{id:path}/status": Access.REPORTING,
    "GET /v1/goals/{id:path}/history": Access.READING,
    "POST /v1/feedback": Access.READING,
    "GET /v1/feedback": Access.EDITING,
    "GET /v1/gaps": Access.EDITING,
    "GET /v1/models": Access.READING,
    "GET /v1/models/{id}": Access.READING,
    "POST /v1/chat/completions": Access.READING,
    "POST /v1/responses": Access.READING,
    "POST /mcp": Access.READING,
    "GET /": Access.READING,
    "POST /": Access.READING,
    "POST /feedback": Access.READING,
    "GET /documents": Access.READING,
    "GET /documents/{id:path}": Access.READING,
    "GET /goals": Access.READING,
    "GET /goals/{id:path}": Access.READING,
    "GET /milestones": Access.READING,
    "GET /year": Access.READING,
    "GET /onboarding": Access.READING,
    "POST /onboarding/order": Access.READING,
    "GET /onboarding/completion": Access.EDITING,
    "GET /onboarding/journeys/{id}": Access.READING,
    "GET /onboarding/lessons/{module}/{name}": Access.READING,
    "GET /onboarding/handouts/{module}/{name}": Access.READING,
    "GET /about": Access.READING,
    "GET /report/{id:path}": Access.REPORTING,
    "POST /report/{id:path}": Access.REPORTING,
}

"""Who calls: one authenticator for each mode, chosen by RETTESNOR_AUTH."""

from assistant.channels.http.auth.caller import Caller, NotAdmitted, nobody_at
from assistant.channels.http.auth.modes import Authenticator, authenticator_of

__all__ = ["Authenticator", "Caller", "NotAdmitted", "authenticator_of", "nobody_at"]

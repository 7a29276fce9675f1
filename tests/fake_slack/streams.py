"""
Messages that are written while people read them: begun, added to, ended, or given up by Slack.

Owns what Slack refuses of a stream, in which order, and what each call does to the message; leaves the rest of a call's
checks to `api`. Source: https://docs.slack.dev/reference/methods/chat.startStream and its neighbours.
Slack names no life span. Streams are known to end 30 seconds after their last words, and five minutes after their
first; from then on the message can be changed again, as after its end.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fake_slack.checks import block_faults
from fake_slack.state import State, Workspace

__all__ = ["RUNS", "STREAMING", "Stream", "is_streaming", "stream_refusal"]

Given = Mapping[str, Any]
Refusal = dict[str, Any]
_START, _APPEND, _STOP = "chat.startStream", "chat.appendStream", "chat.stopStream"
STREAMING = (_START, _APPEND, _STOP)
_MOST_MARKDOWN = 12_000
_MOST_BLOCKS = 50
"""In all chunks together; the blocks that end a stream count by themselves."""
_MOST_TASK_CHARS = 256
_MODES = ("markdown_text", "chunks")


@dataclass(slots=True, kw_only=True)
class Stream:
    """What the fake remembers of one stream."""

    team: str
    channel: str
    ts: str
    mode: str
    begun: float = field(default_factory=time.monotonic)
    touched: float = field(default_factory=time.monotonic)
    is_open: bool = True
    is_stopped: bool = False
    """A person pressed Stop."""
    calls: list[dict[str, Any]] = field(default_factory=list)
    """Arguments of every call that added to it, as sent."""

    @property
    def markdown(self) -> str:
        """All Markdown in it, as Slack reads it in one piece."""
        words = []
        for call in self.calls:
            words.append(str(call.get("markdown_text") or ""))
            words += [str(each.get("text")) for each in call.get("chunks") or () if each["type"] == "markdown_text"]
        return "".join(words)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """All blocks that came in chunks."""
        chunks = [chunk for call in self.calls for chunk in call.get("chunks") or ()]
        return [block for chunk in chunks if chunk["type"] == "blocks" for block in chunk["blocks"]]


def is_streaming(state: State, channel: str, ts: str, team: str) -> bool:
    """Whether the message is being written right now; one that Slack gives up is given up by the look."""
    stream = _find(state, channel, ts, team)
    if stream is None or not stream.is_open:
        return False
    now = time.monotonic()
    if now - stream.touched > state.stream_idle_s or now - stream.begun > state.stream_whole_s:
        stream.is_open = False
    return stream.is_open


def stream_refusal(state: State, name: str, given: Given, team: Workspace) -> Refusal | None:
    """Why Slack refuses the call; None where it does not."""
    refused = _bad_form(state, name, given)
    if refused is None and name == _START:
        refused = _bad_start(given, team, state)
    elif refused is None:
        refused = _bad_stage(state, name, given, team)
    return refused


def _bad_form(state: State, name: str, given: Given) -> Refusal | None:
    chunks = given.get("chunks") or []
    if given.get("markdown_text") and chunks:
        state.fault(f"{name} with markdown_text and chunks")
        return {"error": "cannot_provide_both_markdown_text_and_chunks"}
    if len(given.get("markdown_text") or "") > _MOST_MARKDOWN:
        state.fault(f"{name} of {len(given['markdown_text'])} characters")
        return {"error": "msg_blocks_too_long"}
    wrong = [fault for chunk in chunks for fault in _chunk_faults(chunk)]
    if wrong:
        state.fault(f"{name}: {wrong}")
        return {"error": "invalid_chunks", "errors": wrong}
    faults = block_faults([*_blocks_in(chunks), *(given.get("blocks") or [])])
    if faults:
        state.fault(f"{name}: {faults}")
        return {"error": "invalid_blocks", "errors": faults}
    return None


def _bad_start(given: Given, team: Workspace, state: State) -> Refusal | None:
    is_direct = str(given["channel"]).startswith("D")
    for part in ("team", "user"):
        if not is_direct and not given.get(f"recipient_{part}_id"):
            state.fault(f"a stream in a channel without recipient_{part}_id")
            return {"error": f"missing_recipient_{part}_id"}
    if given.get("recipient_user_id") and given["recipient_user_id"] not in team.users:
        return {"error": "user_not_found"}
    if not state.find(given["channel"], given["thread_ts"], team.id):
        return {"error": "thread_not_found"}
    return None


def _bad_stage(state: State, name: str, given: Given, team: Workspace) -> Refusal | None:
    stream = _find(state, given["channel"], given["ts"], team.id)
    if stream is None or state.find(given["channel"], given["ts"], team.id) is None:
        return {"error": "message_not_found"}
    if stream.is_stopped and name == _APPEND:
        return {"error": "stopped_by_user"}
    if not is_streaming(state, given["channel"], given["ts"], team.id):
        return {"error": "message_not_in_streaming_state"}
    used = [mode for mode in _MODES if given.get(mode)]
    if name == _APPEND and not used:
        state.fault(f"{name} of nothing")
        return {"error": "markdown_text_or_chunks_required"}
    if used and used[0] != stream.mode:
        state.fault(f"{name} with {used[0]} where {stream.mode} began it")
        return {"error": "streaming_mode_mismatch"}
    if len(stream.blocks) + len(_blocks_in(given.get("chunks") or [])) > _MOST_BLOCKS:
        state.fault(f"{name} beyond {_MOST_BLOCKS} blocks")
        return {"error": "msg_blocks_too_many"}
    return None


def _chunk_faults(chunk: Mapping[str, Any]) -> list[str]:
    fields = {
        "markdown_text": {"text"},
        "blocks": {"blocks"},
        "plan_update": {"title"},
        "task_update": {"id", "title", "status", "details", "output", "sources"},
    }
    kind = str(chunk.get("type"))
    if kind not in fields:
        return [f"unknown chunk {kind!r}"]
    faults = (
        [f"{kind} with {sorted(set(chunk) - fields[kind] - {'type'})}"] if set(chunk) - fields[kind] - {"type"} else []
    )
    if kind == "markdown_text" and not 1 <= len(chunk.get("text") or "") <= _MOST_MARKDOWN:
        faults.append("markdown_text of no fitting length")
    if kind == "blocks" and not chunk.get("blocks"):
        faults.append("no blocks")
    if kind in ("plan_update", "task_update") and not 1 <= len(chunk.get("title") or "") <= _MOST_TASK_CHARS:
        faults.append(f"{kind} with a title of no fitting length")
    return faults


def _blocks_in(chunks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [block for chunk in chunks if chunk.get("type") == "blocks" for block in chunk["blocks"]]


def _find(state: State, channel: str, ts: str, team: str) -> Stream | None:
    return next((each for each in state.streams if (each.team, each.channel, each.ts) == (team, channel, ts)), None)


def _start(state: State, team: Workspace, given: Given) -> dict[str, Any]:
    with state.condition:
        message = state.put_own(given["channel"], {"text": "", "blocks": [], "thread_ts": given["thread_ts"]}, team.id)
        mode = "markdown_text" if given.get("markdown_text") else "chunks"
        state.streams.append(Stream(team=team.id, channel=given["channel"], ts=message["ts"], mode=mode))
        _add(state, team, {**given, "ts": message["ts"]})
    return {"channel": given["channel"], "ts": message["ts"]}


def _append(state: State, team: Workspace, given: Given) -> dict[str, Any]:
    with state.condition:
        _add(state, team, given)
    return {"channel": given["channel"], "ts": given["ts"]}


def _stop(state: State, team: Workspace, given: Given) -> dict[str, Any]:
    with state.condition:
        stream, message = _add(state, team, given)
        stream.is_open = False
        message["blocks"] = [*message["blocks"], *copy.deepcopy(list(given.get("blocks") or []))]
        if given.get("metadata"):
            message["metadata"] = copy.deepcopy(given["metadata"])
    state.changed()
    return {"channel": given["channel"], "ts": given["ts"], "message": message}


def _add(state: State, team: Workspace, given: Given) -> tuple[Stream, dict[str, Any]]:
    stream = _find(state, given["channel"], given["ts"], team.id)
    message = state.find(given["channel"], given["ts"], team.id)
    assert stream is not None
    assert message is not None
    stream.calls.append(copy.deepcopy(dict(given)))
    stream.touched = time.monotonic()
    message["text"] = stream.markdown
    message["blocks"] = copy.deepcopy(stream.blocks)
    state.changed()
    return stream, message


RUNS = {_START: _start, _APPEND: _append, _STOP: _stop}

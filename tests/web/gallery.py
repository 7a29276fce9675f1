"""
Pictures of every state in every look, to be looked at: `python tests/web/gallery.py FOLDER`.

Takes them from a running server (http://127.0.0.1:8000, or a second argument); leaves judging them to whoever looks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from browsing import LOOKS, STATES, chromium, enter

__all__ = ["take"]


def take(folder: Path, address: str) -> int:
    """Write one PNG for each state and look into `folder`; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = 0
    with chromium() as browser:
        page = browser.new_context(locale="da-DK").new_page()
        for state in STATES:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.context.clear_cookies()
            enter(page, address, state)
            for look in LOOKS:
                page.emulate_media(**look.media)
                page.set_viewport_size({"width": look.size[0], "height": look.size[1]})
                name = f"{state.name}--{look.name.replace(' ', '-').replace('%', 'percent')}.png"
                page.screenshot(path=folder / name, full_page=True)
                taken += 1
    return taken


if __name__ == "__main__":
    written = take(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:8000")
    sys.stdout.write(f"{written} pictures in {sys.argv[1]}\n")

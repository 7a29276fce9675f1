"""
Make the files in `files/` anew, by the programs that people write them with: `python tests/formats/make.py`.

Needs LibreOffice (`soffice`) and Chromium. The files are committed, so no test needs either.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import sources

FILES = Path(__file__).parent / "files"
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
OFFICE = ("soffice", "--headless", "--norestore")
TARGETS = {
    "plan.fodt": ("docx:MS Word 2007 XML", "pdf:writer_pdf_Export"),
    "plan.fods": ("xlsx:Calc MS Excel 2007 XML",),
    "plan.fodp": ("pptx:Impress MS PowerPoint 2007 XML",),
    "hanging.fodt": ("pdf:writer_pdf_Export",),
    "raised.fodt": ("docx:MS Word 2007 XML", "pdf:writer_pdf_Export"),
    **{f"columns-{words}.fodt": ("pdf:writer_pdf_Export",) for words in sources.PARTED_BY_WRITER},
}


def main() -> None:
    """Write every source, open it in its program, and keep what that program saves."""
    FILES.mkdir(exist_ok=True)
    (FILES / "plan.md").write_text(sources.markdown(), encoding="utf-8")
    (FILES / "raised.html").write_text(sources.raised_page(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = {
            "plan.fodt": sources.text_document(),
            "plan.fods": sources.spreadsheet(),
            "plan.fodp": sources.presentation(),
            "plan.html": sources.web_page(),
            "printed.html": sources.printed_page(),
            "steps.html": sources.steps_page(),
            "hanging.fodt": sources.hanging_document(),
            "raised.fodt": sources.raised_document(),
            "raised.html": sources.raised_page(),
            **{f"columns-{words}.fodt": sources.columns_document(words) for words in sources.PARTED_BY_WRITER},
            **{f"columns-{words}.html": sources.columns_page(words) for words in sources.PARTED_BY_BROWSER},
        }
        for file, words in written.items():
            (folder / file).write_text(words, encoding="utf-8")
        for file, targets in TARGETS.items():
            for target in targets:
                _run(
                    [
                        *OFFICE,
                        f"-env:UserInstallation=file://{folder}/profile",
                        "--convert-to",
                        target,
                        "--outdir",
                        str(FILES),
                        str(folder / file),
                    ]
                )
        dom = _run([*CHROMIUM, "--dump-dom", f"file://{folder}/plan.html"])
        (FILES / "plan.html").write_bytes(dom)
        pages = {
            "printed.html": "plan-browser.pdf",
            "steps.html": "steps-browser.pdf",
            "raised.html": "raised-browser.pdf",
        }
        pages |= {f"columns-{words}.html": f"columns-{words}-browser.pdf" for words in sources.PARTED_BY_BROWSER}
        for page, printed in pages.items():
            target = f"--print-to-pdf={FILES}/{printed}"
            _run([*CHROMIUM, "--no-pdf-header-footer", target, f"file://{folder}/{page}"])


def _run(command: list[str]) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, timeout=180).stdout


if __name__ == "__main__":
    main()

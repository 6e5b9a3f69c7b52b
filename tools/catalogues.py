"""Gathers the sentences of the code into locales/, or checks that it was done.

`python -m tools.catalogues` rewrites messages.pot and updates each catalogue, keeping translations.
`--check` fails when the code has a sentence that a catalogue lacks, leaves empty, marks fuzzy, or
whose placeholders differ. A catalogue that falls back on another one holds only what it says
otherwise: nothing is missing there.
"""

import re
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from backend.web.language import FALLS_BACK, base_of

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
METHODS = [("backend/**.py", "python"), ("frontend/templates/**.html", "jinja2")]
OPTIONS = {"frontend/templates/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
MISSING = "missing"
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")


def gathered() -> Catalog:
    catalogue = Catalog(project="Mon parcours", charset="utf-8", fuzzy=False)
    found = extract_from_dir(str(ROOT), METHODS, OPTIONS, KEYWORDS, (), directory_filter=_is_ours)
    for path, _, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(message, None, [(path, 1)], auto_comments=comments, context=context)
    return catalogue


def _is_ours(folder: str) -> bool:
    return not re.search(r"/(\.|node_modules|var|tests|bench)", folder.removeprefix(str(ROOT)))


def catalogues() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))


def update() -> None:
    wanted = gathered()
    _write(LOCALES / "messages.pot", wanted)
    for path in catalogues():
        language = path.parts[-3]
        known = _read(path)
        known.update(wanted, no_fuzzy_matching=True)
        known.obsolete.clear()
        if language in FALLS_BACK:
            _leave_out_untranslated(known)
        _write(path, known)


def _read(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), locale=base_of(path.parts[-3]))


def _leave_out_untranslated(catalogue: Catalog) -> None:
    for message in list(catalogue):
        if message.id and not all(_forms(message)):
            catalogue.delete(message.id, message.context)


def _write(path: Path, catalogue: Catalog) -> None:
    written = BytesIO()
    write_po(written, catalogue, width=100, omit_header=False, include_lineno=False)
    stable = re.sub(
        rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator'
        rb'|Language-Team|Report-Msgid-Bugs-To):[^"]*"\n',
        b"",
        written.getvalue(),
    )
    path.write_bytes(re.sub(rb"\A(#[^\n]*\n)+", b"", stable))


def faults() -> list[str]:
    """What is wrong, a line each; empty when every catalogue says every sentence."""
    wanted = gathered()
    known = {path.parts[-3]: _read(path) for path in catalogues()}
    return [
        f"{language}: {fault}: {message.id!r}"
        for language, catalogue in known.items()
        for message in wanted
        if message.id and (fault := _fault(message, catalogue.get(message.id, message.context)))
        if not (fault == MISSING and language in FALLS_BACK)
    ]


def _fault(wanted: Message, known: Message | None) -> str | None:
    if known is None:
        return MISSING
    if known.fuzzy:
        return "fuzzy"
    forms = _forms(known)
    if not all(forms):
        return "not translated"
    ids = wanted.id if isinstance(wanted.id, tuple) else (wanted.id,)
    allowed, used = _placeholders(ids), _placeholders(forms)
    return None if used == allowed else f"placeholders {sorted(used)}, not {sorted(allowed)}"


def _forms(message: Message) -> tuple[object, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _placeholders(sentences: Iterable[object]) -> set[str]:
    return {found for text in sentences for found in PLACEHOLDER.findall(str(text))} - {"%%"}


def main() -> int:
    if "--check" not in sys.argv:
        update()
        return 0
    found = faults()
    for line in found:
        sys.stderr.write(f"{line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

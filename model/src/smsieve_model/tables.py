"""Writes normalization.json: which code points the normalisation removes, squeezes and folds.

The lists are written down here, not derived from a library, so that every runtime reads the same ones.
"""

from __future__ import annotations

import json
from pathlib import Path

from smsieve_model.normalize import NAME, UNICODE_VERSION

# C0 and C1 controls but tab, line feed, carriage return; then Default_Ignorable_Code_Point of Unicode 15.1
# (soft hyphen, joiners, bidirectional marks, variation selectors, fillers, tags) and interlinear annotation marks.
REMOVED = [
    (0x0000, 0x0008), (0x000B, 0x000C), (0x000E, 0x001F), (0x007F, 0x009F), (0x00AD, 0x00AD), (0x034F, 0x034F),
    (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip

# White_Space of Unicode 15.1 that is not removed above, and the Braille blank, which looks like a space.
WHITESPACE = [
    (0x0009, 0x000A), (0x000D, 0x000D), (0x0020, 0x0020), (0x00A0, 0x00A0), (0x1680, 0x1680), (0x2000, 0x200A),
    (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x2800, 0x2800), (0x3000, 0x3000),
]  # fmt: skip

# Letters that are read as a Latin letter when they stand among Latin letters. Letters of Latin orthographies
# (dotless i, o with stroke and the like) are left out on purpose: Turkish or Danish must not be changed.
_LOOKALIKES = {
    "cyrillic": "аa АA вb ВB еe ЕE ѐe ЀE зz сc СC ԁd ԍg һh ҺH іi ІI їi ЇI јj ЈJ кk КK ӏl ӀI мm МM нh НH оo ОO рp РP"
    " ԛq ԚQ ѕs ЅS тt ТT уy УY ѵv ѴV ԝw ԜW хx ХX үy ҮY ғf ѡw ѐe ӕa ҽe ҫc ҟk қk ҝk ҳx ӧo ӓa ӗe ӱy",
    "greek": "αa ΑA βb ΒB εe ΕE ζz ΖZ ηn ΗH ιi ΙI κk ΚK μu ΜM νv ΝN οo ΟO ρp ΡP σo ςc τt ΤT υu ΥY χx ΧX ωw γy ϳj"
    " άa έe ήn ίi όo ύu ώw ΆA ΈE ΉH ΊI ΌO ΎY",
    "armenian": "օo ՕO ոn սu ՍU հh գq ցg յj ԼL ԱU ԳQ ՏS ՀZ ԵE",
    "cherokee": "ᎪA ᏴB ᏟC ᎠD ᎬE ᎰF ᏀG ᎻH ᎢI ᎫJ ᏦK ᏞL ᎷM ᏢP ᎡR ᏚS ᎢT ᏙV ᎳW ᎩY ᏃZ",
    "small capitals and phonetic letters": "ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz"
    " ɑa ɡg ɩi ɾr ʋv ɯw ᴦr ɫl ɍr",
}


def lookalikes() -> dict[str, str]:
    """Look-alike letter to Latin letter."""
    return {pair[0]: pair[1] for line in _LOOKALIKES.values() for pair in line.split()}


def write(path: Path) -> None:
    """Writes the tables as JSON, one list a line, ASCII only."""
    tables = {
        "name": NAME,
        "unicodeVersion": UNICODE_VERSION,
        "removed": REMOVED,
        "whitespace": WHITESPACE,
        "lookalikes": dict(sorted(lookalikes().items())),
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in tables.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="ascii")

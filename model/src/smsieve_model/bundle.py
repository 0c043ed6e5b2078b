"""A bundle as its users read it: contract, text to row, row to probability."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort

from smsieve_model.errors import InputError
from smsieve_model.graph import session
from smsieve_model.measure import logits
from smsieve_model.normalize import Normalizer
from smsieve_model.tokenization import RowShape, TextTokenizer

MANIFEST = "bundle.json"
GOLDEN = "golden.jsonl"
SCORED, BLANK, TOO_LONG = "SCORED", "BLANK", "TOO_MANY_CHARACTERS"


@dataclass(frozen=True)
class Encoded:
    """A text as the model reads it; ``row`` is empty unless ``outcome`` is SCORED."""

    outcome: str
    row: list[int]
    tokens: int
    truncated: bool


@dataclass(frozen=True)
class Decision:
    """Of one head of a profile."""

    slope: float
    intercept: float
    threshold: float

    def probability(self, logit: np.ndarray) -> np.ndarray:
        """1 / (1 + exp(-(slope * logit + intercept))), in double precision."""
        return 1 / (1 + np.exp(-(self.slope * logit.astype(np.float64) + self.intercept)))


def read_manifest(folder: Path) -> dict:
    """bundle.json as an object; an InputError says what is wrong."""
    path = folder / MANIFEST
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as e:
        raise InputError(f"{path}: expected a bundle's manifest, found none ({e.strerror}); name its folder") from e
    except ValueError as e:
        raise InputError(f"{path}: expected one JSON object, found: {e}; export the bundle again") from e
    if not isinstance(value, dict):
        raise InputError(f"{path}: expected a JSON object, found {type(value).__name__}; export the bundle again")
    return value


class Bundle:
    """An opened bundle; graphs are opened when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.manifest = folder, read_manifest(folder)
        try:
            limits = self.manifest["input"]
            ids = (limits["clsId"], limits["sepId"], limits["padId"])
            self.shape = RowShape(limits["maxTokens"], limits["headTokens"], limits["tailTokens"], *ids)
            self.max_characters: int = limits["maxCharacters"]
            self.heads = [head["name"] for head in self.manifest["heads"]]
            self.normalize = Normalizer.load(folder / self.manifest["normalization"]["file"])
            self.tokenizer = TextTokenizer(folder / self.manifest["tokenizer"]["file"])
            self.profiles: dict[str, dict] = self.manifest["profiles"]
        except KeyError as e:
            raise InputError(f"{folder / MANIFEST}: expected the field {e}, found none; export it again") from e
        self.unknown_id = self.tokenizer.id_of("[UNK]")
        self._sessions: dict[str, ort.InferenceSession] = {}

    def profile(self, name: str | None) -> str:
        """The profile of this name, or the CPU's default."""
        name = name or self.manifest["defaultProfiles"].get("cpu") or next(iter(self.profiles))
        if name not in self.profiles:
            raise InputError(f"{self.folder}: expected a profile of {sorted(self.profiles)}, found '{name}'")
        return name

    def session(self, profile: str) -> ort.InferenceSession:
        """The profile's graph on the CPU."""
        if profile not in self._sessions:
            self._sessions[profile] = session(self.folder / self.profiles[profile]["graph"])
        return self._sessions[profile]

    def decisions(self, profile: str) -> list[Decision]:
        """Calibration and threshold of each head."""
        heads = [self.profiles[profile]["heads"][name] for name in self.heads]
        return [Decision(h["calibration"]["slope"], h["calibration"]["intercept"], h["threshold"]) for h in heads]

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Texts as rows, or why there is none."""
        normal = [None if len(t) > self.max_characters else self.normalize(t) for t in texts]
        content = self.tokenizer.content_ids([n or "" for n in normal])
        out = []
        for text, ids in zip(normal, content, strict=True):
            if not text:
                out.append(Encoded(TOO_LONG if text is None else BLANK, [], 0, False))
            else:
                tokens = len(ids) + 2
                out.append(Encoded(SCORED, self.shape.row(ids), tokens, tokens > self.shape.max_tokens))
        return out

    def logits(self, profile: str, encoded: Sequence[Encoded]) -> np.ndarray:
        """Logits [texts, heads]; NaN where a text has no score."""
        out = np.full((len(encoded), len(self.heads)), np.nan, np.float32)
        scored = [i for i, e in enumerate(encoded) if e.outcome == SCORED]
        if scored:
            out[scored] = logits(self.session(profile), [encoded[i].row for i in scored], self.shape.pad_id)
        return out

    def probabilities(self, profile: str, encoded: Sequence[Encoded]) -> np.ndarray:
        """Calibrated probabilities [texts, heads]; NaN where a text has no score."""
        raw = self.logits(profile, encoded)
        return np.stack([d.probability(raw[:, i]) for i, d in enumerate(self.decisions(profile))], axis=1)

"""How far a training run is."""

from __future__ import annotations

import time


class Progress:
    """Tells now and then how far a run is: an epoch on a CPU takes minutes."""

    EVERY = 30.0  # seconds

    def __init__(self, steps: int, name: str) -> None:
        self.steps, self.name, self.rows = steps, name, 0
        self.began = self.told = time.monotonic()

    def tell(self, step: int, rows: int) -> None:
        """Counts a step; prints when the last line is long ago."""
        now, self.rows = time.monotonic(), self.rows + rows
        if now - self.told >= self.EVERY:
            self.told = now
            rate = self.rows / (now - self.began)
            left = (self.steps - step) * (now - self.began) / step
            print(f"{self.name}: step {step} of {self.steps}, {rate:.0f} rows/s, {left / 60:.0f} min left", flush=True)

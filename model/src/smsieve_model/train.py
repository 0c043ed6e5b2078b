"""Fine-tuning: probe, LoRA, LoReFT or all weights; alone or taught by an ensemble."""

from __future__ import annotations

import argparse
import json
import platform
import random
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from smsieve_model import __version__
from smsieve_model.augment import Augmenter, Pools, Strength
from smsieve_model.batching import Encoding, batches, predict, tensors
from smsieve_model.checkpoint import MATRIX_LEVELS, Config, write_weights
from smsieve_model.data import Row, file_hash, read_rows
from smsieve_model.errors import InputError
from smsieve_model.metrics import area_under_curve, false_positives_at_recall, figures
from smsieve_model.network import Encoder
from smsieve_model.progress import Progress
from smsieve_model.start import build, load_checkpoint
from smsieve_model.tokenization import write_stripped
from smsieve_model.weighting import row_weights


def optimizer(model: Encoder, args: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW; the heads have a learning rate of their own, norms and biases no decay."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            rate = args.head_lr if name.startswith("classifier") else args.lr
            decay = args.decay if p.ndim > 1 and "reft" not in name else 0.0
            groups.setdefault((rate, decay), []).append(p)
    return torch.optim.AdamW(
        [{"params": ps, "lr": rate, "weight_decay": decay} for (rate, decay), ps in groups.items()],
        betas=(0.9, 0.98),
        fused=next(model.parameters()).is_cuda,
    )


def loss_of(logits: Tensor, target: Tensor, known: Tensor, weight: Tensor, political: float) -> Tensor:
    """Weighted cross entropy of both heads; the second counts only where it is known."""
    each = functional.binary_cross_entropy_with_logits(logits.float(), target, reduction="none")
    heads = torch.tensor([1.0, political], device=logits.device)[: logits.shape[1]]
    return (each * known * heads * weight[:, None]).sum() / weight.sum()


class Trainer:
    """One run."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        random.seed(args.seed)
        np.random.seed(args.seed)
        torch.manual_seed(args.seed)
        self.device = torch.device(args.device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.train = [r for path in args.train for r in read_rows(path) if r.source not in args.leave_out]
        if args.own_only:
            self.train = [r for r in self.train if r.source.startswith("own-")]
        self.left_out = [r for path in args.train for r in read_rows(path) if r.source in args.leave_out]
        self.dev = [r for path in args.dev for r in read_rows(path)]
        self.model, self.config = build(args, self.device)
        self.encoding = Encoding(args.tokenizer, self.config)
        self.teachers = [load_checkpoint(f, 0, 0).to(self.device).eval() for f in args.teacher]
        self.weights = row_weights(self.train, args.weight, args.balance)
        self.augment = Augmenter(Pools.of(self.train), Strength(**json.loads(args.augment))) if args.augment else None

    def target(self, soft: float) -> tuple[np.ndarray, np.ndarray]:
        """Targets smoothed towards a half, and which are known."""
        spam = np.array([r.spam for r in self.train], np.float32)
        political = np.array([bool(r.political) for r in self.train], np.float32)
        known = np.array([[1, r.political is not None] for r in self.train], np.float32)
        return np.stack([spam, political], 1) * (1 - soft) + soft / 2, known

    def run(self) -> dict:
        """Trains, evaluates on dev, and returns the record of the run."""
        args = self.args
        target, known = self.target(args.smoothing)
        opt = optimizer(self.model, args)
        steps = max(1, args.epochs * -(-len(self.train) // args.batch))
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            opt, [g["lr"] for g in opt.param_groups], total_steps=steps + 1, pct_start=args.warmup,
            anneal_strategy="cos" if args.cosine else "linear", div_factor=100, final_div_factor=100,
            cycle_momentum=False,
        )  # fmt: skip
        average: dict[str, Tensor] | None = None
        history, began, step = [], time.monotonic(), 0
        progress = Progress(steps, args.out.name)
        for epoch in range(args.epochs):
            if args.snap_from >= 0 and epoch >= args.snap_from:
                self.model.snap(True)
            rng = random.Random(f"{args.seed}/{epoch}")
            rows = self.encoding.rows([self.augment(rng, r.text) if self.augment else r.text for r in self.train])
            self.model.train()
            total, parts = 0.0, 0
            for part in batches(rows, args.batch, rng):
                loss = self.step([rows[i] for i in part], target[part], known[part], self.weights[part])
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                opt.step()
                for intervention in self.model.reft.values():
                    intervention.retract()
                schedule.step()
                opt.zero_grad(set_to_none=True)
                step, parts = step + 1, parts + 1
                progress.tell(step, len(part))
                if parts % 50 == 0:
                    total += float(loss.detach()) * 50
                if args.average and step > steps * args.average_from and step % 10 == 0:
                    average = self.accumulate(average)
            history.append(total / max(1, parts))
            print(f"{args.out.name}: epoch {epoch + 1}/{args.epochs}, loss {history[-1]:.4f}, "
                  f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        if average:
            self.model.load_state_dict(average, strict=False)
        if args.snap_from >= 0:
            self.model.snap(True)
        return self.record(history, time.monotonic() - began)

    def step(self, rows: list[list[int]], target: np.ndarray, known: np.ndarray, weight: np.ndarray) -> Tensor:
        """Loss of one batch."""
        ids, mask = tensors(rows, self.encoding.shape.pad_id, self.device)
        goal, seen, share = (torch.from_numpy(a).to(self.device) for a in (target, known, weight))
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            logits = self.model(ids, mask)
            loss = loss_of(logits, goal, seen, share, self.args.political_weight)
            if self.args.rdrop:
                again = self.model(ids, mask)
                loss = (loss + loss_of(again, goal, seen, share, self.args.political_weight)) / 2
                loss = loss + self.args.rdrop * ((again.float() - logits.float()) ** 2 * 0.1).mean()
            if self.teachers:
                with torch.no_grad():
                    taught = torch.stack([t(ids, mask).float() for t in self.teachers]).mean(0)
                soft = torch.sigmoid(taught)
                taught_loss = loss_of(logits, soft, torch.ones_like(soft), share, self.args.political_weight)
                loss = (1 - self.args.teacher_share) * loss + self.args.teacher_share * taught_loss
        return loss

    def accumulate(self, average: dict[str, Tensor] | None) -> dict[str, Tensor]:
        """Exponential moving average of the parameters."""
        state = {n: p.detach() for n, p in self.model.named_parameters()}
        if average is None:
            return {n: p.clone() for n, p in state.items()}
        with torch.no_grad():
            torch._foreach_lerp_(list(average.values()), [state[n] for n in average], 1 - self.args.average)
        return average

    def logits(self, rows: Sequence[Row]) -> np.ndarray:
        """Logits of unchanged texts."""
        return predict(self.model, self.encoding.rows([r.text for r in rows]), self.encoding.shape.pad_id)

    def record(self, history: list[float], seconds: float) -> dict:
        """Writes the checkpoint and what is known about it."""
        args = self.args
        args.out.mkdir(parents=True, exist_ok=True)
        config = Config(**{**asdict(self.config), "weight_levels": MATRIX_LEVELS if args.snap_from >= 0 else 0})
        dev = self.logits(self.dev)
        np.save(args.out / "dev-logits.npy", dev)
        record = {
            "arguments": {k: str(v) if isinstance(v, Path) else v for k, v in vars(args).items() if k != "run"},
            "data": {p.name: file_hash(p) for p in [*args.train, *args.dev]},
            "versions": {"smsieve-model": __version__, "torch": torch.__version__, "python": platform.python_version()},
            "device": torch.cuda.get_device_name() if self.device.type == "cuda" else platform.processor() or "cpu",
            "seconds": round(seconds, 1),
            "rowsPerSecond": round(args.epochs * len(self.train) / seconds, 1) if seconds else None,
            "trainRows": len(self.train),
            "trainedParameters": sum(p.numel() for p in self.model.parameters() if p.requires_grad),
            "loss": history,
            "dev": summary(dev, self.dev),
        }
        if args.zero_shot:
            record["zeroShotCentroid"] = self.zero_shot()
        if self.left_out:
            record["leftOut"] = summary(self.logits(self.left_out), self.left_out)
        config.save(args.out / "config.json")
        write_weights(args.out, self.model.export_state())
        write_stripped(args.tokenizer, args.out / "tokenizer.json")
        record = json.loads(json.dumps(record, default=str))
        (args.out / "run.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        return record

    def zero_shot(self) -> dict:
        """Nearest centroid of the untrained base's pooled vectors."""
        base, _ = build(argparse.Namespace(**{**vars(self.args), "method": "probe", "init": []}), self.device)
        pad = self.encoding.shape.pad_id
        sides = [
            predict(base, self.encoding.rows([r.text for r in rows]), pad, pooled=True)
            for rows in (self.train, self.dev)
        ]
        train, dev = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in sides)
        spam = np.array([r.spam for r in self.train])
        score = dev @ (train[spam].mean(0) - train[~spam].mean(0))
        middle = (np.linalg.norm(train[spam].mean(0)) ** 2 - np.linalg.norm(train[~spam].mean(0)) ** 2) / 2
        truth = np.array([r.spam for r in self.dev])
        return {"accuracy": float(((score > middle) == truth).mean()), "auc": area_under_curve(score, truth)}


def summary(logits: np.ndarray, rows: Sequence[Row]) -> dict:
    """The few figures by which runs are compared, at a probability of 0.5."""
    p = 1 / (1 + np.exp(-logits[:, 0].astype(np.float64)))
    truth = np.array([r.spam for r in rows])
    out = {name: f.value for name, f in figures(p, truth, 0.5).items()}
    out["n"] = len(rows)
    if 0 < truth.sum() < len(truth):
        out["auc"] = area_under_curve(p, truth)
        out["fprAtRecall95"] = false_positives_at_recall(p, truth, 0.95)
        out["fprAtRecall98"] = false_positives_at_recall(p, truth, 0.98)
    known = [i for i, r in enumerate(rows) if r.political is not None]
    if known and logits.shape[1] > 1:
        political = np.array([bool(rows[i].political) for i in known])
        out["politicalAccuracy"] = float(((logits[known, 1] >= 0) == political).mean())
    out["errorsBySource"] = {}
    for i, r in enumerate(rows):
        if (p[i] >= 0.5) != r.spam:
            key = f"{r.source}/{'spam' if r.spam else 'ham'}"
            out["errorsBySource"][key] = out["errorsBySource"].get(key, 0) + 1
    return out


def add_arguments(p: argparse.ArgumentParser) -> None:
    """Options of the train command."""
    p.add_argument("--out", type=Path, required=True, help="folder of the checkpoint, made if missing")
    p.add_argument("--train", type=Path, nargs="+", required=True, help="JSONL with text, spam, political, source")
    p.add_argument("--dev", type=Path, nargs="+", required=True, help="JSONL to report on; never trained on")
    p.add_argument("--base", type=Path, help="folder with the base's model.safetensors and tokenizer.json")
    p.add_argument("--tokenizer", type=Path, help="tokenizer.json (default: the base's)")
    p.add_argument("--own-only", action="store_true", help="only rows whose source begins with own-")
    p.add_argument("--leave-out", nargs="*", default=[], metavar="SOURCE", help="do not train on these; report on them")
    p.add_argument("--method", choices=["full", "lora", "reft", "probe"], default="full")
    p.add_argument("--init", type=Path, nargs="*", default=[], help="start from the mean of these checkpoints")
    p.add_argument("--teacher", type=Path, nargs="*", default=[], help="checkpoints whose mean logit teaches")
    p.add_argument("--teacher-share", type=float, default=0.7, help="share of the teachers in the loss (default 0.7)")
    p.add_argument("--small", action="store_true", help="a tiny encoder from random weights, with --tokenizer")
    p.add_argument("--small-layers", type=int, default=2)
    p.add_argument("--small-hidden", type=int, default=64)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--batch", type=int, default=64)
    p.add_argument("--lr", type=float, default=1e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--warmup", type=float, default=0.06)
    p.add_argument("--cosine", action="store_true", help="cosine instead of linear decay")
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--head-dropout", type=float, default=0.1)
    p.add_argument("--smoothing", type=float, default=0.05, help="label smoothing (default 0.05)")
    p.add_argument("--rdrop", type=float, default=0.0, help="weight of the distance of two dropout passes")
    p.add_argument("--political-weight", type=float, default=0.5)
    p.add_argument("--weight", nargs="*", default=["nus=0.25"], metavar="SOURCE=W")
    p.add_argument("--balance", type=float, default=0.0, help="sources weigh (count / mean) ** -BALANCE")
    p.add_argument("--augment", default="{}", help="JSON with augment.Strength fields; '' switches it off")
    p.add_argument("--average", type=float, default=0.0, help="decay of the moving average of weights, 0 = none")
    p.add_argument("--average-from", type=float, default=0.5, help="share of the steps after which it starts")
    p.add_argument("--snap-from", type=int, default=-1, help="epoch from which weights lie on the int8 grid; -1 never")
    p.add_argument("--rank", type=int, default=16, help="of LoRA or LoReFT")
    p.add_argument("--layers", default="all", help="layers of LoReFT: all, or 0,2,4")
    p.add_argument("--first", type=int, default=0, help="LoReFT on the first N positions (with --last; 0 and 0 = all)")
    p.add_argument("--last", type=int, default=0)
    p.add_argument("--zero-shot", action="store_true", help="also report the untrained base's nearest centroid")
    p.add_argument("--device", help="cuda or cpu (default: cuda where there is one)")


def main(args: argparse.Namespace) -> int:
    """The train command."""
    if args.tokenizer is None:
        if args.base is None:
            raise InputError("train: give --base, or --small with --tokenizer")
        args.tokenizer = args.base / "tokenizer.json"
    record = Trainer(args).run()
    print(f"{args.out}: {record['seconds']} s, dev {json.dumps(record['dev'])}")
    return 0

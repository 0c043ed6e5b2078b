"""The network that a run starts from, and which of its parameters the method trains."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.numpy import load_file

from smsieve_model.checkpoint import Config, interventions_of, read_weights
from smsieve_model.errors import InputError
from smsieve_model.network import Encoder, ReftOptions, from_bert
from smsieve_model.tokenization import TextTokenizer


def load_checkpoint(folder: Path, dropout: float, head_dropout: float) -> Encoder:
    """A trained encoder with its LoReFT, if it has one."""
    model = Encoder(Config.load(folder / "config.json"), dropout, head_dropout)
    values = read_weights(folder)
    if reft := interventions_of(folder, values):
        model.add_reft(ReftOptions(reft.rank, reft.layers, reft.first, reft.last))
    found = model.load_state_dict({n: torch.from_numpy(v) for n, v in values.items()}, strict=False)
    if found.missing_keys or found.unexpected_keys:
        raise InputError(f"{folder}: weights and config.json do not match: {found}")
    return model


def mean_of(folders: Sequence[Path], dropout: float, head_dropout: float) -> Encoder:
    """The mean of checkpoints' weights; of LoReFT there is none, since a mean of rotations is no rotation."""
    models = [load_checkpoint(folder, dropout, head_dropout) for folder in folders]
    if len(models) > 1:
        for folder, model in zip(folders, models, strict=True):
            if len(model.reft):
                raise InputError(f"--init: expected one checkpoint where it has LoReFT, found several with {folder}")
        states = [m.state_dict() for m in models]
        models[0].load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]})
    return models[0]


def build(args: argparse.Namespace, device: torch.device) -> tuple[Encoder, Config]:
    """The encoder to train, with only the method's parameters trainable."""
    if args.init:
        model = mean_of(args.init, args.dropout, args.head_dropout)
        config = model.config
        for intervention in model.reft.values():  # they go into run.json, which says where a checkpoint intervenes
            args.rank, args.first, args.last = (getattr(intervention.options, n) for n in ("rank", "first", "last"))
    elif args.small:
        vocabulary = TextTokenizer(args.tokenizer).size
        config = Config(args.small_layers, args.small_hidden, 4, 4 * args.small_hidden, vocabulary, 96)
        model = Encoder(config, args.dropout, args.head_dropout)
    else:
        config = Config()
        model = Encoder(config, args.dropout, args.head_dropout)
        base = load_file(args.base / "model.safetensors")
        model.load_state_dict(from_bert(base, config), strict=False)
    if args.method != "full":
        for p in model.parameters():
            p.requires_grad_(False)
        for p in model.classifier.parameters():
            p.requires_grad_(True)
    if args.method == "lora":
        for linear in model.linears():
            linear.add_lora(args.rank, 2.0 * args.rank)
    if args.method == "reft":
        layers = tuple(range(config.layers)) if args.layers == "all" else tuple(map(int, args.layers.split(",")))
        if len(model.reft):  # goes on with the interventions of --init
            model.reft.requires_grad_(True)
        else:
            model.add_reft(ReftOptions(args.rank, layers, args.first, args.last))
    return model.to(device), config

"""The network that a run starts from, and which of its parameters the method trains."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.numpy import load_file

from smsieve_model.checkpoint import Config, read_weights
from smsieve_model.errors import InputError
from smsieve_model.network import Encoder, ReftOptions, from_bert
from smsieve_model.tokenization import TextTokenizer


def load_checkpoint(folder: Path, dropout: float, head_dropout: float) -> Encoder:
    """A trained encoder; its LoReFT options are read from run.json."""
    model = Encoder(Config.load(folder / "config.json"), dropout, head_dropout)
    weights = {n: torch.from_numpy(v) for n, v in read_weights(folder).items()}
    missing = model.load_state_dict(weights, strict=False)
    if missing.missing_keys or any(not k.startswith("reft.") for k in missing.unexpected_keys):
        raise InputError(f"{folder}: weights and config.json do not match: {missing}")
    return model


def build(args: argparse.Namespace, device: torch.device) -> tuple[Encoder, Config]:
    """The encoder to train, with only the method's parameters trainable."""
    if args.init:
        models = [load_checkpoint(folder, args.dropout, args.head_dropout) for folder in args.init]
        model = models[0]
        states = [m.state_dict() for m in models]
        model.load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]})
        config = model.config
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
        model.add_reft(ReftOptions(args.rank, layers, args.first, args.last))
    return model.to(device), config

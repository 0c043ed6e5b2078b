"""Prepares, trains, evaluates and exports the model bundles that Smsieve serves."""

__version__ = "1.0.0"

"""The parts of a card about a bundle's profiles."""

from __future__ import annotations

from smsieve_model.markdown import grid, share


def profiles(manifest: dict) -> list[str]:
    """The profiles as the bundle states them, on dev."""
    rows = []
    for name, profile in manifest["profiles"].items():
        quality = manifest["quality"].get("dev", {}).get(name, {})
        same, spam = quality.get("agreementWithFp32"), quality.get("spam", {})
        measured = "" if quality.get("measuredOn", name) == name else f" (figures of {quality['measuredOn']})"
        default = "default" if name in manifest["defaultProfiles"].values() else ""
        flat = spam.get("cheapestThreshold")
        threshold = f"{profile['heads']['spam']['threshold']:g}"
        rows.append([f"`{name}`", profile["provider"], profile["precision"], default,
                     threshold + (f" ({flat['low']:.2f} to {flat['high']:.2f})" if flat else ""),
                     "yes" if profile["batchInvariant"] else "no", share(same) if same else "-",
                     share(spam["accuracy"]) + measured if spam else "-"])  # fmt: skip
    header = ["profile", "provider", "precision", "", "threshold", "same score in any batch", "label as cpu-fp32",
              "accuracy on dev"]  # fmt: skip
    trained = manifest["quality"].get("dev", {}).get("cpu-fp32", {}).get("largestDifferenceToTrainedModel")
    lines = grid(header, rows)
    lines += ["In brackets after the threshold: where 90% of resamples of the rows have the cheapest one.", ""]
    if trained is not None:
        lines += [f"`cpu-fp32` gives the trained model's spam probability on dev within {trained:.1e}.", ""]
    return lines


def compared(report: dict) -> list[str]:
    """A comparison of profiles on one machine."""
    rows = []
    for name, e in report["profiles"].items():
        pace = f"{e['messagesPerSecond']:.0f} ({e['ratio']:.2f})" if "ratio" in e else "-"
        per = f"{e['messagesPerProcessorSecond']:.0f} ({e['processorRatio']:.2f})" if "ratio" in e else "-"
        rows.append([f"`{name}`", e["provider"].removesuffix("ExecutionProvider"), share(e["sameLabel"]),
                     f"{e['largestDifference']:.4f}", pace, per])  # fmt: skip
    first = next(iter(report["profiles"]))
    text = f"{report['rows']} rows of {report['meanTokens']:.1f} tokens on average, {report['threads']} threads, ONNX "
    text += f"Runtime {report['onnxruntime']}; in brackets the ratio to `{first}`. Graphs alone, without tokenising."
    header = ["profile", "ran on", f"label as `{first}`", "largest difference", "messages/s", "a processor second"]
    return [text, "", *grid(header, rows)]

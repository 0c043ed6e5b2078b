#!/usr/bin/env python3
"""Builds the container image of Smsieve without a container engine and without a base image.

The image holds a Java runtime made by jlink, the system libraries that it and the native parts of
the application need, the application and a model bundle; no shell, no package manager. The archive
can be read by `docker load`, and is an OCI layout too. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
APPLICATION = HOME / "target" / "quarkus-app"
EMBEDDED = HOME / "deploy" / "embedded" / "target" / "embedded"
USER = 10001
CREATED = "2026-01-01T00:00:00Z"
EPOCH = 1_767_225_600
MODULES = (
    "java.se",
    "jdk.crypto.ec",
    "jdk.jfr",
    "jdk.management",
    "jdk.naming.dns",
    "jdk.net",
    "jdk.security.auth",
    "jdk.security.jgss",
    "jdk.unsupported",
    "jdk.zipfs",
)
# What libjvm, ONNX Runtime, the tokenizer, RocksDB and the compressors are linked against.
LIBRARIES = (
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libdl.so.2",
    "libgcc_s.so.1",
    "libm.so.6",
    "libnss_dns.so.2",
    "libnss_files.so.2",
    "libpthread.so.0",
    "libresolv.so.2",
    "librt.so.1",
    "libstdc++.so.6",
    "libz.so.1",
)
LIBRARY_FOLDER = "lib/x86_64-linux-gnu"
FILES = {
    "etc/passwd": f"smsieve:x:{USER}:{USER}::/tmp:/nonexistent\n",
    "etc/group": f"smsieve:x:{USER}:\n",
    "etc/nsswitch.conf": "hosts: files dns\n",
}


class BuildError(Exception):
    """Something that is needed is missing or cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Layer:
    """A layer: its compressed bytes and both of its digests."""

    blob: bytes
    digest: str
    diff_id: str


def sha256(data: bytes) -> str:
    """The digest of bytes as images write it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def entry(name: str, kind: bytes, mode: int) -> tarfile.TarInfo:
    """A tar entry that depends on nothing but its arguments."""
    info = tarfile.TarInfo(name)
    info.type = kind
    info.mode = mode
    info.mtime = EPOCH
    return info


class LayerWriter:
    """Collects the files of a layer; parents are made as they are needed."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._tar = tarfile.open(fileobj=self._buffer, mode="w", format=tarfile.PAX_FORMAT)
        self._folders: set[str] = set()

    def folder(self, name: str, mode: int = 0o755) -> None:
        """Adds a folder, once."""
        parent = os.path.dirname(name)
        if parent:
            self.folder(parent)
        if name and name not in self._folders:
            self._folders.add(name)
            self._tar.addfile(entry(name, tarfile.DIRTYPE, mode))

    def file(self, name: str, data: bytes, executable: bool = False) -> None:
        """Adds a file of root's that everybody may read."""
        self.folder(os.path.dirname(name))
        info = entry(name, tarfile.REGTYPE, 0o755 if executable else 0o644)
        info.size = len(data)
        self._tar.addfile(info, io.BytesIO(data))

    def link(self, name: str, target: str) -> None:
        """Adds a symbolic link."""
        self.folder(os.path.dirname(name))
        info = entry(name, tarfile.SYMTYPE, 0o777)
        info.linkname = target
        self._tar.addfile(info)

    def tree(self, source: Path, target: str, skip: str = "") -> None:
        """Adds a folder with all that is in it, in the order of names."""
        for path in sorted(source.rglob("*")):
            relative = path.relative_to(source).as_posix()
            if path.is_file() and not (skip and re.search(skip, relative)):
                self.file(f"{target}/{relative}", path.read_bytes(), os.access(path, os.X_OK))

    def finish(self) -> Layer:
        """The layer."""
        self._tar.close()
        data = self._buffer.getvalue()
        blob = gzip.compress(data, compresslevel=6, mtime=0)
        return Layer(blob, sha256(blob), sha256(data))


def runtime(folder: Path) -> Path:
    """A Java runtime of the modules that are needed."""
    java_home = os.environ.get("JAVA_HOME")
    jlink = str(Path(java_home) / "bin" / "jlink") if java_home else "jlink"
    made = folder / "java"
    command = [jlink, "--add-modules", ",".join(MODULES), "--output", str(made)]
    command += ["--no-header-files", "--no-man-pages", "--compress=2"]
    command += ["--strip-java-debug-attributes"]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as missing:
        raise BuildError(f"expected jlink of a JDK, found none at {jlink}: set JAVA_HOME") from missing
    except subprocess.CalledProcessError as failed:
        raise BuildError(f"jlink failed: {failed.stdout}{failed.stderr}".strip()) from failed
    return made


def library(name: str) -> Path:
    """Where this machine has a system library."""
    for folder in ("/lib64", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"):
        if (Path(folder) / name).exists():
            return (Path(folder) / name).resolve()
    raise BuildError(f"expected the system library {name}, found none: build on Linux x86-64 with glibc")


def base_layer(java: Path) -> Layer:
    """Libraries, users, a folder for temporary files and the Java runtime."""
    layer = LayerWriter()
    for name in LIBRARIES:
        layer.file(f"{LIBRARY_FOLDER}/{name}", library(name).read_bytes(), executable=True)
    layer.link("lib64/ld-linux-x86-64.so.2", f"/{LIBRARY_FOLDER}/ld-linux-x86-64.so.2")
    for name, text in FILES.items():
        layer.file(name, text.encode())
    layer.folder("tmp", 0o1777)
    layer.tree(java, "opt/java")
    return layer.finish()


def application_layers(bundle: Path, sbom: Path | None) -> list[Layer]:
    """What changes seldom first: libraries, the bundle, our own classes."""
    libraries = LayerWriter()
    libraries.tree(APPLICATION / "lib", "opt/smsieve/lib")
    model = LayerWriter()
    model.tree(bundle, "opt/smsieve/bundle")
    own = LayerWriter()
    own.tree(APPLICATION, "opt/smsieve", skip=r"^lib/")
    if sbom is not None:
        own.file("opt/smsieve/sbom.json", sbom.read_bytes())
    return [libraries.finish(), model.finish(), own.finish()]


def embedded_layers() -> list[Layer]:
    """The broker and registry that Smsieve brings along, and the folder for what they keep."""
    layer = LayerWriter()
    layer.tree(EMBEDDED, "opt/embedded")
    layer.folder("data", 0o1777)
    return [layer.finish()]


def embedded_configuration(layers: Iterable[Layer], version: str) -> bytes:
    """The configuration of the image with broker and registry."""
    java = ["/opt/java/bin/java", "-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    jar = ["-jar", "/opt/embedded/smsieve-embedded.jar", "--ignore-stdin", "--data", "/data/smsieve"]
    config = {
        "User": f"{USER}:{USER}",
        "Env": ["HOME=/tmp", "LANG=C.UTF-8"],
        "Entrypoint": [*java, *jar],
        "Cmd": ["--listen", "0.0.0.0", "--advertise", "localhost:9092"],
        "WorkingDir": "/data",
        "ExposedPorts": {"9092/tcp": {}, "8081/tcp": {}},
        "Labels": labels("smsieve-embedded", version),
    }
    return image_configuration(layers, config)


def labels(title: str, version: str) -> dict[str, str]:
    """What an image says of itself."""
    return {
        "org.opencontainers.image.title": title,
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.licenses": "Apache-2.0",
    }


def image_configuration(layers: Iterable[Layer], config: dict[str, object]) -> bytes:
    """The JSON of an image's configuration."""
    return json.dumps(
        {
            "created": CREATED,
            "architecture": "amd64",
            "os": "linux",
            "config": config,
            "rootfs": {"type": "layers", "diff_ids": [layer.diff_id for layer in layers]},
        },
        sort_keys=True,
    ).encode()


def configuration(layers: Iterable[Layer], version: str) -> bytes:
    """The image's configuration."""
    java = ["/opt/java/bin/java"]
    jar = ["-jar", "/opt/smsieve/quarkus-run.jar"]
    quick = ["-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    config = {
        "User": f"{USER}:{USER}",
        "Env": [
            "HOME=/tmp",
            "LANG=C.UTF-8",
            # Without it ONNX Runtime reports to its makers, and crashes here: it closes
            # /etc/machine-id, which an image has not, without having opened it.
            "ORT_DISABLE_TELEMETRY=1",
            "SMSIEVE_MODEL_BUNDLE=/opt/smsieve/bundle",
            "QUARKUS_HTTP_HOST=0.0.0.0",
        ],
        "Entrypoint": [*java, "-XX:MaxRAMPercentage=60", *jar],
        "Cmd": ["run"],
        "WorkingDir": "/tmp",
        "ExposedPorts": {"8080/tcp": {}},
        "Healthcheck": {
            "Test": ["CMD", *java, *quick, *jar, "status"],
            "Interval": 30_000_000_000,
            "Timeout": 20_000_000_000,
            "StartPeriod": 60_000_000_000,
        },
        "Labels": labels("smsieve", version),
    }
    return image_configuration(layers, config)


def descriptor(media_type: str, blob: bytes, **more: object) -> dict[str, object]:
    """How one part of an image names another."""
    return {"mediaType": media_type, "digest": sha256(blob), "size": len(blob), **more}


def blob_path(blob: bytes) -> str:
    """Where a layout keeps a blob."""
    return "blobs/sha256/" + sha256(blob).removeprefix("sha256:")


def write_archive(output: Path, tag: str, layers: list[Layer], config: bytes) -> None:
    """Writes the archive: an OCI layout, with the file beside it that `docker load` looks for."""
    oci = "application/vnd.oci.image."
    manifest = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": oci + "manifest.v1+json",
            "config": descriptor(oci + "config.v1+json", config),
            "layers": [descriptor(oci + "layer.v1.tar+gzip", layer.blob) for layer in layers],
        }
    ).encode()
    names = {"org.opencontainers.image.ref.name": tag.rpartition(":")[2], "io.containerd.image.name": tag}
    index = {
        "schemaVersion": 2,
        "manifests": [descriptor(oci + "manifest.v1+json", manifest, annotations=names)],
    }
    docker = [
        {
            "Config": blob_path(config),
            "RepoTags": [tag],
            "Layers": [blob_path(layer.blob) for layer in layers],
        }
    ]
    files = {blob_path(blob): blob for blob in (config, manifest, *(layer.blob for layer in layers))}
    files["oci-layout"] = b'{"imageLayoutVersion": "1.0.0"}'
    files["index.json"] = json.dumps(index).encode()
    files["manifest.json"] = json.dumps(docker).encode()
    output.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(output, "w", format=tarfile.PAX_FORMAT) as tar:
        for name in sorted(files):
            info = entry(name, tarfile.REGTYPE, 0o644)
            info.size = len(files[name])
            tar.addfile(info, io.BytesIO(files[name]))


def check_embedded() -> None:
    """Refuses to make an image without broker and registry in it."""
    if not (EMBEDDED / "smsieve-embedded.jar").is_file():
        raise BuildError(
            f"expected broker and registry in {EMBEDDED}, found none: run `mvn package` in deploy/embedded"
        )


def check_inputs(bundle: Path) -> None:
    """Refuses what would make an image that cannot start."""
    if not (APPLICATION / "quarkus-run.jar").is_file():
        raise BuildError(f"expected the application in {APPLICATION}, found none: run `mvn package`")
    if not (bundle / "bundle.json").is_file():
        raise BuildError(f"expected a model bundle (with a bundle.json) in {bundle}, found none")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--embedded",
        action="store_true",
        help="make the image of the broker and registry that Smsieve brings along instead",
    )
    parser.add_argument("--output", type=Path, help="default: target/NAME-image.tar")
    parser.add_argument("--tag", help="default: NAME:latest; NAME is smsieve or smsieve-embedded")
    parser.add_argument("--bundle", type=Path, default=HOME / "model" / "bundles" / "smsieve-minilm")
    parser.add_argument("--sbom", type=Path, help="a software bill of materials to put into the image")
    options = parser.parse_args()
    name = "smsieve-embedded" if options.embedded else "smsieve"
    options.output = options.output or HOME / "target" / f"{name}-image.tar"
    options.tag = options.tag or f"{name}:latest"
    return options


def build(options: argparse.Namespace) -> tuple[list[Layer], bytes]:
    """The layers and the configuration of the image that was asked for."""
    if options.embedded:
        check_embedded()
    else:
        check_inputs(options.bundle)
    with tempfile.TemporaryDirectory() as folder:
        print("making the Java runtime", file=sys.stderr)
        base = base_layer(runtime(Path(folder)))
    print("packing", file=sys.stderr)
    version = options.tag.rpartition(":")[2]
    if options.embedded:
        layers = [base, *embedded_layers()]
        return layers, embedded_configuration(layers, version)
    layers = [base, *application_layers(options.bundle, options.sbom)]
    return layers, configuration(layers, version)


def main() -> int:
    """Builds the image."""
    options = arguments()
    try:
        layers, config = build(options)
        write_archive(options.output, options.tag, layers, config)
    except BuildError as failed:
        print(f"build.py: {failed}", file=sys.stderr)
        return 3
    size = sum(len(layer.blob) for layer in layers)
    print(json.dumps({"archive": str(options.output), "image": sha256(config), "bytes": size}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

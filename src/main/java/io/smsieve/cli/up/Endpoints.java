package io.smsieve.cli.up;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where broker and registry are.
 *
 * @param bootstrapServers host and port of the broker
 * @param registry the registry's Confluent-compatible interface
 * @param data the folder in which they keep everything
 */
public record Endpoints(String bootstrapServers, URI registry, Path data) {}

"""Confluent's Python client on both ends of the wire format: writes messages, or reads them.

write BOOTSTRAP REGISTRY TOPIC SCHEMA_FILE: one message per line of JSON on standard input.
read BOOTSTRAP REGISTRY TOPIC COUNT: prints COUNT messages as lines of JSON.
"""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from confluent_kafka import Consumer, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

LIMIT_SECONDS = 30


def write(bootstrap: str, registry: str, topic: str, schema_file: str) -> None:
    """Registers the schema as it is in the repository and sends each line."""
    schema = Path(schema_file).read_text(encoding="utf-8")
    serializer = AvroSerializer(SchemaRegistryClient({"url": registry}), schema)
    producer = Producer({"bootstrap.servers": bootstrap})
    for line in sys.stdin:
        message = json.loads(line)
        message["receivedAt"] = datetime.fromtimestamp(message["receivedAt"] / 1000, UTC)
        value = serializer(message, SerializationContext(topic, MessageField.VALUE))
        producer.produce(topic, key=message["id"].encode(), value=value)
    if producer.flush(LIMIT_SECONDS):
        sys.exit("the broker did not take every message")


def read(bootstrap: str, registry: str, topic: str, count: str) -> None:
    """Prints the topic's first messages as its own library decodes them."""
    deserializer = AvroDeserializer(SchemaRegistryClient({"url": registry}))
    consumer = Consumer(
        {"bootstrap.servers": bootstrap, "group.id": "second", "auto.offset.reset": "earliest"}
    )
    consumer.subscribe([topic])
    end = time.monotonic() + LIMIT_SECONDS
    left = int(count)
    while left and time.monotonic() < end:
        record = consumer.poll(0.5)
        if record is None or record.error():
            continue
        value = deserializer(record.value(), SerializationContext(topic, MessageField.VALUE))
        print(json.dumps(value, default=lambda when: round(when.timestamp() * 1000)))
        left -= 1
    consumer.close()
    if left:
        sys.exit(f"{left} messages did not come")


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](*sys.argv[2:])

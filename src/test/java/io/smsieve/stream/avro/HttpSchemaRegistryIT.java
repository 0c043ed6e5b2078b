package io.smsieve.stream.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.Messages;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the embedded registry and broker. */
class HttpSchemaRegistryIT {

  private static EmbeddedStack stack;

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.shared();
  }

  @Test
  void shouldGiveTheSchemaThatWasRegisteredWhenAskedForItsId() {
    Schema schema = PortableSchema.of(LabelledSms.getClassSchema());

    int id = stack.registry().register("a-value", schema);

    assertThat(stack.registry().schemaById(id)).isEqualTo(schema);
    assertThat(stack.registry().register("a-value", schema)).isEqualTo(id);
    assertThat(stack.registry().register("b-value", schema)).isEqualTo(id);
  }

  @Test
  void shouldSayUnknownWhenThereIsNoSuchSchema() {
    for (int id : new int[] {0, 1_000_000, Integer.MAX_VALUE, -5}) {
      assertThatThrownBy(() -> stack.registry().schemaById(id))
          .isInstanceOf(UnknownSchemaException.class);
    }
  }

  @Test
  void shouldDecodeWhatWentThroughTheBroker() {
    stack.createTopic("avro", 1, Map.of());
    IncomingSms message = Messages.of("m1", "Grüße 👋");
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(
            stack.registry(), RecordEncoder.subjectOf("avro"), IncomingSms.getClassSchema());

    stack.produce(List.of(new ProducerRecord<>("avro", encoder.encode(message))));

    RecordDecoder<IncomingSms> decoder = new RecordDecoder<>(stack.registry(), IncomingSms.class);
    assertThat(decoder.decode(stack.consume("avro", 1).get(0).value()))
        .isEqualTo(new Decoded.Value<>(message));
    assertThat(stack.contents("avro")).hasSize(1);
  }
}

package io.smsieve.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.evaluation.LedgerEntry;
import io.smsieve.replay.Finding;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in some records, and where reading goes on behind them.
 *
 * @param positions the next offset of each partition
 * @param findings in the order of the records
 * @param refused how many were no example, by reason
 */
record Step(
    Map<Integer, Long> positions, List<Finding> findings, Map<DeadLetterReason, Long> refused) {

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(positions.size());
      for (Map.Entry<Integer, Long> each : positions.entrySet()) {
        out.writeInt(each.getKey());
        out.writeLong(each.getValue());
      }
      out.writeInt(refused.size());
      for (Map.Entry<DeadLetterReason, Long> each : refused.entrySet()) {
        out.writeUTF(each.getKey().name());
        out.writeLong(each.getValue());
      }
      out.writeInt(findings.size());
      for (Finding each : findings) {
        out.writeInt(each.partition());
        write(each.id().getBytes(UTF_8), out);
        write(each.entry() == null ? null : each.entry().toBytes(), out);
        write(each.text() == null ? null : each.text().getBytes(UTF_8), out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory does not fail", impossible);
    }
    return bytes.toByteArray();
  }

  static Step of(byte[] block) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(block))) {
      Map<Integer, Long> positions = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        positions.put(in.readInt(), in.readLong());
      }
      Map<DeadLetterReason, Long> refused = new EnumMap<>(DeadLetterReason.class);
      for (int left = in.readInt(); left > 0; left--) {
        refused.put(DeadLetterReason.valueOf(in.readUTF()), in.readLong());
      }
      List<Finding> findings = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        int partition = in.readInt();
        String id = text(read(in));
        byte[] entry = read(in);
        findings.add(
            new Finding(
                partition, id, entry == null ? null : LedgerEntry.of(entry), text(read(in))));
      }
      return new Step(positions, findings, refused);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory does not fail", impossible);
    }
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : in.readNBytes(length);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }
}

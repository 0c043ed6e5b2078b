package io.smsieve.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * A contribution that is counted or taken back.
 *
 * @param sign 1 or -1
 * @param contribution what
 */
public record Change(int sign, Contribution contribution) {

  /** Changes as bytes. */
  public static byte[] toBytes(List<Change> changes) {
    WireWriter out = new WireWriter();
    for (Change change : changes) {
      out.number(change.sign());
      ContributionCodec.write(change.contribution(), out);
    }
    return out.toBytes();
  }

  /** The changes of bytes that {@link #toBytes} gave. */
  public static List<Change> of(byte[] bytes) {
    WireReader in = new WireReader(bytes);
    List<Change> changes = new ArrayList<>();
    while (!in.atEnd()) {
      int sign = (int) in.number();
      changes.add(new Change(sign, ContributionCodec.read(in)));
    }
    return changes;
  }

  /** Shows the cells that it changes. */
  public void forEachCell(Expansion.CellVisitor visitor) {
    Expansion.forEach(sign, contribution, visitor);
  }
}

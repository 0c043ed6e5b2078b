package io.smsieve.testing;

import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.stream.avro.SchemaRegistry;
import io.smsieve.stream.avro.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry for tests without one; ids count from 1. It can be told to be away. */
public final class InMemorySchemaRegistry implements SchemaRegistry {

  private final List<Schema> schemas = new ArrayList<>();
  private boolean away;

  /** From now on there is no answer, or there is again. */
  public synchronized void setAway(boolean away) {
    this.away = away;
  }

  @Override
  public synchronized Schema schemaById(int id) {
    failIfAway();
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchemaException("no schema " + id);
    }
    return schemas.get(id - 1);
  }

  @Override
  public synchronized int register(String subject, Schema schema) {
    failIfAway();
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  @Override
  public synchronized void askAgain() {
    failIfAway();
  }

  private void failIfAway() {
    if (away) {
      throw new RegistryUnavailableException("the registry of this test was told to be away");
    }
  }
}

package io.smsieve.stream.avro;

import org.apache.avro.Schema;

/** Gives schemas by their id, and ids to schemas. Implementations are thread-safe. */
public interface SchemaRegistry {

  /**
   * The schema of an id.
   *
   * @param id any number, as a payload may claim any
   * @throws UnknownSchemaException when the registry answers that it has no such Avro schema
   * @throws RegistryUnavailableException when the registry gave no such answer; asking again later
   *     may help
   */
  Schema schemaById(int id);

  /**
   * Makes a schema known under a subject. Doing so again changes nothing and gives the same id.
   *
   * @param subject by convention the topic's name followed by {@code -value}
   * @return the schema's id
   * @throws SchemaRefusedException when the registry does not take this schema
   * @throws RegistryUnavailableException when the registry gave no answer; asking again later may
   *     help
   */
  int register(String subject, Schema schema);

  /**
   * Asks once more for a schema that an earlier question got no answer about, so that who waits for
   * the registry goes on when it is back and not before. Does nothing when there is none.
   *
   * @throws RegistryUnavailableException when there is still no answer
   */
  void askAgain();
}

package io.smsieve.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedMethodsTest {

  private final AllowedMethods allowed =
      new AllowedMethods(List.of(ClassifyResource.class, StatusResource.class, Things.class));

  @Test
  void shouldNameTheMethodsOfAPath() {
    assertThat(allowed.of("/api/v1/classify")).contains("OPTIONS, POST");
    assertThat(allowed.of("/api/v1/status")).contains("GET, HEAD, OPTIONS");
    assertThat(allowed.of("/api/v1/status/")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void shouldGatherTheMethodsOfAPathWithParameters() {
    assertThat(allowed.of("/things/7")).contains("DELETE, GET, HEAD, OPTIONS");
    assertThat(allowed.of("/things")).contains("OPTIONS, POST");
  }

  @Test
  void shouldNameNoneForAnotherPath() {
    assertThat(allowed.of("/things/7/more")).isEmpty();
    assertThat(allowed.of("/api/v1/statusX")).isEmpty();
  }

  @Path("things")
  static final class Things {
    @GET
    @Path("{id}")
    String one() {
      return "";
    }

    @DELETE
    @Path("/{id}")
    void delete() {}

    @POST
    void add() {}
  }
}

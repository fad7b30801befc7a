package org.porchlight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest
class BackendStartsTests {

  @Autowired JdbcClient jdbc;

  @Test
  void migrationsRunAndTheApplicationIsNotTheirOwner() {
    assertThat(jdbc.sql("SELECT current_user").query(String.class).single())
        .isEqualTo("porchlight_app");
    // Other tests of this database may be busy still; nothing of theirs is left lying.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            jdbc.sql("SELECT count(*) FROM events.event_publication").query(Long.class).single()
                == 0);
  }
}

package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.ConnectionChanged;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;

/// How a camera asked for its password is known after a restart, until its owner types it anew.
@SpringBootTest
class LoginMemoryTests {

  @Autowired JdbcLoginMemory rows;
  @Autowired LoginMemory memory;
  @Autowired ApplicationEventPublisher events;
  @Autowired Clock clock;

  final CameraId camera = CameraId.random();

  @Test
  void whatACameraAskedForIsKnownToTheNextProgram() throws InterruptedException {
    assertThat(memory.of(camera).byDigest()).isFalse();

    memory.of(camera).askedByDigest();
    memory.of(camera).askedByDigest();

    assertThat(memory.of(camera).byDigest()).isTrue();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(rows.askedByDigest(camera)).isTrue());
    var next = new LoginMemory(rows, clock);
    assertThat(next.of(camera).byDigest()).isTrue();
    assertThat(next.of(CameraId.random()).byDigest()).isFalse();
    next.destroy();
  }

  @Test
  void itIsForgottenWhenItsOwnerTypesAddressOrPasswordAgain() {
    rows.put(camera, clock.instant());
    assertThat(memory.of(camera).byDigest()).isTrue();

    events.publishEvent(new ConnectionChanged(camera, clock.instant()));

    assertThat(memory.of(camera).byDigest()).isFalse();
  }
}

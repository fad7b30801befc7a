package org.porchlight.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestServersTest {

  @Test
  void whereDockerAnswersTheyAreContainers() {
    assertThat(TestServers.choose(null, () -> true)).isEqualTo(TestServers.CONTAINERS);
    assertThat(TestServers.choose("", () -> true)).isEqualTo(TestServers.CONTAINERS);
    assertThat(TestServers.choose("containers", () -> true)).isEqualTo(TestServers.CONTAINERS);
  }

  @Test
  void whereItDoesNotTheyAreEmbedded() {
    assertThat(TestServers.choose(null, () -> false)).isEqualTo(TestServers.EMBEDDED);
  }

  @Test
  void whoeverWantsTheEmbeddedOnesGetsThemWithoutAskingDocker() {
    assertThat(
            TestServers.choose(
                "embedded",
                () -> {
                  throw new AssertionError("asked");
                }))
        .isEqualTo(TestServers.EMBEDDED);
  }

  @Test
  void nobodyGetsOtherServersThanAskedFor() {
    assertThatThrownBy(() -> TestServers.choose("containers", () -> false))
        .hasMessageContaining("Docker does not answer");
    assertThatThrownBy(() -> TestServers.choose("container", () -> true))
        .hasMessageContaining("not container");
  }
}

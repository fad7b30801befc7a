package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.registry.CameraConnection;
import org.porchlight.registry.Network;
import org.porchlight.registry.NetworkPolicy;
import org.porchlight.registry.Resolver;

/// Names that answer otherwise the next time.
class PinningTest {

  static final CameraConnection CAMERA =
      CameraForTests.connection("rtsp://rebinding.example.com/1", null, NetworkPolicy.publicOnly());

  @Test
  void aNameIsAskedOnceAndTheAnswerThatWasCheckedIsTheOneThatIsCalled() throws Exception {
    var resolver = answering(List.of("8.8.8.8"), List.of("127.0.0.1"));

    assertThat(Pinning.pin(CAMERA, resolver).pinned()).isEqualTo(InetAddress.ofLiteral("8.8.8.8"));
    assertRefused(resolver);
  }

  @Test
  void oneAnswerThatIsNotAllowedIsEnough() {
    assertRefused(answering(List.of("8.8.8.8", "169.254.169.254")));
    assertRefused(answering(List.of("2606:4700::1111", "::ffff:10.0.0.1")));
  }

  @Test
  void onlyAGrantedNetworkIsTrusted() throws Exception {
    var granted =
        CameraForTests.connection(
            "rtsp://rebinding.example.com/1",
            null,
            NetworkPolicy.granting(List.of(Network.of("10.0.0.0/24"))));

    assertThat(Pinning.pin(CAMERA, answering(List.of("8.8.8.8"))).trusted()).isFalse();
    assertThat(Pinning.pin(granted, answering(List.of("8.8.8.8", "10.0.0.5"))).trusted()).isFalse();
    assertThat(Pinning.pin(granted, answering(List.of("10.0.0.5"))).trusted()).isTrue();
  }

  private static void assertRefused(Resolver resolver) {
    assertThatThrownBy(() -> Pinning.pin(CAMERA, resolver))
        .isInstanceOfSatisfying(
            StreamLost.class,
            lost -> assertThat(lost.problem()).isEqualTo(StreamProblem.ADDRESS_NOT_ALLOWED));
  }

  private static Resolver answering(List<String> first) {
    return answering(first, List.of());
  }

  private static Resolver answering(List<String> first, List<String> next) {
    var left = new ArrayDeque<>(List.of(first, next));
    return _ -> left.remove().stream().map(InetAddress::ofLiteral).toList();
  }
}

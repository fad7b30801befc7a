package org.porchlight.portal.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedHostTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.20, 203.0.113.20, ",
    "' home.example.net ', home.example.net, ",
    "home.example.net:8000, home.example.net, 8000",
    "http://203.0.113.20:8080/onvif/device_service, 203.0.113.20, 8080",
    "rtsp://owner:pass@203.0.113.20:554/stream1?x=1, 203.0.113.20, ",
    "2001:db8::20, [2001:db8::20], ",
    "[2001:db8::20]:8000, [2001:db8::20], 8000",
    "'', '', ",
  })
  void whateverIsTypedTheHostIsFoundInIt(String typed, String name, Integer port) {
    assertThat(TypedHost.of(typed)).isEqualTo(new TypedHost(name, Optional.ofNullable(port)));
  }

  @Test
  void anAddressWithoutAHostHasNone() {
    assertThat(TypedHost.of("rtsp:///stream1").name()).isEmpty();
  }
}

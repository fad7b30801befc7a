package org.porchlight.feeds.apart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SandboxTests {

  @TempDir Path folder;

  @Test
  void whoIsShutInReachesNoFileNoNetworkAndNoProgram() throws Exception {
    var secret = Files.writeString(folder.resolve("secret"), "secret");
    try (var canary = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:-UsePerfData",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SandboxTrial.class.getName(),
                  secret.toString(),
                  String.valueOf(canary.getLocalPort()))
              .start();

      var said = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(said.lines())
          .containsExactly(
              "before done",
              "before done",
              "before done",
              "before done",
              "shut true",
              "read refused",
              "write refused",
              "delete refused",
              "connect refused",
              "reach refused",
              "run refused",
              "thread done");
      assertThat(secret).hasContent("secret");
    }
  }
}

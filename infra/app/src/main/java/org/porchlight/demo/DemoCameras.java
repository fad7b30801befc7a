package org.porchlight.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Scene;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// The simulated cameras: real RTSP with real H.264, on one loopback address and a port that the
/// data folder remembers.
@Component
@ConditionalOnProperty("porchlight.demo")
class DemoCameras implements AutoCloseable {

  private static final Map<String, Scene> SCENES =
      Map.of(
          "porch", Scene.HOUSE_FRONT,
          "parking", Scene.PARKING_LOT,
          "alley", Scene.ALLEY,
          "crossing", Scene.CROSSING,
          "entrance", Scene.HOUSING_ENTRANCE,
          "street", Scene.MAIN_STREET,
          "plaza", Scene.CROSSING);

  private final InetAddress address = simulatorAddress();
  private final CameraSim simulator;

  DemoCameras(@Value("${porchlight.data}") Path data) throws IOException {
    simulator = CameraSim.start(address, port(data));
    for (var scene : SCENES.entrySet()) {
      simulator.add(scene.getKey(), scene.getValue().clip());
    }
  }

  InetAddress address() {
    return address;
  }

  String url(String scene) {
    return "rtsp://" + address.getHostAddress() + ":" + simulator.port() + "/" + scene;
  }

  List<String> urls() {
    return SCENES.keySet().stream().sorted().map(this::url).toList();
  }

  @Override
  public void close() {
    simulator.close();
  }

  private static int port(Path data) throws IOException {
    var file = data.resolve("camera-sim.port");
    if (!Files.exists(file)) {
      try (var socket = new ServerSocket(0)) {
        Files.writeString(file, Integer.toString(socket.getLocalPort()));
      }
    }
    return Integer.parseInt(Files.readString(file).strip());
  }

  /// An address of its own where the machine has one (Linux answers on all of 127/8), so that the
  /// grant for the demo's cameras opens nothing else of this machine.
  static InetAddress simulatorAddress() {
    var own = InetAddress.ofLiteral("127.0.7.1");
    try (var _ = new ServerSocket(0, 1, own)) {
      return own;
    } catch (IOException _) {
      return InetAddress.ofLiteral("127.0.0.1");
    }
  }
}

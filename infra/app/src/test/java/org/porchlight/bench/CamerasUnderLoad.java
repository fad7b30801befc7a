package org.porchlight.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Clip;

/// Simulated cameras in a process of their own, whose CPU is not counted. Prints the port, and ends
/// when nobody is left to tell it anything.
///
/// Arguments: the clip, how many cameras.
final class CamerasUnderLoad {

  private CamerasUnderLoad() {}

  public static void main(String[] arguments) throws IOException {
    var clip = Clip.ofAnnexB("load", Files.readAllBytes(Path.of(arguments[0])), 15);
    try (var sim = CameraSim.start(0)) {
      for (var i = 0; i < Integer.parseInt(arguments[1]); i++) {
        sim.add("camera-" + i, clip);
      }
      System.out.println("port " + sim.port());
      while (System.in.read() >= 0) {
        // Nothing is ever said.
      }
    }
  }
}

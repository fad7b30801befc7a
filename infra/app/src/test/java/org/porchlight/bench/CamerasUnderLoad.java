package org.porchlight.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.porchlight.camerasim.CameraSim;
import org.porchlight.camerasim.Clip;

/// Simulated cameras in a process of their own, whose CPU is not counted. Prints the port, and ends
/// when nobody is left to tell it anything. The words `away` and `back` are for all cameras.
///
/// Arguments: the clip, how many cameras, pictures a second.
final class CamerasUnderLoad {

  private CamerasUnderLoad() {}

  public static void main(String[] arguments) throws IOException {
    var bytes = Files.readAllBytes(Path.of(arguments[0]));
    var clip = Clip.ofAnnexB("load", bytes, Integer.parseInt(arguments[2]));
    try (var sim = CameraSim.start(0)) {
      for (var i = 0; i < Integer.parseInt(arguments[1]); i++) {
        sim.add("camera-" + i, clip);
      }
      System.out.println("port " + sim.port());
      var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (var word = in.readLine(); word != null; word = in.readLine()) {
        var away = word.equals("away");
        sim.cameras().forEach(camera -> camera.faults().absent(away));
      }
    }
  }
}

package org.porchlight.camerasim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs the simulator by itself, with faults switched from the keyboard.
public final class CameraSimMain {

  private static final String HELP =
      """
      Simulated RTSP cameras.

      usage: java -cp camera-sim.jar org.porchlight.camerasim.CameraSimMain [OPTION VALUE]...

        --port N        TCP port (8554)
        --bind ADDRESS  address to listen on (127.0.0.1)
        --cameras N     how many; after the six scenes they repeat with a number (6)
        --user NAME     with --password: ask for them by Digest
        --password WORD
        --basic yes     ask by Basic instead
        --help          this text

      Each camera has a sub-stream at its address with /sub behind it.

      While it runs, type:  CAMERA stall|hang|refuse|absent|unauthorized|nokeys on|off
                            CAMERA drop|reset|change|clear
                            CAMERA counts
                            CAMERA dial URL USER PASSWORD   publish to a server
                            quit
      """;

  private CameraSimMain() {}

  /// See `--help`.
  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    var options = read(arguments);
    try (var sim =
        CameraSim.start(
            InetAddress.getByName(options.getOrDefault("bind", "127.0.0.1")),
            Integer.parseInt(options.getOrDefault("port", "8554")))) {
      addCameras(sim, options);
      sim.cameras().forEach(camera -> System.out.println(camera.url()));
      obey(sim);
    }
  }

  private static Map<String, String> read(String[] arguments) {
    var options = new HashMap<String, String>();
    for (var i = 0; i < arguments.length; i += 2) {
      if (!arguments[i].matches("--(port|bind|cameras|user|password|basic)")
          || i + 1 == arguments.length) {
        System.err.println("cannot use " + arguments[i] + "; see --help");
        System.exit(2);
      }
      options.put(arguments[i].substring(2), arguments[i + 1]);
    }
    return options;
  }

  private static void addCameras(CameraSim sim, Map<String, String> options) {
    var login = CameraOptions.plain();
    var user = options.get("user");
    var password = options.getOrDefault("password", "");
    if (user != null) {
      login =
          options.containsKey("basic") ? login.basic(user, password) : login.digest(user, password);
    }
    var scenes = Scene.values();
    var count = Integer.parseInt(options.getOrDefault("cameras", "" + scenes.length));
    for (var i = 0; i < count; i++) {
      var scene = scenes[i % scenes.length];
      var round = i / scenes.length + 1;
      var path = round == 1 ? scene.fileName() : scene.fileName() + "-" + round;
      sim.add(path, scene.clip(), login.subStream(scene.smallClip()));
    }
  }

  private static void obey(CameraSim sim) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      if (line.trim().equals("quit")) {
        return;
      }
      try {
        obey(sim, line.trim().split("\\s+", -1));
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage() + "; see --help");
      }
    }
    // Nobody types, as in a container: go on until the process is ended.
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void obey(CameraSim sim, String[] words) {
    var camera = sim.camera(words[0]);
    var faults = camera.faults();
    var deed = words.length > 1 ? words[1] : "";
    var on = words.length < 3 || words[2].equals("on");
    switch (deed) {
      case "stall" -> faults.stall(on);
      case "hang" -> faults.hang(on);
      case "refuse" -> faults.refuse(on);
      case "absent" -> faults.absent(on);
      case "unauthorized" -> faults.unauthorized(on);
      case "nokeys" -> faults.noKeyframes(on);
      case "drop" -> faults.drop();
      case "reset" -> faults.reset();
      case "change" -> faults.change(Scene.largeClip());
      case "clear" -> faults.clear();
      case "counts" -> System.out.println(camera.counts());
      case "dial" -> dial(sim, words);
      default -> throw new IllegalArgumentException("cannot do " + deed);
    }
  }

  private static void dial(CameraSim sim, String[] words) {
    if (words.length != 5) {
      throw new IllegalArgumentException("dial needs URL, USER and PASSWORD");
    }
    try {
      sim.dial(words[0], words[2], words[3], words[4]);
      System.out.println("sending");
    } catch (IOException refused) {
      System.out.println(refused.getMessage());
    }
  }
}

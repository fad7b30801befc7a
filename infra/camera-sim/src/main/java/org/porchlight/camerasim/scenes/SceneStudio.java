package org.porchlight.camerasim.scenes;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.porchlight.camerasim.Scene;

/// Draws the scenes and encodes them into the clips that are kept in git. The clips are only as
/// large as a repository bears: see the bit rates.
///
/// Usage: `SceneStudio FOLDER [--stills | --load]`; with `--stills` also one PNG for every fourth
/// second, with `--load` only the clips for benchmarks.
public final class SceneStudio {

  /// Name of the clip for benchmarks: 1080p at 2 Mbit/s, as cameras send it, and too large for git.
  public static final String LOAD = "load";

  /// Name of the other one: 360p at 256 kbit/s and [#SMALL_LOAD_FRAMES] pictures a second, as the
  /// sub-streams of cameras are.
  public static final String SMALL_LOAD = "load-small";

  public static final int SMALL_LOAD_FRAMES = 10;

  private static final int FRAMES_PER_SECOND = Stage.FRAMES_PER_SECOND;
  private static final int KEYFRAME_EVERY = 2 * FRAMES_PER_SECOND;
  private static final int FRAMES = (int) (Painter.SECONDS * FRAMES_PER_SECOND);

  private final Path folder;
  private final boolean stills;
  private final Random random = new Random(1);

  /// How much noise a picture has, in steps of brightness. Drawn pictures need fewer bits without.
  private int grain;

  private SceneStudio(Path folder, boolean stills) {
    this.folder = folder;
    this.stills = stills;
  }

  /// Draws and encodes everything into the folder that is named first.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 1 || arguments[0].startsWith("-")) {
      System.err.println("usage: SceneStudio FOLDER [--stills | --load]");
      System.exit(2);
    }
    System.setProperty("java.awt.headless", "true");
    var stills = arguments.length > 1 && arguments[1].equals("--stills");
    var studio = new SceneStudio(Files.createDirectories(Path.of(arguments[0])), stills);
    if (arguments.length > 1 && arguments[1].equals("--load")) {
      studio.grain = 6;
      studio.shoot(Scene.MAIN_STREET, 1920, 1080, FRAMES, 2_000_000, LOAD);
      // Drawn for 15 pictures a second, and sent more slowly.
      var small = 256_000 * FRAMES_PER_SECOND / SMALL_LOAD_FRAMES;
      studio.shoot(Scene.MAIN_STREET, 640, 360, FRAMES, small, SMALL_LOAD);
      return;
    }
    for (var scene : Scene.values()) {
      studio.shoot(scene, 640, 360, FRAMES, 340_000, scene.fileName());
      studio.shoot(scene, 320, 180, FRAMES, 60_000, scene.fileName() + "-small");
    }
    studio.shoot(Scene.MAIN_STREET, 1280, 720, FRAMES / 2, 700_000, "main-street-large");
    Files.write(studio.folder.resolve("house-front.al"), Sound.morning(Painter.SECONDS));
  }

  private void shoot(Scene scene, int width, int height, int frames, int bitsPerSecond, String file)
      throws IOException {
    var stage = new Stage(scene, width, height);
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    try (var encoder =
        new H264Encoder(width, height, FRAMES_PER_SECOND, KEYFRAME_EVERY, bitsPerSecond)) {
      for (var frame = 0; frame < frames; frame++) {
        stage.draw(frame, picture);
        addGrain(picture);
        encoder.add(picture);
        if (stills && frame % (4 * FRAMES_PER_SECOND) == 0) {
          var name = file + "-" + frame / FRAMES_PER_SECOND + ".png";
          ImageIO.write(picture, "png", folder.resolve(name).toFile());
        }
      }
      var bytes = encoder.finish();
      Files.write(folder.resolve(file + ".h264"), bytes);
      System.out.printf(
          "%s: %,d bytes, %d kbit/s%n",
          file, bytes.length, bytes.length * 8L * FRAMES_PER_SECOND / frames / 1000);
    }
  }

  private void addGrain(BufferedImage picture) {
    if (grain == 0) {
      return;
    }
    var pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    for (var i = 0; i < pixels.length; i += 1 + random.nextInt(4)) {
      var step = random.nextInt(2 * grain + 1) - grain;
      var pixel = pixels[i];
      var red = Math.clamp((pixel >> 16 & 0xFF) + step, 0, 255);
      var green = Math.clamp((pixel >> 8 & 0xFF) + step, 0, 255);
      var blue = Math.clamp((pixel & 0xFF) + step, 0, 255);
      pixels[i] = red << 16 | green << 8 | blue;
    }
  }
}

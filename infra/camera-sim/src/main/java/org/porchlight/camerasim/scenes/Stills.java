package org.porchlight.camerasim.scenes;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.porchlight.camerasim.Scene;

/// The pictures of a scene as JPEG, drawn when first asked for and kept. Thread-safe.
public final class Stills {

  public static final int WIDTH = 640;
  public static final int HEIGHT = 360;

  private static final Map<Scene, Stills> KNOWN = new ConcurrentHashMap<>();

  private final Stage stage;
  private final BufferedImage sheet = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  private final Map<Integer, byte[]> drawn = new ConcurrentHashMap<>();

  private Stills(Scene scene) {
    this.stage = new Stage(scene, WIDTH, HEIGHT);
  }

  public static Stills of(Scene scene) {
    return KNOWN.computeIfAbsent(scene, Stills::new);
  }

  /// One picture.
  ///
  /// @param frame as in the scene's clip
  public byte[] jpeg(int frame) {
    var known = drawn.get(frame);
    return known != null ? known : draw(frame);
  }

  private synchronized byte[] draw(int frame) {
    return drawn.computeIfAbsent(
        frame,
        number -> {
          stage.draw(number, sheet);
          var out = new ByteArrayOutputStream();
          try {
            ImageIO.write(sheet, "jpeg", out);
          } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
          }
          return out.toByteArray();
        });
  }
}

package org.porchlight.camerasim.scenes;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import org.porchlight.camerasim.Barcode;
import org.porchlight.camerasim.Scene;

/// One scene in one size: draws any of its pictures, with bar code and labels. For one thread.
final class Stage {

  static final int FRAMES_PER_SECOND = 15;

  private static final int SHEET_WIDTH = 640;
  private static final int SHEET_HEIGHT = 360;

  private final Scene scene;
  private final Painter painter;
  private final BufferedImage backdrop;

  Stage(Scene scene, int width, int height) {
    this.scene = scene;
    this.painter = painter(scene);
    this.backdrop = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    painter.backdrop(sheet(backdrop));
  }

  /// @param picture of the size of this stage
  void draw(int frame, BufferedImage picture) {
    picture.setData(backdrop.getRaster());
    var g = sheet(picture);
    painter.action(g, (double) frame / FRAMES_PER_SECOND);
    label(g, painter.caption(), Barcode.valueOf(scene, frame));
    g.dispose();
  }

  private static Painter painter(Scene scene) {
    return switch (scene) {
      case HOUSE_FRONT -> new HouseFront();
      case PARKING_LOT -> new ParkingLot();
      case ALLEY -> new Alley();
      case CROSSING -> new Crossing();
      case HOUSING_ENTRANCE -> new HousingEntrance();
      case MAIN_STREET -> new MainStreet();
    };
  }

  private static Graphics2D sheet(BufferedImage image) {
    var g = image.createGraphics();
    g.scale((double) image.getWidth() / SHEET_WIDTH, (double) image.getHeight() / SHEET_HEIGHT);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return g;
  }

  /// Adds what makes the picture recognizable: bar code, place, and that it is not real.
  private static void label(Graphics2D g, String caption, int code) {
    g.setColor(new Color(0x30, 0x30, 0x30));
    g.fill(new RoundRectangle2D.Double(8, 8, Barcode.BITS * 24 + 8, 32, 8, 8));
    for (var bit = 0; bit < Barcode.BITS; bit++) {
      g.setColor((code >> bit & 1) == 1 ? Color.WHITE : Color.BLACK);
      g.fill(new Rectangle2D.Double(16 + 24 * bit, 16, 16, 16));
    }
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 11));
    tag(g, 8, caption);
    tag(g, SHEET_WIDTH - 20 - g.getFontMetrics().stringWidth("SIMULATED"), "SIMULATED");
  }

  private static void tag(Graphics2D g, double x, String text) {
    g.setColor(new Color(0, 0, 0, 120));
    g.fill(
        new RoundRectangle2D.Double(x, 338, g.getFontMetrics().stringWidth(text) + 12, 16, 6, 6));
    g.setColor(Color.WHITE);
    g.drawString(text, (float) x + 6, 350);
  }
}

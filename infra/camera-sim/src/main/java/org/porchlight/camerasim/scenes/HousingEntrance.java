package org.porchlight.camerasim.scenes;

import static org.porchlight.camerasim.scenes.Props.between;
import static org.porchlight.camerasim.scenes.Props.box;
import static org.porchlight.camerasim.scenes.Props.during;
import static org.porchlight.camerasim.scenes.Props.fade;
import static org.porchlight.camerasim.scenes.Props.fall;
import static org.porchlight.camerasim.scenes.Props.glow;
import static org.porchlight.camerasim.scenes.Props.line;
import static org.porchlight.camerasim.scenes.Props.oval;
import static org.porchlight.camerasim.scenes.Props.rgb;
import static org.porchlight.camerasim.scenes.Props.round;
import static org.porchlight.camerasim.scenes.Props.shape;
import static org.porchlight.camerasim.scenes.Props.softly;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;

/// The entrance of an apartment house in the evening; people come home and go out.
final class HousingEntrance implements Painter {

  private static final double DOOR_LEFT = 276;
  private static final double DOOR_TOP = 168;
  private static final double DOOR_HEIGHT = 88;

  @Override
  public String caption() {
    return "RIVERSIDE HOMES \u00b7 ENTRANCE B";
  }

  @Override
  public void backdrop(Graphics2D g) {
    fall(g, rgb(0x39406b), rgb(0xd98f6c), 0, 0, 640, 256);
    Props.bush(g, 30, 250, 3.2, rgb(0x33443f));
    Props.bush(g, 606, 250, 3.4, rgb(0x33443f));
    facade(g);
    fall(g, rgb(0x4f6247), rgb(0x3b4a36), 0, 254, 640, 60);
    shape(g, rgb(0x9c9486), 250, 256, 390, 256, 452, 316, 188, 316);
    fall(g, rgb(0x8b8579), rgb(0x6d685f), 0, 312, 640, 48);
    for (var x = 0; x < 660; x += 66) {
      line(g, rgb(0x5f5a52), 0.9, x, 312, x + (x - 320) * 0.1, 360);
    }
    entrance(g);
    bench(g);
    bicycles(g);
    Props.bush(g, 214, 262, 1.1, rgb(0x45603f));
    Props.bush(g, 180, 264, 1.3, rgb(0x3d573a));
    Props.bush(g, 428, 262, 1.1, rgb(0x45603f));
    Props.bush(g, 462, 264, 1.3, rgb(0x3d573a));
    Props.tree(g, 72, 282, 1.35, rgb(0x4c6b45));
    Props.lamp(g, 548, 306, 130, true);
  }

  private static void facade(Graphics2D g) {
    fall(g, rgb(0x9a7f74), rgb(0x7d665d), 108, -4, 428, 260);
    for (var y = 4; y < 256; y += 7) {
      line(g, new Color(0, 0, 0, 22), 0.8, 108, y, 536, y);
    }
    box(g, rgb(0x5e4d47), 108, 142, 428, 5);
    box(g, rgb(0x5e4d47), 108, 62, 428, 4);
    for (var column = 0; column < 6; column++) {
      for (var row = 0; row < 3; row++) {
        var x = 126 + column * 70;
        var y = row == 0 ? 6 : row == 1 ? 78 : 164;
        if (row == 2 && (column == 2 || column == 3)) {
          continue;
        }
        var lit = (column * 5 + row * 3) % 7 < 3;
        Props.window(g, x, y, 40, 46, lit ? rgb(0xf3c374) : rgb(0x4c566c), rgb(0xd9cfc2));
        if (lit) {
          box(g, new Color(0xfb, 0xe2, 0xb0, 150), x, y, 9, 46);
          box(g, new Color(0xfb, 0xe2, 0xb0, 150), x + 31, y, 9, 46);
        }
        box(g, rgb(0x6a5850), x - 4, y + 49, 48, 4);
      }
    }
  }

  private static void entrance(Graphics2D g) {
    box(g, rgb(0xcfc6b8), 256, 152, 132, 106);
    box(g, rgb(0x20262b), DOOR_LEFT - 4, DOOR_TOP - 4, 98, DOOR_HEIGHT + 6);
    fall(g, rgb(0xf7d99a), rgb(0xd8a962), DOOR_LEFT, DOOR_TOP, 90, DOOR_HEIGHT);
    // Behind the glass: stairs and letter boxes.
    for (var step = 0; step < 6; step++) {
      box(g, rgb(0xb98a52), 326 + step * 5, 248 - step * 8, 40 - step * 5, 8);
    }
    for (var i = 0; i < 8; i++) {
      round(g, rgb(0x9a7444), 282 + i % 4 * 9, 188 + i / 4 * 9, 7, 7, 1);
    }
    shape(g, rgb(0x2d3439), 240, 148, 404, 148, 396, 158, 248, 158);
    box(g, rgb(0x444d54), 240, 143, 164, 6);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    round(g, rgb(0x2d3439), 313, 124, 18, 18, 3);
    g.setColor(rgb(0xf5efe2));
    g.drawString("B", 317, 138);
    round(g, rgb(0x8f979c), 374, 194, 9, 20, 2);
    for (var i = 0; i < 4; i++) {
      box(g, rgb(0x4a5157), 376, 202 + i * 2.8, 5, 1.4);
    }
    round(g, rgb(0xfff1cc), 308, 158, 28, 4, 2);
    glow(g, Props.LAMPLIGHT, 170, 322, 162, 80);
    g.setPaint(
        new GradientPaint(0, 256, fade(Props.LAMPLIGHT, 110), 0, 322, fade(Props.LAMPLIGHT, 0)));
    g.fill(Props.polygon(272, 257, 372, 257, 424, 322, 220, 322));
  }

  private static void bench(Graphics2D g) {
    oval(g, new Color(0, 0, 0, 60), 140, 312, 46, 4);
    box(g, rgb(0x2d3236), 108, 296, 4, 16);
    box(g, rgb(0x2d3236), 168, 296, 4, 16);
    round(g, rgb(0x8a6a47), 100, 292, 80, 5, 2);
    round(g, rgb(0x8a6a47), 100, 278, 80, 4, 2);
    round(g, rgb(0x7c5f3f), 100, 284, 80, 4, 2);
  }

  private static void bicycles(Graphics2D g) {
    for (var i = 0; i < 2; i++) {
      var x = 486 + i * 34;
      var color = i == 0 ? rgb(0x4d8f86) : rgb(0xb0563f);
      g.setColor(rgb(0x1d2124));
      g.setStroke(new BasicStroke(1.8f));
      g.draw(new Ellipse2D.Double(x - 22, 280, 20, 20));
      g.draw(new Ellipse2D.Double(x + 6, 280, 20, 20));
      line(g, color, 2, x - 12, 290, x - 4, 274);
      line(g, color, 2, x - 4, 276, x + 12, 276);
      line(g, color, 2, x + 12, 272, x + 16, 290);
      line(g, color, 2, x + 2, 290, x + 12, 276);
      line(g, color, 2, x - 12, 290, x + 2, 290);
    }
  }

  @Override
  public void action(Graphics2D g, double t) {
    // One comes home from the left; the door opens and closes again.
    var open =
        softly(t, 4.4, 5, 0, 1)
            - softly(t, 6.4, 7.2, 0, 1)
            + softly(t, 8, 8.6, 0, 1)
            - softly(t, 10.2, 11, 0, 1);
    if (during(t, 5.4, 6.4)) {
      person(g, between(t, 5.4, 6.4, 318, 322), between(t, 5.4, 6.4, 262, 254), 1.12, t, true);
    }
    if (during(t, 8.3, 9.2)) {
      stroller(g, 322, between(t, 8.3, 9.2, 254, 264), 1.12, t, 1);
    }
    wing(g, DOOR_LEFT, open);
    wing(g, DOOR_LEFT + 90, -open);
    if (during(t, 0.2, 5.4)) {
      var x = between(t, 0.2, 4.2, -40, 286) + between(t, 4.6, 5.4, 0, 32);
      var y =
          between(t, 0.2, 2.4, 330, 326) - between(t, 2.4, 4.4, 0, 58) - between(t, 4.6, 5.4, 0, 6);
      person(g, x, y, 1.15 + (y - 262) / 260, t < 4.2 || t > 4.6 ? t : 0, true);
    }
    if (during(t, 9.2, 15.6)) {
      var x = between(t, 9.2, 10.6, 322, 350) + between(t, 10.6, 15.6, 0, 350);
      var y = between(t, 9.2, 11, 264, 332);
      stroller(g, x, y, 1.15 + (y - 262) / 260, t, 1);
    }
    if (during(t, 10, 15.8)) {
      Props.person(
          g, between(t, 10, 15.8, 690, -40), 346, 1.4, rgb(0x5b6f8c), rgb(0x2b2f38), t * 1.05, -1);
    }
  }

  private static void person(
      Graphics2D g, double x, double y, double size, double step, boolean bag) {
    Props.person(g, x, y, size, rgb(0xb8543f), rgb(0x2f3848), step, 1);
    if (bag) {
      round(g, rgb(0xe0d3b0), x - 4 * size, y - 27 * size, 10 * size, 13 * size, 2);
    }
  }

  private static void stroller(
      Graphics2D g, double x, double y, double size, double step, int way) {
    Props.person(g, x, y, size, rgb(0x4f8a86), rgb(0x463c4f), step, way);
    var before = Props.place(g, x + 24 * size, y, size);
    line(g, rgb(0x2a2e33), 1.6, -14, -32, 4, -10);
    Props.disc(g, rgb(0x17191b), -5, -4, 4);
    Props.disc(g, rgb(0x17191b), 11, -4, 4);
    round(g, rgb(0x37506e), -8, -24, 22, 13, 5);
    g.setColor(rgb(0x2a3f58));
    g.fill(new Arc2D.Double(-2, -34, 18, 22, 0, 180, Arc2D.PIE));
    g.setTransform(before);
  }

  /// One wing of the glass door; `open` 0 to 1 turns it on its outer edge.
  private static void wing(Graphics2D g, double hinge, double open) {
    var width = 44 * (1 - 0.72 * Math.abs(open)) * (hinge > 300 ? -1 : 1);
    var drop = 6 * Math.abs(open);
    shape(
        g,
        new Color(0x6d, 0x83, 0x8c, 120),
        hinge,
        DOOR_TOP,
        hinge + width,
        DOOR_TOP + drop,
        hinge + width,
        DOOR_TOP + DOOR_HEIGHT + drop,
        hinge,
        DOOR_TOP + DOOR_HEIGHT);
    line(g, rgb(0x20262b), 3, hinge, DOOR_TOP, hinge + width, DOOR_TOP + drop);
    line(
        g,
        rgb(0x20262b),
        3,
        hinge + width,
        DOOR_TOP + drop,
        hinge + width,
        DOOR_TOP + DOOR_HEIGHT + drop);
    line(
        g,
        rgb(0x20262b),
        4,
        hinge,
        DOOR_TOP + DOOR_HEIGHT,
        hinge + width,
        DOOR_TOP + DOOR_HEIGHT + drop);
    line(
        g,
        rgb(0xd9dde0),
        2,
        hinge + width * 0.84,
        DOOR_TOP + 40,
        hinge + width * 0.84,
        DOOR_TOP + 58);
  }
}

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

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;

/// A narrow alley between brick walls at night, with a lamp over a back door.
final class Alley implements Painter {

  private static final double FAR_LEFT = 280;
  private static final double FAR_RIGHT = 372;
  private static final double FAR_TOP = 92;
  private static final double FAR_BOTTOM = 196;

  @Override
  public String caption() {
    return "MILL ALLEY \u00b7 BACK DOOR";
  }

  @Override
  public void backdrop(Graphics2D g) {
    fall(g, rgb(0x0d1730), rgb(0x2b3a5c), 0, 0, 640, 200);
    for (var star = 0; star < 26; star++) {
      Props.disc(g, new Color(255, 255, 255, 110), 230 + star * 73 % 190, star * 37 % 84, 0.7);
    }
    Props.disc(g, rgb(0xf0ead2), 352, 62, 9);
    glow(g, rgb(0xf0ead2), 70, 352, 62, 34);
    farStreet(g);
    ground(g);
    leftWall(g);
    rightWall(g);
    bins(g);
    // The lamp over the back door, and its light on wall and ground.
    round(g, rgb(0x15181c), 156, 112, 26, 6, 2);
    round(g, rgb(0xffe7ae), 160, 118, 18, 5, 2);
    glow(g, Props.LAMPLIGHT, 230, 170, 122, 120);
    g.setPaint(
        new GradientPaint(0, 120, fade(Props.LAMPLIGHT, 95), 0, 320, fade(Props.LAMPLIGHT, 0)));
    g.fill(Props.polygon(160, 121, 180, 121, 300, 330, 90, 330));
    oval(g, fade(Props.LAMPLIGHT, 34), 200, 300, 110, 22);
  }

  private static void farStreet(Graphics2D g) {
    fall(g, rgb(0x3a4564), rgb(0x56607d), FAR_LEFT, FAR_TOP + 8, 92, 84);
    for (var i = 0; i < 4; i++) {
      box(g, i % 2 == 0 ? rgb(0xf6cf7c) : rgb(0x5f6f8f), 286 + i * 22, 112, 13, 16);
      box(g, i == 1 ? rgb(0xf6cf7c) : rgb(0x5f6f8f), 286 + i * 22, 138, 13, 16);
    }
    box(g, rgb(0x6b7080), FAR_LEFT, 178, 92, 6);
    box(g, rgb(0x353a44), FAR_LEFT, 184, 92, 14);
  }

  private static void ground(Graphics2D g) {
    g.setPaint(new GradientPaint(0, 196, rgb(0x3b3f4a), 0, 360, rgb(0x1d2026)));
    g.fill(Props.polygon(FAR_LEFT, FAR_BOTTOM, FAR_RIGHT, FAR_BOTTOM, 660, 372, -21, 372));
    for (var i = 1; i < 8; i++) {
      var y = FAR_BOTTOM + 164.0 * i * i / 64;
      var part = (y - FAR_BOTTOM) / 164;
      line(
          g,
          new Color(0, 0, 0, 60),
          1,
          FAR_LEFT * (1 - part),
          y,
          FAR_RIGHT + (640 - FAR_RIGHT) * part,
          y);
    }
    oval(g, new Color(0x8a, 0x9a, 0xc4, 46), 378, 316, 60, 9);
    oval(g, new Color(0xff, 0xd9, 0x8a, 40), 262, 262, 34, 5);
  }

  private static void leftWall(Graphics2D g) {
    g.setPaint(new GradientPaint(0, 0, rgb(0x3d2626), (float) FAR_LEFT, 0, rgb(0x241b26)));
    g.fill(Props.polygon(0, -60, FAR_LEFT, FAR_TOP - 70, FAR_LEFT, FAR_BOTTOM, 0, 360));
    var mortar = new Color(0, 0, 0, 70);
    for (var i = 0; i < 26; i++) {
      line(g, mortar, 1, 0, -60 + i * 420 / 26.0, FAR_LEFT, 22 + i * 174 / 26.0);
    }
    // The back door.
    shape(g, rgb(0x1d2a2c), 140, 150, 202, 158, 202, 235, 140, 277);
    shape(g, rgb(0x35505a), 144, 155, 198, 161.5, 198, 233, 144, 270);
    shape(g, rgb(0x2b424b), 150, 165, 192, 169, 192, 195, 150, 203);
    Props.disc(g, rgb(0xd8c27a), 192, 208, 2.2);
    // A window with light behind the blinds.
    shape(g, rgb(0x1b1618), 36, 92, 98, 106, 98, 176, 36, 184);
    shape(g, rgb(0xd79c4d), 40, 97, 94, 109, 94, 172, 40, 179);
    for (var i = 1; i < 9; i++) {
      line(g, new Color(0x6a, 0x45, 0x1c, 170), 1.6, 40, 97 + i * 9, 94, 109 + i * 7);
    }
    line(g, rgb(0x15181c), 5, 230, 20, 230, 220);
  }

  private static void rightWall(Graphics2D g) {
    g.setPaint(new GradientPaint((float) FAR_RIGHT, 0, rgb(0x1d1a28), 640, 0, rgb(0x33272c)));
    g.fill(Props.polygon(640, -60, FAR_RIGHT, FAR_TOP - 70, FAR_RIGHT, FAR_BOTTOM, 640, 360));
    var mortar = new Color(0, 0, 0, 70);
    for (var i = 0; i < 26; i++) {
      line(g, mortar, 1, 640, -60 + i * 420 / 26.0, FAR_RIGHT, 22 + i * 174 / 26.0);
    }
    for (var i = 0; i < 3; i++) {
      var x = 410 + i * 62;
      var grow = 1 + i * 0.35;
      shape(
          g,
          rgb(0x10131c),
          x,
          104 - i * 14,
          x + 26 * grow,
          98 - i * 20,
          x + 26 * grow,
          98 - i * 20 + 44 * grow,
          x,
          104 - i * 14 + 38 * grow);
    }
    // Fire escape.
    var iron = rgb(0x0c0e12);
    line(g, iron, 3, 424, 158, 600, 176);
    line(g, iron, 2, 424, 136, 600, 142);
    for (var i = 0; i < 12; i++) {
      line(g, iron, 1.4, 424 + i * 16, 136 + i * 0.5, 424 + i * 16, 158 + i * 1.6);
    }
    line(g, iron, 2, 452, 160, 430, 236);
    line(g, iron, 2, 466, 161, 442, 240);
    for (var i = 0; i < 7; i++) {
      line(g, iron, 1.4, 449 - i * 3.2, 170 + i * 10, 463 - i * 3.3, 172 + i * 10);
    }
  }

  private static void bins(Graphics2D g) {
    shape(g, rgb(0x17322c), 470, 232, 570, 240, 570, 318, 470, 292);
    shape(g, rgb(0x20443b), 470, 232, 496, 222, 594, 230, 570, 240);
    shape(g, rgb(0x122722), 570, 240, 594, 230, 594, 304, 570, 318);
    line(g, rgb(0x2d5a4e), 2, 474, 256, 568, 268);
    round(g, rgb(0x6a5132), 424, 240, 30, 24, 1);
    line(g, rgb(0x4c3a22), 1.4, 439, 240, 439, 264);
    round(g, rgb(0x7b6140), 430, 224, 22, 17, 1);
  }

  @Override
  public void action(Graphics2D g, double t) {
    var clip = g.getClip();
    g.clip(Props.polygon(FAR_LEFT, FAR_TOP, FAR_RIGHT, FAR_TOP, FAR_RIGHT, 200, FAR_LEFT, 200));
    if (during(t, 1, 3.5)) {
      Props.car(
          g, Props.Body.SEDAN, rgb(0x40506f), between(t, 1, 3.5, 230, 450), 194, 0.42, 1, true);
    }
    if (during(t, 12, 14.5)) {
      Props.car(
          g, Props.Body.VAN, rgb(0x5a4a44), between(t, 12, 14.5, 440, 200), 195, 0.44, -1, true);
    }
    g.setClip(clip);
    if (during(t, 2, 12.5)) {
      // From the far street to the camera, past the door, out of the picture at the right.
      var part = between(t, 2, 12.5, 0, 1);
      var near = part * part;
      var size = 0.42 + near * 2.5;
      Props.person(
          g,
          332 + part * 26 + near * near * 330,
          199 + near * 212,
          size,
          rgb(0x4a5876),
          rgb(0x252a35),
          t * 0.9,
          part > 0.6 ? 1 : -1);
    }
    if (during(t, 9, 15.5)) {
      cat(g, between(t, 9, 15.5, 90, 470), 318, t);
    }
    // The lamp hums a little.
    glow(g, Props.LAMPLIGHT, 26 + (int) (10 * Math.sin(t * Math.PI / 2)), 170, 121, 50);
  }

  private static void cat(Graphics2D g, double x, double y, double t) {
    var fur = rgb(0x17181c);
    var swing = Math.sin(t * 8) * 3;
    oval(g, new Color(0, 0, 0, 90), x, y, 17, 2.5);
    line(g, fur, 3, x - 9, y - 8, x - 9 - swing, y - 1);
    line(g, fur, 3, x + 9, y - 8, x + 9 + swing, y - 1);
    line(g, fur, 3, x - 7, y - 8, x - 7 + swing, y - 1);
    line(g, fur, 3, x + 7, y - 8, x + 7 - swing, y - 1);
    round(g, fur, x - 13, y - 15, 26, 9, 4.5);
    line(g, fur, 2.4, x - 12, y - 13, x - 21, y - 22 + swing * 0.5);
    Props.disc(g, fur, x + 15, y - 17, 5);
    shape(g, fur, x + 11, y - 19, x + 12, y - 25, x + 15, y - 20);
    shape(g, fur, x + 16, y - 20, x + 19, y - 25, x + 19, y - 18);
    Props.disc(g, rgb(0xd7e27a), x + 17.5, y - 17.5, 0.9);
  }
}

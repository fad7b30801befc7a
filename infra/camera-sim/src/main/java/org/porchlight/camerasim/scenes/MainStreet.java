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
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;

/// The main street at night after the rain: shop signs, headlights, a bus.
final class MainStreet implements Painter {

  private static final int[] SIGNS = {0xff6f91, 0x62d9c4, 0xffc95c, 0x7aa8ff};
  private static final String[] NAMES = {"CINEMA", "PHARMACY", "DINER", "MUSIC"};

  @Override
  public String caption() {
    return "MAIN STREET 200 \u00b7 NORTH SIDE";
  }

  @Override
  public void backdrop(Graphics2D g) {
    fall(g, rgb(0x0e1430), rgb(0x3c3558), 0, 0, 640, 120);
    for (var i = 0; i < 11; i++) {
      var top = 4 + i * 29 % 37;
      box(g, rgb(0x1a1d38), i * 62 - 10, top, 56, 120);
      for (var k = 0; k < 3; k++) {
        if ((i * 7 + k * 5) % 4 == 0) {
          box(g, rgb(0xb8965c), i * 62 - 4 + k * 16, top + 6, 6, 7);
        }
      }
    }
    for (var i = 0; i < 4; i++) {
      building(g, i);
    }
    fall(g, rgb(0x55525c), rgb(0x43414b), 0, 214, 640, 30);
    box(g, rgb(0x2c2b33), 0, 244, 640, 4);
    fall(g, rgb(0x2d2e38), rgb(0x1d1e27), 0, 248, 640, 112);
    for (var i = 0; i < 4; i++) {
      // The wet road mirrors the shops.
      g.setPaint(
          new GradientPaint(0, 246, fade(rgb(SIGNS[i]), 55), 0, 350, fade(rgb(SIGNS[i]), 0)));
      g.fill(
          Props.polygon(
              i * 160 + 30, 248, i * 160 + 130, 248, i * 160 + 140, 360, i * 160 + 20, 360));
    }
    for (var x = -10; x < 640; x += 76) {
      box(g, rgb(0xb9a55e), x, 300, 38, 2.6);
    }
    stop(g);
    Props.lamp(g, 158, 240, 150, true);
    Props.lamp(g, 478, 240, 150, true);
  }

  private static void building(Graphics2D g, int i) {
    var x = i * 160.0;
    var wall = rgb(new int[] {0x4a3442, 0x34424e, 0x4d3b33, 0x3a3a55}[i]);
    var top = new double[] {42, 56, 36, 60}[i];
    fall(g, Props.shade(wall, 1.1), Props.shade(wall, 0.85), x, top, 160, 176 - (top - 40));
    box(g, Props.shade(wall, 0.6), x - 2, top - 6, 164, 8);
    for (var column = 0; column < 5; column++) {
      var lit = (column * 3 + i * 5) % 4 == 0;
      Props.window(
          g,
          x + 14 + column * 29,
          top + 14,
          16,
          (132 - top) * 0.55,
          lit ? rgb(0xe8b765) : rgb(0x27304a),
          Props.shade(wall, 0.75));
    }
    var sign = rgb(SIGNS[i]);
    box(g, rgb(0x15151c), x + 10, 152, 140, 64);
    fall(g, rgb(0xffe2a6), rgb(0xd99f5b), x + 14, 160, 92, 52);
    for (var k = 0; k < 4; k++) {
      round(g, new Color(0x6a, 0x45, 0x30, 150), x + 20 + k * 22, 190 - k % 2 * 8, 14, 24, 3);
    }
    fall(g, rgb(0xf3cf90), rgb(0xb9834a), x + 114, 160, 30, 56);
    round(g, rgb(0x17141c), x + 18, 128, 124, 22, 5);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    glow(g, sign, 110, x + 80, 139, 62);
    g.setColor(Props.shade(sign, 1.15));
    g.drawString(NAMES[i], (float) (x + 80 - g.getFontMetrics().stringWidth(NAMES[i]) / 2.0), 145f);
    g.setPaint(new GradientPaint(0, 214, fade(rgb(0xffd890), 90), 0, 246, fade(rgb(0xffd890), 0)));
    g.fill(Props.polygon(x + 14, 214, x + 146, 214, x + 156, 246, x + 4, 246));
  }

  private static void stop(Graphics2D g) {
    box(g, new Color(0x9f, 0xb6, 0xc9, 70), 278, 180, 84, 54);
    line(g, rgb(0x1d2126), 3, 278, 238, 278, 178);
    line(g, rgb(0x1d2126), 3, 362, 238, 362, 178);
    round(g, rgb(0x1d2126), 270, 172, 100, 7, 3);
    box(g, rgb(0x353a42), 288, 224, 56, 4);
    round(g, rgb(0x3f6fb0), 368, 176, 16, 16, 3);
    g.setColor(Color.WHITE);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 9));
    g.drawString("BUS", 368.5f, 187.5f);
  }

  /// Where the bus is: it comes, stands at its stop, and goes on.
  private static double bus(double t) {
    if (t < 5) {
      var part = (t - 1) / 4;
      return -150 + 450 * part * (2 - part);
    }
    var part = Math.max(0, (t - 9) / 4.5);
    return 300 + 560 * part * part;
  }

  @Override
  public void action(Graphics2D g, double t) {
    // People on the far sidewalk; one waits and takes the bus.
    if (during(t, 0, 7)) {
      var x = between(t, 0, 1.5, 325, 325);
      Props.person(g, x, 236, 0.9, rgb(0xcf9a4a), rgb(0x27303c), 0, -1);
    } else if (during(t, 14, 16)) {
      Props.person(
          g,
          between(t, 13, 16, 460, 325),
          236,
          0.9,
          rgb(0xcf9a4a),
          rgb(0x27303c),
          t < 15.9 ? t : 0,
          -1);
    }
    Props.person(
        g, between(t, 0, SECONDS, -40, 690), 240, 0.95, rgb(0x7a86b8), rgb(0x2a2a33), t * 0.875, 1);
    if (during(t, 2, 14)) {
      Props.person(
          g, between(t, 2, 14, 690, -40), 243, 0.98, rgb(0xb45c6c), rgb(0x322a3a), t * 0.9, -1);
    }
    if (during(t, 1, 13.6)) {
      bus(g, bus(t), 288, t >= 5 && t < 9);
    }
    if (during(t, 0.5, 5)) {
      car(g, Props.Body.SEDAN, 0x4f6c94, between(t, 0.5, 5, 760, -120), 338, -1);
    }
    if (during(t, 5.5, 9.5)) {
      car(g, Props.Body.HATCHBACK, 0x9b4444, between(t, 5.5, 9.5, 780, -140), 340, -1);
    }
    if (during(t, 10.5, 15.5)) {
      car(g, Props.Body.VAN, 0xb9bec6, between(t, 10.5, 15.5, 780, -140), 338, -1);
    }
  }

  private static void car(Graphics2D g, Props.Body body, int paint, double x, double y, int way) {
    oval(g, new Color(0xff, 0xf1, 0xc0, 40), x + way * 60, y + 8, 34, 4);
    oval(g, new Color(0xff, 0x3b, 0x30, 50), x - way * 56, y + 7, 16, 3);
    Props.car(g, body, rgb(paint), x, y, 1.3, way, true);
  }

  private static void bus(Graphics2D g, double x, double y, boolean stands) {
    oval(g, new Color(0, 0, 0, 90), x, y, 118, 6);
    g.setPaint(new GradientPaint(0, (float) y - 84, rgb(0x3f8f7f), 0, (float) y, rgb(0x27584f)));
    g.fill(new RoundRectangle2D.Double(x - 112, y - 84, 224, 76, 14, 14));
    box(g, rgb(0xf0ead8), x - 112, y - 34, 224, 6);
    for (var i = 0; i < 6; i++) {
      round(g, rgb(0xffe2a6), x - 104 + i * 32, y - 74, 27, 30, 3);
      if (i % 2 == 0) {
        Props.disc(g, rgb(0x5a4038), x - 90 + i * 32, y - 56, 5);
        round(g, rgb(0x5a4038), x - 97 + i * 32, y - 51, 14, 7, 3);
      }
    }
    round(g, stands ? rgb(0xffefc9) : rgb(0x2e4a55), x + 88, y - 76, 18, 66, 3);
    line(g, rgb(0x1f3f39), 1.4, x + 97, y - 76, x + 97, y - 10);
    round(g, rgb(0x14181a), x + 20, y - 83, 60, 8, 2);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 7));
    g.setColor(rgb(0xffb03a));
    g.drawString("7 RIVERSIDE", (float) x + 26, (float) y - 76.5f);
    for (var wheel : new double[] {-70, 62}) {
      Props.disc(g, rgb(0x121416), x + wheel, y - 10, 12);
      Props.disc(g, rgb(0x8a9196), x + wheel, y - 10, 6.5);
      var turn = x / 12;
      line(
          g,
          rgb(0x454b50),
          1.5,
          x + wheel - 5 * Math.cos(turn),
          y - 10 - 5 * Math.sin(turn),
          x + wheel + 5 * Math.cos(turn),
          y - 10 + 5 * Math.sin(turn));
    }
    glow(g, rgb(0xfff1c0), 190, x + 112, y - 20, 34);
    glow(g, rgb(0xff3b30), 150, x - 112, y - 20, 18);
    shape(
        g,
        new Color(0xff, 0xf1, 0xc0, 40),
        x + 112,
        y - 24,
        x + 210,
        y - 16,
        x + 210,
        y + 4,
        x + 112,
        y - 12);
  }
}

package org.porchlight.camerasim.scenes;

import static org.porchlight.camerasim.scenes.Props.between;
import static org.porchlight.camerasim.scenes.Props.box;
import static org.porchlight.camerasim.scenes.Props.during;
import static org.porchlight.camerasim.scenes.Props.fall;
import static org.porchlight.camerasim.scenes.Props.line;
import static org.porchlight.camerasim.scenes.Props.rgb;
import static org.porchlight.camerasim.scenes.Props.round;
import static org.porchlight.camerasim.scenes.Props.shape;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

/// A crossing with lights in the sun: cars stop, people walk, cars go on.
final class Crossing implements Painter {

  private static final int STOPS = 6;
  private static final double GOES = 14;

  @Override
  public String caption() {
    return "OAK AVENUE / 3RD STREET \u00b7 CROSSING";
  }

  @Override
  public void backdrop(Graphics2D g) {
    fall(g, rgb(0x6fb3e4), rgb(0xd9eefa), 0, 0, 640, 150);
    Props.cloud(g, 470, 46, 1.0);
    Props.cloud(g, 350, 70, 0.6);
    house(g, 0, 50, 118, rgb(0xb86f52), rgb(0x8fb2c4), 3);
    house(g, 118, 66, 112, rgb(0xd9c39a), rgb(0x86a8bb), 3);
    house(g, 410, 58, 122, rgb(0x9aa7ad), rgb(0x7fa0b4), 3);
    house(g, 532, 40, 120, rgb(0xc98f5f), rgb(0x8fb2c4), 3);
    sideStreet(g);
    shop(g, 8, "BAKERY", rgb(0x3f7f72));
    shop(g, 424, "BOOKS", rgb(0xa84a4a));
    Props.tree(g, 210, 196, 0.95, rgb(0x5d9d4c));
    Props.tree(g, 606, 194, 0.9, rgb(0x6aa653));
    fall(g, rgb(0xd6d1c5), rgb(0xc4beb1), 0, 178, 640, 20);
    box(g, rgb(0x5a5e63), 252, 177, 140, 22);
    box(g, rgb(0xa09b90), 0, 198, 640, 3);
    fall(g, rgb(0x63676c), rgb(0x54585d), 0, 201, 640, 116);
    box(g, rgb(0x63676c), 254, 196, 136, 6);
    for (var x = -10; x < 640; x += 70) {
      if (x < 200 || x > 400) {
        box(g, rgb(0xeed98a), x, 255, 36, 2.4);
      }
    }
    zebra(g);
    box(g, rgb(0xf2f0ea), 214, 258, 5, 56);
    box(g, rgb(0xf2f0ea), 436, 203, 4, 50);
    box(g, rgb(0xa09b90), 0, 317, 640, 4);
    fall(g, rgb(0xcfc9bc), rgb(0xb7b1a4), 0, 321, 640, 39);
    for (var x = 20; x < 640; x += 74) {
      line(g, rgb(0xa8a297), 0.8, x, 321, x + (x - 320) * 0.06, 360);
    }
    signal(g, 206, 196, 0.8);
  }

  private static void house(
      Graphics2D g, double x, double top, double width, Color wall, Color pane, int rows) {
    fall(g, Props.shade(wall, 1.06), Props.shade(wall, 0.92), x, top, width, 180 - top);
    box(g, Props.shade(wall, 0.7), x - 2, top - 5, width + 4, 7);
    var step = (142 - top) / rows;
    for (var row = 0; row < rows; row++) {
      for (var column = 0; column < 4; column++) {
        var left = x + 11 + column * (width - 12) / 4;
        Props.window(g, left, top + 10 + row * step, 15, step - 12, pane, Props.shade(wall, 1.25));
      }
    }
  }

  private static void sideStreet(Graphics2D g) {
    shape(g, rgb(0x9fb79c), 230, 178, 410, 178, 410, 120, 230, 120);
    for (var x = 236; x < 410; x += 22) {
      Props.bush(g, x, 150, 1.2, rgb(0x7d9f76));
    }
    shape(g, rgb(0xc9c3b6), 230, 180, 306, 138, 334, 138, 412, 180);
    shape(g, rgb(0x5f6368), 252, 200, 311, 138, 329, 138, 390, 200);
    for (var i = 0; i < 4; i++) {
      var y = 144 + i * i * 4.5 + i * 4;
      box(g, rgb(0xeed98a), 319.2 - i * 0.2, y, 1.2 + i * 0.5, 3 + i * 2.2);
    }
  }

  private static void shop(Graphics2D g, double x, String name, Color awning) {
    box(g, rgb(0xf2ecdf), x, 138, 98, 42);
    fall(g, rgb(0x587786), rgb(0x3c5663), x + 6, 150, 52, 28);
    box(g, rgb(0x6b4a35), x + 66, 150, 22, 30);
    for (var i = 0; i < 7; i++) {
      var left = x - 3 + i * 15;
      shape(
          g,
          i % 2 == 0 ? awning : rgb(0xf7f3ea),
          left,
          136,
          left + 15,
          136,
          left + 15,
          149,
          left,
          149);
    }
    g.setColor(awning);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 11));
    box(g, rgb(0xf7f3ea), x - 1, 122, 100, 14);
    g.setColor(Props.shade(awning, 0.8));
    g.drawString(name, (float) (x + 49 - g.getFontMetrics().stringWidth(name) / 2.0), 133);
  }

  private static void zebra(Graphics2D g) {
    for (var i = 0; i < 7; i++) {
      var left = 236 + i * 27;
      shape(
          g,
          rgb(0xf1efe8),
          left - (320 - left) * 0.0,
          206,
          left + 15,
          206,
          left + 15 + (left - 320) * 0.12,
          312,
          left - 2 + (left - 320) * 0.12,
          312);
    }
  }

  private static void signal(Graphics2D g, double x, double y, double size) {
    var before = Props.place(g, x, y, size);
    line(g, rgb(0x2b3036), 3, 0, 0, 0, -64);
    round(g, rgb(0x1d2124), -7, -98, 14, 36, 3);
    Props.disc(g, rgb(0x4a1d1b), 0, -91, 4.4);
    Props.disc(g, rgb(0x4a421b), 0, -80, 4.4);
    Props.disc(g, rgb(0x1d3f24), 0, -69, 4.4);
    g.setTransform(before);
  }

  private static void shine(Graphics2D g, double x, double y, double size, double t) {
    var before = Props.place(g, x, y, size);
    if (t < STOPS || t >= GOES) {
      Props.disc(g, rgb(0x43e06a), 0, -69, 4.4);
      Props.glow(g, rgb(0x43e06a), 130, 0, -69, 14);
    } else if (t < STOPS + 1) {
      Props.disc(g, rgb(0xffcf3d), 0, -80, 4.4);
      Props.glow(g, rgb(0xffcf3d), 130, 0, -80, 14);
    } else {
      Props.disc(g, rgb(0xff4a3d), 0, -91, 4.4);
      Props.glow(g, rgb(0xff4a3d), 130, 0, -91, 14);
    }
    g.setTransform(before);
  }

  /// A car that comes while the light changes, waits, and goes on; at home in a time that begins
  /// when it comes into the picture.
  private static double stopAndGo(
      double since, double wait, double begin, double stop, double end) {
    if (since < 2.6) {
      var part = since / 2.6;
      return begin + (stop - begin) * part * (2 - part);
    }
    if (since < wait) {
      return stop;
    }
    var part = Math.min(1, (since - wait) / 3.2);
    return stop + (end - stop) * part * part;
  }

  @Override
  public void action(Graphics2D g, double t) {
    shine(g, 206, 196, 0.8, t);
    walker(g, t, 7.8, 12.6, 344, rgb(0x8c4f8f), rgb(0x333d49), 0);
    var later = (t - 6 + SECONDS) % SECONDS;
    if (later < 12.2) {
      Props.car(
          g,
          Props.Body.HATCHBACK,
          rgb(0xd8a33b),
          stopAndGo(later, 9, 740, 510, -140),
          248,
          1.05,
          -1,
          false);
    }
    if (during(t, 0.2, 4.2)) {
      Props.car(
          g, Props.Body.VAN, rgb(0x4a7f9e), between(t, 0.2, 4.2, -90, 740), 300, 1.2, 1, false);
    }
    var since = (t - 6.4 + SECONDS) % SECONDS;
    if (since < 11.6) {
      Props.car(
          g,
          Props.Body.SEDAN,
          rgb(0xb23a36),
          stopAndGo(since, 8.4, -120, 146, 800),
          304,
          1.2,
          1,
          false);
    }
    walker(g, t, 7.6, 13.2, 290, rgb(0x3f7fb5), rgb(0x2f3a33), 0.3);
    walkerBack(g, t);
    signal(g, 452, 330, 1.25);
    shine(g, 452, 330, 1.25, t);
  }

  /// Someone who comes over the crossing to this side and leaves the picture to the right.
  private static void walker(
      Graphics2D g,
      double t,
      double begin,
      double end,
      double x,
      Color jacket,
      Color trousers,
      double offset) {
    if (during(t, begin - 3, begin)) {
      Props.person(
          g,
          between(t, begin - 3, begin - 0.8, x < 320 ? 170 : 480, x),
          194,
          0.72,
          jacket,
          trousers,
          t < begin - 0.8 ? t : 0,
          x < 320 ? 1 : -1);
    } else if (during(t, begin, end)) {
      var part = between(t, begin, end, 0, 1);
      Props.person(
          g, x + part * 6, 194 + part * 140, 0.72 + part * 0.45, jacket, trousers, t + offset, 1);
    } else if (during(t, end, end + 2.8)) {
      Props.person(
          g, between(t, end, end + 2.8, x + 6, x + 380), 334, 1.17, jacket, trousers, t * 1.3, 1);
    }
  }

  private static void walkerBack(Graphics2D g, double t) {
    if (during(t, 8, 12.8)) {
      var part = between(t, 8, 12.8, 0, 1);
      Props.person(
          g,
          378 - part * 26,
          334 - part * 140,
          1.17 - part * 0.45,
          rgb(0xe0d9c8),
          rgb(0x6a4a3a),
          t,
          -1);
    } else if (during(t, 5, 8)) {
      Props.person(
          g,
          between(t, 5, 7.4, 690, 378),
          334,
          1.17,
          rgb(0xe0d9c8),
          rgb(0x6a4a3a),
          t < 7.4 ? t * 1.2 : 0,
          -1);
    } else if (during(t, 12.8, 15.8)) {
      Props.person(
          g,
          between(t, 12.8, 15.8, 352, 280),
          194 - between(t, 12.8, 15.8, 0, 40),
          between(t, 12.8, 15.8, 0.72, 0.36),
          rgb(0xe0d9c8),
          rgb(0x6a4a3a),
          t,
          -1);
    }
  }
}

package org.porchlight.camerasim.scenes;

import static org.porchlight.camerasim.scenes.Props.between;
import static org.porchlight.camerasim.scenes.Props.box;
import static org.porchlight.camerasim.scenes.Props.during;
import static org.porchlight.camerasim.scenes.Props.fall;
import static org.porchlight.camerasim.scenes.Props.line;
import static org.porchlight.camerasim.scenes.Props.rgb;
import static org.porchlight.camerasim.scenes.Props.round;
import static org.porchlight.camerasim.scenes.Props.shape;
import static org.porchlight.camerasim.scenes.Props.softly;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

/// The parking lot of a small market on a cloudy day.
final class ParkingLot implements Painter {

  private static final int[] BACK_ROW = {0x8e2f2b, 0, 0xd8d8d4, 0x3d4f66, 0x6b7a4e, 0, 0x2d2f33};
  private static final int[] FRONT_ROW = {0x53718f, 0xb9bcc0, 0, 0x7a3030, 0xe0c878};

  @Override
  public String caption() {
    return "CORNER MARKET \u00b7 PARKING LOT";
  }

  @Override
  public void backdrop(Graphics2D g) {
    fall(g, rgb(0xb9c6d0), rgb(0xdfe5e8), 0, 0, 640, 130);
    for (var x = 10; x < 660; x += 70) {
      Props.bush(g, x, 124, 2.2 + x * 3 % 4 * 0.15, rgb(0x728f74));
    }
    market(g);
    fall(g, rgb(0x74797e), rgb(0x54585d), 0, 134, 640, 226);
    box(g, rgb(0xb9b4a8), 0, 130, 640, 7);
    stalls(g, 8, 160, 206, 86, 8);
    stalls(g, -40, 286, 352, 132, 6);
    for (var i = 0; i < BACK_ROW.length; i++) {
      if (BACK_ROW[i] != 0) {
        Props.carFront(g, rgb(BACK_ROW[i]), 56 + i * 86, 197, 1.0);
      }
    }
    shape(g, rgb(0xe7e4da), 282, 246, 312, 246, 312, 242, 330, 249, 312, 256, 312, 252, 282, 252);
    Props.lamp(g, 322, 162, 92, false);
    Props.tree(g, 610, 172, 1.0, rgb(0x66895a));
  }

  private static void market(Graphics2D g) {
    fall(g, rgb(0xd7c4a5), rgb(0xc2ad8b), 60, 40, 470, 92);
    box(g, rgb(0x8a6f52), 52, 34, 486, 10);
    round(g, rgb(0x2f6b4f), 200, 46, 190, 26, 5);
    g.setColor(rgb(0xfaf6ea));
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
    g.drawString("CORNER MARKET", 215, 66);
    for (var x = 84; x < 500; x += 84) {
      if (x < 250 || x > 300) {
        box(g, rgb(0xf1ece0), x - 3, 81, 66, 46);
        fall(g, rgb(0x7393a3), rgb(0x4f6c7b), x, 84, 60, 40);
        shape(g, new Color(255, 255, 255, 50), x + 8, 84, x + 24, 84, x + 8, 124, x - 0.0, 124);
      }
    }
    for (var x = 66; x < 524; x += 20) {
      shape(
          g,
          x / 20 % 2 == 0 ? rgb(0xc7523f) : rgb(0xf4eee0),
          x,
          74,
          x + 20,
          74,
          x + 18,
          84,
          x - 2,
          84);
    }
    box(g, rgb(0x3b4a50), 254, 86, 48, 46);
    box(g, rgb(0x9cc0cc), 257, 89, 20, 43);
    box(g, rgb(0x9cc0cc), 279, 89, 20, 43);
  }

  private static void stalls(
      Graphics2D g, double left, double top, double bottom, double width, int count) {
    for (var i = 0; i <= count; i++) {
      var x = left + i * width;
      line(g, new Color(0xf0, 0xee, 0xe6, 210), 2, x, top, x + (x - 320) * 0.06, bottom);
    }
  }

  @Override
  public void action(Graphics2D g, double t) {
    // The door opens for those who come and go.
    var open = softly(t, 1, 1.6, 0, 16) - softly(t, 3.4, 4, 0, 16);
    box(g, rgb(0x2f3a3e), 278 - open, 89, 2 * open + 1, 43);
    if (during(t, 2, 12)) {
      // From the door to a car, with a cart.
      var x = between(t, 2.6, 9, 278, 190);
      var y = between(t, 2, 9.5, 136, 236);
      var size = 0.72 + (y - 136) / 330;
      var gone = t > 9.5;
      var at = gone ? between(t, 9.5, 12, 190, -40) : x;
      cart(g, at - 17 * size, y, size);
      Props.person(g, at, y, size, rgb(0xb0486a), rgb(0x2f3b46), t * 0.95, -1);
    }
    if (during(t, 4, 11)) {
      Props.car(
          g,
          Props.Body.HATCHBACK,
          rgb(0x2f7a72),
          between(t, 4, 11, 730, -110),
          270,
          1.25,
          -1,
          false);
    }
    if (during(t, 9.5, 15.8)) {
      var x = between(t, 9.5, 15.8, 690, -50);
      Props.person(g, x, 152, 0.75, rgb(0x3f6aa1), rgb(0x51483d), t * 1.1, -1);
    }
    if (during(t, 11.5, 15.9)) {
      Props.car(
          g,
          Props.Body.SEDAN,
          rgb(0xa9b0b6),
          between(t, 11.5, 15.9, -110, 750),
          256,
          1.15,
          1,
          false);
    }
    for (var i = 0; i < FRONT_ROW.length; i++) {
      if (FRONT_ROW[i] != 0) {
        Props.carFront(g, rgb(FRONT_ROW[i]), 24 + i * 140, 340, 1.55);
      }
    }
  }

  private static void cart(Graphics2D g, double x, double y, double size) {
    var before = Props.place(g, x, y, size);
    Props.disc(g, rgb(0x222222), -8, -2, 2.4);
    Props.disc(g, rgb(0x222222), 7, -2, 2.4);
    line(g, rgb(0x8f989e), 1.6, 11, -30, 8, -6);
    shape(g, rgb(0xa9b2b8), -13, -24, 10, -24, 8, -8, -9, -8);
    round(g, rgb(0xb98c4f), -9, -32, 8, 10, 1);
    round(g, rgb(0x79a35a), 0, -30, 7, 8, 1);
    g.setTransform(before);
  }
}

package org.porchlight.camerasim.scenes;

import static org.porchlight.camerasim.scenes.Props.between;
import static org.porchlight.camerasim.scenes.Props.box;
import static org.porchlight.camerasim.scenes.Props.during;
import static org.porchlight.camerasim.scenes.Props.fall;
import static org.porchlight.camerasim.scenes.Props.glow;
import static org.porchlight.camerasim.scenes.Props.line;
import static org.porchlight.camerasim.scenes.Props.rgb;
import static org.porchlight.camerasim.scenes.Props.round;
import static org.porchlight.camerasim.scenes.Props.shape;
import static org.porchlight.camerasim.scenes.Props.softly;

import java.awt.Color;
import java.awt.Graphics2D;

/// A wooden house with its porch light on, a garden and the street in the morning.
final class HouseFront implements Painter {

  @Override
  public String caption() {
    return "ELM STREET 12 \u00b7 PORCH";
  }

  @Override
  public void backdrop(Graphics2D g) {
    fall(g, rgb(0x9cc9ea), rgb(0xfbe6c4), 0, 0, 640, 210);
    Props.cloud(g, 420, 62, 1.1);
    Props.cloud(g, 560, 40, 0.8);
    for (var x = -20; x < 700; x += 58) {
      Props.bush(g, x, 206, 2.6 + (x * 7 % 5) * 0.12, rgb(0x86a97c));
    }
    neighbour(g);
    fall(g, rgb(0x86b35c), rgb(0x6c9a48), 0, 200, 640, 80);
    house(g);
    Props.bush(g, 62, 238, 1.3, rgb(0x4f8a44));
    Props.bush(g, 104, 240, 1.1, rgb(0x5a9448));
    Props.bush(g, 300, 238, 1.2, rgb(0x4f8a44));
    Props.bush(g, 340, 240, 1.0, rgb(0x639c4d));
    shape(g, rgb(0xd9cfbd), 196, 242, 232, 242, 262, 282, 186, 282);
    Props.tree(g, 452, 252, 1.5, rgb(0x5f9a4a));
    fall(g, rgb(0xcdc8bd), rgb(0xb9b3a7), 0, 280, 640, 22);
    for (var x = 30; x < 640; x += 64) {
      line(g, rgb(0xa8a297), 0.8, x, 280, x - 8, 302);
    }
    box(g, rgb(0x9b968c), 0, 302, 640, 4);
    fall(g, rgb(0x5a5e63), rgb(0x494d52), 0, 306, 640, 54);
    for (var x = 10; x < 640; x += 80) {
      box(g, rgb(0xe8d27a), x, 329, 40, 2.4);
    }
    mailbox(g);
    for (var x = 356; x < 640; x += 15) {
      fence(g, x);
    }
    box(g, rgb(0xf4f1ea), 350, 258, 290, 3);
    box(g, rgb(0xf4f1ea), 350, 271, 290, 3);
  }

  private static void neighbour(Graphics2D g) {
    box(g, rgb(0xc9a98b), 520, 130, 120, 74);
    shape(g, rgb(0x7b5a4d), 508, 132, 560, 92, 640, 92, 640, 132);
    Props.window(g, 542, 150, 26, 28, rgb(0x9fb8c6), rgb(0xf4efe4));
    Props.window(g, 592, 150, 26, 28, rgb(0x9fb8c6), rgb(0xf4efe4));
  }

  private static void house(Graphics2D g) {
    fall(g, rgb(0xe9eef0), rgb(0xd3dbde), 36, 112, 330, 128);
    for (var y = 120; y < 238; y += 8) {
      line(g, rgb(0xbfc9cd), 0.7, 36, y, 366, y);
    }
    box(g, rgb(0x8b8078), 36, 234, 330, 8);
    shape(g, rgb(0x56616b), 18, 114, 92, 46, 310, 46, 384, 114);
    shape(g, rgb(0x66727d), 18, 114, 92, 46, 98, 46, 28, 114);
    for (var y = 58; y < 112; y += 10) {
      line(g, rgb(0x4b555e), 0.8, 92 - (y - 46) * 1.06, y, 310 + (y - 46) * 1.06, y);
    }
    box(g, rgb(0x7d4f41), 284, 30, 22, 34);
    box(g, rgb(0xf7f5ef), 14, 111, 374, 6);
    Props.window(g, 62, 146, 54, 56, rgb(0x7f9fb3), rgb(0xfaf8f2));
    Props.window(g, 296, 146, 54, 56, rgb(0x7f9fb3), rgb(0xfaf8f2));
    for (var x : new double[] {50, 120, 284, 354}) {
      box(g, rgb(0x3f5a6b), x - 2, 144, 9, 60);
    }
    porch(g);
  }

  private static void porch(Graphics2D g) {
    box(g, rgb(0xb7c2c6), 160, 140, 108, 98);
    round(g, rgb(0x8c3b2e), 196, 154, 36, 82, 3);
    round(g, rgb(0x7a3127), 201, 160, 26, 28, 2);
    round(g, rgb(0x7a3127), 201, 194, 26, 36, 2);
    Props.disc(g, rgb(0xe3c061), 227, 197, 2);
    Props.window(g, 170, 162, 16, 44, rgb(0x6f8ea1), rgb(0xfaf8f2));
    Props.window(g, 242, 162, 16, 44, rgb(0x6f8ea1), rgb(0xfaf8f2));
    shape(g, rgb(0x56616b), 144, 142, 214, 106, 284, 142);
    shape(g, rgb(0xf2efe7), 160, 139, 214, 112, 268, 139);
    box(g, rgb(0xf7f5ef), 144, 138, 140, 6);
    box(g, rgb(0xf7f5ef), 152, 144, 7, 94);
    box(g, rgb(0xf7f5ef), 269, 144, 7, 94);
    box(g, rgb(0xa59a8c), 146, 236, 136, 6);
    box(g, rgb(0x938879), 184, 240, 60, 5);
    round(g, rgb(0x2b3036), 210, 144, 8, 5, 2);
    Props.disc(g, rgb(0xfff0c2), 214, 151, 4);
    glow(g, Props.LAMPLIGHT, 190, 214, 152, 40);
  }

  private static void mailbox(Graphics2D g) {
    box(g, rgb(0x6b5544), 286, 262, 4, 26);
    round(g, rgb(0x3c5b7c), 277, 250, 24, 13, 5);
    box(g, rgb(0xc83b2f), 298, 246, 2, 8);
  }

  private static void fence(Graphics2D g, double x) {
    shape(g, new Color(0xfa, 0xf8, 0xf2), x, 280, x, 254, x + 3.5, 249, x + 7, 254, x + 7, 280);
  }

  @Override
  public void action(Graphics2D g, double t) {
    if (during(t, 3, 15.5)) {
      // Someone with a dog, along the sidewalk from right to left.
      var x = between(t, 3, 15.5, 690, -60);
      Props.person(g, x, 294, 0.95, rgb(0xd98a3a), rgb(0x3b4a5c), t * 0.95, -1);
      line(g, rgb(0x3a2c22), 0.8, x - 6, 268, x - 30, 281);
      Props.dog(g, x - 38, 295, 0.8, rgb(0x8a6242), t * 0.95, -1);
    }
    if (during(t, 0.5, 5.5)) {
      Props.car(
          g, Props.Body.SEDAN, rgb(0x3f6f9f), between(t, 0.5, 5.5, -80, 720), 352, 1.1, 1, false);
    }
    if (during(t, 7, 12)) {
      Props.cyclist(g, between(t, 7, 12, -50, 690), 350, 0.95, rgb(0x2f8f7b), t * 7, 1);
    }
    if (during(t, 10.5, 15.5)) {
      Props.car(
          g, Props.Body.VAN, rgb(0xe4e2da), between(t, 10.5, 15.5, 740, -100), 326, 1.0, -1, false);
    }
    // A curtain that someone draws aside for a moment.
    var gap = softly(t, 5, 6, 0, 18) - softly(t, 9, 10, 0, 18);
    box(g, new Color(0xee, 0xe3, 0xd0, 220), 62, 146, 24 - gap, 56);
    box(g, new Color(0xee, 0xe3, 0xd0, 220), 92 + gap, 146, 24 - gap, 56);
  }
}

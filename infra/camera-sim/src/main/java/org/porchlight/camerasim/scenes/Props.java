package org.porchlight.camerasim.scenes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/// Cars, people, trees and lamps that several scenes share. All stand with their feet on `(x, y)`.
final class Props {

  static final Color GLASS = new Color(0x2e, 0x3f, 0x4d);
  static final Color LAMPLIGHT = new Color(0xff, 0xd9, 0x8a);

  enum Body {
    SEDAN,
    HATCHBACK,
    VAN
  }

  private Props() {}

  static Color rgb(int value) {
    return new Color(value);
  }

  static Color shade(Color color, double factor) {
    return new Color(
        (int) Math.clamp(color.getRed() * factor, 0, 255),
        (int) Math.clamp(color.getGreen() * factor, 0, 255),
        (int) Math.clamp(color.getBlue() * factor, 0, 255));
  }

  static Color fade(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  static void box(Graphics2D g, Color color, double x, double y, double width, double height) {
    g.setColor(color);
    g.fill(new Rectangle2D.Double(x, y, width, height));
  }

  static void round(
      Graphics2D g, Color color, double x, double y, double width, double height, double radius) {
    g.setColor(color);
    g.fill(new RoundRectangle2D.Double(x, y, width, height, 2 * radius, 2 * radius));
  }

  static void disc(Graphics2D g, Color color, double x, double y, double radius) {
    oval(g, color, x, y, radius, radius);
  }

  static void oval(Graphics2D g, Color color, double x, double y, double rx, double ry) {
    g.setColor(color);
    g.fill(new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry));
  }

  static void line(
      Graphics2D g, Color color, double width, double x1, double y1, double x2, double y2) {
    g.setColor(color);
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /// A filled polygon, corners as x, y, x, y ...
  static void shape(Graphics2D g, Color color, double... corners) {
    g.setColor(color);
    g.fill(polygon(corners));
  }

  static Shape polygon(double... corners) {
    var path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (var i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  /// A rectangle that changes its colour from top to bottom.
  static void fall(
      Graphics2D g, Color top, Color bottom, double x, double y, double width, double height) {
    g.setPaint(new GradientPaint(0, (float) y, top, 0, (float) (y + height), bottom));
    g.fill(new Rectangle2D.Double(x, y, width, height));
  }

  /// Light that is brightest in the middle.
  static void glow(Graphics2D g, Color color, int strength, double x, double y, double radius) {
    g.setPaint(
        new RadialGradientPaint(
            (float) x,
            (float) y,
            (float) radius,
            new float[] {0f, 0.35f, 1f},
            new Color[] {fade(color, strength), fade(color, strength / 3), fade(color, 0)}));
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  static void cloud(Graphics2D g, double x, double y, double size) {
    var white = new Color(255, 255, 255, 200);
    oval(g, white, x, y, 30 * size, 9 * size);
    oval(g, white, x - 12 * size, y - 6 * size, 13 * size, 9 * size);
    oval(g, white, x + 6 * size, y - 9 * size, 16 * size, 11 * size);
  }

  static void tree(Graphics2D g, double x, double y, double size, Color leaves) {
    oval(g, new Color(0, 0, 0, 45), x, y, 26 * size, 5 * size);
    shape(
        g,
        rgb(0x5b4636),
        x - 5 * size,
        y,
        x - 3 * size,
        y - 45 * size,
        x + 3 * size,
        y - 45 * size,
        x + 5 * size,
        y);
    var dark = shade(leaves, 0.78);
    disc(g, dark, x - 20 * size, y - 55 * size, 20 * size);
    disc(g, dark, x + 20 * size, y - 53 * size, 19 * size);
    disc(g, dark, x, y - 45 * size, 18 * size);
    disc(g, leaves, x - 12 * size, y - 68 * size, 21 * size);
    disc(g, leaves, x + 13 * size, y - 66 * size, 20 * size);
    disc(g, shade(leaves, 1.12), x - 2 * size, y - 80 * size, 18 * size);
    disc(g, shade(leaves, 1.2), x - 9 * size, y - 74 * size, 9 * size);
  }

  static void bush(Graphics2D g, double x, double y, double size, Color leaves) {
    oval(g, new Color(0, 0, 0, 40), x, y, 24 * size, 4 * size);
    disc(g, shade(leaves, 0.8), x - 12 * size, y - 8 * size, 10 * size);
    disc(g, shade(leaves, 0.85), x + 12 * size, y - 8 * size, 10 * size);
    disc(g, leaves, x, y - 12 * size, 13 * size);
    disc(g, shade(leaves, 1.15), x - 4 * size, y - 16 * size, 6 * size);
  }

  static void lamp(Graphics2D g, double x, double y, double height, boolean lit) {
    var pole = rgb(0x2b3036);
    line(g, pole, 3, x, y, x, y - height);
    line(g, pole, 2.5, x, y - height, x + 16, y - height - 5);
    round(g, pole, x + 9, y - height - 8, 16, 5, 2.5);
    box(g, lit ? LAMPLIGHT : rgb(0xd8dde0), x + 11, y - height - 3.5, 12, 2);
    if (lit) {
      glow(g, LAMPLIGHT, 200, x + 17, y - height, 46);
      g.setPaint(
          new GradientPaint(
              0,
              (float) (y - height),
              fade(LAMPLIGHT, 60),
              0,
              (float) (y + 8),
              fade(LAMPLIGHT, 0)));
      g.fill(
          polygon(
              x + 12,
              y - height,
              x + 22,
              y - height,
              x + 22 + height * 0.42,
              y + 8,
              x + 12 - height * 0.42,
              y + 8));
    }
  }

  /// A window with a cross bar.
  static void window(
      Graphics2D g, double x, double y, double width, double height, Color pane, Color frame) {
    box(g, frame, x - 2.5, y - 2.5, width + 5, height + 5);
    fall(g, shade(pane, 1.1), shade(pane, 0.9), x, y, width, height);
    box(g, frame, x + width / 2 - 1, y, 2, height);
    box(g, frame, x, y + height * 0.45, width, 1.6);
  }

  /// A car seen from its side; `size` 1 is 100 units long.
  ///
  /// @param way 1 drives to the right, -1 to the left
  static void car(
      Graphics2D g,
      Body body,
      Color paint,
      double x,
      double y,
      double size,
      int way,
      boolean lights) {
    var before = g.getTransform();
    oval(g, new Color(0, 0, 0, 80), x, y - 1 * size, 52 * size, 5 * size);
    var turn = x * way / (9 * size);
    g.translate(x, y);
    g.scale(size * way, size);
    g.setPaint(new GradientPaint(0, -30, shade(paint, 1.15), 0, -4, shade(paint, 0.72)));
    g.fill(outline(body));
    g.setPaint(new GradientPaint(0, -36, shade(GLASS, 1.7), 0, -20, GLASS));
    g.fill(glass(body));
    g.setColor(shade(paint, 0.8));
    g.setStroke(new BasicStroke(0.8f));
    g.draw(new Line2D.Double(2, -36, 2, -8));
    box(g, shade(paint, 0.55), -46, -9, 92, 2.2);
    round(g, shade(paint, 0.6), 8, -18.5, 6, 1.6, 0.8);
    wheel(g, -29, turn);
    wheel(g, 29, turn);
    round(g, lights ? rgb(0xfff6d0) : rgb(0xe9edf0), 44.5, -18, 5, 4.5, 1.5);
    round(g, lights ? rgb(0xff3b30) : rgb(0xa12a22), -50, -18.5, 4, 5, 1.2);
    if (lights) {
      glow(g, rgb(0xfff1c0), 170, 50, -15, 26);
      glow(g, rgb(0xff3b30), 130, -50, -16, 15);
      g.setPaint(new GradientPaint(48, 0, fade(rgb(0xfff1c0), 90), 130, 0, fade(rgb(0xfff1c0), 0)));
      g.fill(polygon(49, -16, 130, -12, 130, 4, 49, -12));
    }
    g.setTransform(before);
  }

  private static Shape outline(Body body) {
    var path = new Path2D.Double();
    path.moveTo(-50, -8);
    path.quadTo(-51, -20, -47, -22);
    switch (body) {
      case SEDAN -> {
        path.lineTo(-33, -23.5);
        path.curveTo(-24, -36, -18, -38, -8, -38);
        path.curveTo(10, -38, 16, -36, 26, -24.5);
        path.curveTo(38, -23, 48, -20, 50, -14);
      }
      case HATCHBACK -> {
        path.curveTo(-44, -36, -38, -40, -26, -40);
        path.curveTo(4, -41, 14, -38, 24, -25.5);
        path.curveTo(36, -24, 48, -21, 50, -14);
      }
      case VAN -> {
        path.lineTo(-48, -46);
        path.quadTo(-47, -50, -42, -50);
        path.lineTo(18, -50);
        path.curveTo(26, -49, 32, -40, 36, -28);
        path.curveTo(44, -26, 49, -22, 50, -14);
      }
    }
    path.lineTo(50, -8);
    path.quadTo(49, -5, 46, -5);
    path.lineTo(-47, -5);
    path.closePath();
    return path;
  }

  private static Shape glass(Body body) {
    var path = new Path2D.Double();
    switch (body) {
      case SEDAN -> {
        path.append(polygon(-27, -24, -18, -34, -4, -35.5, -4, -24), false);
        path.append(polygon(0, -24, 0, -35.5, 9, -34, 19.5, -24), false);
      }
      case HATCHBACK -> {
        path.append(polygon(-39, -25, -35, -35, -8, -37.5, -8, -25), false);
        path.append(polygon(-4, -25, -4, -37.5, 8, -35.5, 18, -25), false);
      }
      case VAN -> path.append(polygon(8, -30, 8, -45, 20, -45, 29, -30), false);
    }
    return path;
  }

  private static void wheel(Graphics2D g, double x, double turn) {
    disc(g, rgb(0x17191b), x, -9, 9.4);
    disc(g, rgb(0x9aa1a6), x, -9, 5.6);
    g.setColor(rgb(0x4d5459));
    g.setStroke(new BasicStroke(1.2f));
    for (var spoke = 0; spoke < 3; spoke++) {
      var angle = turn + spoke * Math.PI / 3;
      g.draw(
          new Line2D.Double(
              x - 5 * Math.cos(angle),
              -9 - 5 * Math.sin(angle),
              x + 5 * Math.cos(angle),
              -9 + 5 * Math.sin(angle)));
    }
    disc(g, rgb(0x33383c), x, -9, 1.8);
  }

  /// A car seen from the front; `size` 1 is 60 units wide.
  static void carFront(Graphics2D g, Color paint, double x, double y, double size) {
    var before = g.getTransform();
    oval(g, new Color(0, 0, 0, 70), x, y, 34 * size, 5 * size);
    g.translate(x, y);
    g.scale(size, size);
    round(g, rgb(0x17191b), -28, -10, 10, 11, 3);
    round(g, rgb(0x17191b), 18, -10, 10, 11, 3);
    g.setPaint(new GradientPaint(0, -46, shade(paint, 1.2), 0, -4, shade(paint, 0.75)));
    var cabin = new Path2D.Double();
    cabin.moveTo(-26, -24);
    cabin.curveTo(-22, -44, -20, -46, -12, -46);
    cabin.lineTo(12, -46);
    cabin.curveTo(20, -46, 22, -44, 26, -24);
    cabin.closePath();
    g.fill(cabin);
    g.fill(new RoundRectangle2D.Double(-30, -27, 60, 23, 12, 12));
    shape(g, GLASS, -21, -27, -17, -42, 17, -42, 21, -27);
    shape(g, shade(GLASS, 1.5), -14, -27, -8, -42, 0, -42, -6, -27);
    round(g, shade(paint, 0.45), -14, -17, 28, 5, 2);
    round(g, rgb(0xf2f4f5), -27, -20, 10, 6, 2.5);
    round(g, rgb(0xf2f4f5), 17, -20, 10, 6, 2.5);
    round(g, rgb(0xe8ebee), -8, -10, 16, 4.5, 1);
    g.setTransform(before);
  }

  /// A person who walks, or stands if `step` does not change; `size` 1 is 60 units tall.
  ///
  /// @param step grows by 1 with each two paces
  /// @param way 1 looks to the right, -1 to the left
  static void person(
      Graphics2D g,
      double x,
      double y,
      double size,
      Color jacket,
      Color trousers,
      double step,
      int way) {
    var before = g.getTransform();
    oval(g, new Color(0, 0, 0, 70), x, y, 11 * size, 2.6 * size);
    var swing = Math.sin(step * 2 * Math.PI);
    g.translate(x, y - Math.abs(swing) * 0.8 * size);
    g.scale(size * way, size);
    limb(g, shade(trousers, 0.75), 5.4, 0, -27, 8 * -swing, Math.max(0, swing) * 4);
    limb(g, shade(jacket, 0.7), 4.4, 0, -46, 8 * swing, -28);
    limb(g, trousers, 5.6, 0, -27, 8 * swing, Math.max(0, -swing) * 4);
    round(g, jacket, -6.2, -50, 12.4, 26, 5);
    limb(g, shade(jacket, 0.85), 4.4, 0, -46, 8 * -swing, -28);
    disc(g, rgb(0xc68e6a), 8 * -swing, -27.5, 2.2);
    disc(g, rgb(0xc68e6a), 0.8, -55.5, 5.4);
    g.setColor(rgb(0x2d211b));
    g.fill(new Arc2D.Double(-5.2, -62, 11.4, 12, 20, 200, Arc2D.CHORD));
    g.setTransform(before);
  }

  private static void limb(
      Graphics2D g, Color color, double width, double x1, double y1, double x2, double y2) {
    line(g, color, width, x1, y1, x2, y2 - width / 2 + (y2 >= -10 ? 0 : width / 2));
  }

  static void dog(Graphics2D g, double x, double y, double size, Color fur, double step, int way) {
    var before = g.getTransform();
    oval(g, new Color(0, 0, 0, 60), x, y, 13 * size, 2 * size);
    g.translate(x, y);
    g.scale(size * way, size);
    var swing = Math.sin(step * 4 * Math.PI) * 3;
    line(g, shade(fur, 0.8), 3, -8, -9, -8 - swing, -1);
    line(g, shade(fur, 0.8), 3, 8, -9, 8 + swing, -1);
    line(g, fur, 3, -7, -9, -7 + swing, -1);
    line(g, fur, 3, 7, -9, 7 - swing, -1);
    round(g, fur, -11, -15, 22, 9, 4.5);
    line(g, fur, 2.4, -10, -13, -15, -19 + swing * 0.6);
    disc(g, fur, 12, -18, 4.6);
    round(g, fur, 12, -19, 8, 4.4, 2);
    shape(g, shade(fur, 0.65), 8.5, -21, 11.5, -22, 9.5, -14);
    g.setTransform(before);
  }

  static void cyclist(
      Graphics2D g, double x, double y, double size, Color jacket, double turn, int way) {
    var before = g.getTransform();
    oval(g, new Color(0, 0, 0, 60), x, y, 26 * size, 3 * size);
    g.translate(x, y);
    g.scale(size * way, size);
    g.setColor(rgb(0x222629));
    g.setStroke(new BasicStroke(2f));
    for (var wheel : new double[] {-17, 17}) {
      g.draw(new Ellipse2D.Double(wheel - 11, -22, 22, 22));
      g.draw(
          new Line2D.Double(
              wheel - 10 * Math.cos(turn),
              -11 - 10 * Math.sin(turn),
              wheel + 10 * Math.cos(turn),
              -11 + 10 * Math.sin(turn)));
    }
    var frame = rgb(0xc2452d);
    line(g, frame, 2, -17, -11, -7, -30);
    line(g, frame, 2, -7, -27, 12, -27);
    line(g, frame, 2, 12, -30, 17, -11);
    line(g, frame, 2, -2, -11, 12, -27);
    line(g, frame, 2, -17, -11, -2, -11);
    for (var leg = 0; leg < 2; leg++) {
      var angle = turn * 0.6 + leg * Math.PI;
      var footX = -2 + 5 * Math.cos(angle);
      var footY = -11 + 5 * Math.sin(angle);
      line(g, rgb(0x37424d), 4, -7, -34, 4, -22 + 2 * Math.sin(angle));
      line(g, rgb(0x37424d), 3.6, 4, -22 + 2 * Math.sin(angle), footX, footY);
    }
    line(g, jacket, 8, -6, -36, 3, -52);
    line(g, shade(jacket, 0.8), 3.6, 3, -50, 13, -34);
    disc(g, rgb(0xa9775a), 6, -59, 4.8);
    g.setColor(rgb(0xe8edf0));
    g.fill(new Arc2D.Double(0.4, -65.5, 11.6, 11, 0, 180, Arc2D.CHORD));
    g.setTransform(before);
  }

  /// Where something is that moves evenly from one place to another between two times.
  static double between(double t, double begin, double end, double from, double to) {
    return from + (to - from) * Math.clamp((t - begin) / (end - begin), 0, 1);
  }

  /// The same, but starting and stopping softly.
  static double softly(double t, double begin, double end, double from, double to) {
    var part = Math.clamp((t - begin) / (end - begin), 0, 1);
    return from + (to - from) * part * part * (3 - 2 * part);
  }

  static boolean during(double t, double begin, double end) {
    return t >= begin && t < end;
  }

  /// Draws with everything moved and scaled.
  static AffineTransform place(Graphics2D g, double x, double y, double size) {
    var before = g.getTransform();
    g.translate(x, y);
    g.scale(size, size);
    return before;
  }
}

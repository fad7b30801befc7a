package org.porchlight.feeds.apart;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/// Paints over areas of pictures in YUV 4:2:0, in blocks of two by two pixels. What an area's edge
/// touches is blanked too, and a few pixels more, because scaling smears.
final class Blanking {

  /// Blocks around an area that are blanked with it.
  private static final float MARGIN = 2;

  /// A dark grey that nobody takes for night.
  private static final int LUMA = 0x38;

  private static final int NO_COLOUR = 0x80;

  private final List<Run> runs = new ArrayList<>();

  /// Neighbouring blocks.
  private record Run(int row, int from, int count) {}

  /// @param masks x and y in turn, each from 0 to 1
  Blanking(List<float[]> masks, int width, int height) {
    var columns = (width + 1) / 2;
    var rows = (height + 1) / 2;
    for (var row = 0; row < rows; row++) {
      var from = -1;
      for (var column = 0; column <= columns; column++) {
        var blank = column < columns && isInside(masks, column, row, columns, rows);
        if (blank && from < 0) {
          from = column;
        } else if (!blank && from >= 0) {
          runs.add(new Run(row, from, column - from));
          from = -1;
        }
      }
    }
  }

  private static boolean isInside(List<float[]> masks, int column, int row, int columns, int rows) {
    for (var mask : masks) {
      if (covers(mask, column + 0.5f, row + 0.5f, columns, rows)) {
        return true;
      }
    }
    return false;
  }

  /// By winding, so that a line that crosses itself leaves no hole.
  private static boolean covers(float[] mask, float x, float y, int columns, int rows) {
    var winding = 0;
    for (var i = 0; i + 1 < mask.length; i += 2) {
      var j = (i + 2) % mask.length;
      var ax = mask[i] * columns;
      var ay = mask[i + 1] * rows;
      var bx = mask[j] * columns;
      var by = mask[j + 1] * rows;
      if (distance(ax, ay, bx, by, x, y) <= MARGIN) {
        return true;
      }
      var side = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
      if (ay <= y && by > y && side > 0) {
        winding++;
      } else if (ay > y && by <= y && side < 0) {
        winding--;
      }
    }
    return winding != 0;
  }

  private static double distance(float ax, float ay, float bx, float by, float x, float y) {
    var dx = bx - ax;
    var dy = by - ay;
    var length = dx * dx + dy * dy;
    var along = length == 0 ? 0 : Math.clamp(((x - ax) * dx + (y - ay) * dy) / length, 0f, 1f);
    return Math.hypot(x - ax - along * dx, y - ay - along * dy);
  }

  void paint(AVFrame frame) {
    if (runs.isEmpty()) {
      return;
    }
    for (var run : runs) {
      fill(frame, 0, 2 * run.row, 2 * run.from, 2 * run.count, LUMA);
      fill(frame, 0, 2 * run.row + 1, 2 * run.from, 2 * run.count, LUMA);
      fill(frame, 1, run.row, run.from, run.count, NO_COLOUR);
      fill(frame, 2, run.row, run.from, run.count, NO_COLOUR);
    }
  }

  /// Never outside the plane.
  static void fill(AVFrame frame, int plane, int row, int from, int count, int value) {
    var high = plane == 0 ? frame.height() : (frame.height() + 1) / 2;
    var wide = plane == 0 ? frame.width() : (frame.width() + 1) / 2;
    var length = Math.min(count, wide - from);
    if (row < high && from >= 0 && length > 0) {
      BytePointer start = frame.data(plane);
      start.position((long) row * frame.linesize(plane) + from);
      Pointer.memset(start, value, length);
    }
  }
}

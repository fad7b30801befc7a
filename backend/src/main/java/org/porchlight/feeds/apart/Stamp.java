package org.porchlight.feeds.apart;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// Burns a line of text into the lower left corner: white on black, in letters of five by seven
/// dots of our own, because a machine may have no fonts.
final class Stamp {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private static final int BLACK = 0x10;
  private static final int WHITE = 0xEB;
  private static final int NO_COLOUR = 0x80;

  /// Five columns of each sign, the lowest bit on top.
  private static final Map<Character, String> SIGNS =
      Map.ofEntries(
          Map.entry('0', "3E5149453E"),
          Map.entry('1', "00427F4000"),
          Map.entry('2', "4261514946"),
          Map.entry('3', "2141454B31"),
          Map.entry('4', "1814127F10"),
          Map.entry('5', "2745454539"),
          Map.entry('6', "3C4A494930"),
          Map.entry('7', "0171090503"),
          Map.entry('8', "3649494936"),
          Map.entry('9', "064949291E"),
          Map.entry(':', "0036360000"),
          Map.entry('-', "0808080808"),
          Map.entry('.', "0060600000"),
          Map.entry('A', "7E1111117E"),
          Map.entry('B', "7F49494936"),
          Map.entry('C', "3E41414122"),
          Map.entry('D', "7F4141221C"),
          Map.entry('E', "7F49494941"),
          Map.entry('F', "7F09090901"),
          Map.entry('G', "3E4149497A"),
          Map.entry('H', "7F0808087F"),
          Map.entry('I', "00417F4100"),
          Map.entry('J', "2040413F01"),
          Map.entry('K', "7F08142241"),
          Map.entry('L', "7F40404040"),
          Map.entry('M', "7F020C027F"),
          Map.entry('N', "7F0408107F"),
          Map.entry('O', "3E4141413E"),
          Map.entry('P', "7F09090906"),
          Map.entry('Q', "3E4151215E"),
          Map.entry('R', "7F09192946"),
          Map.entry('S', "4649494931"),
          Map.entry('T', "01017F0101"),
          Map.entry('U', "3F4040403F"),
          Map.entry('V', "1F2040201F"),
          Map.entry('W', "3F4038403F"),
          Map.entry('X', "6314081463"),
          Map.entry('Y', "0708700807"),
          Map.entry('Z', "6151494543"));

  private final String mark;
  private final int dot;

  Stamp(String mark, int height) {
    this.mark = mark;
    this.dot = Math.max(1, height / 240);
  }

  void paint(AVFrame frame, long epochMillis) {
    if (mark.isEmpty()) {
      return;
    }
    var text = TIME.format(Instant.ofEpochMilli(epochMillis)) + " " + mark;
    var wide = even((text.length() * 6 + 3) * dot);
    var high = even(11 * dot);
    var top = even(Math.max(0, frame.height() - high - 2 * dot));
    var left = even(2 * dot);
    for (var row = 0; row < high; row++) {
      Blanking.fill(frame, 0, top + row, left, wide, BLACK);
    }
    for (var row = 0; row < high / 2; row++) {
      Blanking.fill(frame, 1, top / 2 + row, left / 2, wide / 2, NO_COLOUR);
      Blanking.fill(frame, 2, top / 2 + row, left / 2, wide / 2, NO_COLOUR);
    }
    for (var i = 0; i < text.length(); i++) {
      paint(frame, text.charAt(i), left + (2 + 6 * i) * dot, top + 2 * dot);
    }
  }

  private void paint(AVFrame frame, char sign, int left, int top) {
    var columns = SIGNS.get(sign);
    if (columns == null) {
      return;
    }
    for (var column = 0; column < 5; column++) {
      var dots = Integer.parseInt(columns, 2 * column, 2 * column + 2, 16);
      for (var row = 0; row < 7; row++) {
        if ((dots >> row & 1) == 1) {
          for (var line = 0; line < dot; line++) {
            Blanking.fill(frame, 0, top + row * dot + line, left + column * dot, dot, WHITE);
          }
        }
      }
    }
  }

  private static int even(int value) {
    return value & ~1;
  }
}

package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.porchlight.feeds.StreamProblem;

/// What a camera says it can send (SDP, RFC 8866).
final class Description {

  private static final int MOST_LINES = 1000;

  private Description() {}

  /// Leaves only the first video that is let in; sound and everything else is not asked for at all.
  ///
  /// @param ours whether an absolute address is the camera's own
  /// @throws StreamLost if there is no such video, or a control address leads elsewhere
  static byte[] videoOnly(byte[] sdp, Predicate<String> ours) throws StreamLost {
    var lines = new String(sdp, ISO_8859_1).split("\r?\n", -1);
    if (lines.length > MOST_LINES) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, lines.length + " lines of description");
    }
    var session = new ArrayList<String>();
    var medias = new ArrayList<List<String>>();
    for (var line : lines) {
      if (line.startsWith("a=control:")) {
        checkControl(line.substring("a=control:".length()).strip(), ours);
      }
      if (line.startsWith("m=")) {
        medias.add(new ArrayList<>());
      }
      if (!line.isBlank()) {
        (medias.isEmpty() ? session : medias.getLast()).add(line);
      }
    }
    var video =
        medias.stream()
            .filter(Description::isVideoWeTake)
            .findFirst()
            .orElseThrow(
                () -> new StreamLost(StreamProblem.NOT_VIDEO, "no H.264, H.265 or JPEG video"));
    session.addAll(video);
    return (String.join("\r\n", session) + "\r\n").getBytes(ISO_8859_1);
  }

  private static void checkControl(String control, Predicate<String> ours) throws StreamLost {
    if (control.contains("://") && !ours.test(control)) {
      throw new StreamLost(StreamProblem.LED_ELSEWHERE, "control address of another host");
    }
  }

  private static boolean isVideoWeTake(List<String> media) {
    var first = media.getFirst().split(" +", -1);
    if (!first[0].equals("m=video") || first.length < 4) {
      return false;
    }
    var payload = first[3];
    return payload.equals("26")
        || media.stream()
            .map(line -> line.toUpperCase(Locale.ROOT))
            .filter(line -> line.startsWith("A=RTPMAP:" + payload + " "))
            .map(line -> line.substring(line.indexOf(' ') + 1).strip())
            .anyMatch(name ->
                name.startsWith("H264/") || name.startsWith("H265/") || name.startsWith("JPEG/"));
  }
}

package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.Codec;

/// What a camera says it can send (SDP, RFC 8866).
final class Description {

  private static final int MOST_LINES = 1000;

  private static final byte[] START_CODE = {0, 0, 0, 1};

  private Description() {}

  /// The video that is asked for.
  ///
  /// @param control address to set it up with, as it stands in the description; empty if there is
  ///   none
  /// @param aggregate address to play with, likewise
  /// @param parameterSets as byte stream; empty if they come with the pictures
  @SuppressWarnings("ArrayRecordComponent")
  record Video(
      Codec codec,
      int payloadType,
      int clockRate,
      String control,
      String aggregate,
      byte[] parameterSets) {}

  /// The first video that is let in.
  ///
  /// @param ours whether an absolute address is the camera's own
  /// @throws StreamLost if there is no such video, or a control address leads elsewhere
  static Video video(byte[] sdp, Predicate<String> ours) throws StreamLost {
    var lines = List.of(new String(videoOnly(sdp, ours), ISO_8859_1).split("\r\n", -1));
    var at = 0;
    while (!lines.get(at).startsWith("m=")) {
      at++;
    }
    var media = lines.subList(at, lines.size());
    var payload = media.getFirst().split(" +", -1)[3];
    var codec = payload.equals("26") ? "JPEG/90000" : attribute(media, "a=rtpmap:" + payload + " ");
    var name = codec.toUpperCase(Locale.ROOT).split("/", -1);
    var format = parameters(attribute(media, "a=fmtp:" + payload + " "));
    try {
      var clockRate = Integer.parseInt(name[1].strip());
      if (clockRate <= 0) {
        throw new StreamLost(StreamProblem.NOT_VIDEO, "a clock that stands still");
      }
      return new Video(
          switch (name[0]) {
            case "H264" -> Codec.H264;
            case "H265" -> Codec.HEVC;
            default -> Codec.MJPEG;
          },
          Integer.parseInt(payload),
          clockRate,
          attribute(media, "a=control:"),
          attribute(lines.subList(0, at), "a=control:"),
          sets(format));
    } catch (NumberFormatException strange) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "a description without numbers", strange);
    }
  }

  private static String attribute(List<String> lines, String begin) {
    return lines.stream()
        .filter(line -> line.regionMatches(true, 0, begin, 0, begin.length()))
        .map(line -> line.substring(begin.length()).strip())
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> parameters(String format) {
    var found = new HashMap<String, String>();
    for (var part : format.split(";", -1)) {
      var equals = part.indexOf('=');
      if (equals > 0) {
        found.put(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            part.substring(equals + 1).strip());
      }
    }
    return found;
  }

  private static byte[] sets(Map<String, String> format) throws StreamLost {
    if (format.getOrDefault("packetization-mode", "0").equals("2")
        || !format.getOrDefault("sprop-max-don-diff", "0").equals("0")) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "pictures in another order than decoded");
    }
    var stream = new ByteArrayOutputStream();
    for (var key : List.of("sprop-vps", "sprop-sps", "sprop-pps", "sprop-parameter-sets")) {
      for (var set : format.getOrDefault(key, "").split(",", -1)) {
        try {
          var bytes = Base64.getDecoder().decode(set.strip());
          if (bytes.length > 0) {
            stream.writeBytes(START_CODE);
            stream.writeBytes(bytes);
          }
        } catch (IllegalArgumentException _) {
          // Then it has to come with the pictures.
        }
      }
    }
    return stream.toByteArray();
  }

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

package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.pull.rtp.SoundDepacketiser.Wrapping;

/// What a camera says it can send (SDP, RFC 8866).
public final class Description {

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
  public record Video(
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
  public static Video video(byte[] sdp, Predicate<String> ours) throws StreamLost {
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

  /// The sound that may be asked for.
  ///
  /// @param control address to set it up with, as it stands in the description
  public record Sound(
      SoundFormat format, int payloadType, int clockRate, Wrapping wrapping, String control) {}

  /// The first sound that is let in, of a description in which there is [video][#video].
  public static Optional<Sound> sound(byte[] sdp) {
    var lines = new String(sdp, ISO_8859_1).split("\r?\n", MOST_LINES + 1);
    var media = new ArrayList<List<String>>();
    for (var line : lines) {
      if (line.startsWith("m=")) {
        media.add(new ArrayList<>());
      }
      if (!media.isEmpty()) {
        media.getLast().add(line);
      }
    }
    return media.stream().map(Description::soundOf).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Sound> soundOf(List<String> media) {
    var first = media.getFirst().split(" +", -1);
    var control = attribute(media, "a=control:");
    if (!first[0].equals("m=audio") || first.length < 4 || control.isEmpty()) {
      return Optional.empty();
    }
    var payload = first[3].strip();
    var usual = payload.equals("0") ? "PCMU/8000" : payload.equals("8") ? "PCMA/8000" : "";
    var said = attribute(media, "a=rtpmap:" + payload + " ");
    var name = (said.isEmpty() ? usual : said).toUpperCase(Locale.ROOT).split("/", -1);
    var format = parameters(attribute(media, "a=fmtp:" + payload + " "));
    try {
      var clockRate = name.length < 2 ? 0 : Integer.parseInt(name[1].strip());
      if (clockRate < 8000 || clockRate > 96_000) {
        return Optional.empty();
      }
      var channels = name.length < 3 ? 1 : Integer.parseInt(name[2].strip());
      var type = Integer.parseInt(payload);
      return switch (name[0]) {
        case "PCMU", "PCMA" -> {
          var law = new SoundFormat.G711(name[0].equals("PCMA"), clockRate, channels);
          yield Optional.of(new Sound(law, type, clockRate, Wrapping.HEADERS, control));
        }
        case "MPEG4-GENERIC" ->
            headers(format).map(aac -> new Sound(aac, type, clockRate, Wrapping.HEADERS, control));
        case "MP4A-LATM" ->
            latm(format).map(aac -> new Sound(aac, type, clockRate, Wrapping.LATM, control));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException | MalformedVideo _) {
      return Optional.empty();
    }
  }

  /// RFC 3640 4.1, mode AAC-hbr.
  private static Optional<SoundFormat.Aac> headers(Map<String, String> format) {
    var hbr =
        format.getOrDefault("sizelength", "").equals("13")
            && format.getOrDefault("indexlength", "").equals("3")
            && format.getOrDefault("indexdeltalength", "").equals("3");
    return hbr ? SoundFormat.Aac.of(hexadecimal(format)) : Optional.empty();
  }

  /// RFC 6416 7.3: a StreamMuxConfig of one layer, whose sound's configuration begins with its
  /// sixteenth bit.
  private static Optional<SoundFormat.Aac> latm(Map<String, String> format) {
    var config = hexadecimal(format);
    if (!format.getOrDefault("cpresent", "1").equals("0") || config.length < 4) {
      return Optional.empty();
    }
    var bits = 0;
    for (var i = 0; i < 4; i++) {
      bits = (bits << 8) | (config[i] & 0xFF);
    }
    // Version 0, all streams framed alike, no subframes, one program, one layer.
    if (bits >>> 17 != 0x2000) {
      return Optional.empty();
    }
    return SoundFormat.Aac.within(config, 15);
  }

  private static byte[] hexadecimal(Map<String, String> format) {
    var config = format.getOrDefault("config", "");
    return config.length() > 128 ? new byte[0] : HexFormat.of().parseHex(config);
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
    return taken(sdp, ours, false);
  }

  /// The same, and behind it the first sound that is let in, if there is some.
  static byte[] videoAndSound(byte[] sdp, Predicate<String> ours) throws StreamLost {
    return taken(sdp, ours, true);
  }

  private static byte[] taken(byte[] sdp, Predicate<String> ours, boolean heard) throws StreamLost {
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
    if (heard) {
      medias.stream()
          .filter(one -> soundOf(one).isPresent())
          .findFirst()
          .ifPresent(session::addAll);
    }
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

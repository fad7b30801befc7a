package org.porchlight.evidence;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.Film;
import org.porchlight.feeds.PictureFormat;
import org.porchlight.feeds.SoundCoding;
import org.porchlight.registry.CameraId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is known of an MP4 file and of each picture in it. Lies beside the file, in the spool and
/// in the store, as canonical JSON (RFC 8785). The format is described in
/// docs/reference/footage-manifest.md.
///
/// @param askedFrom window that was asked for
/// @param askedTo window that was asked for
/// @param sha256 of the file, in hexadecimal
/// @param bytes of the file; the last ones are the pictures, and before them lies the sound
/// @param runs timelines, in order
/// @param pictures in the order in which they are in the file
/// @param sound null if there is none
record Manifest(
    CameraId camera,
    Instant askedFrom,
    Instant askedTo,
    int part,
    int parts,
    String sha256,
    long bytes,
    PictureFormat format,
    List<Run> runs,
    List<Gap> gaps,
    List<Picture> pictures,
    @Nullable Sound sound) {

  static final String TYPE = "org.porchlight.footage";
  static final int VERSION = 1;

  private static final JsonMapper JSON = new JsonMapper();

  /// What is known before the file is written.
  record About(CameraId camera, Instant askedFrom, Instant askedTo, int part, int parts) {}

  /// Pictures from this one on are on this timeline.
  ///
  /// @param offset added to times in the file gives times on the timeline
  record Run(int first, UUID id, long offset) {}

  /// Pictures are missing before this one.
  record Gap(int before, Instant from, Instant to) {}

  /// One picture.
  ///
  /// @param arrived our clock
  /// @param camera time stamp of the camera in 1/90,000 s; absent if it had none
  /// @param decode when it is decoded in the file, in 1/90,000 s
  /// @param show when it is shown, on the same clock
  /// @param number on its timeline
  /// @param sha256 of its bytes in the file, in hexadecimal
  record Picture(
      Instant arrived,
      @Nullable Long camera,
      long decode,
      long show,
      long number,
      boolean key,
      boolean afterGap,
      int bytes,
      String sha256) {}

  /// The sound in the file.
  ///
  /// @param pieces in the order in which they are in the file
  record Sound(SoundCoding coding, List<Piece> pieces) {}

  /// One piece of sound.
  ///
  /// @param arrived our clock
  /// @param camera time stamp of the camera in samples
  /// @param number on its timeline
  /// @param place when it begins on its timeline, in samples
  /// @param run number of its timeline among those of the file
  /// @param samples how long it is
  /// @param start when it begins in the file, in samples
  /// @param sha256 of its bytes in the file, in hexadecimal
  record Piece(
      Instant arrived,
      long camera,
      long number,
      long place,
      int run,
      int samples,
      long start,
      boolean afterGap,
      int bytes,
      String sha256) {}

  /// @param hashes of the pictures, in their order
  /// @param soundHashes of the pieces of sound, in theirs
  static Manifest of(
      About about,
      Film film,
      String sha256,
      long bytes,
      List<String> hashes,
      List<String> soundHashes) {
    var runs = new ArrayList<Run>();
    var pictures = new ArrayList<Picture>(hashes.size());
    for (var i = 0; i < hashes.size(); i++) {
      var shot = film.shots().get(i);
      if (runs.isEmpty() || !runs.getLast().id().equals(shot.run())) {
        runs.add(new Run(i, shot.run(), shot.decode() - film.decodedAt(i)));
      }
      pictures.add(
          new Picture(
              shot.arrived(),
              shot.camera(),
              film.decodedAt(i),
              film.shownAt(i),
              shot.number(),
              shot.key(),
              shot.afterGap(),
              shot.size(),
              hashes.get(i)));
    }
    var gaps =
        film.gaps().stream().map(gap -> new Gap(gap.before(), gap.from(), gap.to())).toList();
    return new Manifest(
        about.camera(),
        about.askedFrom(),
        about.askedTo(),
        about.part(),
        about.parts(),
        sha256,
        bytes,
        film.format(),
        runs,
        gaps,
        pictures,
        sound(film, runs, soundHashes));
  }

  private static @Nullable Sound sound(Film film, List<Run> runs, List<String> hashes) {
    if (hashes.isEmpty()) {
      return null;
    }
    var ids = runs.stream().map(Run::id).toList();
    var pieces = new ArrayList<Piece>(hashes.size());
    for (var i = 0; i < hashes.size(); i++) {
      var piece = film.sounds().get(i);
      pieces.add(
          new Piece(
              piece.arrived(),
              piece.camera(),
              piece.number(),
              piece.place(),
              ids.indexOf(piece.run()),
              piece.samples(),
              film.heardAt(i),
              piece.afterGap(),
              piece.size(),
              hashes.get(i)));
    }
    return new Sound(film.sounds().getFirst().coding(), pieces);
  }

  /// Our clock when the first picture arrived.
  Instant from() {
    return pictures.getFirst().arrived();
  }

  /// Our clock when the last picture arrived.
  Instant to() {
    return pictures.getLast().arrived();
  }

  /// Where the pictures begin in the file.
  long data() {
    return bytes - pictures.stream().mapToLong(Picture::bytes).sum();
  }

  /// Where the sound begins in the file; it ends where the pictures begin.
  long soundAt() {
    return sound == null ? data() : data() - sound.pieces().stream().mapToLong(Piece::bytes).sum();
  }

  /// Members in the order of RFC 8785. There is nothing in it that would have to be escaped.
  String canonical() {
    var out = new StringBuilder(512 + 256 * pictures.size());
    out.append("{\"asked\":{\"from\":\"").append(askedFrom).append("\",\"to\":\"").append(askedTo);
    out.append("\"},\"camera\":\"").append(camera).append("\",\"file\":{\"bytes\":").append(bytes);
    out.append(",\"data\":").append(data()).append(",\"media\":\"video/mp4\",\"sha256\":\"");
    out.append(sha256).append("\"},\"format\":{\"codec\":\"").append(format.codec());
    out.append("\",\"codecs\":\"").append(format.codecs()).append("\",\"height\":");
    out.append(format.height()).append(",\"sets\":[");
    list(out, format.sets(), set -> out.append('"').append(set).append('"'));
    out.append("],\"width\":").append(format.width()).append("},\"from\":\"").append(from());
    out.append("\",\"gaps\":[");
    list(
        out,
        gaps,
        gap -> {
          out.append("{\"before\":").append(gap.before()).append(",\"from\":\"").append(gap.from());
          out.append("\",\"to\":\"").append(gap.to()).append("\"}");
        });
    out.append("],\"part\":").append(part).append(",\"parts\":").append(parts);
    out.append(",\"pictures\":[");
    list(out, pictures, picture -> append(out, picture));
    out.append("],\"runs\":[");
    list(
        out,
        runs,
        run -> {
          out.append("{\"first\":").append(run.first()).append(",\"id\":\"").append(run.id());
          out.append("\",\"offset\":").append(run.offset()).append('}');
        });
    out.append(']');
    if (sound != null) {
      append(out, sound);
    }
    out.append(",\"to\":\"").append(to()).append("\",\"type\":\"").append(TYPE);
    out.append("\",\"version\":").append(VERSION).append('}');
    return out.toString();
  }

  private void append(StringBuilder out, Sound heard) {
    out.append(",\"sound\":{\"channels\":").append(heard.coding().channels());
    out.append(",\"codec\":\"").append(heard.coding().codec());
    if (!heard.coding().config().isEmpty()) {
      out.append("\",\"config\":\"").append(heard.coding().config());
    }
    out.append("\",\"data\":").append(soundAt()).append(",\"pieces\":[");
    list(out, heard.pieces(), piece -> append(out, piece));
    out.append("],\"rate\":").append(heard.coding().rate()).append('}');
  }

  private static void append(StringBuilder out, Piece piece) {
    out.append("{\"afterGap\":").append(piece.afterGap());
    out.append(",\"arrived\":\"").append(piece.arrived());
    out.append("\",\"bytes\":").append(piece.bytes());
    out.append(",\"camera\":").append(piece.camera());
    out.append(",\"number\":").append(piece.number());
    out.append(",\"place\":").append(piece.place());
    out.append(",\"run\":").append(piece.run());
    out.append(",\"samples\":").append(piece.samples());
    out.append(",\"sha256\":\"").append(piece.sha256());
    out.append("\",\"start\":").append(piece.start()).append('}');
  }

  private static void append(StringBuilder out, Picture picture) {
    out.append("{\"afterGap\":").append(picture.afterGap());
    out.append(",\"arrived\":\"").append(picture.arrived());
    out.append("\",\"bytes\":").append(picture.bytes());
    if (picture.camera() != null) {
      out.append(",\"camera\":").append(picture.camera().longValue());
    }
    out.append(",\"decode\":").append(picture.decode());
    out.append(",\"key\":").append(picture.key());
    out.append(",\"number\":").append(picture.number());
    out.append(",\"sha256\":\"").append(picture.sha256());
    out.append("\",\"show\":").append(picture.show()).append('}');
  }

  private static <T> void list(StringBuilder out, List<T> items, Consumer<T> append) {
    for (var i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      append.accept(items.get(i));
    }
  }

  static Manifest read(String json) throws IOException {
    try {
      return read(JSON.readTree(json));
    } catch (JacksonException | IllegalArgumentException | DateTimeException damaged) {
      throw new IOException("a damaged manifest", damaged);
    }
  }

  private static Manifest read(JsonNode json) {
    if (!json.path("type").asString().equals(TYPE) || json.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException("not a manifest of version " + VERSION);
    }
    var format = json.required("format");
    var sets = new ArrayList<String>();
    format.required("sets").forEach(set -> sets.add(set.asString()));
    var runs = new ArrayList<Run>();
    json.required("runs")
        .forEach(run ->
            runs.add(
                new Run(
                    run.required("first").asInt(),
                    UUID.fromString(run.required("id").asString()),
                    run.required("offset").asLong())));
    var gaps = new ArrayList<Gap>();
    json.required("gaps")
        .forEach(gap ->
            gaps.add(new Gap(gap.required("before").asInt(), time(gap, "from"), time(gap, "to"))));
    var pictures = new ArrayList<Picture>();
    json.required("pictures").forEach(picture -> pictures.add(picture(picture)));
    if (pictures.isEmpty() || runs.isEmpty()) {
      throw new IllegalArgumentException("a manifest of nothing");
    }
    return new Manifest(
        CameraId.of(json.required("camera").asString()),
        time(json.required("asked"), "from"),
        time(json.required("asked"), "to"),
        json.required("part").asInt(),
        json.required("parts").asInt(),
        json.required("file").required("sha256").asString(),
        json.required("file").required("bytes").asLong(),
        PictureFormat.of(
            format.required("codec").asString(),
            sets,
            format.required("width").asInt(),
            format.required("height").asInt()),
        runs,
        gaps,
        pictures,
        json.has("sound") ? sound(json.required("sound"), runs.size()) : null);
  }

  private static Sound sound(JsonNode json, int runs) {
    var pieces = new ArrayList<Piece>();
    json.required("pieces").forEach(piece -> pieces.add(piece(piece, runs)));
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("sound of nothing");
    }
    var coding =
        new SoundCoding(
            json.required("codec").asString(),
            json.required("rate").asInt(),
            json.required("channels").asInt(),
            json.path("config").asString(""));
    return new Sound(coding, pieces);
  }

  private static Piece piece(JsonNode piece, int runs) {
    var run = piece.required("run").asInt();
    if (run < 0 || run >= runs) {
      throw new IllegalArgumentException("sound on no timeline");
    }
    return new Piece(
        time(piece, "arrived"),
        piece.required("camera").asLong(),
        piece.required("number").asLong(),
        piece.required("place").asLong(),
        run,
        piece.required("samples").asInt(),
        piece.required("start").asLong(),
        piece.required("afterGap").asBoolean(),
        piece.required("bytes").asInt(),
        piece.required("sha256").asString());
  }

  private static Picture picture(JsonNode json) {
    var camera = json.get("camera");
    return new Picture(
        time(json, "arrived"),
        camera == null ? null : camera.asLong(),
        json.required("decode").asLong(),
        json.required("show").asLong(),
        json.required("number").asLong(),
        json.required("key").asBoolean(),
        json.required("afterGap").asBoolean(),
        json.required("bytes").asInt(),
        json.required("sha256").asString());
  }

  private static Instant time(JsonNode json, String member) {
    return Instant.parse(json.required(member).asString());
  }
}

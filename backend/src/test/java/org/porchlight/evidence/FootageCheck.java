package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/// Proves from an MP4 file and its manifest that the pictures are unchanged, as an outsider would:
/// knows docs/reference/footage-manifest.md and none of our code.
final class FootageCheck {

  private FootageCheck() {}

  /// Everything that is wrong; empty if nothing is.
  static List<String> problems(byte[] mp4, byte[] manifest) throws Exception {
    var problems = new ArrayList<String>();
    var text = new String(manifest, UTF_8);
    if (!new JsonCanonicalizer(text).getEncodedString().equals(text)) {
      problems.add("the manifest is not canonical JSON");
    }
    var json = new JsonMapper().readTree(manifest);
    var file = json.required("file");
    if (mp4.length != file.required("bytes").asLong()) {
      problems.add("the file has %d bytes".formatted(mp4.length));
    }
    if (!sha256(mp4, 0, mp4.length).equals(file.required("sha256").asString())) {
      problems.add("the file has another SHA-256");
    }
    var sizes = sizes(mp4);
    var pictures = json.required("pictures");
    if (sizes.size() != pictures.size()) {
      problems.add("the file has %d pictures".formatted(sizes.size()));
    }
    var at = file.required("data").asInt();
    for (var i = 0; i < Math.min(sizes.size(), pictures.size()); i++) {
      var picture = pictures.get(i);
      var size = picture.required("bytes").asInt();
      if (size != sizes.get(i)) {
        problems.add("picture %d has %d bytes".formatted(i, sizes.get(i)));
      }
      if (at + size > mp4.length
          || !sha256(mp4, at, size).equals(picture.required("sha256").asString())) {
        problems.add("picture %d has another SHA-256".formatted(i));
      }
      at += size;
    }
    if (json.has("sound")) {
      at = json.required("sound").required("data").asInt();
      for (var piece : json.required("sound").required("pieces")) {
        var size = piece.required("bytes").asInt();
        if (!sha256(mp4, at, size).equals(piece.required("sha256").asString())) {
          problems.add("a piece of sound at %d has another SHA-256".formatted(at));
        }
        at += size;
      }
      if (at != file.required("data").asInt()) {
        problems.add("the sound does not end where the pictures begin");
      }
    }
    return problems;
  }

  /// The sizes of the pictures as the file's own index says.
  private static List<Integer> sizes(byte[] mp4) {
    var box = ByteBuffer.wrap(mp4);
    for (var name : List.of("moov", "trak", "mdia", "minf", "stbl", "stsz")) {
      box = find(box, name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }
    box.position(box.position() + 8);
    var sizes = new ArrayList<Integer>();
    for (var left = box.getInt(); left > 0; left--) {
      sizes.add(box.getInt());
    }
    return sizes;
  }

  private static Optional<ByteBuffer> find(ByteBuffer boxes, String name) {
    while (boxes.remaining() >= 8) {
      var start = boxes.position();
      var length = boxes.getInt();
      var letters = new byte[4];
      boxes.get(letters);
      if (new String(letters, US_ASCII).equals(name)) {
        return Optional.of(boxes.duplicate().limit(start + length));
      }
      boxes.position(start + length);
    }
    return Optional.empty();
  }

  private static String sha256(byte[] bytes, int from, int length) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes, from, length);
    return HexFormat.of().formatHex(digest.digest());
  }
}

package org.porchlight.api.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.porchlight.evidence.FootageFile;
import org.springframework.http.HttpHeaders;

/// Gives a file to a player, whole or the part that it asks for. Nothing of it may be kept by
/// browsers or proxies.
///
/// @param name of the file, without its ending
record FileAnswer(FootageFile file, String name) {

  private static final int BLOCK = 64 * 1024;

  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var size = file.bytes();
    switch (ByteRange.of(rangeOf(request), size)) {
      case ByteRange.Asked.Whole _ -> send(new ByteRange(0, size), 200, request, response);
      case ByteRange.Asked.Part(var range) -> send(range, 206, request, response);
      case ByteRange.Asked.Unsatisfiable _ -> {
        describe(response);
        response.setStatus(416);
        response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
      }
    }
  }

  /// The whole of a small picture.
  void sendPicture(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var bodyless = request.getMethod().equals("HEAD");
    try (var bytes = bodyless ? InputStream.nullInputStream() : open(0, file.bytes())) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setContentType("image/jpeg");
      response.setContentLengthLong(file.bytes());
      if (!bodyless) {
        copy(bytes, file.bytes(), response);
      }
    }
  }

  private void describe(HttpServletResponse response) {
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader(HttpHeaders.ETAG, tag());
    // So that nobody takes what was made for viewing for what was received.
    response.setHeader("Porchlight-Derivative", kinds());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "inline; filename=\"" + name + (file.derivative() ? "-view-copy.mp4\"" : ".mp4\""));
  }

  /// In which ways it is another film than the one that was received.
  private String kinds() {
    return file.derivative()
        ? file.derivations().stream()
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "))
        : "none";
  }

  private String tag() {
    return "\"" + file.sha256() + "\"";
  }

  /// A range of another version of the file is no range at all.
  private Optional<String> rangeOf(HttpServletRequest request) {
    var unless = request.getHeader(HttpHeaders.IF_RANGE);
    return unless == null || unless.equals(tag())
        ? Optional.ofNullable(request.getHeader(HttpHeaders.RANGE))
        : Optional.empty();
  }

  /// Opens the file before it says anything about it, so that an error can still be said.
  private void send(
      ByteRange range, int status, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var bodyless = request.getMethod().equals("HEAD");
    try (var bytes =
        bodyless ? InputStream.nullInputStream() : open(range.first(), range.length())) {
      describe(response);
      response.setStatus(status);
      if (status == 206) {
        response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(file.bytes()));
      }
      response.setContentType("video/mp4");
      response.setContentLengthLong(range.length());
      if (!bodyless) {
        copy(bytes, range.length(), response);
      }
    }
  }

  private InputStream open(long offset, long length) {
    try {
      return file.read(offset, length);
    } catch (IOException storeIsSilent) {
      throw new ClipOutOfReach(storeIsSilent);
    }
  }

  private static void copy(InputStream bytes, long length, HttpServletResponse response)
      throws IOException {
    var block = new byte[BLOCK];
    var left = length;
    while (left > 0) {
      var read = bytes.read(block, 0, (int) Math.min(left, BLOCK));
      if (read < 0) {
        throw new IOException("the store ended a file too early");
      }
      try {
        response.getOutputStream().write(block, 0, read);
      } catch (IOException playerLeft) {
        // Players end a request whenever they have enough.
        return;
      }
      left -= read;
    }
  }
}

package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.porchlight.feeds.CutAnswer;
import org.springframework.stereotype.Component;

/// Clips on the disk of this machine, until the store has them.
///
/// A file that ends in `.mp4` is complete, on the disk for good, and has its manifest beside it.
/// Everything else is a torso. See docs/design/clip-lifecycle.md.
@Component
class Spool {

  private final Path folder;
  private final long leastFree;
  private final UUID id;

  /// Writes a clip.
  @FunctionalInterface
  interface Cutting {

    CutAnswer cut(OutputStream out) throws IOException;
  }

  /// What came of writing.
  sealed interface Written {

    record Kept(Manifest manifest) implements Written {}

    record Nothing(CutAnswer.Nothing answer) implements Written {}
  }

  /// The disk has no room.
  static final class Full extends IOException {

    private static final long serialVersionUID = 1L;

    Full() {
      super("less space left than porchlight.store.least-free");
    }
  }

  Spool(StoreSettings settings) {
    this.folder = settings.spool();
    this.leastFree = settings.leastFree().toBytes();
    this.id = identify();
  }

  /// Name of this folder in rows: what lies here can be delivered from here only.
  UUID id() {
    return id;
  }

  private UUID identify() {
    try {
      Files.createDirectories(folder);
      var file = folder.resolve("spool.id");
      if (Files.notExists(file)) {
        write(file, UUID.randomUUID().toString());
        sync(folder);
      }
      return UUID.fromString(Files.readString(file).strip());
    } catch (IOException failed) {
      throw new UncheckedIOException("The spool for clips can not be used: " + folder, failed);
    }
  }

  /// Writes a clip and its manifest. When this returns, both are on the disk for good; when it
  /// throws, nothing is left.
  Written write(ClipId clip, Cutting cutting) throws IOException {
    if (Files.getFileStore(folder).getUsableSpace() < leastFree) {
      throw new Full();
    }
    var part = folder.resolve(clip + ".part");
    try {
      var digest = sha256();
      CutAnswer answer;
      try (var channel = FileChannel.open(part, CREATE, TRUNCATE_EXISTING, WRITE)) {
        var out =
            new DigestOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), digest);
        answer = cutting.cut(out);
        out.flush();
        channel.force(true);
      }
      return switch (answer) {
        case CutAnswer.Nothing nothing -> {
          delete(clip);
          yield new Written.Nothing(nothing);
        }
        case CutAnswer.Cut cut -> {
          var manifest = Manifest.of(cut, HexFormat.of().formatHex(digest.digest()));
          write(folder.resolve(clip + ".manifest"), manifest.text());
          Files.move(part, file(clip), StandardCopyOption.ATOMIC_MOVE);
          sync(folder);
          yield new Written.Kept(manifest);
        }
      };
    } catch (IOException | RuntimeException failed) {
      delete(clip);
      throw failed;
    }
  }

  Path file(ClipId clip) {
    return folder.resolve(clip + ".mp4");
  }

  /// The manifest of a complete clip whose bytes are still what they were.
  Optional<Manifest> recover(ClipId clip) throws IOException {
    if (Files.notExists(file(clip))) {
      return Optional.empty();
    }
    Manifest manifest;
    try (var text = Files.newBufferedReader(folder.resolve(clip + ".manifest"), UTF_8)) {
      manifest = Manifest.read(text);
    }
    try (var in = Files.newInputStream(file(clip))) {
      return sha256(in).equals(manifest.sha256()) ? Optional.of(manifest) : Optional.empty();
    }
  }

  InputStream read(ClipId clip, long offset) throws IOException {
    var channel = FileChannel.open(file(clip), READ);
    channel.position(offset);
    return Channels.newInputStream(channel);
  }

  /// Removes all traces. Doing it twice is harmless.
  void delete(ClipId clip) throws IOException {
    Files.deleteIfExists(folder.resolve(clip + ".part"));
    // The bytes first: a manifest without bytes is nothing, bytes without a manifest a riddle.
    Files.deleteIfExists(file(clip));
    Files.deleteIfExists(folder.resolve(clip + ".manifest"));
  }

  /// Every clip of which there is a complete file.
  List<ClipId> complete() throws IOException {
    var clips = new ArrayList<ClipId>();
    try (var files = Files.newDirectoryStream(folder, "*.mp4")) {
      for (var file : files) {
        var name = file.getFileName().toString();
        clips.add(ClipId.of(name.substring(0, name.length() - ".mp4".length())));
      }
    }
    return clips;
  }

  static String sha256(InputStream in) throws IOException {
    var digest = sha256();
    var buffer = new byte[1 << 16];
    for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (var channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      var bytes = java.nio.ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /// A new name in a folder survives a power cut only when the folder was synchronised too.
  private static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }
}

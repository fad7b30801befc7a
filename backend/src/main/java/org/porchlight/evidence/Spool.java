package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
import org.porchlight.feeds.Film;

/// Footage on the disk of this machine, until the store has it.
///
/// A file that ends in `.mp4` is complete, on the disk for good, and has its manifest beside it.
/// Everything else is a torso. See docs/design/clip-lifecycle.md.
class Spool {

  private static final String FILM = ".mp4";
  private static final String MANIFEST = ".manifest";
  private static final String TORSO = ".part";

  private final Path folder;
  private final long leastFree;
  private final UUID id;

  /// The disk has no room.
  static final class Full extends IOException {

    private static final long serialVersionUID = 1L;

    Full() {
      super("less space left than porchlight.store.least-free");
    }
  }

  /// What was written.
  ///
  /// @param text the manifest as it is kept
  record Kept(Manifest manifest, String text) {

    String manifestSha256() {
      return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
    }
  }

  /// @param leastFree bytes that must be free on the disk
  Spool(Path folder, long leastFree) {
    this.folder = folder;
    this.leastFree = leastFree;
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
        write(file, UUID.randomUUID().toString().getBytes(UTF_8));
        sync(folder);
      }
      return UUID.fromString(Files.readString(file).strip());
    } catch (IOException failed) {
      throw new UncheckedIOException("The spool for footage can not be used: " + folder, failed);
    }
  }

  boolean isFull() throws IOException {
    return Files.getFileStore(folder).getUsableSpace() < leastFree;
  }

  /// Writes a film and its manifest. When this returns, both are on the disk for good; when it
  /// throws, nothing is left.
  Kept write(UUID name, Film film, Manifest.About about) throws IOException {
    if (isFull()) {
      throw new Full();
    }
    try {
      var kept = cut(name, film, about);
      finish(name, kept);
      return kept;
    } catch (IOException | RuntimeException failed) {
      delete(name);
      throw failed;
    }
  }

  private Kept cut(UUID name, Film film, Manifest.About about) throws IOException {
    var whole = sha256();
    var single = sha256();
    var hashes = new ArrayList<String>(film.shots().size());
    var soundHashes = new ArrayList<String>(film.sounds().size());
    var seen =
        new Film.Seen() {
          @Override
          public void picture(int number, byte[] picture) {
            hashes.add(HexFormat.of().formatHex(single.digest(picture)));
          }

          @Override
          public void sound(int number, byte[] piece) {
            soundHashes.add(HexFormat.of().formatHex(single.digest(piece)));
          }
        };
    long bytes;
    try (var channel = FileChannel.open(path(name, TORSO), CREATE, TRUNCATE_EXISTING, WRITE)) {
      var out =
          new BufferedOutputStream(
              new DigestOutputStream(Channels.newOutputStream(channel), whole), 1 << 16);
      bytes = film.write(out, seen);
      out.flush();
      channel.force(true);
    }
    var sha256 = HexFormat.of().formatHex(whole.digest());
    var manifest = Manifest.of(about, film, sha256, bytes, hashes, soundHashes);
    return new Kept(manifest, manifest.canonical());
  }

  /// The step that makes a torso a film.
  void finish(UUID name, Kept kept) throws IOException {
    write(path(name, MANIFEST), kept.text().getBytes(UTF_8));
    Files.move(path(name, TORSO), file(name), StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  Path file(UUID name) {
    return path(name, FILM);
  }

  Path manifest(UUID name) {
    return path(name, MANIFEST);
  }

  private Path path(UUID name, String ending) {
    return folder.resolve(name + ending);
  }

  /// A complete film whose bytes are still what they were.
  Optional<Kept> recover(UUID name) throws IOException {
    if (Files.notExists(file(name))) {
      return Optional.empty();
    }
    var text = Files.readString(manifest(name));
    var manifest = Manifest.read(text);
    try (var in = Files.newInputStream(file(name))) {
      return sha256(in).equals(manifest.sha256())
          ? Optional.of(new Kept(manifest, text))
          : Optional.empty();
    }
  }

  InputStream read(UUID name, long offset) throws IOException {
    var channel = FileChannel.open(file(name), READ);
    channel.position(offset);
    return Channels.newInputStream(channel);
  }

  /// Removes all traces. Doing it twice is harmless.
  void delete(UUID name) throws IOException {
    Files.deleteIfExists(path(name, TORSO));
    // The bytes first: a manifest without bytes is nothing, bytes without a manifest a riddle.
    Files.deleteIfExists(file(name));
    Files.deleteIfExists(manifest(name));
  }

  /// Everything of which there is a complete file.
  List<UUID> complete() throws IOException {
    return named(FILM);
  }

  /// Everything that was begun and not finished.
  List<UUID> torsos() throws IOException {
    return named(TORSO);
  }

  private List<UUID> named(String ending) throws IOException {
    var names = new ArrayList<UUID>();
    try (var files = Files.newDirectoryStream(folder, "*" + ending)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        names.add(UUID.fromString(name.substring(0, name.length() - ending.length())));
      }
    }
    return names;
  }

  static String sha256(InputStream in) throws IOException {
    var digest = sha256();
    var buffer = new byte[1 << 16];
    for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java runtime has SHA-256", impossible);
    }
  }

  private static void write(Path file, byte[] text) throws IOException {
    try (var channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
      var bytes = ByteBuffer.wrap(text);
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

package org.porchlight.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.porchlight.audit.tlog.SigningKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file with the log's private key.
final class LogKeyFile {

  private static final Logger LOG = LoggerFactory.getLogger(LogKeyFile.class);

  private LogKeyFile() {}

  /// Reads the key, or makes one where there is none and that is allowed.
  ///
  /// @throws IllegalStateException if there is no usable key for this origin
  static SigningKey readOrCreate(Path file, String origin, boolean create) {
    try {
      if (!Files.exists(file)) {
        if (!create) {
          throw new IllegalStateException("The audit log has no key: " + file + " is missing");
        }
        create(file, SigningKey.generate(origin));
      }
      warnIfOthersMayRead(file);
      var key = SigningKey.parse(Files.readString(file));
      if (!key.verifier().name().equals(origin)) {
        throw new IllegalStateException(
            "The key in %s is for the log %s, but porchlight.audit.origin is %s"
                .formatted(file, key.verifier().name(), origin));
      }
      return key;
    } catch (IllegalArgumentException broken) {
      throw new IllegalStateException("The audit log's key cannot be read: " + file, broken);
    } catch (IOException failed) {
      throw new UncheckedIOException("The audit log's key cannot be read: " + file, failed);
    }
  }

  private static void create(Path file, SigningKey key) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (var channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(file))) {
      writeAll(channel, key.secret() + "\n");
    }
    try {
      Files.move(fresh, file);
      LOG.info("Made a key for the audit log: {} in {}", key.verifier(), file);
    } catch (FileAlreadyExistsException another) {
      // Another process was faster; its key holds.
      Files.deleteIfExists(fresh);
    }
  }

  /// Writes a file so that after a crash it has either its old or its new content.
  static void replace(Path file, String content) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(channel, content);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(file);
  }

  private static void writeAll(FileChannel channel, String content) throws IOException {
    var bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  private static void syncFolder(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    if (folder == null || !posix(file)) {
      return;
    }
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return posix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(EnumSet.of(OWNER_READ, OWNER_WRITE))
        }
        : new FileAttribute<?>[0];
  }

  private static void warnIfOthersMayRead(Path file) throws IOException {
    if (posix(file)) {
      var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      permissions.removeAll(EnumSet.of(OWNER_READ, OWNER_WRITE));
      if (!permissions.isEmpty()) {
        LOG.warn("Others than the owner may use the audit log's key {}: {}", file, permissions);
      }
    }
  }

  private static boolean posix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

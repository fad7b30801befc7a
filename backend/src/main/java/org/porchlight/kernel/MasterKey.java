package org.porchlight.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that wraps the data key of every sealed record: 256 bits, never stored in the database.
///
/// It comes from the environment or from a file that only its owner may read. Without it no sealed
/// record can be opened again, so it belongs into the backup, apart from the database.
public final class MasterKey {

  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final SecretKey key;
  private final byte[] id;

  private MasterKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("the master key must have 32 bytes, had " + bytes.length);
    }
    this.key = new SecretKeySpec(bytes, "AES");
    this.id = idOf(bytes);
  }

  /// The key itself, as base64 text.
  public static MasterKey ofBase64(String text) {
    return new MasterKey(Base64.getDecoder().decode(text.strip()));
  }

  /// Reads the key, or makes a new one where there is no file yet.
  ///
  /// @throws IllegalStateException where others than the owner may read the file
  public static MasterKey inFile(Path file) {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(file)) {
        create(file);
      }
      if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw new IllegalStateException(
            file + " can be read by others: run 'chmod 600 " + file + "' and start again");
      }
      return ofBase64(Files.readString(file));
    } catch (IOException failed) {
      throw new UncheckedIOException("The master key cannot be read: " + file, failed);
    }
  }

  private static void create(Path file) throws IOException {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    // The key appears under its name complete or not at all: another process may be starting too.
    var draft = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    var attributes =
        isPosix(draft)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    Files.deleteIfExists(draft);
    try (var channel =
        Files.newByteChannel(
            draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      channel.write(java.nio.ByteBuffer.wrap(Base64.getEncoder().encode(bytes)));
    }
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException another) {
      // Somebody else was first: theirs is the key.
    } catch (UnsupportedOperationException noLinks) {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static byte[] idOf(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update("porchlight master key id".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(bytes), 4);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  SecretKey key() {
    return key;
  }

  /// Four bytes that name the key in what it sealed, so that a wrong key is told from a forgery.
  byte[] id() {
    return id.clone();
  }

  @Override
  public String toString() {
    return "MasterKey[redacted]";
  }
}

package org.porchlight.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/// The folder that holds everything an embedded installation must not lose: database, objects,
/// secrets. Readable by its owner only.
record DataFolder(Path root) {

  private static final int SECRET_BYTES = 24;

  static DataFolder at(Path root) {
    try {
      var folder = new DataFolder(root.toAbsolutePath().normalize());
      Files.createDirectories(folder.root, ownerOnly("rwx------"));
      Files.createDirectories(folder.root.resolve("secrets"), ownerOnly("rwx------"));
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "The data folder "
              + root
              + " cannot be used. Set PORCHLIGHT_DATA to a folder you may write to.",
          failed);
    }
  }

  Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name), ownerOnly("rwx------"));
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot create " + root.resolve(name), failed);
    }
  }

  /// A random secret that is made once and then stays the same.
  String secret(String name) {
    return remembered(
        "secrets/" + name,
        () -> {
          var bytes = new byte[SECRET_BYTES];
          new SecureRandom().nextBytes(bytes);
          return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
  }

  /// A value that is worked out once and then stays the same.
  String remembered(String name, java.util.function.Supplier<String> first) {
    var file = root.resolve(name);
    try {
      if (!Files.exists(file)) {
        var draft = Files.createTempFile(root, "draft", "", ownerOnly("rw-------"));
        Files.writeString(draft, first.get(), UTF_8, StandardOpenOption.SYNC);
        Files.move(draft, file);
      }
      return Files.readString(file, UTF_8).strip();
    } catch (FileAlreadyExistsException _) {
      return remembered(name, first);
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot read or write " + file, failed);
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return supportsPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean supportsPosix() {
    return Set.copyOf(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
  }
}

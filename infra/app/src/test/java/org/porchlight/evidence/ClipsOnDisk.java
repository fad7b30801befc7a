package org.porchlight.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.porchlight.feeds.Film;
import org.porchlight.registry.CameraId;

/// Writes films as clips are written, for benchmarks of other packages: with hashes, manifest, and
/// everything on the disk for good.
public final class ClipsOnDisk {

  private final Spool spool;

  public ClipsOnDisk(Path folder) {
    this.spool = new Spool(folder, 1);
  }

  /// The MP4 file.
  public Path write(CameraId camera, Film film) throws IOException {
    var name = UUID.randomUUID();
    spool.write(name, film, new Manifest.About(camera, Instant.EPOCH, Instant.EPOCH, 1, 1));
    return spool.file(name);
  }
}

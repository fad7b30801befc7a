package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// Reads clips as they were received, from the store or, as long as it does not have them, from the
/// spool.
@Component
class ClipBytes {

  private final JdbcClips clips;
  private final ClipStore store;
  private final Spool spool;

  ClipBytes(JdbcClips clips, ClipStore store, @Qualifier("clipSpool") Spool spool) {
    this.clips = clips;
    this.store = store;
    this.spool = spool;
  }

  InputStream read(Clip clip, long offset, long length) throws IOException {
    if (offset < 0 || length < 1 || offset + length > clip.bytes()) {
      throw new IllegalArgumentException("not inside the clip: " + offset + ", " + length);
    }
    if (clip.state() == ClipState.SPOOLED) {
      try {
        return spool.read(clip.id().value(), offset);
      } catch (IOException perhapsDelivered) {
        // Between the question and now it may have gone to the store.
        if (clips.state(clip.id()).filter(ClipState.STORED::equals).isEmpty()) {
          throw perhapsDelivered;
        }
      }
    }
    return store.read(key(clip), offset, length);
  }

  /// @throws IOException also for a clip that is older than manifests
  Manifest manifest(Clip clip) throws IOException {
    if (clip.state() == ClipState.SPOOLED) {
      var file = spool.manifest(clip.id().value());
      if (Files.exists(file)) {
        return Manifest.read(Files.readString(file));
      }
    }
    var sum =
        clips.manifest(clip.id()).orElseThrow(() -> new IOException("a clip without a manifest"));
    try (var in = store.read(ClipStore.manifestOf(key(clip)), 0, sum.bytes())) {
      return Manifest.read(new String(in.readAllBytes(), UTF_8));
    }
  }

  private String key(Clip clip) {
    return clips.key(clip.id()).orElseThrow(() -> new ClipNotFound(clip.id()));
  }
}

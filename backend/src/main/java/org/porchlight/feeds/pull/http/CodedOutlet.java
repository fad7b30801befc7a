package org.porchlight.feeds.pull.http;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.pull.container.CodedPictures;

/// Makes pictures of what came out of a container, and hands them on. For one thread.
final class CodedOutlet implements CodedPictures {

  private final Outlet outlet;
  private @Nullable Codec codec;
  private @Nullable PictureReader reader;

  CodedOutlet(Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public void take(Codec of, MemorySegment byteStream, long decode, long show, boolean afterLoss) {
    var known = reader;
    if (known == null || of != codec) {
      known = new PictureReader(of);
      reader = known;
      codec = of;
    }
    if (known.read(byteStream, false)) {
      outlet.picture(known, show, afterLoss);
    }
  }
}

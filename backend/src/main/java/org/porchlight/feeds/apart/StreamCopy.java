package org.porchlight.feeds.apart;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/// Makes H.264 of one stream: decoded, brought to size, blanked, stamped, encoded, picture by
/// picture.
final class StreamCopy implements AutoCloseable {

  /// Pictures that follow each other faster, by a twentieth of a second, are left out.
  private static final long CLOSEST = 90_000 / 20;

  /// Pictures of which the time is remembered until they come out of the decoder.
  private static final int MOST_WAITING = 64;

  private final Decoder decoder;
  private final Order.Look look;
  private final Map<Long, Long> times = new TreeMap<>();
  private @Nullable Canvas canvas;
  private @Nullable Encoder encoder;
  private int sourceWidth;
  private int sourceHeight;
  private long last = Long.MIN_VALUE;

  StreamCopy(Order.Begin order) throws Undecodable {
    decoder = new Decoder(order.codec(), order.header());
    look = order.look();
  }

  void put(Order.Picture picture, Consumer<Encoder.Piece> to) throws Undecodable {
    times.put(picture.show(), picture.at());
    if (times.size() > MOST_WAITING) {
      times.remove(times.keySet().iterator().next());
    }
    try {
      decoder.put(picture.sample(), picture.key(), picture.show());
    } catch (Undecodable damaged) {
      // One picture that can not be decoded is what a lossy network gives; the next keyframe heals.
      return;
    }
    drain(to);
  }

  void finish(Consumer<Encoder.Piece> to) throws Undecodable {
    decoder.finish();
    drain(to);
    var present = encoder;
    if (present != null) {
      present.put(null, 0);
      hand(present, to);
    }
  }

  private void drain(Consumer<Encoder.Piece> to) throws Undecodable {
    for (var frame = decoder.take(); frame != null; frame = decoder.take()) {
      show(frame, to);
    }
  }

  private void show(AVFrame frame, Consumer<Encoder.Piece> to) throws Undecodable {
    var show = frame.pts();
    if (last != Long.MIN_VALUE && show - last < CLOSEST) {
      return;
    }
    last = show;
    if (canvas == null || frame.width() != sourceWidth || frame.height() != sourceHeight) {
      begin(frame);
    }
    var to420 = canvas;
    var present = encoder;
    if (to420 != null && present != null) {
      present.put(to420.paint(frame, times.getOrDefault(show, 0L)), show);
      hand(present, to);
    }
  }

  private void begin(AVFrame frame) throws Undecodable {
    free();
    sourceWidth = frame.width();
    sourceHeight = frame.height();
    var painted = new Canvas(sourceWidth, sourceHeight, look, false);
    canvas = painted;
    encoder = Encoder.h264(painted.width, painted.height);
  }

  private static void hand(Encoder from, Consumer<Encoder.Piece> to) {
    for (var piece = from.take(); piece != null; piece = from.take()) {
      to.accept(piece);
    }
  }

  private void free() {
    if (canvas != null) {
      canvas.close();
      canvas = null;
    }
    if (encoder != null) {
      encoder.close();
      encoder = null;
    }
  }

  @Override
  public void close() {
    free();
    decoder.close();
  }
}

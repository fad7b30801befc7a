package org.porchlight.feeds.apart;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.jspecify.annotations.Nullable;

/// The worker: takes orders from its standard input until that ends, and answers on its standard
/// output.
public final class WorkerMain {

  /// Bytes of the largest single piece of memory that FFmpeg may ask for.
  private static final long LARGEST_ALLOCATION = 96L * 1024 * 1024;

  private final DataInputStream in;
  private final DataOutputStream out;
  private @Nullable StreamCopy copy;

  private WorkerMain(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
    var out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    Sandbox.stepBack();
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    avutil.av_max_alloc(LARGEST_ALLOCATION);
    avcodec.avcodec_version();
    swscale.swscale_version();
    rehearse();
    new Result.Ready(Sandbox.shut()).write(out);
    new WorkerMain(in, out).work();
  }

  /// Does everything once, because classes can not be loaded any more when files are out of reach.
  private static void rehearse() {
    try {
      var pieces = new ArrayList<Encoder.Piece>();
      var look = new Order.Look(List.of(new float[] {0, 0, 1, 0, 0, 1}), 64, "A");
      var grey = new Order.Still("MJPEG", new byte[0], Rehearsal.jpeg(), 0, look);
      var still = Stills.make(grey);
      try (var copy = new StreamCopy(new Order.Begin("MJPEG", new byte[0], look))) {
        copy.put(new Order.Picture(0, 0, true, still.jpeg()), pieces::add);
        copy.finish(pieces::add);
      }
      try (var again = new Decoder("H264", new byte[0])) {
        again.put(new byte[] {0, 0, 0, 1, 9}, true, 0);
        again.take();
      }
    } catch (Undecodable expected) {
      new Result.Refused("rehearsed " + expected.getMessage());
    }
    for (var order : List.of(new Order.Picture(0, 0, true, new byte[0]), new Order.End())) {
      try {
        var bytes = new java.io.ByteArrayOutputStream();
        order.write(new DataOutputStream(bytes));
        Order.read(new DataInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())));
        for (var result : List.of(new Result.Encoded(0, true, new byte[0]), new Result.Ended())) {
          result.write(new DataOutputStream(bytes));
        }
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  private void work() throws IOException {
    try {
      while (true) {
        obey(Order.read(in));
      }
    } catch (EOFException nobodyOrders) {
      close();
    }
  }

  private void obey(Order order) throws IOException {
    try {
      switch (order) {
        case Order.Still still -> Stills.make(still).write(out);
        case Order.Begin begin -> {
          close();
          copy = new StreamCopy(begin);
        }
        case Order.Picture picture -> {
          if (copy != null) {
            copy.put(picture, this::send);
          }
        }
        case Order.End() -> {
          if (copy != null) {
            copy.finish(this::send);
          }
          close();
          new Result.Ended().write(out);
        }
      }
    } catch (Undecodable not) {
      new Result.Refused(String.valueOf(not.getMessage())).write(out);
    } catch (UncheckedIOException nobodyListens) {
      throw nobodyListens.getCause();
    }
  }

  private void send(Encoder.Piece piece) {
    try {
      new Result.Encoded(piece.show(), piece.key(), piece.bytes()).write(out);
    } catch (IOException nobodyListens) {
      throw new UncheckedIOException(nobodyListens);
    }
  }

  private void close() {
    if (copy != null) {
      copy.close();
      copy = null;
    }
  }
}

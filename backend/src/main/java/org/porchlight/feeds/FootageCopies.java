package org.porchlight.feeds;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.copies.CopySettings;
import org.porchlight.feeds.copies.Darkroom;
import org.porchlight.feeds.copies.Look;
import org.porchlight.feeds.copies.Recopy;
import org.porchlight.feeds.copies.StillAnswer;
import org.porchlight.feeds.copies.Workers;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.media.PlainMp4;
import org.porchlight.feeds.media.Sample;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.media.VideoFormat;
import org.porchlight.kernel.OutsideTransactions;
import org.porchlight.registry.CameraId;
import org.porchlight.registry.MaskSet;
import org.springframework.stereotype.Service;

/// Copies of footage for viewing: with what is masked blanked and the time burned in, decoded in a
/// worker process, one film at a time; or with the same pictures and without the sound. The footage
/// itself is never changed.
@Service
public class FootageCopies implements AutoCloseable {

  /// A film may take this much longer than it lasts, and a minute.
  private static final int SLOWEST = 4;

  private final Darkroom darkroom;
  private final Workers workers;
  private final CopySettings settings;
  private final ExecutorService hands =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("footage-copy").daemon().factory());

  FootageCopies(Darkroom darkroom, Workers workers, CopySettings settings) {
    this.darkroom = darkroom;
    this.workers = workers;
    this.settings = settings;
  }

  /// One picture of footage.
  ///
  /// @param decode in ticks of 1/90,000 s
  /// @param show on the same clock
  /// @param arrived our clock
  /// @param bytes how many
  public record Shown(long decode, long show, boolean key, Instant arrived, int bytes) {}

  /// Sound of footage, which is carried over as it is.
  ///
  /// @param pieces in the order in which they are heard
  public record Heard(SoundCoding coding, List<Piece> pieces, Source source) {

    /// One piece of it.
    ///
    /// @param start in samples, on the clock of the footage
    public record Piece(long start, int samples, int bytes) {}

    /// Where the bytes of all pieces are, one after the other.
    @FunctionalInterface
    public interface Source {

      InputStream open() throws IOException;
    }
  }

  /// A small JPEG of a keyframe; empty if none can be made now.
  ///
  /// @param sample as MP4 keeps it
  public Optional<byte[]> thumbnail(
      PictureFormat format, byte[] sample, Instant at, MaskSet masks) {
    var look = new Look(masks.masks(), settings.thumbnailWidth(), "");
    return switch (darkroom.develop(format.video(), sample, at, look)) {
      case StillAnswer.Made(var jpeg, _, _) -> Optional.of(jpeg);
      case StillAnswer.NotMade _ -> Optional.empty();
    };
  }

  /// Writes an MP4 file with the same pictures and no sound.
  ///
  /// @param pictures what there is, in the order of decoding
  /// @param bytes of the pictures, one after the other
  /// @throws IOException if not all of it is there; what was written is of no use
  public void silence(PictureFormat format, List<Shown> pictures, InputStream bytes, Path to)
      throws IOException {
    OutsideTransactions.require("A copy of footage");
    var samples = new ArrayList<Sample>();
    // A fifteenth of a second for a single picture.
    var duration = Timeline.TICKS / 15L;
    for (var i = 0; i < pictures.size(); i++) {
      var picture = pictures.get(i);
      if (i + 1 < pictures.size()) {
        duration = pictures.get(i + 1).decode() - picture.decode();
      }
      samples.add(
          new Sample(
              picture.decode(),
              picture.show(),
              Math.clamp(duration, 1, Integer.MAX_VALUE),
              picture.bytes(),
              picture.key()));
    }
    try (var out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      PlainMp4.write(
          format.video(),
          samples,
          pictures.getFirst().arrived(),
          (picture, file) -> file.write(exactly(bytes, samples.get(picture).size())),
          out);
    }
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("footage ends too early");
    }
    return bytes;
  }

  /// Writes an MP4 file with all pictures, blanked. Waits for films that were asked for before.
  ///
  /// @param pictures what there is, in the order of decoding
  /// @param bytes of the pictures, one after the other
  /// @param heard sound that goes into it; null for none
  /// @throws IOException if not all of it could be made; what was written is of no use
  public void blank(
      CameraId camera,
      PictureFormat format,
      List<Shown> pictures,
      InputStream bytes,
      MaskSet masks,
      @Nullable Heard heard,
      Path to)
      throws IOException {
    OutsideTransactions.require("A copy of footage");
    try {
      hands
          .submit(() -> {
            make(camera, format.video(), pictures, bytes, masks, heard, to);
            return to;
          })
          .get();
    } catch (ExecutionException failed) {
      throw new IOException("a copy for viewing could not be made", failed.getCause());
    } catch (RejectedExecutionException | CancellationException over) {
      throw new IOException("no copies are made any more: the program stops", over);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("a copy for viewing was interrupted");
    }
  }

  private void make(
      CameraId camera,
      VideoFormat format,
      List<Shown> pictures,
      InputStream bytes,
      MaskSet masks,
      @Nullable Heard heard,
      Path to)
      throws IOException {
    var content = Files.createTempFile(to.toAbsolutePath().getParent(), "copy", ".part");
    try {
      Encoded encoded;
      try (var out = new BufferedOutputStream(Files.newOutputStream(content), 1 << 16)) {
        encoded = new Encoded(out);
        Recopy.run(
            workers,
            format,
            new Look(masks.masks(), settings.liveWidth(), Copies.mark(camera)),
            source(pictures.iterator(), bytes),
            encoded,
            longest(pictures));
      }
      write(encoded, heard, pictures.getFirst().arrived(), content, to);
    } finally {
      Files.deleteIfExists(content);
    }
  }

  private static Recopy.Source source(Iterator<Shown> pictures, InputStream bytes) {
    return () -> {
      if (!pictures.hasNext()) {
        return null;
      }
      var picture = pictures.next();
      var sample = exactly(bytes, picture.bytes());
      return new Recopy.Picture(sample, picture.key(), picture.show(), picture.arrived());
    };
  }

  private static Duration longest(List<Shown> pictures) {
    var ticks = pictures.getLast().decode() - pictures.getFirst().decode();
    return Duration.ofSeconds(SLOWEST * ticks / 90_000).plusMinutes(1);
  }

  private static void write(
      Encoded encoded, @Nullable Heard heard, Instant created, Path content, Path to)
      throws IOException {
    var format = encoded.reader.format();
    if (format == null || encoded.shows.isEmpty()) {
      throw new IOException("no picture could be decoded");
    }
    var samples = encoded.samples();
    try (var in = Files.newInputStream(content);
        var soundIn = heard == null ? InputStream.nullInputStream() : heard.source().open();
        var out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      PlainMp4.write(
          format,
          samples,
          created,
          (picture, file) -> file.write(exactly(in, samples.get(picture).size())),
          heard == null ? null : sound(heard, samples.getFirst().show(), soundIn),
          out);
    }
  }

  /// @param first when the first picture is shown: what is heard before it is left out
  private static PlainMp4.@Nullable Sound sound(Heard heard, long first, InputStream in)
      throws IOException {
    var format = heard.coding().format();
    var begin = format.samples(first);
    var pieces = new ArrayList<>(heard.pieces());
    while (!pieces.isEmpty() && pieces.getFirst().start() + pieces.getFirst().samples() <= begin) {
      in.skipNBytes(pieces.removeFirst().bytes());
    }
    if (pieces.isEmpty()) {
      return null;
    }
    var durations = new ArrayList<Integer>(pieces.size());
    for (var i = 0; i < pieces.size(); i++) {
      var next =
          i + 1 < pieces.size()
              ? pieces.get(i + 1).start() - pieces.get(i).start()
              : pieces.get(i).samples();
      durations.add(Math.clamp(next, 1, Integer.MAX_VALUE));
    }
    return new PlainMp4.Sound(
        format,
        Math.max(0, pieces.getFirst().start() - begin),
        durations,
        pieces.stream().map(Heard.Piece::bytes).toList(),
        (piece, file) -> file.write(exactly(in, pieces.get(piece).bytes())));
  }

  /// Takes what the worker made, and trusts it as little as what a camera sends.
  private static final class Encoded implements Recopy.Sink {

    final PictureReader reader = new PictureReader(Codec.H264);
    final List<Long> shows = new ArrayList<>();
    private final List<Boolean> keys = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final OutputStream out;

    Encoded(OutputStream out) {
      this.out = out;
    }

    @Override
    public void picture(byte[] bytes, boolean key, long show) throws IOException {
      try {
        if (!reader.read(MemorySegment.ofArray(bytes), key)) {
          return;
        }
        var sample = new byte[reader.size()];
        reader.copyTo(MemorySegment.ofArray(sample));
        out.write(sample);
        shows.add(shows.isEmpty() ? show : Math.max(show, shows.getLast() + 1));
        keys.add(reader.isKey());
        sizes.add(sample.length);
      } catch (MalformedVideo | UncheckedIOException odd) {
        throw new IOException("a decoder answered with something that is no video", odd);
      }
    }

    List<Sample> samples() {
      var samples = new ArrayList<Sample>();
      var duration = 90_000 / 15;
      for (var i = 0; i < shows.size(); i++) {
        if (i + 1 < shows.size()) {
          duration = (int) Math.min(Integer.MAX_VALUE, shows.get(i + 1) - shows.get(i));
        }
        samples.add(new Sample(shows.get(i), shows.get(i), duration, sizes.get(i), keys.get(i)));
      }
      return samples;
    }
  }

  @Override
  public void close() {
    for (var waiting : hands.shutdownNow()) {
      if (waiting instanceof Future<?> unmade) {
        unmade.cancel(false);
      }
    }
  }
}

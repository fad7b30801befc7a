package org.porchlight.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.PictureFormat;
import org.porchlight.feeds.Shot;
import org.porchlight.feeds.SoundCoding;
import org.porchlight.feeds.SoundPiece;
import org.porchlight.registry.CameraId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// Reads pictures back out of recordings, wherever their files lie.
@Component
class RecordedFootage {

  private static final Logger LOG = LoggerFactory.getLogger(RecordedFootage.class);
  private static final int MOST_FILES = 2_000;

  private final JdbcSegments segments;
  private final Spool spool;
  private final ClipStore store;

  RecordedFootage(
      JdbcSegments segments, @Qualifier("recordingSpool") Spool spool, ClipStore store) {
    this.segments = segments;
    this.spool = spool;
    this.store = store;
  }

  /// Pictures that can be read until this is closed.
  static final class Reading implements AutoCloseable {

    private final List<FileChannel> files = new ArrayList<>();
    private final List<Shot> shots = new ArrayList<>();
    private final List<SoundPiece> sounds = new ArrayList<>();

    /// Oldest first.
    List<Shot> shots() {
      return shots;
    }

    /// Oldest first.
    List<SoundPiece> sounds() {
      return sounds;
    }

    @Override
    public void close() throws IOException {
      for (var file : files) {
        file.close();
      }
    }
  }

  /// What was recorded in this time, from the keyframe before, or, if that may not be given out,
  /// from the next one. A file that can not be read is left out; the numbers of the pictures show
  /// it as a gap.
  ///
  /// @param notBefore nothing older is given out
  Reading open(CameraId camera, Instant from, Instant to, @Nullable Instant notBefore) {
    var reading = new Reading();
    for (var segment : segments.between(camera, from, to, MOST_FILES)) {
      try {
        add(reading, segment);
      } catch (IOException unreadable) {
        LOG.warn("Recorded file {} can not be read", segment.id(), unreadable);
      }
    }
    select(reading.shots, from, to, notBefore);
    reading.sounds.removeIf(sound ->
        sound.arrived().isAfter(to) || (notBefore != null && sound.arrived().isBefore(notBefore)));
    return reading;
  }

  private static void select(
      List<Shot> shots, Instant from, Instant to, @Nullable Instant notBefore) {
    shots.removeIf(shot ->
        shot.arrived().isAfter(to) || (notBefore != null && shot.arrived().isBefore(notBefore)));
    var begin = -1;
    for (var i = 0; i < shots.size(); i++) {
      if (shots.get(i).key() && (begin < 0 || !shots.get(i).arrived().isAfter(from))) {
        begin = i;
      }
    }
    // Nothing can be seen of pictures whose keyframe is left out.
    shots.subList(0, begin < 0 ? shots.size() : begin).clear();
  }

  private void add(Reading reading, Segment segment) throws IOException {
    var manifest = manifestOf(segment);
    var file = fileOf(segment);
    reading.files.add(file);
    var at = manifest.data();
    var run = -1;
    for (var i = 0; i < manifest.pictures().size(); i++) {
      while (run + 1 < manifest.runs().size() && manifest.runs().get(run + 1).first() <= i) {
        run++;
      }
      var picture = manifest.pictures().get(i);
      reading.shots.add(new InFile(manifest.format(), manifest.runs().get(run), picture, file, at));
      at += picture.bytes();
    }
    var sound = manifest.sound();
    if (sound != null) {
      at = manifest.soundAt();
      for (var piece : sound.pieces()) {
        var on = manifest.runs().get(piece.run());
        reading.sounds.add(new SoundInFile(sound.coding(), on.id(), piece, file, at));
        at += piece.bytes();
      }
    }
  }

  /// @throws IOException also if it is not the one that was written
  Manifest manifestOf(Segment segment) throws IOException {
    var local = spool.manifest(segment.id());
    byte[] text;
    if (Files.exists(local)) {
      text = Files.readAllBytes(local);
    } else {
      try (var in = store.read(ClipStore.manifestOf(segment.key()), 0, segment.manifestBytes())) {
        text = in.readAllBytes();
      }
    }
    if (!HexFormat.of().formatHex(Spool.sha256().digest(text)).equals(segment.manifestSha256())) {
      throw new IOException("the manifest is another one");
    }
    return Manifest.read(new String(text, UTF_8));
  }

  /// Bytes of a recorded file from `offset` on, wherever it lies. The caller closes the stream.
  InputStream read(Segment segment, long offset, long length) throws IOException {
    if (!segment.stored()) {
      try {
        return spool.read(segment.id(), offset);
      } catch (IOException perhapsDelivered) {
        // Between the question and now it may have gone to the store.
        if (segments.find(segment.id()).filter(Segment::stored).isEmpty()) {
          throw perhapsDelivered;
        }
      }
    }
    return store.read(segment.key(), offset, length);
  }

  private FileChannel fileOf(Segment segment) throws IOException {
    var local = spool.file(segment.id());
    return Files.exists(local) ? FileChannel.open(local, READ) : fetch(segment, local);
  }

  /// A copy that is gone when it is closed.
  private FileChannel fetch(Segment segment, Path beside) throws IOException {
    var copy = beside.resolveSibling(UUID.randomUUID() + ".copy");
    var file = FileChannel.open(copy, CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE);
    try (var in = store.read(segment.key(), 0, segment.bytes())) {
      var digest = Spool.sha256();
      new DigestInputStream(in, digest).transferTo(Channels.newOutputStream(file));
      if (!HexFormat.of().formatHex(digest.digest()).equals(segment.sha256())) {
        throw new IOException("the store gives back other bytes");
      }
      return file;
    } catch (IOException | RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  private record InFile(
      PictureFormat format, Manifest.Run on, Manifest.Picture picture, FileChannel file, long at)
      implements Shot {

    @Override
    public UUID run() {
      return on.id();
    }

    @Override
    public long number() {
      return picture.number();
    }

    @Override
    public long decode() {
      return picture.decode() + on.offset();
    }

    @Override
    public long show() {
      return picture.show() + on.offset();
    }

    @Override
    public boolean key() {
      return picture.key();
    }

    @Override
    public boolean afterGap() {
      return picture.afterGap();
    }

    @Override
    public Instant arrived() {
      return picture.arrived();
    }

    @Override
    public @Nullable Long camera() {
      return picture.camera();
    }

    @Override
    public int size() {
      return picture.bytes();
    }

    @Override
    public byte[] bytes() throws IOException {
      return read(file, at, picture.bytes());
    }
  }

  private static byte[] read(FileChannel file, long at, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("a recorded file is too short");
      }
    }
    return bytes.array();
  }

  private record SoundInFile(
      SoundCoding coding, UUID run, Manifest.Piece piece, FileChannel file, long at)
      implements SoundPiece {

    @Override
    public long number() {
      return piece.number();
    }

    @Override
    public long place() {
      return piece.place();
    }

    @Override
    public int samples() {
      return piece.samples();
    }

    @Override
    public boolean afterGap() {
      return piece.afterGap();
    }

    @Override
    public Instant arrived() {
      return piece.arrived();
    }

    @Override
    public long camera() {
      return piece.camera();
    }

    @Override
    public int size() {
      return piece.bytes();
    }

    @Override
    public byte[] bytes() throws IOException {
      return read(file, at, piece.bytes());
    }
  }
}

package org.porchlight.feeds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.Viewing.Item;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.feeds.media.FragmentedMp4;
import org.porchlight.feeds.media.LiveSound;
import org.porchlight.feeds.media.MalformedVideo;
import org.porchlight.feeds.media.Ring;
import org.porchlight.feeds.media.Ring.Entry;
import org.porchlight.feeds.media.Sample;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.SoundRing;
import org.porchlight.feeds.media.SoundTimeline;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.media.VideoFormat;
import org.porchlight.feeds.pull.VideoSource.Packet;
import org.porchlight.feeds.pull.VideoSource.Sound;
import org.springframework.util.unit.DataSize;

/// What comes from one camera: into the ring once, and from there to however many viewers, who all
/// get the same pieces.
///
/// Its [FeedKeeper] or the source calls [#begin], [#keep] and [#interrupted], one at a time;
/// everybody may call the rest.
final class Feed implements AutoCloseable {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /// In the ticks of arrival.
  private static final long SOUND_LATE = Timeline.TICKS / 2;

  private final long mostPixels;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Ring ring;
  private final UUID run = UUID.randomUUID();
  private final Timeline timeline;
  private final List<Audience> viewers = new CopyOnWriteArrayList<>();
  private final List<Tap> taps = new CopyOnWriteArrayList<>();
  private volatile Runnable whenWatched = () -> {};

  private @Nullable VideoFormat format;
  private @Nullable Entry last;
  private boolean keyAwaited = true;
  private int fragments;
  private FeedState state;
  private final FeedFigures figures = new FeedFigures();
  private int connects;
  private int gaps;
  private @Nullable Instant zero;
  private @Nullable Duration cameraClock;
  private long countedUntil;
  private long nanosWanted;
  private long nanosDelivering;

  // Sound, which is there only where the owner switched it on.
  private volatile boolean hears;
  private final SoundRing sounds;
  private final @Nullable Feed heardFrom;
  private final SoundTimeline soundTimeline = new SoundTimeline();
  private volatile @Nullable SoundFormat soundFormat;
  private @Nullable LiveSound liveSound;

  Feed(FeedSettings settings, ChunkPool pool, Clock clock, LongSupplier nanoTime) {
    this(
        new Ring(pool, ticks(settings.ring()), settings.ringSize().toBytes()),
        new SoundRing(pool),
        null,
        new Timeline(),
        settings.mostPixels(),
        clock,
        nanoTime);
  }

  private Feed(
      Ring ring,
      SoundRing sounds,
      @Nullable Feed heardFrom,
      Timeline timeline,
      long mostPixels,
      Clock clock,
      LongSupplier nanoTime) {
    this.ring = ring;
    this.sounds = sounds;
    this.heardFrom = heardFrom;
    this.timeline = timeline;
    this.mostPixels = mostPixels;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.state = new FeedState.Connecting(clock.instant());
    this.countedUntil = nanoTime.getAsLong();
  }

  /// Every change of state goes through here, so that the time before it is counted.
  private void become(FeedState next) {
    countTime();
    state = next;
  }

  private void countTime() {
    var now = nanoTime.getAsLong();
    var passed = now - countedUntil;
    countedUntil = now;
    switch (state) {
      case FeedState.Delivering _ -> {
        nanosWanted += passed;
        nanosDelivering += passed;
      }
      case FeedState.Lost _, FeedState.Connecting _ -> nanosWanted += passed;
      case FeedState.Idle _, FeedState.Waiting _ -> {}
    }
  }

  /// For pictures that were made of another feed's and keep their place in its time, beside the
  /// sound of that feed, of which there is only one.
  static Feed ofCopies(Feed source, Duration ring, DataSize size, ChunkPool pool, Clock clock) {
    return new Feed(
        new Ring(pool, ticks(ring), size.toBytes()),
        source.sounds,
        source,
        new Timeline(true),
        Long.MAX_VALUE,
        clock,
        System::nanoTime);
  }

  /// Somebody who takes every picture as it was received, at once. Calls must not wait.
  interface Tap {

    void take(Entry entry, byte[] sample);

    void interrupted(StreamProblem problem, int attempts);

    /// Nothing may be heard any more.
    default void hushed() {}
  }

  /// Begins with the newest keyframe.
  synchronized void add(Tap tap) {
    try (var slice = ring.sinceLastKey()) {
      slice.entries().forEach(entry -> tap.take(entry, bytes(entry)));
    }
    taps.add(tap);
    whenWatched.run();
  }

  void remove(Tap tap) {
    taps.remove(tap);
  }

  private static byte[] bytes(Entry entry) {
    return entry.bytes().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
  }

  /// What the camera sends; null as long as it is not known.
  synchronized @Nullable VideoFormat format() {
    return format;
  }

  /// A connection stands; what comes next does not follow from what came before.
  synchronized void begin() {
    connects++;
    last = null;
    cameraClock = null;
    soundTimeline.cut();
    startAgain();
  }

  private void startAgain() {
    keyAwaited = true;
    var known = format;
    timeline.cut(known == null ? 0 : known.reorder());
  }

  /// The camera has said what its wall clock shows.
  synchronized void cameraClock(Duration ahead) {
    cameraClock = ahead;
  }

  /// Takes one picture.
  ///
  /// @return whether it was kept; the first ones of a connection often can not be decoded
  /// @throws MalformedVideo if it is too large
  synchronized boolean keep(Packet packet) {
    var picture = packet.picture();
    learnFormat(picture.format());
    var current = format;
    if (current == null || (keyAwaited && !picture.isKey())) {
      return false;
    }
    keyAwaited = false;
    var nanos = nanoTime.getAsLong();
    var now = ticks(nanos);
    var stamp = timeline.stamp(packet.time(), now, packet.afterLoss());
    var arrival = arrival(packet, stamp, now);
    var arrived = clock.instant().minus(duration(now - arrival));
    var entry = ring.add(picture, current, stamp, arrival, arrived);
    if (entry == null) {
      startAgain();
      return false;
    }
    if (stamp.afterGap()) {
      gaps++;
    }
    figures.count(
        nanos - duration(now - arrival).toNanos(), packet.waited() > 0, entry.size(), entry.key());
    if (!(state instanceof FeedState.Delivering)) {
      become(new FeedState.Delivering(arrived));
    }
    setClock(entry);
    show(entry);
    if (!taps.isEmpty()) {
      var sample = bytes(entry);
      taps.forEach(tap -> tap.take(entry, sample));
    }
    return true;
  }

  /// When a picture was there. If it may have been there for some time before it was read, it is
  /// placed by the camera's distances between two moments of our own clock: when nothing was there
  /// yet, and now.
  private long arrival(Packet packet, Timeline.Stamp stamp, long now) {
    var before = last;
    if (packet.waited() == 0 || before == null || stamp.afterGap()) {
      return now;
    }
    var byCamera = before.arrival() + stamp.decode() - before.stamp().decode();
    var earliest = Math.max(before.arrival(), now - ticks(Duration.ofNanos(packet.waited())));
    return Math.clamp(byCamera, Math.min(earliest, now), now);
  }

  /// Whom to tell that somebody wants every picture from now on. Returns at once.
  void whenWatched(Runnable told) {
    whenWatched = told;
  }

  /// Whether sound is taken.
  boolean hears() {
    return hears;
  }

  /// Lets it take sound or not. Without it, no sound that it had is given out any more, and viewers
  /// get none from the next picture on.
  synchronized void hear(boolean allowed) {
    hears = allowed;
    if (!allowed) {
      sounds.clear();
      soundFormat = null;
      soundTimeline.restart();
      hush();
      taps.forEach(Tap::hushed);
    }
  }

  /// Viewers hear nothing from the next picture on.
  synchronized void hush() {
    if (liveSound != null) {
      liveSound = null;
      // What waits for viewers may hold sound.
      viewers.forEach(Audience::forget);
      last = null;
    }
  }

  /// What is heard now.
  private @Nullable SoundFormat soundFormat() {
    var source = heardFrom;
    return source == null ? soundFormat : source.soundFormat;
  }

  /// Takes a piece of sound. It is left out while there are no pictures that it could belong to.
  synchronized void keep(Sound sound) {
    var newest = last;
    if (!hears || newest == null || !(state instanceof FeedState.Delivering)) {
      return;
    }
    if (!sound.format().equals(soundFormat)) {
      soundFormat = sound.format();
      soundTimeline.restart();
    }
    var arrival = ticks(nanoTime.getAsLong());
    var stamp =
        soundTimeline.stamp(
            sound.format(),
            sound.time(),
            sound.samples(),
            timeline.placeAt(arrival),
            timeline.placeOf(sound.picture()));
    if (stamp == null) {
      sounds.lost();
      return;
    }
    sounds.keepFrom(ring.oldestArrival());
    sounds.add(
        sound.format(),
        stamp,
        sound.samples(),
        stamp.afterGap() || sound.afterLoss(),
        sound.time(),
        arrival,
        clock.instant(),
        sound.from(),
        sound.at(),
        sound.length());
  }

  private void learnFormat(@Nullable VideoFormat learnt) {
    var known = format;
    if (learnt == null || learnt.equals(known)) {
      return;
    }
    if ((long) learnt.width() * learnt.height() > mostPixels) {
      throw new MalformedVideo("pictures of %d by %d".formatted(learnt.width(), learnt.height()));
    }
    if (known != null && learnt.sameAs(known)) {
      // After a reconnect the same header in other objects: what was recorded goes on.
      return;
    }
    format = learnt;
    last = null;
    startAgain();
  }

  /// Media time 0 on our clock. The camera's clock runs a little differently than ours, so it is
  /// looked at again and again; small steps are not worth telling.
  private void setClock(Entry entry) {
    var now = entry.arrived().minus(duration(entry.stamp().show()));
    var told = zero;
    if (told == null || Duration.between(told, now).abs().toMillis() > 500) {
      zero = now;
      if (last != null) {
        viewers.forEach(viewer -> viewer.put(new Item.ClockShifted(now)));
      }
    }
  }

  /// Sends on the picture before this one: only now it is known how long it lasts.
  private void show(Entry entry) {
    var previous = last;
    last = entry;
    if (viewers.isEmpty()) {
      liveSound = null;
      return;
    }
    if (previous == null) {
      hearFrom(entry);
      viewers.forEach(viewer -> viewer.put(start(entry.format())));
      return;
    }
    if (entry.format() instanceof VideoFormat.Jpeg) {
      sendPicture(entry);
      return;
    }
    var duration = entry.stamp().decode() - previous.stamp().decode();
    try (var slice = ring.of(previous)) {
      if (!slice.entries().isEmpty()) {
        var sample = sampleOf(previous, duration);
        var piece =
            FragmentedMp4.fragment(
                ++fragments, List.of(sample), (_, to, at) -> copy(previous, to, at), heard(entry));
        viewers.forEach(viewer -> viewer.put(new Item.Piece(piece, previous.key())));
      }
    }
    if (entry.key() && !Objects.equals(formatHeard(), soundFormat())) {
      // There is sound now, or other sound than before.
      hearFrom(entry);
      viewers.forEach(viewer -> viewer.put(start(entry.format())));
    }
  }

  /// What viewers hear until this picture.
  private LiveSound.Run heard(Entry until) {
    var live = liveSound;
    return live == null ? LiveSound.Run.NOTHING : live.upTo(until.stamp().show());
  }

  /// The format that viewers have been told.
  private @Nullable SoundFormat formatHeard() {
    var live = liveSound;
    return live == null ? null : live.format();
  }

  /// Viewers are told what they hear from this picture on.
  private void hearFrom(Entry first) {
    var known = soundFormat();
    liveSound =
        known == null || first.format() instanceof VideoFormat.Jpeg
            ? null
            : new LiveSound(sounds, known, first.stamp().show());
  }

  private static Sample sampleOf(Entry entry, long duration) {
    return new Sample(
        entry.stamp().decode(),
        entry.stamp().show(),
        Math.clamp(duration, 1, Integer.MAX_VALUE),
        entry.size(),
        entry.key());
  }

  private void sendPicture(Entry entry) {
    var bytes = java.nio.ByteBuffer.allocate(8 + entry.size());
    bytes.putLong(entry.arrived().toEpochMilli());
    copy(entry, bytes.array(), 8);
    var picture = bytes.rewind().asReadOnlyBuffer();
    viewers.forEach(viewer -> viewer.put(new Item.Piece(picture, true)));
  }

  private static void copy(Entry entry, byte[] to, int at) {
    java.lang.foreign.MemorySegment.copy(
        entry.bytes(), java.lang.foreign.ValueLayout.JAVA_BYTE, 0, to, at, entry.size());
  }

  private Item start(VideoFormat of) {
    var heard = liveSound == null ? null : liveSound.sent();
    var header =
        of instanceof VideoFormat.Jpeg
            ? java.nio.ByteBuffer.allocate(0)
            : FragmentedMp4.header(of, heard);
    var from = zero;
    var mime = heard == null ? of.mime() : of.mime(heard);
    return new Item.Start(mime, header, from == null ? clock.instant() : from);
  }

  /// There is no room for it now; see [Feeds]. What it has is forgotten.
  synchronized void waitForRoom() {
    if (state instanceof FeedState.Waiting) {
      return;
    }
    become(new FeedState.Waiting(clock.instant()));
    last = null;
    figures.stop();
    ring.clear();
    sounds.clear();
    taps.forEach(tap -> tap.interrupted(StreamProblem.NO_ROOM, 0));
    viewers.forEach(viewer -> viewer.put(new Item.Waiting(StreamProblem.NO_ROOM)));
  }

  /// There is room: it is being connected to.
  synchronized void connecting() {
    if (!(state instanceof FeedState.Delivering)) {
      become(new FeedState.Connecting(clock.instant()));
    }
  }

  /// How far back its memory reaches from now on.
  ///
  /// @param noLonger see [Ring#reach]
  void reach(Duration back, boolean noLonger) {
    ring.reach(ticks(back), noLonger);
    ring.expire(ticks(nanoTime.getAsLong()));
    sounds.keepFrom(ring.oldestArrival());
  }

  /// What it is likely to take.
  ///
  /// @param bytes of a ring that reaches back so far
  record Appetite(long bytes, long bitsPerSecond) {}

  /// @param usual of a feed of which nothing is known yet
  synchronized Appetite appetite(Duration back, Appetite usual) {
    return switch (state) {
      case FeedState.Waiting _, FeedState.Connecting _ -> usual;
      // What is left of it goes soon.
      case FeedState.Lost _, FeedState.Idle _ -> new Appetite(remembered(), 0);
      case FeedState.Delivering _ -> {
        var bits = figures.bitsPerSecond(nanoTime.getAsLong());
        var group = figures.keyframeDistance();
        var reach = group == null ? back : back.plus(group);
        var bytes = Math.min(ring.mostBytes(), bits / 8 * reach.toMillis() / 1000);
        yield bits == 0
            ? usual
            : new Appetite(bytes + sounds.bytes(), bits + sounds.bitsPerSecond());
      }
    };
  }

  /// The connection is gone, or there never was one.
  synchronized void interrupted(StreamProblem problem, int attempts) {
    var told = state instanceof FeedState.Lost(_, var before, _) && before == problem;
    var since = state instanceof FeedState.Lost(var at, _, _) ? at : clock.instant();
    become(new FeedState.Lost(since, problem, attempts));
    last = null;
    figures.stop();
    if (!told) {
      taps.forEach(tap -> tap.interrupted(problem, attempts));
      viewers.forEach(viewer -> viewer.put(new Item.Waiting(problem)));
    }
  }

  /// A viewer comes in, and sees the newest keyframe and what came after it at once.
  synchronized void add(Audience viewer) {
    var current = format;
    if (state instanceof FeedState.Delivering && current != null && last != null) {
      if (viewers.isEmpty()) {
        hearFrom(last);
      }
      viewer.put(start(current));
      if (!(current instanceof VideoFormat.Jpeg)) {
        catchUp(viewer);
      }
    } else if (problem() != StreamProblem.NONE_YET) {
      viewer.put(new Item.Waiting(problem()));
    }
    viewers.add(viewer);
    whenWatched.run();
  }

  private void catchUp(Audience viewer) {
    try (var slice = ring.sinceLastKey()) {
      // The newest picture goes out with the others when the next one has come.
      var entries = slice.entries();
      if (!entries.isEmpty() && !viewer.maySee(entries.getFirst().arrived())) {
        // It begins with the next keyframe.
        viewer.forget();
        viewer.put(start(entries.getFirst().format()));
        return;
      }
      var samples = slice.samples();
      var ready = entries.size() - 1;
      var step = viewer.wantsSinglePictures() ? 1 : Math.max(1, ready);
      var live = liveSound;
      var sound =
          live == null || ready < 1
              ? null
              : new LiveSound(sounds, live.format(), entries.getFirst().stamp().show());
      for (var from = 0; from < ready; from += step) {
        var first = from;
        // What goes on from here is sent to everybody.
        var until =
            live == null ? 0 : Math.min(live.next(), entries.get(from + step).stamp().show());
        var piece =
            FragmentedMp4.fragment(
                ++fragments,
                samples.subList(first, first + step),
                (sample, to, at) -> copy(entries.get(first + sample), to, at),
                sound == null ? LiveSound.Run.NOTHING : sound.upTo(until));
        viewer.put(new Item.Piece(piece, entries.get(first).key()));
      }
    }
  }

  void remove(Audience viewer) {
    viewers.remove(viewer);
  }

  boolean isWatched() {
    return !viewers.isEmpty() || !taps.isEmpty();
  }

  /// Pictures since this long ago, beginning at the keyframe before.
  Ring.Slice recent(Duration last) {
    return ring.since(ticks(nanoTime.getAsLong()) - ticks(last));
  }

  /// The pictures of a window, beginning at the keyframe before, in whatever formats.
  ///
  /// @param notBefore nothing older is given out, whichever of our two clocks says so
  Ring.Slice recent(Window window, @Nullable Instant notBefore) {
    var ticksNow = ticks(nanoTime.getAsLong());
    Predicate<Entry> wanted =
        switch (window) {
          case Window.Last(var last) -> {
            var since = ticksNow - ticks(last);
            yield entry -> entry.arrival() >= since;
          }
          case Window.Span(var from, var to) ->
              entry -> !entry.arrived().isBefore(from) && !entry.arrived().isAfter(to);
        };
    if (notBefore == null) {
      return ring.select(wanted, _ -> true);
    }
    var oldest = ticksNow - ticks(Duration.between(notBefore, clock.instant()));
    return ring.select(
        wanted, entry -> entry.arrival() >= oldest && !entry.arrived().isBefore(notBefore));
  }

  /// What has come since a recorder was here last, beginning with a keyframe.
  ///
  /// @param after number of the last picture that it has; -1 for none
  /// @param toTheEnd whether the group that is still growing is wanted too
  Ring.Slice unrecorded(long after, boolean toTheEnd, @Nullable Instant notBefore) {
    // Sound comes a little later than the pictures that it belongs to.
    var late = hears ? SOUND_LATE : 0;
    var end = toTheEnd ? Long.MAX_VALUE : ring.newestKey(ticks(nanoTime.getAsLong()) - late);
    return ring.select(
        entry -> entry.stamp().number() < end,
        entry ->
            entry.stamp().number() > after
                && (notBefore == null || !entry.arrived().isBefore(notBefore)));
  }

  /// Bytes of the pictures and the sound that it remembers now.
  long remembered() {
    return ring.bytes() + sounds.bytes();
  }

  /// The sound of pictures that were taken.
  ///
  /// @param notBefore nothing older is given out, whichever of our two clocks says so
  SoundRing.Slice soundOf(List<Entry> pictures, @Nullable Instant notBefore) {
    if (!hears || pictures.isEmpty()) {
      return SoundRing.Slice.NONE;
    }
    var from = pictures.getFirst().stamp().show();
    var to = pictures.getLast().stamp().show() + Timeline.TICKS;
    var oldest =
        notBefore == null
            ? Long.MIN_VALUE
            : ticks(nanoTime.getAsLong()) - ticks(Duration.between(notBefore, clock.instant()));
    return sounds.select(unit ->
        unit.place() >= unit.format().samples(from)
            && unit.place() < unit.format().samples(to)
            && unit.arrival() >= oldest
            && (notBefore == null || !unit.arrived().isBefore(notBefore)));
  }

  /// Which timeline its pictures are on: another one for each feed that is begun.
  UUID run() {
    return run;
  }

  /// Everything that was counted since it was begun.
  ///
  /// @param wanted how long pictures should have come
  /// @param delivering how long they did
  record Totals(
      Duration wanted, Duration delivering, long pictures, long bytes, int gaps, int reconnects) {

    Totals plus(Totals more) {
      return new Totals(
          wanted.plus(more.wanted),
          delivering.plus(more.delivering),
          pictures + more.pictures,
          bytes + more.bytes,
          gaps + more.gaps,
          reconnects + more.reconnects);
    }

    Totals minus(Totals before) {
      return new Totals(
          wanted.minus(before.wanted),
          delivering.minus(before.delivering),
          pictures - before.pictures,
          bytes - before.bytes,
          gaps - before.gaps,
          reconnects - before.reconnects);
    }
  }

  synchronized Totals totals() {
    countTime();
    return new Totals(
        Duration.ofNanos(nanosWanted),
        Duration.ofNanos(nanosDelivering),
        figures.allPictures(),
        figures.allBytes(),
        gaps,
        Math.max(0, connects - 1));
  }

  synchronized FeedState state() {
    return state;
  }

  synchronized StreamProblem problem() {
    return switch (state) {
      case FeedState.Lost(_, var problem, _) -> problem;
      case FeedState.Waiting _ -> StreamProblem.NO_ROOM;
      case FeedState.Idle _, FeedState.Connecting _, FeedState.Delivering _ ->
          StreamProblem.NONE_YET;
    };
  }

  synchronized FeedHealth health() {
    var nanos = nanoTime.getAsLong();
    var current = format;
    var newest = figures.last();
    return new FeedHealth(
        state,
        newest == 0 ? null : clock.instant().minusNanos(nanos - newest),
        figures.bitsPerSecond(nanos),
        figures.framesPerSecond(nanos),
        figures.keyframeDistance(),
        Math.max(0, connects - 1),
        gaps,
        cameraClock,
        viewers.size(),
        current == null ? null : current.codecs(),
        current == null ? 0 : current.width(),
        current == null ? 0 : current.height());
  }

  /// Forgets every picture. Viewers are not told: their views have ended already.
  @Override
  public void close() {
    synchronized (this) {
      become(new FeedState.Idle());
    }
    ring.close();
    if (heardFrom == null) {
      sounds.close();
    }
  }

  private static long ticks(Duration duration) {
    return duration.toMillis() * Timeline.TICKS / 1000;
  }

  private static long ticks(long nanos) {
    return nanos / NANOS_PER_SECOND * Timeline.TICKS
        + nanos % NANOS_PER_SECOND * Timeline.TICKS / NANOS_PER_SECOND;
  }

  private static Duration duration(long ticks) {
    return Duration.ofNanos(ticks * 100_000 / 9);
  }
}

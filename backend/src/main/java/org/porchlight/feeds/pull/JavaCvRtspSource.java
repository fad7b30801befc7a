package org.porchlight.feeds.pull;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.Codec;
import org.porchlight.feeds.media.PictureReader;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.media.Timeline;
import org.porchlight.feeds.pull.rtp.SoundDepacketiser;
import org.porchlight.registry.StreamAddress.Scheme;

/// Reads RTSP cameras with the libavformat of JavaCV, through an [RtspRelay].
///
/// Not `FFmpegFrameGrabber`: it opens decoders, tries a wrong password twice, and holds one lock of
/// the whole JVM while it connects. No decoder is opened here, and nothing is probed: what is
/// needed stands in the parameter sets.
public final class JavaCvRtspSource implements VideoSource {

  private final PullLimits limits;
  private final Trust trust;

  /// @param trust who may vouch for cameras
  public JavaCvRtspSource(PullLimits limits, Trust trust) {
    this.trust = trust;
    this.limits = limits;
    // Loading the native code takes a while; whoever needs it sooner waits for this.
    Thread.ofPlatform().name("ffmpeg-loading").daemon().start(Deadline::prepare);
  }

  @Override
  public VideoStream stream(Target target, Receiver receiver) {
    return new Connection(target, receiver);
  }

  @Override
  public Thread.Builder threads() {
    return Thread.ofPlatform().daemon();
  }

  /// What is asked of the keeper's thread: FFmpeg is opened, read and closed on it.
  private final class Connection implements VideoStream {

    private final Target target;
    private final Receiver receiver;
    private @Nullable JavaCvStream stream;
    private boolean aborted;

    Connection(Target target, Receiver receiver) {
      this.target = target;
      this.receiver = receiver;
    }

    @Override
    public void open() throws StreamLost {
      var scheme = target.address().scheme();
      if (scheme != Scheme.RTSP && scheme != Scheme.RTSPS) {
        throw new StreamLost(StreamProblem.NOT_VIDEO, scheme + " is not pulled");
      }
      var relay = RtspRelay.open(target, limits, trust);
      try {
        var opened = new JavaCvStream(relay, limits, target.sound());
        tellOfSound(relay);
        synchronized (this) {
          stream = opened;
          if (aborted) {
            opened.abort();
          }
        }
      } catch (StreamLost | RuntimeException failed) {
        tellOfSound(relay);
        relay.close();
        throw failed;
      }
    }

    private void tellOfSound(RtspRelay relay) {
      if (relay.sound() != null) {
        receiver.soundAsked();
      }
    }

    @Override
    public StreamLost awaitEnd() {
      var opened = stream;
      if (opened == null) {
        throw new IllegalStateException("not open");
      }
      try {
        return opened.deliver(receiver);
      } catch (RuntimeException strange) {
        return StreamLost.because(strange);
      }
    }

    @Override
    public synchronized void abort() {
      aborted = true;
      if (stream != null) {
        stream.abort();
      }
    }

    @Override
    public void close() {
      if (stream != null) {
        stream.close();
      }
    }
  }

  /// When FFmpeg must stop waiting, in native memory, where the callback finds it by its opaque
  /// pointer. JavaCPP has ten slots for callbacks of one class: the eleventh camera's own would
  /// silently never be called, so all cameras share one.
  private static final class Deadline {

    private static final VarHandle AT = ValueLayout.JAVA_LONG.varHandle();
    private static final ValueLayout.OfLong CELL = ValueLayout.JAVA_LONG;
    private static final Overdue OVERDUE = new Overdue();

    static {
      // FFmpeg would write to the terminal; what it says is in the errors it returns.
      avutil.av_log_set_level(avutil.AV_LOG_QUIET);
      avformat.avformat_network_init();
    }

    private final Arena arena = Arena.ofShared();
    private final MemorySegment cell = arena.allocate(CELL);
    private volatile boolean aborted;

    /// Loads the native code, once, where it holds nobody up.
    static void prepare() {
      if (OVERDUE.isNull()) {
        throw new IllegalStateException("FFmpeg has no callback");
      }
    }

    void attachTo(AVFormatContext context) {
      context.interrupt_callback().callback(OVERDUE);
      context.interrupt_callback().opaque(new Address(cell.address()));
    }

    /// @param nanoTime on the clock of [System#nanoTime()]
    void at(long nanoTime) {
      AT.setVolatile(cell, 0L, nanoTime);
      if (aborted) {
        // An abort that came just before must not be forgotten.
        AT.setVolatile(cell, 0L, System.nanoTime() - 1);
      }
    }

    void in(Duration time) {
      at(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
      return aborted || (long) AT.getVolatile(cell, 0L) - System.nanoTime() < 0;
    }

    boolean isAborted() {
      return aborted;
    }

    void forClosing() {
      aborted = false;
      in(Duration.ofMillis(200));
    }

    synchronized void abort() {
      aborted = true;
      if (arena.scope().isAlive()) {
        AT.setVolatile(cell, 0L, System.nanoTime() - 1);
      }
    }

    synchronized void close() {
      arena.close();
    }

    private static final class Overdue extends AVIOInterruptCB.Callback_Pointer {

      @Override
      @SuppressWarnings("restricted")
      public int call(Pointer cell) {
        var at = MemorySegment.ofAddress(cell.address()).reinterpret(Long.BYTES).get(CELL, 0);
        return at - System.nanoTime() < 0 ? 1 : 0;
      }
    }

    /// Memory that is not JavaCPP's.
    private static final class Address extends Pointer {

      Address(long address) {
        super((Pointer) null);
        this.address = address;
      }
    }
  }

  /// Makes sound of FFmpeg's packets. Never throws: what is not as it should be is left out.
  private static final class Ear {

    private final SoundFormat format;
    private final int stream;
    private final long numerator;
    private final long denominator;
    private long next = Timeline.NONE;

    Ear(SoundFormat format, AVStream stream) {
      this.format = format;
      this.stream = stream.index();
      this.numerator = (long) stream.time_base().num() * format.rate();
      this.denominator = stream.time_base().den();
    }

    void hear(AVPacket packet, Receiver receiver) {
      if (packet.stream_index() != stream) {
        return;
      }
      var samples =
          switch (format) {
            case SoundFormat.Aac _ -> SoundFormat.Aac.FRAME;
            case SoundFormat.G711 law -> packet.size() / law.channels();
            case SoundFormat.Flac _ -> 0;
          };
      var said = packet.pts() != avutil.AV_NOPTS_VALUE;
      var time = said ? Math.floorDiv(packet.pts() * numerator, denominator) : next;
      if (samples > 0 && packet.size() <= SoundDepacketiser.LARGEST && time != Timeline.NONE) {
        next = time + samples;
        receiver.sound(
            new Sound(
                format, bytes(packet), 0, packet.size(), samples, time, Timeline.NONE, false));
      }
    }
  }

  /// What a packet holds, until the next is read.
  @SuppressWarnings("restricted")
  private static MemorySegment bytes(AVPacket packet) {
    return MemorySegment.ofAddress(packet.data().address()).reinterpret(packet.size());
  }

  private static final class JavaCvStream {

    private static final String WHITELIST = "h264,hevc,mjpeg,aac,pcm_alaw,pcm_mulaw";

    private final RtspRelay relay;
    private final PullLimits limits;
    private final Deadline deadline = new Deadline();
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFormatContext context;
    private final int video;
    private final Codec codec;
    private final byte[] parameterSets;
    private final long ticksNumerator;
    private final long ticksDenominator;
    private final Watch watch;
    private final @Nullable Ear ear;

    /// @param sound whether FFmpeg may set up sound
    JavaCvStream(RtspRelay relay, PullLimits limits, boolean sound) throws StreamLost {
      this.relay = relay;
      this.limits = limits;
      this.context = avformat.avformat_alloc_context();
      try {
        deadline.attachTo(context);
        deadline.in(limits.open());
        openInput(sound);
      } catch (StreamLost | RuntimeException failed) {
        packet.close();
        deadline.close();
        throw failed;
      }
      AVStream found = null;
      for (var i = 0; i < context.nb_streams(); i++) {
        var stream = context.streams(i);
        if (codecOf(stream) != null) {
          found = stream;
          break;
        }
      }
      var known = found == null ? null : codecOf(found);
      if (found == null || known == null) {
        close();
        throw new StreamLost(StreamProblem.NOT_VIDEO, "no format that is let in");
      }
      this.video = found.index();
      this.codec = known;
      this.parameterSets = extraData(found);
      this.ticksNumerator = (long) found.time_base().num() * Timeline.TICKS;
      this.ticksDenominator = found.time_base().den();
      this.watch = new Watch(limits, System.nanoTime());
      this.ear = sound ? ear() : null;
    }

    private @Nullable Ear ear() {
      var described = relay.sound();
      for (var i = 0; i < context.nb_streams() && described != null; i++) {
        var stream = context.streams(i);
        if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
          return new Ear(described.format(), stream);
        }
      }
      return null;
    }

    private void openInput(boolean sound) throws StreamLost {
      var format = avformat.av_find_input_format("rtsp");
      try (var options = new AVDictionary(null)) {
        avutil.av_dict_set(options, "rtsp_transport", "tcp", 0);
        avutil.av_dict_set(options, "allowed_media_types", sound ? "video+audio" : "video", 0);
        avutil.av_dict_set(options, "protocol_whitelist", "rtsp,rtp,tcp", 0);
        avutil.av_dict_set(options, "codec_whitelist", WHITELIST, 0);
        avutil.av_dict_set_int(options, "timeout", limits.open().toNanos() / 1000, 0);
        avutil.av_dict_set_int(options, "reorder_queue_size", 0, 0);
        avutil.av_dict_set_int(options, "max_streams", 4, 0);
        // On failure FFmpeg frees the context itself.
        var result = avformat.avformat_open_input(context, relay.url(), format, options);
        var unknown = avutil.av_dict_count(options);
        avutil.av_dict_free(options);
        if (result < 0) {
          throw relay.trouble().orElseGet(() -> problemOf(result));
        }
        if (unknown > 0) {
          avformat.avformat_close_input(context);
          throw new StreamLost(StreamProblem.MISCONFIGURED, unknown + " options unknown to FFmpeg");
        }
      }
    }

    private StreamLost problemOf(int error) {
      if (deadline.isOver() || !relay.hasHeard()) {
        return new StreamLost(StreamProblem.NO_ANSWER, "no answer in time");
      }
      return new StreamLost(
          error == avutil.AVERROR_INVALIDDATA() ? StreamProblem.NOT_VIDEO : StreamProblem.NO_ANSWER,
          messageOf(error));
    }

    private static String messageOf(int error) {
      var text = new byte[128];
      avutil.av_strerror(error, text, text.length);
      var length = 0;
      while (length < text.length && text[length] != 0) {
        length++;
      }
      return new String(text, 0, length, java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static @Nullable Codec codecOf(AVStream stream) {
      var id = stream.codecpar().codec_id();
      if (id == avcodec.AV_CODEC_ID_H264) {
        return Codec.H264;
      }
      if (id == avcodec.AV_CODEC_ID_HEVC) {
        return Codec.HEVC;
      }
      return id == avcodec.AV_CODEC_ID_MJPEG ? Codec.MJPEG : null;
    }

    private static byte[] extraData(AVStream stream) {
      var size = stream.codecpar().extradata_size();
      var bytes = new byte[Math.clamp(size, 0, RtspMessage.LONGEST_BODY)];
      if (bytes.length > 0) {
        stream.codecpar().extradata().get(bytes);
      }
      return bytes;
    }

    StreamLost deliver(Receiver receiver) {
      var picture = new PictureReader(codec);
      picture.learn(parameterSets);
      receiver.begin();
      try {
        while (true) {
          read(receiver);
          if (picture.read(bytes(packet), isKey())) {
            receiver.take(new Packet(picture, ticks(packet.pts()), false));
          }
        }
      } catch (StreamLost lost) {
        return lost;
      }
    }

    /// Waits for the next picture, and hands on what is heard meanwhile.
    private void read(Receiver receiver) throws StreamLost {
      while (true) {
        avcodec.av_packet_unref(packet);
        deadline.at(watch.deadline());
        var result = avformat.av_read_frame(context, packet);
        // Once a deadline has passed, FFmpeg still hands out a picture that it held back, and only
        // the next call fails, after as long a wait again: what comes after the deadline is the
        // end.
        if (deadline.isOver()) {
          throw relay.trouble().orElseGet(this::overdue);
        }
        if (result < 0) {
          throw relay
              .trouble()
              .orElseGet(() -> new StreamLost(StreamProblem.ENDED, messageOf(result)));
        }
        if (packet.stream_index() == video && packet.size() > 0) {
          watch.picture(isKey(), System.nanoTime());
          return;
        }
        if (ear != null && packet.size() > 0) {
          ear.hear(packet, receiver);
        }
      }
    }

    private StreamLost overdue() {
      if (deadline.isAborted()) {
        return new StreamLost(StreamProblem.ENDED, "closed by us");
      }
      return watch
          .overdue(System.nanoTime())
          .orElseGet(() -> new StreamLost(StreamProblem.STALLED, "nothing in time"));
    }

    private boolean isKey() {
      return (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    }

    private long ticks(long time) {
      return time == avutil.AV_NOPTS_VALUE
          ? Timeline.NONE
          : time * ticksNumerator / ticksDenominator;
    }

    void abort() {
      // FFmpeg looks at it every tenth of a second.
      deadline.abort();
    }

    void close() {
      // The camera is told with a TEARDOWN: many keep a session for a minute, and allow only two.
      deadline.forClosing();
      avformat.avformat_close_input(context);
      relay.finish();
      avcodec.av_packet_free(packet);
      deadline.close();
    }
  }
}

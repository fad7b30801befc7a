package org.porchlight.feeds.pull;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.media.ChunkPool;
import org.porchlight.registry.StreamAddress.Scheme;

/// One camera's RTSP 1.0 session (RFC 2326) with RTP interleaved into the one connection, as a
/// state machine that never waits. Sound is set up after the video where it may be received, and
/// nothing else ever is.
///
/// A camera in a trusted network that refuses to send over the connection is asked to send over UDP
/// ([UdpTrack]); see docs/decisions/0036-udp-in-trusted-networks.md.
///
/// All but the methods of [VideoStream] are for the loop's thread.
final class RtspSession
    implements VideoSource.VideoStream, RtspLoop.Member, Incoming.Taker, UdpTrack.Owner {

  private static final Pattern CHANNELS =
      Pattern.compile("(?i)interleaved=(\\d{1,3})(?:-(\\d{1,3}))?");
  private static final Pattern TIMEOUT = Pattern.compile("(?i)timeout\\s*=\\s*(\\d{1,6})");

  /// What RFC 2326 says for cameras that say nothing.
  private static final long USUAL_TIMEOUT = TimeUnit.SECONDS.toNanos(60);

  private static final long REPORT_EVERY = TimeUnit.SECONDS.toNanos(5);

  /// How long a camera may take to let us go. Many keep a session for a minute, and allow only two.
  private static final long FAREWELL = TimeUnit.MILLISECONDS.toNanos(300);

  private enum Step {
    NEW,
    CONNECTING,
    SECURING,
    OPTIONS,
    DESCRIBE,
    SETUP,
    /// The video is set up, and the sound is asked for.
    SETUP_SOUND,
    PLAY,
    PLAYING,
    /// The camera was told that we go.
    LEAVING,
    ENDED
  }

  private final RtspLoop loop;
  private final Target target;
  private final VideoSource.Receiver receiver;
  private final World world;
  private final PullLimits limits;
  private final RtspRules rules;
  private final LoginAnswers answers;
  private final CertificateCheck certificate;
  private final Budget budget;
  private final Incoming incoming;
  private final CompletableFuture<Boolean> playing = new CompletableFuture<>();
  private final CompletableFuture<StreamLost> ended = new CompletableFuture<>();
  private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

  private Step step = Step.NEW;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable Wire wire;
  private @Nullable Watch watch;
  private @Nullable Pace pace;

  /// Whether it is read only when the loop [wakes][#wake()] it.
  private boolean napping;

  /// Whether the loop is going to wake it.
  private boolean toBeWoken;

  /// When it was read last, and how long it had been left alone before it is read now.
  private long lastRead;

  private long waited;

  private @Nullable Tracks tracks;

  /// Video and sound, if they come over UDP.
  private final List<UdpTrack> datagrams = new ArrayList<>(2);

  private boolean broken;

  // What was asked, and what is known from the answers.
  private @Nullable RtspMessage question;
  private int attempts;
  private int cseq;
  private boolean knowsGetParameter;
  private String base;
  private String control = "";
  private String aggregate = "";
  private String session = "";
  private long aliveEvery = USUAL_TIMEOUT / 2;

  // When, on the clock of System.nanoTime().
  private long openBy;
  private long answerBy;
  private long nextSignOfLife;
  private long nextReport;

  /// What all sessions share.
  ///
  /// @param pool where pictures are put together
  /// @param clock to compare the camera's with
  /// @param trust who may vouch for cameras
  /// @param ports of ours, for cameras that send over UDP
  record World(PullLimits limits, ChunkPool pool, Clock clock, Trust trust, UdpPorts ports) {}

  RtspSession(RtspLoop loop, Target target, VideoSource.Receiver receiver, World world) {
    this.loop = loop;
    this.target = target;
    this.receiver = receiver;
    this.world = world;
    this.limits = world.limits();
    this.rules = new RtspRules(target);
    this.answers = new LoginAnswers(target);
    this.certificate = world.trust().check(target);
    this.budget = new Budget(limits.bitsPerSecond());
    this.incoming = new Incoming(budget);
    this.base = rules.base();
  }

  // ---- for the keeper

  @Override
  public void open() throws StreamLost {
    var scheme = target.address().scheme();
    if (scheme != Scheme.RTSP && scheme != Scheme.RTSPS) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, scheme + " is not pulled");
    }
    loop.run(this::connect);
    if (!playing.join()) {
      throw ended.join();
    }
  }

  @Override
  public StreamLost awaitEnd() {
    return ended.join();
  }

  @Override
  public void abort() {
    loop.run(() -> end(new StreamLost(StreamProblem.ENDED, "closed by us")));
  }

  @Override
  public void close() {
    abort();
    // A moment, so that a camera that allows few sessions has given this one back.
    gone.completeOnTimeout(true, FAREWELL * 2, TimeUnit.NANOSECONDS).join();
  }

  // ---- for the loop

  private void connect() {
    if (step != Step.NEW) {
      return;
    }
    step = Step.CONNECTING;
    openBy = System.nanoTime() + limits.open().toNanos();
    answerBy = openBy;
    carefully(() -> {
      var socket = SocketChannel.open();
      channel = socket;
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = loop.register(socket, SelectionKey.OP_CONNECT, this);
      if (socket.connect(new InetSocketAddress(target.pinned(), target.address().port()))) {
        connected(socket);
      }
    });
  }

  /// The socket can be connected, written or read.
  @Override
  public void ready() {
    var socket = channel;
    var selected = key;
    if (socket == null || selected == null || !selected.isValid()) {
      return;
    }
    carefully(() -> {
      if (step != Step.CONNECTING) {
        goOn();
      } else if (socket.finishConnect()) {
        connected(socket);
      }
    });
  }

  /// Whatever goes wrong with one camera ends its own session and nothing else.
  @Override
  public void carefully(UdpTrack.Work work) {
    try {
      work.run();
    } catch (StreamLost lost) {
      end(lost);
    } catch (IOException failed) {
      var early = step == Step.CONNECTING || step == Step.SECURING;
      broken = true;
      end(
          certificate.lost(
              new StreamLost(
                  early ? StreamProblem.NO_ANSWER : StreamProblem.ENDED,
                  "the connection broke",
                  failed)));
    } catch (RuntimeException strange) {
      end(StreamLost.because(strange));
    } catch (OutOfMemoryError full) {
      end(new StreamLost(StreamProblem.MISCONFIGURED, "no memory for pictures", full));
    }
  }

  private void connected(SocketChannel socket) throws IOException {
    wire =
        target.address().scheme() == Scheme.RTSPS
            ? TlsWire.to(
                target.address(),
                socket,
                certificate.context(),
                calculation -> loop.aside(calculation, this::ready),
                () -> loop.run(this::ready))
            : new PlainWire(socket);
    step = Step.SECURING;
    goOn();
  }

  private void goOn() throws IOException {
    var connection = wire;
    if (connection == null) {
      return;
    }
    if (step == Step.SECURING) {
      if (connection.begin()) {
        step = Step.OPTIONS;
        ask("OPTIONS", base);
      }
    } else {
      connection.flush();
      read(connection);
      var nap = mayNap();
      napping = nap > 0;
      if (napping && !toBeWoken) {
        toBeWoken = true;
        loop.nap(this, nap);
      }
    }
    wantWhatIsNeeded(connection);
  }

  /// How long it may be left alone: nobody is waiting for its pictures, and not much will have come
  /// when it is read again. What comes over UDP does not wait. 0 for not at all.
  private long mayNap() {
    var rhythm = pace;
    return step == Step.PLAYING
            && datagrams.isEmpty()
            && rhythm != null
            && tracks != null
            && !tracks.hasSound()
            && !receiver.isWatched()
        ? rhythm.nap()
        : 0;
  }

  /// The nap is over.
  void wake() {
    toBeWoken = false;
    endNap();
  }

  private void endNap() {
    if (napping) {
      carefully(this::goOn);
    }
  }

  @Override
  public void hurry() {
    loop.run(this::endNap);
  }

  private void wantWhatIsNeeded(Wire connection) throws IOException {
    var selected = key;
    if (selected != null && selected.isValid()) {
      var interest =
          (napping ? 0 : SelectionKey.OP_READ) | (connection.flush() ? 0 : SelectionKey.OP_WRITE);
      if (selected.interestOps() != interest) {
        selected.interestOps(interest);
      }
    }
  }

  /// Looks at the clock.
  @Override
  public void tick(long now) {
    switch (step) {
      case CONNECTING, SECURING, OPTIONS, DESCRIBE, SETUP, SETUP_SOUND, PLAY -> {
        if (now - openBy >= 0 || now - answerBy >= 0) {
          end(new StreamLost(StreamProblem.NO_ANSWER, "no answer in time"));
        }
      }
      case PLAYING -> {
        if (watch != null) {
          watch.overdue(now).ifPresent(this::end);
        }
        keepAlive(now);
      }
      case LEAVING -> {
        if (now - answerBy >= 0) {
          abandon();
        }
      }
      case NEW, ENDED -> {}
    }
  }

  private void keepAlive(long now) {
    var connection = wire;
    if (step != Step.PLAYING || connection == null) {
      return;
    }
    carefully(() -> {
      if (now - nextReport >= 0) {
        nextReport = now + REPORT_EVERY;
        for (var report : tracks == null ? List.<byte[]>of() : tracks.reports(now)) {
          if (datagrams.isEmpty()) {
            connection.write(report);
          }
          datagrams.forEach(track -> track.report(report));
        }
      }
      if (now - nextSignOfLife >= 0) {
        nextSignOfLife = now + aliveEvery;
        ask(knowsGetParameter ? "GET_PARAMETER" : "OPTIONS", aggregate);
      }
      wantWhatIsNeeded(connection);
    });
  }

  /// Why it is over, once. The camera is told if it plays.
  private void end(StreamLost lost) {
    if (step == Step.LEAVING || step == Step.ENDED) {
      return;
    }
    var played = step == Step.PLAY || step == Step.PLAYING;
    forgetTracks();
    ended.complete(lost);
    playing.complete(false);
    if (played && !broken) {
      leave();
    } else {
      abandon();
    }
  }

  private void leave() {
    step = Step.LEAVING;
    napping = false;
    answerBy = System.nanoTime() + FAREWELL;
    try {
      ask("TEARDOWN", aggregate);
      if (wire != null) {
        wantWhatIsNeeded(wire);
      }
    } catch (IOException _) {
      abandon();
    }
  }

  /// Lets go of the connection, whatever it was about.
  @Override
  public void abandon() {
    step = Step.ENDED;
    napping = false;
    forgetTracks();
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException _) {
      // It is gone either way.
    }
    ended.complete(new StreamLost(StreamProblem.ENDED, "closed by us"));
    playing.complete(false);
    gone.complete(true);
  }

  // ---- bytes in

  private void read(Wire connection) throws IOException {
    var now = System.nanoTime();
    waited = napping ? now - lastRead : 0;
    lastRead = now;
    var count = incoming.read(connection, loop.buffer(), this);
    if (pace != null) {
      pace.read(count, now);
    }
    if (count < 0 && step != Step.ENDED) {
      if (step == Step.LEAVING) {
        abandon();
      } else {
        broken = true;
        throw new StreamLost(StreamProblem.ENDED, "the camera ended the connection");
      }
    }
  }

  @Override
  public boolean isDone() {
    return step == Step.ENDED;
  }

  @Override
  public StreamLost nonsense() {
    return tracks == null
        ? new StreamLost(StreamProblem.NOT_VIDEO, "not RTSP")
        : new StreamLost(StreamProblem.OUT_OF_BOUNDS, "neither a frame nor a message");
  }

  @Override
  public void message(RtspMessage message) throws IOException {
    if (message.isReply()) {
      reply(message);
    } else {
      rules.checkUnasked(message);
    }
  }

  @Override
  public void frame(ByteBuffer in, int of, int at, int length) throws StreamLost {
    if (tracks != null && datagrams.isEmpty()) {
      tracks.frame(in, of, at, length);
    }
  }

  @Override
  public void frame(ByteBuffer in, MemorySegment memory, int of, int at, int length)
      throws StreamLost {
    if (tracks != null) {
      tracks.frame(in, memory, of, at, length);
    }
  }

  private void forgetTracks() {
    datagrams.forEach(UdpTrack::close);
    datagrams.clear();
    if (tracks != null) {
      tracks.close();
      tracks = null;
    }
  }

  // ---- questions and answers

  private void ask(String method, String uri) throws IOException {
    var request =
        new RtspMessage(method + " " + uri + " RTSP/1.0", List.of(), new byte[0])
            .with("User-Agent", "Porchlight");
    if (!session.isEmpty()) {
      request = request.with("Session", session);
    }
    question =
        switch (method) {
          case "DESCRIBE" -> request.with("Accept", "application/sdp");
          case "SETUP" -> request.with("Transport", transport());
          case "PLAY" -> request.with("Range", "npt=0.000-");
          default -> request;
        };
    attempts = 0;
    send();
  }

  private String transport() {
    if (datagrams.isEmpty()) {
      return "RTP/AVP/TCP;unicast;interleaved=" + (step == Step.SETUP ? "0-1" : "2-3");
    }
    var port = datagrams.getLast().port();
    return "RTP/AVP;unicast;client_port=" + port + "-" + (port + 1);
  }

  private void send() throws IOException {
    var request = question;
    var connection = wire;
    if (request == null || connection == null) {
      return;
    }
    var numbered = request.with("CSeq", ++cseq + "");
    var authorization = answers.authorization(request.method(), request.uri());
    if (authorization.isPresent()) {
      numbered = numbered.with("Authorization", authorization.get());
    }
    if (step != Step.PLAYING && step != Step.LEAVING) {
      answerBy = System.nanoTime() + limits.answer().toNanos();
    }
    connection.write(numbered.toBytes());
  }

  private void reply(RtspMessage reply) throws IOException {
    var asked = question;
    var number = reply.header("CSeq").orElse("").strip();
    if (asked == null || !number.equals(cseq + "") || reply.status() / 100 == 1) {
      return;
    }
    if (step == Step.LEAVING) {
      abandon();
      return;
    }
    // Whoever has let us in for the video and not for the sound is not asked again.
    if (reply.status() == 401 && (step != Step.SETUP_SOUND || attempts == 0)) {
      answers.challenged(reply.all("WWW-Authenticate"), attempts++);
      send();
      return;
    }
    question = null;
    if (step == Step.SETUP && reply.status() == 461 && datagrams.isEmpty()) {
      askForDatagrams();
      return;
    }
    if (step == Step.SETUP_SOUND && reply.status() >= 400) {
      // It says that it has sound, and does not give it.
      if (tracks != null) {
        tracks.mute();
      }
      if (datagrams.size() > 1) {
        datagrams.removeLast().close();
      }
      play();
      return;
    }
    rules.check(asked.method(), reply);
    switch (step) {
      case OPTIONS -> {
        knowsGetParameter =
            reply.header("Public").filter(methods -> methods.contains("GET_PARAMETER")).isPresent();
        step = Step.DESCRIBE;
        ask("DESCRIBE", base);
      }
      case DESCRIBE -> described(reply);
      case SETUP -> setUp(reply);
      case SETUP_SOUND -> setUpSound(reply);
      case PLAY -> {
        step = Step.PLAYING;
        playing.complete(true);
      }
      case PLAYING -> {
        if (reply.status() == 454) {
          throw new StreamLost(StreamProblem.ENDED, "the camera has forgotten the session");
        }
      }
      case NEW, CONNECTING, SECURING, LEAVING, ENDED -> {}
    }
  }

  private void described(RtspMessage reply) throws IOException {
    var video = Description.video(reply.body(), rules::isCameras);
    base =
        reply
            .header("Content-Base")
            .or(() -> reply.header("Content-Location"))
            .filter(address -> address.contains("://"))
            .orElse(base);
    control = resolve(video.control());
    aggregate = resolve(video.aggregate());
    var heard =
        target.sound() ? Description.sound(reply.body()) : Optional.<Description.Sound>empty();
    tracks =
        new Tracks(loop, limits, world.pool(), world.clock(), video, heard, new WhilePlaying());
    step = Step.SETUP;
    ask("SETUP", control);
  }

  /// What a control attribute means (RFC 2326 C.1.1), and what cameras mean by it: most append it
  /// to the address, query and all.
  private String resolve(String attribute) {
    if (attribute.isEmpty() || attribute.equals("*")) {
      return base;
    }
    if (attribute.contains("://")) {
      return attribute;
    }
    if (attribute.startsWith("/")) {
      var path = base.indexOf('/', base.indexOf("://") + 3);
      return (path < 0 ? base : base.substring(0, path)) + attribute;
    }
    return base.endsWith("/") ? base + attribute : base + "/" + attribute;
  }

  /// The camera does not send over its connection: then over UDP, where that may be.
  private void askForDatagrams() throws IOException {
    if (target.address().scheme() != Scheme.RTSP) {
      throw new StreamLost(
          StreamProblem.LED_ELSEWHERE, "sends over UDP only, which is not encrypted");
    }
    if (!target.trusted()) {
      throw new StreamLost(
          StreamProblem.LED_ELSEWHERE, "sends over UDP only, and its network was not granted");
    }
    if (world.ports().isNone()) {
      throw new StreamLost(
          StreamProblem.LED_ELSEWHERE,
          "sends over UDP only, and porchlight.feeds.udp-ports is " + UdpPorts.NONE);
    }
    openPorts(new Tracks.Channels(0, 1));
    ask("SETUP", control);
  }

  private void openPorts(Tracks.Channels channels) throws IOException {
    datagrams.add(
        UdpTrack.open(loop, world.ports(), self(), target.pinned(), channels, budget, this));
  }

  /// Our address on the connection.
  private InetAddress self() throws IOException {
    if (channel != null && channel.getLocalAddress() instanceof InetSocketAddress own) {
      return own.getAddress();
    }
    throw new StreamLost(StreamProblem.ENDED, "no connection");
  }

  private void setUp(RtspMessage reply) throws IOException {
    var set = tracks;
    if (set == null) {
      return;
    }
    set.video(channels(reply));
    var said = reply.header("Session").orElse("");
    session = said.split(";", 2)[0].strip();
    var timeout = TIMEOUT.matcher(said);
    if (timeout.find()) {
      var seconds = Math.clamp(Long.parseLong(timeout.group(1)), 2, 120);
      aliveEvery = TimeUnit.SECONDS.toNanos(seconds) / 2;
    }
    var now = System.nanoTime();
    watch = new Watch(limits, now);
    pace = new Pace(now);
    nextReport = now + REPORT_EVERY;
    nextSignOfLife = now + aliveEvery;
    receiver.begin();
    var heard = set.soundControl();
    if (heard.isEmpty()) {
      play();
    } else {
      step = Step.SETUP_SOUND;
      receiver.soundAsked();
      try {
        if (!datagrams.isEmpty()) {
          openPorts(new Tracks.Channels(2, 3));
        }
      } catch (StreamLost _) {
        // No ports for that: the pictures go on without.
        set.mute();
        play();
        return;
      }
      ask("SETUP", resolve(heard.get()));
    }
  }

  private void setUpSound(RtspMessage reply) throws IOException {
    var channels = channels(reply);
    if (tracks != null) {
      tracks.sound(channels);
    }
    play();
  }

  private void play() throws IOException {
    step = Step.PLAY;
    ask("PLAY", aggregate);
  }

  private Tracks.Channels channels(RtspMessage reply) throws IOException {
    if (!datagrams.isEmpty()) {
      var track = datagrams.getLast();
      track.expect(rules.checkDatagrams(reply, self(), track.port()));
      return track.channels();
    }
    rules.checkInterleaved(reply);
    var channels = CHANNELS.matcher(reply.header("Transport").orElse(""));
    if (!channels.find()) {
      throw new StreamLost(StreamProblem.LED_ELSEWHERE, "transport without channels");
    }
    var media = Integer.parseInt(channels.group(1));
    return new Tracks.Channels(
        media, channels.group(2) == null ? media + 1 : Integer.parseInt(channels.group(2)));
  }

  /// Hands on what comes once it is clear that it may.
  private final class WhilePlaying implements VideoSource.Receiver {

    private @Nullable Duration clockAhead;

    @Override
    public void begin() {
      receiver.begin();
    }

    @Override
    public void take(VideoSource.Packet packet) {
      var watching = watch;
      if (watching != null && isPlaying()) {
        watching.picture(packet.picture().isKey(), System.nanoTime());
        receiver.take(waited == 0 ? packet : packet.after(waited));
      }
    }

    /// A report may have been there for as long as the camera was left alone: then its clock is
    /// ahead by that much more. Of what that leaves open, what was known before is believed.
    @Override
    public void cameraClock(Duration ahead) {
      var most = ahead.plusNanos(waited);
      var known = clockAhead;
      var now = known == null ? ahead.plusNanos(waited / 2) : known;
      now = now.compareTo(ahead) < 0 ? ahead : now.compareTo(most) > 0 ? most : now;
      clockAhead = now;
      receiver.cameraClock(now);
    }

    @Override
    public void sound(VideoSource.Sound piece) {
      if (isPlaying()) {
        receiver.sound(piece);
      }
    }

    private boolean isPlaying() {
      return step == Step.PLAY || step == Step.PLAYING;
    }
  }
}

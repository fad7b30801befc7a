package org.porchlight.feeds.pull.push;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.Budget;
import org.porchlight.feeds.pull.Description;
import org.porchlight.feeds.pull.Incoming;
import org.porchlight.feeds.pull.PlainWire;
import org.porchlight.feeds.pull.RtspLoop;
import org.porchlight.feeds.pull.RtspMessage;
import org.porchlight.feeds.pull.StreamLost;
import org.porchlight.feeds.pull.TlsWire;
import org.porchlight.feeds.pull.Tracks;
import org.porchlight.feeds.pull.Tracks.Channels;
import org.porchlight.feeds.pull.Watch;
import org.porchlight.feeds.pull.Wire;
import org.porchlight.registry.CameraId;

/// One connection of somebody who dials in, as a state machine that never waits: a stranger until
/// the password was right, then a camera that sends. What a camera sends is read only while
/// somebody [takes][#attach] it; until then it is passed over where it lies.
///
/// All but [#attach], [#detach], [#recheck], [#end(StreamLost)] and what only reads final fields is
/// for the loop's thread.
final class PushSession implements RtspLoop.Member, Incoming.Taker {

  private static final Pattern CHANNELS =
      Pattern.compile("(?i)interleaved\\s*=\\s*(\\d{1,3})(?:\\s*-\\s*(\\d{1,3}))?");
  private static final Pattern MODE = Pattern.compile("(?i)mode\\s*=\\s*\"?([a-z, ]+)\"?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

  private static final String METHODS =
      "OPTIONS, ANNOUNCE, SETUP, RECORD, TEARDOWN, GET_PARAMETER, SET_PARAMETER";

  /// What a program needs for two tracks and two tries of a password, several times over.
  private static final int MOST_REQUESTS = 40;

  private static final int MOST_QUESTIONS = 4;

  private static final long REPORT_EVERY = TimeUnit.SECONDS.toNanos(5);

  private enum Step {
    SECURING,
    /// Anybody.
    STRANGER,
    /// The password is being looked at.
    CHECKED,
    /// It may send what it has announced.
    KNOWN,
    SENDING,
    /// The last answer is on its way.
    LEAVING,
    ENDED
  }

  private final PushDoor door;
  private final RtspLoop loop;
  private final SocketChannel channel;
  private final InetAddress from;
  private final @Nullable SSLContext tls;
  private final Question question;
  private final Incoming incoming;
  private final String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final List<PushedStream> takers = new ArrayList<>();

  private Step step = Step.SECURING;
  private @Nullable SelectionKey key;
  private @Nullable Wire wire;
  private int requests;
  private int questions;

  // Of the request that is being looked at.
  private @Nullable RtspMessage asked;
  private String path = "";
  private PushDoor.@Nullable Verdict verdict;
  private long answerAt;

  // Of a known camera.
  private @Nullable Invitation invitation;
  private Description.@Nullable Video video;
  private Description.@Nullable Sound sound;
  private Channels videoOn = Channels.NONE;
  private Channels soundOn = Channels.NONE;
  private volatile @Nullable Instant sendsSince;
  private volatile boolean isTaken;

  // On the clock of System.nanoTime().
  private long knownBy;
  private long lastFrame;
  private long nextReport;

  PushSession(
      PushDoor door,
      RtspLoop loop,
      SocketChannel channel,
      InetAddress from,
      @Nullable SSLContext tls) {
    this.door = door;
    this.loop = loop;
    this.channel = channel;
    this.from = from;
    this.tls = tls;
    this.question = new Question(tls != null);
    this.incoming = new Incoming(new Budget(door.pull().bitsPerSecond()));
  }

  InetAddress from() {
    return from;
  }

  /// @throws java.util.NoSuchElementException if it is not known yet
  Invitation invitation() {
    return Optional.ofNullable(invitation).orElseThrow();
  }

  Optional<Presence> presence() {
    return Optional.ofNullable(sendsSince).map(at -> new Presence(at, from, tls != null, isTaken));
  }

  // ---- from any thread

  /// Begins to look at it.
  void begin() {
    loop.run(() -> {
      knownBy = System.nanoTime() + door.pull().open().toNanos();
      carefully(() -> {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = loop.register(channel, SelectionKey.OP_READ, this);
        wire =
            tls == null
                ? new PlainWire(channel)
                : TlsWire.from(
                    channel,
                    tls,
                    calculation -> loop.aside(calculation, this::ready),
                    () -> loop.run(this::ready));
        goOn();
      });
    });
  }

  /// Lets somebody take its pictures from the next keyframe on.
  void attach(PushedStream taker) {
    loop.run(() -> {
      var seen = video;
      if (step != Step.SENDING || seen == null || taker.isOver()) {
        taker.end(new StreamLost(StreamProblem.NOT_DIALLED_IN, "it has gone"));
        return;
      }
      carefully(() -> {
        var heard = taker.wantsSound() && !soundOn.equals(Channels.NONE) ? sound : null;
        var tracks =
            new Tracks(
                loop,
                door.pull(),
                door.pool(),
                door.clock(),
                seen,
                Optional.ofNullable(heard),
                taker.out());
        tracks.video(videoOn);
        if (heard != null) {
          tracks.sound(soundOn);
        }
        takers.add(taker);
        isTaken = true;
        taker.begin(tracks, new Watch(door.pull(), System.nanoTime()));
      });
    });
  }

  /// What it sends goes to somebody no longer. When nobody is left, it is passed over.
  void detach(PushedStream taker) {
    loop.run(() -> {
      taker.end(new StreamLost(StreamProblem.ENDED, "closed by us"));
      takers.remove(taker);
      if (takers.isEmpty()) {
        isTaken = false;
        lastFrame = System.nanoTime();
        incoming.forget();
        loop.wipe();
      }
    });
  }

  /// What was known about it may have changed.
  ///
  /// @param now who is expected at its path
  void recheck(Optional<Invitation> now) {
    loop.run(() -> {
      var was = invitation;
      if (was == null || step != Step.SENDING) {
        return;
      }
      var same = now.filter(is -> is.camera().equals(was.camera()) && is.key().isSameAs(was.key()));
      if (same.isEmpty()) {
        endHere(new StreamLost(StreamProblem.NOT_DIALLED_IN, "its key is not good any more"));
      } else if (!same.get().open()) {
        endHere(new StreamLost(StreamProblem.NOT_DIALLED_IN, "it is switched off"));
      } else if (same.get().sound() != was.sound() && sound != null) {
        // It sets up its tracks anew.
        endHere(new StreamLost(StreamProblem.NOT_DIALLED_IN, "its sound was switched"));
      }
    });
  }

  /// Ends it, from any thread.
  void end(StreamLost why) {
    loop.run(() -> endHere(why));
  }

  // ---- for the loop

  @Override
  public void ready() {
    var selected = key;
    if (selected != null && selected.isValid()) {
      carefully(this::goOn);
    }
  }

  private interface Work {

    void run() throws IOException;
  }

  /// Whatever goes wrong with one camera ends its own session and nothing else.
  private void carefully(Work work) {
    try {
      work.run();
    } catch (StreamLost lost) {
      endHere(lost);
    } catch (IOException failed) {
      endHere(new StreamLost(StreamProblem.ENDED, "the connection broke", failed));
    } catch (RuntimeException strange) {
      endHere(StreamLost.because(strange));
    } catch (OutOfMemoryError full) {
      endHere(new StreamLost(StreamProblem.MISCONFIGURED, "no memory for pictures", full));
    }
  }

  private void goOn() throws IOException {
    var connection = wire;
    if (connection == null || step == Step.ENDED) {
      return;
    }
    if (step == Step.SECURING && connection.begin()) {
      step = Step.STRANGER;
    }
    if (step != Step.SECURING && step != Step.LEAVING && step != Step.CHECKED) {
      var count = incoming.read(connection, loop.buffer(), this);
      if (count < 0 && step != Step.ENDED) {
        throw new StreamLost(StreamProblem.ENDED, "the camera ended the connection");
      }
    }
    wantWhatIsNeeded(connection);
  }

  private void wantWhatIsNeeded(Wire connection) throws IOException {
    var selected = key;
    if (selected == null || !selected.isValid()) {
      return;
    }
    var written = connection.flush();
    if (written && step == Step.LEAVING) {
      endHere(new StreamLost(StreamProblem.ENDED, "sent away"));
      return;
    }
    var reads = step != Step.CHECKED && step != Step.LEAVING;
    var interest = (reads ? SelectionKey.OP_READ : 0) | (written ? 0 : SelectionKey.OP_WRITE);
    if (selected.interestOps() != interest) {
      selected.interestOps(interest);
    }
  }

  @Override
  public void tick(long now) {
    switch (step) {
      case SECURING, STRANGER, KNOWN, LEAVING -> {
        if (now - knownBy >= 0) {
          endHere(new StreamLost(StreamProblem.NO_ANSWER, "not sending in time"));
        }
      }
      case CHECKED -> {
        if (verdict != null && now - answerAt >= 0) {
          carefully(this::answerStranger);
        } else if (now - knownBy >= 0) {
          endHere(new StreamLost(StreamProblem.NO_ANSWER, "not known in time"));
        }
      }
      case SENDING -> watch(now);
      case ENDED -> {}
    }
  }

  private void watch(long now) {
    if (takers.isEmpty() && now - lastFrame >= door.pull().silence().toNanos()) {
      endHere(new StreamLost(StreamProblem.STALLED, "nothing in time"));
      return;
    }
    for (var taker : List.copyOf(takers)) {
      taker.overdue(now).ifPresent(this::endHere);
    }
    var connection = wire;
    if (now - nextReport >= 0 && connection != null && step == Step.SENDING) {
      nextReport = now + REPORT_EVERY;
      carefully(() -> {
        for (var report : takers.isEmpty() ? List.<byte[]>of() : reports(now)) {
          connection.write(report);
        }
        wantWhatIsNeeded(connection);
      });
    }
  }

  private List<byte[]> reports(long now) {
    return takers.getFirst().tracks().map(tracks -> tracks.reports(now)).orElse(List.of());
  }

  @Override
  public void abandon() {
    endHere(new StreamLost(StreamProblem.ENDED, "closed by us"));
  }

  private void endHere(StreamLost why) {
    if (step == Step.ENDED) {
      return;
    }
    var sent = step == Step.SENDING;
    step = Step.ENDED;
    sendsSince = null;
    isTaken = false;
    List.copyOf(takers).forEach(taker -> taker.end(why));
    takers.clear();
    incoming.forget();
    if (sent) {
      loop.wipe();
    }
    try {
      channel.close();
    } catch (IOException _) {
      // It is gone either way.
    }
    door.gone(this, invitation != null, sent ? why : null);
  }

  // ---- bytes in

  @Override
  public boolean isDone() {
    return step == Step.ENDED || step == Step.CHECKED || step == Step.LEAVING;
  }

  @Override
  public StreamLost nonsense() {
    return new StreamLost(StreamProblem.OUT_OF_BOUNDS, "neither a frame nor a message");
  }

  /// Before it may send, frames are nothing that anybody waits for.
  @Override
  public boolean passesOver() {
    return takers.isEmpty();
  }

  @Override
  public void passed(int on) {
    if (on == videoOn.media()) {
      lastFrame = System.nanoTime();
    }
  }

  @Override
  public void frame(ByteBuffer in, int on, int at, int length) throws IOException {
    // Somebody may leave while it is handed on.
    for (var i = 0; i < takers.size(); i++) {
      takers.get(i).frame(in, on, at, length);
    }
  }

  // ---- requests

  @Override
  public void message(RtspMessage request) throws IOException {
    if (request.isReply()) {
      return;
    }
    if (step != Step.SENDING && ++requests > MOST_REQUESTS) {
      throw new StreamLost(StreamProblem.OUT_OF_BOUNDS, "too many requests");
    }
    if (!request.firstLine().endsWith(" RTSP/1.0")) {
      throw new StreamLost(StreamProblem.NOT_VIDEO, "not RTSP 1.0");
    }
    var number = request.header("CSeq").orElse("");
    if (!NUMBER.matcher(number).matches()) {
      leave(request, "400 Bad Request");
      return;
    }
    switch (request.method()) {
      case "OPTIONS" -> answer(request, "200 OK", "Public", METHODS);
      case "ANNOUNCE" -> announce(request);
      case "SETUP" -> setUp(request);
      case "RECORD" -> beginToSend(request);
      case "TEARDOWN" -> {
        answer(request, "200 OK");
        throw new StreamLost(StreamProblem.ENDED, "the camera said goodbye");
      }
      case "GET_PARAMETER", "SET_PARAMETER" ->
          answer(request, step == Step.SENDING ? "200 OK" : "455 Method Not Valid in This State");
      case String _ -> answer(request, "405 Method Not Allowed", "Allow", METHODS);
    }
  }

  private void announce(RtspMessage request) throws IOException {
    if (step != Step.STRANGER) {
      answer(request, "455 Method Not Valid in This State");
      return;
    }
    var said = request.header("Authorization");
    var answer = said.flatMap(header -> question.answer(header, request.method(), request.uri()));
    if (answer.isEmpty()) {
      ask(request, said.isPresent());
      return;
    }
    step = Step.CHECKED;
    asked = request;
    path = PublishUri.pathOf(request.uri());
    verdict = null;
    var since = System.nanoTime();
    loop.aside(
        () -> {
          var found = door.check(path, answer.get(), from);
          loop.run(() -> {
            verdict = found;
            answerAt =
                found instanceof PushDoor.Verdict.Welcome
                    ? since
                    : since + door.limits().verdict().toNanos();
          });
        },
        () -> tick(System.nanoTime()));
  }

  private void ask(RtspMessage request, boolean stale) throws IOException {
    if (++questions > MOST_QUESTIONS) {
      leave(request, "401 Unauthorized");
      return;
    }
    var headers = new ArrayList<String>();
    for (var offer : question.ask(stale)) {
      headers.add("WWW-Authenticate");
      headers.add(offer);
    }
    answer(request, "401 Unauthorized", headers.toArray(String[]::new));
  }

  /// The password was looked at.
  private void answerStranger() throws IOException {
    var request = asked;
    var found = verdict;
    if (request == null || found == null) {
      return;
    }
    asked = null;
    verdict = null;
    step = Step.STRANGER;
    switch (found) {
      case PushDoor.Verdict.Wrong() -> ask(request, false);
      case PushDoor.Verdict.Closed(var seconds) ->
          leave(request, "403 Forbidden", "Retry-After", seconds + "");
      case PushDoor.Verdict.Unknown() ->
          leave(request, "503 Service Unavailable", "Retry-After", "10");
      case PushDoor.Verdict.Welcome(var who) -> described(request, who);
    }
    // What it has sent meanwhile waits in our hands, and the socket would not tell.
    loop.run(this::ready);
    if (wire != null) {
      wantWhatIsNeeded(wire);
    }
  }

  private void described(RtspMessage request, Invitation who) throws IOException {
    try {
      // Nothing that it names is ever connected to.
      video = Description.video(request.body(), _ -> true);
      sound = Description.sound(request.body()).orElse(null);
    } catch (StreamLost notVideo) {
      door.refused(who.camera(), Desk.Refusal.NOT_VIDEO, from);
      leave(request, "415 Unsupported Media Type");
      return;
    }
    invitation = who;
    step = Step.KNOWN;
    door.known();
    answer(request, "200 OK");
  }

  private void setUp(RtspMessage request) throws IOException {
    var who = invitation;
    var seen = video;
    if (step != Step.KNOWN || who == null || seen == null) {
      answer(request, "455 Method Not Valid in This State");
      return;
    }
    if (!PublishUri.isUnder(request.uri(), path)) {
      leave(request, "403 Forbidden");
      return;
    }
    var heard = sound;
    var isSound = heard != null && PublishUri.names(request.uri(), heard.control(), path);
    if (!isSound && !PublishUri.names(request.uri(), seen.control(), path)) {
      answer(request, "415 Unsupported Media Type");
      return;
    }
    if (isSound && !who.sound()) {
      // Its owner has not switched sound on: it is not received.
      answer(request, "403 Forbidden");
      return;
    }
    var channels = transport(request, isSound ? 2 : 0);
    if (channels.isEmpty() || !channels.get().areApartFrom(isSound ? videoOn : soundOn)) {
      answer(request, "461 Unsupported Transport");
      return;
    }
    if (isSound) {
      soundOn = channels.get();
    } else {
      videoOn = channels.get();
    }
    answer(
        request,
        "200 OK",
        "Transport",
        "RTP/AVP/TCP;unicast;interleaved=%d-%d;mode=record"
            .formatted(channels.get().media(), channels.get().reports()));
  }

  /// The first offer that is interleaved into this connection, and nothing else.
  private static Optional<Channels> transport(RtspMessage request, int usual) {
    for (var offer : request.header("Transport").orElse("").split(",(?=\\s*RTP)", -1)) {
      var lower = offer.strip().toLowerCase(Locale.ROOT);
      var mode = MODE.matcher(lower);
      var records = !mode.find() || mode.group(1).contains("record");
      if (!lower.startsWith("rtp/avp/tcp") || lower.contains("multicast") || !records) {
        continue;
      }
      var channels = CHANNELS.matcher(lower);
      if (!channels.find()) {
        return Optional.of(new Channels(usual, usual + 1));
      }
      var media = Integer.parseInt(channels.group(1));
      var reports = channels.group(2) == null ? media + 1 : Integer.parseInt(channels.group(2));
      if (media < 256 && reports < 256 && media != reports) {
        return Optional.of(new Channels(media, reports));
      }
    }
    return Optional.empty();
  }

  private void beginToSend(RtspMessage request) throws IOException {
    if (step != Step.KNOWN || videoOn.equals(Channels.NONE)) {
      answer(request, "455 Method Not Valid in This State");
      return;
    }
    if (!PublishUri.isUnder(request.uri(), path)) {
      leave(request, "403 Forbidden");
      return;
    }
    var named = request.header("Session").map(text -> text.split(";", 2)[0].strip());
    if (named.filter(id::equals).isEmpty()) {
      answer(request, "454 Session Not Found");
      return;
    }
    if (!door.mayBegin(invitation().camera())) {
      door.refused(invitation().camera(), Desk.Refusal.TOO_OFTEN, from);
      leave(request, "503 Service Unavailable", "Retry-After", "60");
      return;
    }
    step = Step.SENDING;
    lastFrame = System.nanoTime();
    nextReport = lastFrame + REPORT_EVERY;
    sendsSince = door.clock().instant();
    door.sends(this);
    answer(request, "200 OK");
  }

  private void leave(RtspMessage request, String status, String... headers) throws IOException {
    step = Step.LEAVING;
    answer(request, status, headers);
  }

  /// @param headers names and values in turn
  private void answer(RtspMessage request, String status, String... headers) throws IOException {
    var text = new StringBuilder("RTSP/1.0 ").append(status).append("\r\n");
    text.append("CSeq: ").append(request.header("CSeq").orElse("0")).append("\r\n");
    text.append("Server: Porchlight\r\n");
    if (step == Step.KNOWN || step == Step.SENDING) {
      text.append("Session: ").append(id).append(";timeout=60\r\n");
    }
    for (var i = 0; i < headers.length; i += 2) {
      text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    var connection = wire;
    if (connection != null) {
      connection.write(text.append("\r\n").toString().getBytes(ISO_8859_1));
    }
  }

  CameraId camera() {
    return invitation().camera();
  }

  String path() {
    return path;
  }
}

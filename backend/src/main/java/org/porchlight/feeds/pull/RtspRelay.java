package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.porchlight.feeds.StreamProblem;
import org.porchlight.feeds.pull.rtp.Reception;
import org.porchlight.registry.StreamAddress;

/// Stands between FFmpeg and a camera that is not trusted: FFmpeg connects to us on loopback, we to
/// the one address that was checked. See docs/design/video-in.md.
///
/// It reads every reply of the camera and ends the connection when that is a redirect, names
/// another transport than interleaved TCP or an address of another host, has a head over 16 KiB or
/// a body over 64 KiB, or sends more bits than allowed. It lets FFmpeg know of the video only, and
/// of the sound where that is wanted, and it holds the password: FFmpeg sees neither the camera's
/// address nor its login.
///
/// With sound, reports stay here: FFmpeg would move pictures and sound against each other whenever
/// the camera sets its clock.
///
/// One camera, one connection, one FFmpeg. Two virtual threads live as long as it is open.
final class RtspRelay implements AutoCloseable {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BUFFER = 128 * 1024;

  private static final Pattern CHANNELS = Pattern.compile("interleaved=(\\d{1,3})(?:-(\\d{1,3}))?");

  private final PullLimits limits;
  private final boolean wantsSound;
  private final String token = token();
  private final RtspRules rules;
  private final LoginAnswers answers;
  private final String base;
  private final Socket camera;

  /// Below TLS, or the same. A TLS socket waits for the camera when it is closed; this one does
  /// not.
  private final Socket line;

  private final ServerSocket door;
  private final AtomicReference<@Nullable StreamLost> trouble = new AtomicReference<>();
  private final Map<Integer, Pending> pending = new ConcurrentHashMap<>();
  private volatile @Nullable Socket player;
  private volatile boolean closed;
  private volatile boolean heard;
  private volatile @Nullable Thread requests;
  private int cseq;

  // Of the thread that reads from the camera, once the sound was described.
  private volatile Description.@Nullable Sound sound;
  private final List<Integer> media = new ArrayList<>();
  private final List<Integer> reports = new ArrayList<>();
  private final Reception reception = new Reception(RANDOM.nextInt());
  private final Budget soundBudget = new Budget(SoundTrack.MOST_BITS);
  private boolean soundless;

  /// A connection to the camera, and what is below it.
  private record Line(Socket raw, Socket camera) {}

  /// A request that the camera has not answered.
  private record Pending(RtspMessage request, String cseq, int attempts) {}

  private RtspRelay(Target target, PullLimits limits, Line line, ServerSocket door) {
    this.limits = limits;
    this.wantsSound = target.sound();
    this.camera = line.camera();
    this.line = line.raw();
    this.door = door;
    this.rules = new RtspRules(target);
    this.answers = new LoginAnswers(target);
    this.base = rules.base();
  }

  /// Connects to the camera and opens the door on loopback.
  static RtspRelay open(Target target, PullLimits limits, Trust trust) throws StreamLost {
    var line = connect(target, limits, trust.check(target));
    try {
      var door = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
      door.setSoTimeout((int) limits.open().toMillis());
      var relay = new RtspRelay(target, limits, line, door);
      relay.requests = Thread.ofVirtual().name("relay-to-camera").start(relay::relayRequests);
      return relay;
    } catch (IOException noDoor) {
      quietly(line.raw());
      throw new StreamLost(StreamProblem.MISCONFIGURED, "no port on loopback", noDoor);
    }
  }

  private static Line connect(Target target, PullLimits limits, CertificateCheck certificate)
      throws StreamLost {
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      var limit = (int) limits.open().toMillis();
      plain.connect(new InetSocketAddress(target.pinned(), target.address().port()), limit);
      plain.setSoTimeout(limit);
      var connected =
          target.address().scheme() == StreamAddress.Scheme.RTSPS
              ? secure(plain, target, certificate)
              : plain;
      // From here on silence is judged by pictures, not by bytes.
      connected.setSoTimeout(0);
      return new Line(plain, connected);
    } catch (IOException failed) {
      quietly(plain);
      throw certificate.lost(new StreamLost(StreamProblem.NO_ANSWER, "no connection", failed));
    }
  }

  private static Socket secure(Socket plain, Target target, CertificateCheck certificate)
      throws IOException {
    var factory = certificate.context().getSocketFactory();
    var address = target.address();
    var secure = (SSLSocket) factory.createSocket(plain, address.host(), address.port(), true);
    secure.setSSLParameters(CertificateCheck.named(secure.getSSLParameters()));
    secure.startHandshake();
    return secure;
  }

  /// What FFmpeg is told to open.
  String url() {
    return "rtsp://127.0.0.1:" + door.getLocalPort() + "/" + token;
  }

  /// Why it ended, if it was the camera's doing.
  Optional<StreamLost> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  /// The sound that FFmpeg was told of; null if there is none.
  Description.@Nullable Sound sound() {
    return sound;
  }

  /// Whether the camera has ever said anything.
  boolean hasHeard() {
    return heard;
  }

  /// Closes after the player's last request went to the camera.
  void finish() {
    closed = true;
    var thread = requests;
    try {
      if (thread != null) {
        thread.join(Duration.ofMillis(200));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    closed = true;
    quietly(door);
    quietly(line);
    var socket = player;
    if (socket != null) {
      quietly(socket);
    }
  }

  /// The player's side: requests, and receiver reports.
  private void relayRequests() {
    try {
      var socket = door.accept();
      player = socket;
      quietly(door);
      socket.setTcpNoDelay(true);
      Thread.ofVirtual().name("relay-from-camera").start(() -> relayReplies(socket));
      var in = new Incoming(socket.getInputStream());
      while (true) {
        if (in.isFrame()) {
          var frame = in.frame();
          send(in.array(), frame, in.frameLength());
          in.consumed(frame + in.frameLength());
        } else {
          ask(in.message());
        }
      }
    } catch (SocketTimeoutException nobodyCame) {
      fail(new StreamLost(StreamProblem.MISCONFIGURED, "FFmpeg did not connect", nobodyCame));
    } catch (StreamLost lost) {
      fail(lost);
    } catch (IOException readerLeft) {
      // Not the camera's doing; if it was, the other thread says so.
      close();
    } catch (RuntimeException bug) {
      fail(new StreamLost(StreamProblem.MISCONFIGURED, "FFmpeg does not speak RTSP", bug));
    }
  }

  private void ask(RtspMessage request) throws IOException {
    var uri = toCamera(request.uri());
    var sent =
        request
            .firstLine(request.method() + " " + uri + " RTSP/1.0")
            .without("Authorization")
            .with("User-Agent", "Porchlight");
    ask(new Pending(sent, request.header("CSeq").orElse("0"), 0));
  }

  private void ask(Pending question) throws IOException {
    var request = question.request();
    var number = nextCseq();
    pending.put(number, question);
    var out = request.with("CSeq", number + "");
    var authorization = answers.authorization(request.method(), request.uri());
    if (authorization.isPresent()) {
      out = out.with("Authorization", authorization.get());
    }
    var bytes = out.toBytes();
    send(bytes, 0, bytes.length);
  }

  private void send(byte[] bytes, int from, int length) throws IOException {
    synchronized (camera) {
      var out = camera.getOutputStream();
      out.write(bytes, from, length);
      out.flush();
    }
  }

  private int nextCseq() {
    synchronized (camera) {
      return ++cseq;
    }
  }

  private String toCamera(String uri) throws StreamLost {
    var own = url();
    if (uri.equals("*")) {
      return uri;
    }
    if (uri.startsWith(own)) {
      var rest = uri.substring(own.length());
      // FFmpeg appends with a slash, and the camera's address may end in one.
      return base + (base.endsWith("/") && rest.startsWith("/") ? rest.substring(1) : rest);
    }
    if (!rules.isCameras(uri)) {
      throw new StreamLost(StreamProblem.LED_ELSEWHERE, "request for another host");
    }
    return uri;
  }

  /// The camera's side: replies, and the video itself.
  private void relayReplies(Socket to) {
    try {
      var in = new Incoming(camera.getInputStream());
      var out = to.getOutputStream();
      var budget = new Budget(limits.bitsPerSecond());
      while (true) {
        if (in.isFrame()) {
          var from = in.frame();
          var length = sound == null ? in.framesLength() : in.frameLength();
          budget.spend(length);
          if (sound == null || mayPass(in.array(), from, length)) {
            out.write(in.array(), from, length);
          }
          in.consumed(from + length);
        } else {
          var message = in.message();
          heard = true;
          if (message.isReply()) {
            var reply = checked(message);
            if (reply != null) {
              out.write(reply.toBytes());
            }
          } else {
            rules.checkUnasked(message);
          }
        }
      }
    } catch (StreamLost lost) {
      fail(lost);
    } catch (TooLong tooLong) {
      fail(new StreamLost(StreamProblem.OUT_OF_BOUNDS, tooLong.toString(), tooLong));
    } catch (IOException ended) {
      fail(new StreamLost(StreamProblem.ENDED, "the camera ended the connection", ended));
    } catch (RuntimeException strange) {
      fail(new StreamLost(StreamProblem.NOT_VIDEO, "not RTSP", strange));
    }
  }

  /// @return what the player may see; null if it is not for the player
  private @Nullable RtspMessage checked(RtspMessage reply) throws IOException {
    var number = Integer.parseInt(reply.header("CSeq").orElse("0").strip());
    var question = pending.remove(number);
    if (question == null) {
      return null;
    }
    var method = question.request().method();
    if (reply.status() == 401) {
      answers.challenged(reply.all("WWW-Authenticate"), question.attempts());
      ask(new Pending(question.request(), question.cseq(), question.attempts() + 1));
      return null;
    }
    rules.check(method, reply);
    var seen = reply.with("CSeq", question.cseq());
    return switch (method) {
      case "DESCRIBE" -> seen.body(described(reply.body()));
      case "SETUP" -> {
        rules.checkInterleaved(reply);
        setUp(reply);
        yield seen;
      }
      default -> seen;
    };
  }

  private byte[] described(byte[] sdp) throws StreamLost {
    var video = Description.videoOnly(sdp, rules::isCameras);
    var found = wantsSound ? Description.sound(sdp) : Optional.<Description.Sound>empty();
    sound = found.orElse(null);
    return found.isPresent() ? Description.videoAndSound(sdp, rules::isCameras) : video;
  }

  /// FFmpeg sets up what is described in the order in which it is.
  private void setUp(RtspMessage reply) {
    var channels = CHANNELS.matcher(reply.header("Transport").orElse(""));
    if (channels.find()) {
      var first = Integer.parseInt(channels.group(1));
      media.add(first);
      reports.add(channels.group(2) == null ? first + 1 : Integer.parseInt(channels.group(2)));
    }
  }

  /// Whether FFmpeg is shown this frame of a session with sound.
  private boolean mayPass(byte[] in, int from, int length) throws StreamLost {
    var channel = in[from + 1] & 0xFF;
    var which = reports.indexOf(channel);
    if (which == 0) {
      var frame = ByteBuffer.wrap(in);
      var now = System.nanoTime();
      if (reception.read(frame, from + 4, length - 4, now, Instant.EPOCH)
          instanceof Reception.Report.Bye) {
        throw new StreamLost(StreamProblem.ENDED, "the camera said goodbye");
      }
    }
    if (which >= 0) {
      return false;
    }
    if (media.indexOf(channel) == 1) {
      try {
        soundBudget.spend(length);
      } catch (StreamLost _) {
        // Whatever is wrong with the sound, it falls silent, and the pictures go on.
        soundless = true;
      }
      return !soundless;
    }
    return true;
  }

  private void fail(StreamLost lost) {
    if (!closed) {
      trouble.compareAndSet(null, lost);
    }
    close();
  }

  private static String token() {
    var random = new byte[16];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static void quietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception _) {
      // It is gone either way.
    }
  }

  /// A message, or a part of one, that is longer than allowed.
  private static final class TooLong extends IOException {

    private static final long serialVersionUID = 1L;

    TooLong(String what) {
      super(what);
    }
  }

  /// Bytes as they come in: interleaved frames (RFC 2326 10.12), and messages between them.
  private static final class Incoming {

    private final InputStream in;
    private final byte[] bytes = new byte[BUFFER];
    private int from;
    private int to;

    Incoming(InputStream in) {
      this.in = in;
    }

    byte[] array() {
      return bytes;
    }

    /// Whether a frame comes next, and not a message.
    boolean isFrame() throws IOException {
      need(1);
      return bytes[from] == '$';
    }

    /// Waits until the frame is complete.
    ///
    /// @return where it begins
    int frame() throws IOException {
      need(4);
      need(frameLength());
      return from;
    }

    int frameLength() {
      return 4 + ((bytes[from + 2] & 0xFF) << 8 | (bytes[from + 3] & 0xFF));
    }

    /// Length of this frame and of all further complete ones that are here already.
    int framesLength() {
      var end = from + frameLength();
      while (to - end >= 4 && bytes[end] == '$') {
        var next = end + 4 + ((bytes[end + 2] & 0xFF) << 8 | (bytes[end + 3] & 0xFF));
        if (next > to) {
          break;
        }
        end = next;
      }
      return end - from;
    }

    void consumed(int until) {
      from = until;
    }

    RtspMessage message() throws IOException {
      var scanned = from;
      int end;
      while ((end = endOfHead(scanned)) < 0) {
        if (to - from > RtspMessage.LONGEST_HEAD) {
          throw new TooLong("a head of more than 16 KiB");
        }
        var seen = to - from;
        need(seen + 1);
        scanned = Math.max(from, from + seen - 3);
      }
      if (end - from > RtspMessage.LONGEST_HEAD) {
        throw new TooLong("a head of more than 16 KiB");
      }
      var message = RtspMessage.ofHead(new String(bytes, from, end - from, ISO_8859_1));
      from = end;
      var length = message.contentLength();
      if (length > RtspMessage.LONGEST_BODY) {
        throw new TooLong("a body of more than 64 KiB");
      }
      if (length == 0) {
        return message;
      }
      need(length);
      var body = Arrays.copyOfRange(bytes, from, from + length);
      from += length;
      return message.body(body);
    }

    private int endOfHead(int start) {
      for (var i = start; i < to; i++) {
        if (bytes[i] == '\n'
            && ((i >= from + 1 && bytes[i - 1] == '\n')
                || (i >= from + 2 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n'))) {
          return i + 1;
        }
      }
      return -1;
    }

    /// Waits until so many bytes are here.
    private void need(int count) throws IOException {
      if (to - from >= count) {
        return;
      }
      if (from + count > bytes.length || from == to) {
        System.arraycopy(bytes, from, bytes, 0, to - from);
        to -= from;
        from = 0;
      }
      while (to - from < count) {
        var read = in.read(bytes, to, bytes.length - to);
        if (read < 0) {
          throw new IOException("end of the connection");
        }
        to += read;
      }
    }
  }
}

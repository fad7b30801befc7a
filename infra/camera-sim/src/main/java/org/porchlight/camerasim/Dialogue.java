package org.porchlight.camerasim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a camera answers on one connection: RTSP 1.0 (RFC 2326) as cameras speak it, with one
/// session at most and RTP interleaved into the connection, or over UDP.
final class Dialogue {

  private static final String METHODS =
      "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER";
  private static final Pattern INTERLEAVED = Pattern.compile("interleaved=(\\d{1,3})");
  private static final Pattern CLIENT_PORTS = Pattern.compile("client_port=(\\d{1,5})-(\\d{1,5})");

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(302, "Moved Temporarily"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(453, "Not Enough Bandwidth"),
          Map.entry(454, "Session Not Found"),
          Map.entry(455, "Method Not Valid in This State"),
          Map.entry(461, "Unsupported Transport"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"));

  private final Connection connection;
  private final CameraSim sim;
  private @Nullable SimCamera camera;
  private @Nullable LoginCheck loginCheck;
  private @Nullable Playback playback;
  private boolean headerNeverEnds;
  private boolean dialledOut;
  private long lastHeard = System.nanoTime();

  Dialogue(Connection connection, CameraSim sim) {
    this.connection = connection;
    this.sim = sim;
  }

  /// This camera has connected to a server, which waits for its pictures.
  void publish(SimCamera of, List<Medium> media, String url) {
    camera = of;
    dialledOut = true;
    of.came(connection);
    var session = new Playback("out", of, connection);
    playback = session;
    media.forEach(medium -> session.setUp(medium, medium.channel()));
    of.opened(session);
    var _ = of.play(session, url);
  }

  void heard() {
    lastHeard = System.nanoTime();
  }

  /// Does what the time asks for: reports, the end of a silent session, more of an endless header.
  void tick(long now) {
    var of = camera;
    if (of == null || of.faults().hang) {
      return;
    }
    if (headerNeverEnds && connection.waitingBytes() == 0) {
      connection.write("x".repeat(1 << 14));
    }
    var session = playback;
    if (session != null
        && !dialledOut
        && now - lastHeard > of.options().sessionTimeout().toNanos()) {
      of.countExpiredSession();
      connection.close();
    } else if (session != null && of.isPlaying(session)) {
      session.reportAt(now);
      session.tick(now);
    }
  }

  void ended() {
    endSession();
    if (camera != null) {
      camera.left(connection);
      camera = null;
    }
  }

  /// Answers a request, or not.
  ///
  /// @return whether it is done with; a camera that hangs takes it when it wakes up
  boolean take(RtspRequest request) {
    var named = sim.find(request.cameraPath());
    if (named != null) {
      moveTo(named);
    }
    var of = camera;
    if (of == null) {
      answer(request, request.uri().equals("*") ? 200 : 404, Map.of("Public", METHODS));
      return true;
    }
    var faults = of.faults();
    if (faults.absent) {
      connection.close();
    } else if (faults.hang) {
      connection.mute(true);
      return false;
    } else if (faults.refuse && playback == null) {
      // Not a word.
    } else if (faults.notVideo == NotVideo.WEB_PAGE) {
      var page = "<!doctype html><title>Router</title><h1>Sign in to your router</h1>";
      connection.write(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
              + page.length()
              + "\r\n\r\n"
              + page);
      connection.closeWhenWritten();
    } else if (request.method().equals("OPTIONS")) {
      answer(request, 200, Map.of("Public", METHODS));
    } else {
      takeFromVisitor(of, request);
    }
    return true;
  }

  private void moveTo(SimCamera named) {
    if (named != camera) {
      endSession();
      if (camera != null) {
        camera.left(connection);
      }
      camera = named;
      loginCheck = named.options().loginCheck(sim.random()).orElse(null);
      named.came(connection);
    }
  }

  private void takeFromVisitor(SimCamera of, RtspRequest request) {
    if (request.method().equals("DESCRIBE")) {
      of.countDescribe();
    }
    if (!mayEnter(of, request)) {
      return;
    }
    switch (request.method()) {
      case "DESCRIBE" -> describe(of, request);
      case "SETUP" -> setUp(of, request);
      case "PLAY", "PAUSE", "TEARDOWN" -> control(of, request);
      case "GET_PARAMETER", "SET_PARAMETER" ->
          answer(request, isStranger(request) ? 454 : 200, sessionHeader());
      default -> answer(request, 501, Map.of("Allow", METHODS));
    }
  }

  private boolean mayEnter(SimCamera of, RtspRequest request) {
    var check = loginCheck;
    if (check == null && of.faults().unauthorized) {
      check = new LoginCheck(CameraOptions.NOBODY, sim.random());
    }
    if (check == null || (!of.faults().unauthorized && fits(check, request))) {
      return true;
    }
    if (!request.header("Authorization").isEmpty()) {
      of.countRefusedLogin();
    }
    answer(request, 401, Map.of("WWW-Authenticate", check.challenge()));
    return false;
  }

  private static boolean fits(LoginCheck check, RtspRequest request) {
    return check.fits(request.method(), request.uri(), request.header("Authorization"));
  }

  private void describe(SimCamera of, RtspRequest request) {
    var faults = of.faults();
    if (faults.redirect != null) {
      answer(request, 302, Map.of("Location", faults.redirect));
    } else if (faults.status != 0) {
      answer(request, faults.status, Map.of());
    } else if (faults.headerNeverEnds) {
      connection.write("RTSP/1.0 200 OK\r\nCSeq: " + request.header("CSeq") + "\r\nX-Filler: ");
      headerNeverEnds = true;
    } else {
      var sdp = SessionDescription.of(of, request.base());
      var headers = new LinkedHashMap<String, String>();
      headers.put("Content-Base", request.base() + "/");
      headers.put("Content-Type", "application/sdp");
      headers.put("Content-Length", "" + sdp.getBytes(StandardCharsets.UTF_8).length);
      answer(request, 200, headers, sdp);
    }
  }

  private void setUp(SimCamera of, RtspRequest request) {
    var transport = request.header("Transport");
    var medium = Medium.ofTrack(request.track());
    if (isStranger(request)) {
      answer(request, 454, Map.of());
    } else if (medium == null || of.timeline(medium) == null) {
      answer(request, 404, Map.of());
    } else if (medium == Medium.AUDIO && of.faults().sound == Faults.Sounds.REFUSED) {
      answer(request, 500, Map.of());
    } else if (medium == Medium.AUDIO && of.faults().sound == Faults.Sounds.NOT_ANSWERED) {
      // It never says anything again.
      connection.mute(true);
    } else if (of.faults().foreignSource != null) {
      var udp = "RTP/AVP;unicast;client_port=5000-5001;source=" + of.faults().foreignSource;
      answer(request, 200, Map.of("Transport", udp + ";server_port=6000-6001", "Session", "1"));
    } else if (of.faults().udpOnly == isInterleaved(transport)) {
      answer(request, 461, Map.of());
    } else if (playback == null && of.isFull()) {
      answer(request, 453, Map.of());
    } else {
      setUp(of, request, medium, transport);
    }
  }

  private static boolean isInterleaved(String transport) {
    return transport.toUpperCase(Locale.ROOT).contains("RTP/AVP/TCP");
  }

  private void setUp(SimCamera of, RtspRequest request, Medium medium, String transport) {
    try {
      var headers = new LinkedHashMap<String, String>();
      var ports = CLIENT_PORTS.matcher(transport);
      if (isInterleaved(transport)) {
        headers.put("Transport", setUpInterleaved(of, medium, transport));
      } else if (ports.find()) {
        var rtp = Integer.parseInt(ports.group(1));
        var rtcp = Integer.parseInt(ports.group(2));
        headers.put("Transport", setUpDatagrams(of, medium, rtp, rtcp));
        of.countDatagramSetup();
      } else {
        answer(request, 461, Map.of());
        return;
      }
      of.countSetup(medium);
      headers.putAll(sessionHeader());
      answer(request, 200, headers);
    } catch (IOException noSocket) {
      answer(request, 500, Map.of());
    }
  }

  private Playback session(SimCamera of) {
    var session = playback;
    if (session == null) {
      session = new Playback(newSessionId(), of, connection);
      playback = session;
      of.opened(session);
    }
    return session;
  }

  private String setUpInterleaved(SimCamera of, Medium medium, String transport) {
    var session = session(of);
    var wish = INTERLEAVED.matcher(transport);
    var channel = wish.find() ? Integer.parseInt(wish.group(1)) : 2 * session.tracks();
    var source = session.setUp(medium, channel & 0xfe);
    return "RTP/AVP/TCP;unicast;interleaved=%d-%d;ssrc=%08X;mode=\"PLAY\""
        .formatted(channel & 0xfe, (channel & 0xfe) + 1, source);
  }

  private String setUpDatagrams(SimCamera of, Medium medium, int rtp, int rtcp) throws IOException {
    var path = new UdpPath(of, connection.self(), connection.peer(), rtp, rtcp);
    var source = session(of).setUp(medium, path);
    var own =
        of.faults().unnamedPorts
            ? ""
            : ";server_port=%d-%d".formatted(path.mediaPort(), path.reportPort());
    return "RTP/AVP;unicast;client_port=%d-%d%s;ssrc=%08X;mode=\"PLAY\""
        .formatted(rtp, rtcp, own, source);
  }

  private void control(SimCamera of, RtspRequest request) {
    var session = playback;
    if (session == null || isStranger(request)) {
      answer(request, 454, Map.of());
      return;
    }
    switch (request.method()) {
      case "PLAY" -> {
        var headers = new LinkedHashMap<>(sessionHeader());
        headers.put("Range", "npt=now-");
        headers.put("RTP-Info", of.play(session, request.base()));
        answer(request, 200, headers);
        session.reportAt(System.nanoTime());
      }
      case "PAUSE" -> {
        of.pause(session);
        answer(request, 200, sessionHeader());
      }
      default -> {
        endSession();
        answer(request, 200, Map.of());
      }
    }
  }

  private void endSession() {
    if (playback != null && camera != null) {
      camera.closed(playback);
    }
    playback = null;
  }

  /// Whether the request names a session that is not the one of this connection.
  private boolean isStranger(RtspRequest request) {
    var named = request.header("Session").replaceFirst(";.*", "").trim();
    return !named.isEmpty() && (playback == null || !named.equals(playback.id()));
  }

  private Map<String, String> sessionHeader() {
    var of = camera;
    if (playback == null || of == null) {
      return Map.of();
    }
    var seconds = Math.max(1, of.options().sessionTimeout().toSeconds());
    return Map.of("Session", playback.id() + ";timeout=" + seconds);
  }

  private String newSessionId() {
    var bytes = new byte[4];
    sim.random().nextBytes(bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private void answer(RtspRequest request, int status, Map<String, String> headers) {
    answer(request, status, headers, "");
  }

  private void answer(RtspRequest request, int status, Map<String, String> headers, String body) {
    var text = new StringBuilder();
    text.append("RTSP/1.0 ").append(status).append(' ');
    text.append(REASONS.getOrDefault(status, "Refused")).append("\r\n");
    text.append("CSeq: ").append(request.header("CSeq")).append("\r\n");
    text.append("Server: Porchlight camera simulator\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    connection.write(text.append("\r\n").append(body).toString());
  }
}

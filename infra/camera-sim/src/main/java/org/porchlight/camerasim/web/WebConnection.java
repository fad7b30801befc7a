package org.porchlight.camerasim.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.Faults.Sounds;
import org.porchlight.camerasim.LoginCheck;

/// One caller of the simulated cameras: HTTP/1.1 as small cameras speak it.
final class WebConnection {

  private static final int LONGEST_HEAD = 16_384;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,9})-(\\d{1,9})");
  private static final String BOUNDARY = "--picture";

  private final WebSim sim;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Clock clock = Clock.systemUTC();
  private final Random random = new Random(1);
  private @Nullable WebCamera camera;
  private LoginCheck[] checks = {};
  private String range = "";

  WebConnection(WebSim sim, Socket socket) throws IOException {
    this.sim = sim;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  private record Request(String method, String target, Map<String, String> headers, String body) {}

  void serve() throws IOException, InterruptedException {
    try {
      for (var request = listen(); request != null; request = listen()) {
        answer(request);
      }
    } finally {
      if (camera != null) {
        camera.left(socket);
      }
    }
  }

  private @Nullable Request listen() throws IOException {
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      var next = in.read();
      if (next < 0 || text.length() > LONGEST_HEAD) {
        return null;
      }
      text.append((char) next);
    }
    var lines = text.toString().split("\r\n", -1);
    var first = lines[0].split(" ", -1);
    if (first.length != 3 || !first[1].startsWith("/")) {
      return null;
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var i = 1; i < lines.length; i++) {
      var colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip());
      }
    }
    var length = headers.getOrDefault("Content-Length", "0");
    var body = length.matches("\\d{1,5}") ? in.readNBytes(Integer.parseInt(length)) : new byte[0];
    return new Request(first[0], first[1], headers, new String(body, UTF_8));
  }

  private void answer(Request request) throws IOException, InterruptedException {
    var asked = sim.find(request.target());
    if (asked == null) {
      head(404, "Content-Length: 0\r\n");
      return;
    }
    if (asked != camera) {
      camera = asked;
      checks = asked.loginChecks();
    }
    asked.asked(socket);
    range = request.headers().getOrDefault("Range", "");
    var faults = asked.faults();
    while (faults.hang) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    if (faults.absent) {
      throw new IOException("not there");
    }
    var redirect = faults.redirect;
    if (redirect != null) {
      head(302, "Location: " + redirect + "\r\nContent-Length: 0\r\n");
    } else if (faults.status != 0) {
      head(faults.status, "Content-Length: 0\r\n");
    } else if (faults.headerNeverEnds) {
      say("HTTP/1.1 200 OK\r\nX-Filler: ");
      while (true) {
        say("x".repeat(1 << 14));
      }
    } else if (faults.webPage) {
      var page = "<!doctype html><title>Router</title><h1>Sign in to your router</h1>";
      head(200, "Content-Type: text/html\r\nContent-Length: " + page.length() + "\r\n");
      say(page);
    } else if (mayEnter(asked, request)) {
      var file = request.target().substring(request.target().indexOf('/', 1) + 1);
      if (file.equals(OnvifFront.DEVICE_PATH) || file.equals(OnvifFront.MEDIA_PATH)) {
        var reply = asked.onvif().reply(request.body());
        var content = reply.content().getBytes(UTF_8);
        var type = "Content-Type: application/soap+xml; charset=utf-8\r\n";
        head(reply.status(), type + "Content-Length: " + content.length + "\r\n");
        out.write(content);
      } else {
        show(asked, file);
      }
    }
  }

  private boolean mayEnter(WebCamera of, Request request) throws IOException {
    for (var check : checks) {
      var given = request.headers().getOrDefault("Authorization", "");
      if (!check.fits(request.method(), request.target(), given)) {
        if (!given.isEmpty()) {
          of.countRefusedLogin();
        }
        head(401, "WWW-Authenticate: " + check.challenge() + "\r\nContent-Length: 0\r\n");
        return false;
      }
    }
    return true;
  }

  private void show(WebCamera of, String file) throws IOException, InterruptedException {
    if (file.equals(Form.MJPEG.file())) {
      head(200, "Content-Type: multipart/x-mixed-replace; boundary=" + BOUNDARY + "\r\n");
      film(of);
    } else if (file.equals(Form.SNAPSHOT.file())) {
      while (of.faults().stall) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      part("HTTP/1.1 200 OK\r\n" + date(), of, of.jpeg(of.now()));
    } else if (file.equals(Form.TRANSPORT_STREAM.file())) {
      head(200, "Content-Type: video/mp2t\r\nConnection: close\r\n");
      stream(of);
    } else if (file.equals(Form.HLS.file())) {
      playlist(Playlists.master(of, false));
    } else if (file.equals(Form.HLS_FRAGMENTS.file()) && of.packaging().soundApart) {
      playlist(Playlists.master(of, true));
    } else if (file.equals(Playlists.VIDEO)) {
      playlist(Playlists.media(of, false, pictures(of)));
    } else if (file.equals(Form.HLS_FRAGMENTS.file()) || file.equals(Playlists.FRAGMENT_VIDEO)) {
      playlist(Playlists.media(of, true, pictures(of)));
    } else if (file.contains("sound") && !givesSound(of)) {
      head(404, "Content-Length: 0\r\n");
    } else if (file.equals(Playlists.SOUND) || file.equals(Playlists.FRAGMENT_SOUND)) {
      var fragments = file.equals(Playlists.FRAGMENT_SOUND);
      playlist(Playlists.media(of, fragments, Playlists.Content.SOUND));
    } else if (file.equals(Playlists.KEY_FILE) && of.packaging().encrypted) {
      answer("application/octet-stream", of.packaging().key());
    } else if (file.equals(Playlists.HEADER)) {
      answer("video/mp4", Playlists.header(of, pictures(of)));
    } else if (file.equals(Playlists.SOUND_HEADER)) {
      answer("video/mp4", Playlists.header(of, Playlists.Content.SOUND));
    } else if (file.matches("(sound-)?(segment|fragment|packed)-\\d{1,9}\\.(ts|m4s|aac)")) {
      var number = Long.parseLong(file.replaceAll("\\D+(\\d+)\\..*", "$1"));
      var content = file.startsWith("sound") ? Playlists.Content.SOUND : pictures(of);
      answer("video/mp2t", Playlists.file(of, number, file.endsWith("m4s"), content));
    } else {
      head(404, "Content-Length: 0\r\n");
    }
  }

  private static boolean givesSound(WebCamera of) throws InterruptedException {
    of.askedForSound();
    while (of.faults().sound == Sounds.NOT_ANSWERED) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return of.packaging().soundApart && of.faults().sound != Sounds.REFUSED;
  }

  private static Playlists.Content pictures(WebCamera of) {
    return of.packaging().soundApart ? Playlists.Content.PICTURES : Playlists.Content.ALL;
  }

  private void playlist(String text) throws IOException {
    answer("application/vnd.apple.mpegurl", bytes(text));
  }

  private void film(WebCamera of) throws IOException, InterruptedException {
    for (var number = of.now() + 1; ; number = of.after(number)) {
      of.await(number);
      if (!of.faults().stall && !of.faults().hang) {
        part("--" + BOUNDARY + "\r\n", of, of.jpeg(number));
        say("\r\n");
      }
    }
  }

  private void stream(WebCamera of) throws IOException, InterruptedException {
    var muxer = new TransportMuxer(true, of.sound());
    var faults = of.faults();
    var begun = false;
    for (var number = of.now() + 1; ; number = of.after(number)) {
      of.await(number);
      var key = of.isKey(number);
      begun |= key;
      if (!begun || faults.stall || faults.hang || (key && faults.noKeyframes)) {
        continue;
      }
      if (key) {
        muxer.tables();
      }
      var step = 90_000L / of.clip().framesPerSecond();
      muxer.picture(of.picture(number), of.ticks(number, 90_000));
      muxer.sound(of.soundSent(), number * step, (number + 1) * step);
      var bytes = muxer.take();
      if (faults.garbage) {
        random.nextBytes(bytes);
      }
      out.write(bytes);
      while (faults.partBytes > 0) {
        out.write(bytes);
      }
    }
  }

  private void answer(String type, byte[] whole) throws IOException {
    var of = camera;
    var part = RANGE.matcher(range);
    if (part.matches()) {
      var from = Integer.parseInt(part.group(1));
      var to = Math.min(whole.length, Integer.parseInt(part.group(2)) + 1);
      head(
          206,
          "Content-Range: bytes %d-%d/%d\r\nContent-Length: %d\r\n"
              .formatted(from, to - 1, whole.length, to - from));
      out.write(whole, from, to - from);
      return;
    }
    var content = whole;
    var large = of == null ? 0 : of.faults().partBytes;
    var film = !type.contains("mpegurl");
    var length = film ? Math.max(large, content.length) : content.length;
    head(200, "Content-Type: " + type + "\r\nContent-Length: " + length + "\r\n");
    if (film && of != null && of.faults().garbage) {
      random.nextBytes(content);
    }
    out.write(content);
    for (var left = length - content.length; left > 0; left -= content.length) {
      out.write(content, 0, (int) Math.min(left, content.length));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /// A JPEG with headers, in a part or in an answer.
  private void part(String before, WebCamera of, byte[] picture) throws IOException {
    var jpeg = picture.clone();
    var large = of.faults().partBytes;
    var length = large == 0 ? jpeg.length : large;
    say(before + "Content-Type: image/jpeg\r\nContent-Length: " + length + "\r\n\r\n");
    if (of.faults().garbage) {
      random.nextBytes(jpeg);
    }
    out.write(jpeg);
    for (var left = length - jpeg.length; left > 0; left -= jpeg.length) {
      out.write(jpeg, 0, (int) Math.min(left, jpeg.length));
    }
  }

  private void head(int status, String headers) throws IOException {
    say(
        "HTTP/1.1 "
            + status
            + " "
            + (status == 200 ? "OK" : "No")
            + "\r\n"
            + date()
            + headers
            + "\r\n");
  }

  private String date() {
    var ahead = camera == null ? Duration.ZERO : camera.clockAhead();
    var shown = clock.instant().plus(ahead).atOffset(ZoneOffset.UTC);
    return "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(shown) + "\r\n";
  }

  private void say(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }
}

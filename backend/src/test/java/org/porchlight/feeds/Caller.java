package org.porchlight.feeds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Somebody at the door who says whatever the test wants.
final class Caller implements AutoCloseable {

  static final String SDP = HostileCamera.SDP;

  static final String SDP_WITH_SOUND =
      SDP + "m=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\na=control:track2\r\n";

  private final Socket socket;
  private int cseq;
  private String session = "";

  /// An answer.
  record Reply(int status, String head) {

    String header(String name) {
      var found = Pattern.compile("(?mi)^" + name + ": (.*)$").matcher(head);
      return found.find() ? found.group(1).strip() : "";
    }

    /// Without what is different each time.
    String shape() {
      return head.replaceAll("nonce=\"[0-9a-f]+\"", "nonce");
    }
  }

  Caller(int port) throws IOException {
    this(new Socket(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  Caller(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void write(String text) throws IOException {
    write(text.getBytes(ISO_8859_1));
  }

  Reply ask(String method, String path, String headers, String body) throws IOException {
    var text = method + " " + url(path) + " RTSP/1.0\r\nCSeq: " + ++cseq + "\r\n" + headers;
    if (!session.isEmpty()) {
      text += "Session: " + session + "\r\n";
    }
    if (!body.isEmpty()) {
      text += "Content-Length: " + body.length() + "\r\n";
    }
    write(text + "\r\n" + body);
    return read();
  }

  static String url(String path) {
    return "rtsp://127.0.0.1/" + path;
  }

  Reply announce(String path, String authorization, String sdp) throws IOException {
    var headers = "Content-Type: application/sdp\r\n";
    return ask(
        "ANNOUNCE",
        path,
        authorization.isEmpty() ? headers : headers + "Authorization: " + authorization + "\r\n",
        sdp);
  }

  /// Announces, is asked for the password, and says it.
  Reply announceWith(String path, String password, String sdp) throws IOException {
    var asked = announce(path, "", sdp);
    return announce(path, digest("MD5", asked, path, password), sdp);
  }

  static String digest(String algorithm, Reply asked, String path, String password) {
    var nonce = Pattern.compile("nonce=\"([0-9a-f]+)\"").matcher(asked.head());
    var fresh = nonce.find() ? nonce.group(1) : "";
    var secret = hash(algorithm, "camera:Porchlight:" + password);
    var request = hash(algorithm, "ANNOUNCE:" + url(path));
    var response = hash(algorithm, secret + ":" + fresh + ":00000001:ab:auth:" + request);
    return ("Digest username=\"camera\", realm=\"Porchlight\", nonce=\"%s\", uri=\"%s\", qop=auth,"
            + " nc=00000001, cnonce=\"ab\", algorithm=%s, response=\"%s\"")
        .formatted(fresh, url(path), algorithm, response);
  }

  static String basic(String password) {
    return "Basic " + Base64.getEncoder().encodeToString(("camera:" + password).getBytes(UTF_8));
  }

  Reply setUp(String path, String transport) throws IOException {
    var reply = ask("SETUP", path, "Transport: " + transport + "\r\n", "");
    if (reply.status() == 200) {
      session = reply.header("Session").split(";", 2)[0];
    }
    return reply;
  }

  /// Goes all the way to sending.
  void publish(String path, String password) throws IOException {
    require(announceWith(path, password, SDP));
    require(setUp(path + "/track1", "RTP/AVP/TCP;unicast;interleaved=0-1;mode=record"));
    require(ask("RECORD", path, "", ""));
  }

  private static void require(Reply reply) throws IOException {
    if (reply.status() != 200) {
      throw new IOException("status " + reply.status());
    }
  }

  /// An interleaved frame of video with this NAL unit in it.
  static byte[] frame(int sequence, int timestamp, boolean marker, byte[] nal) {
    return ByteBuffer.allocate(16 + nal.length)
        .put((byte) '$')
        .put((byte) 0)
        .putShort((short) (12 + nal.length))
        .put((byte) 0x80)
        .put((byte) (marker ? 0xE0 : 0x60))
        .putShort((short) sequence)
        .putInt(timestamp)
        .putInt(7)
        .put(nal)
        .array();
  }

  Reply read() throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = socket.getInputStream().read();
      if (next < 0) {
        return new Reply(0, head.toString(ISO_8859_1));
      }
      head.write(next);
    }
    var text = head.toString(ISO_8859_1);
    return new Reply(Integer.parseInt(text.split(" ", 3)[1]), text);
  }

  /// Whether the connection has ended, after waiting for at most so long.
  boolean isEnded(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      var said = new byte[4096];
      var count = socket.getInputStream().read(said);
      while (count >= 0) {
        count = socket.getInputStream().read(said);
      }
      return true;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

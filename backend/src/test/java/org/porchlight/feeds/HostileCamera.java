package org.porchlight.feeds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// An RTSP server that answers as a camera would, but for the tricks that it is told.
final class HostileCamera implements AutoCloseable {

  static final String SDP =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=x
      t=0 0
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      a=control:track1
      """
          .replace("\n", "\r\n");

  /// What it does instead of an answer.
  interface Deed {

    void on(Talk talk) throws IOException, InterruptedException;
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final List<Socket> callers = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Deed> deeds = new HashMap<>();

  HostileCamera() throws IOException {}

  /// Answers this method otherwise. `CALL` is before anything is said, `PLAYING` after PLAY was
  /// answered.
  HostileCamera on(String method, Deed deed) {
    deeds.put(method, deed);
    return this;
  }

  HostileCamera start() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              var caller = socket.accept();
              callers.add(caller);
              Thread.ofVirtual().start(() -> talk(caller));
            }
          } catch (IOException closed) {
            // The test is over.
          }
        });
    return this;
  }

  String url() {
    return "rtsp://127.0.0.1:" + socket.getLocalPort() + "/door";
  }

  /// The same for those who expect a web server; its deeds are those of the method `GET`.
  String webUrl() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/door";
  }

  int calls() {
    return callers.size();
  }

  /// All that it was asked, with headers.
  List<String> requests() {
    return requests;
  }

  /// Ends what it still does to those who have left.
  void hangUp() throws IOException {
    for (var caller : callers) {
      caller.close();
    }
  }

  private void talk(Socket caller) {
    try (caller) {
      var talk = new Talk(caller, requests);
      var before = deeds.get("CALL");
      if (before != null) {
        before.on(talk);
      }
      while (talk.listen()) {
        var deed = deeds.get(talk.method());
        if (deed != null) {
          deed.on(talk);
        } else {
          talk.behave();
        }
        var playing = deeds.get("PLAYING");
        if (talk.method().equals("PLAY") && playing != null) {
          playing.on(talk);
        }
      }
    } catch (IOException left) {
      // Whoever was tricked has hung up: as it should be.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    hangUp();
  }

  /// One connection.
  static final class Talk {

    private final InputStream in;
    private final OutputStream out;
    private final List<String> requests;
    private String request = "";
    private int sequence;

    Talk(Socket caller, List<String> requests) throws IOException {
      in = caller.getInputStream();
      out = caller.getOutputStream();
      this.requests = requests;
    }

    boolean listen() throws IOException {
      var text = new StringBuilder();
      while (text.indexOf("\r\n\r\n") < 0) {
        var next = in.read();
        if (next < 0) {
          return false;
        }
        if (text.isEmpty() && next == '$') {
          in.readNBytes(1);
          in.readNBytes(in.read() << 8 | in.read());
        } else {
          text.append((char) next);
        }
      }
      request = text.toString();
      requests.add(request);
      return true;
    }

    String method() {
      return request.substring(0, Math.max(0, request.indexOf(' ')));
    }

    /// All that the camera was asked so far.
    List<String> requests() {
      return requests;
    }

    String request() {
      return request;
    }

    String cseq() {
      for (var line : request.split("\r\n", -1)) {
        if (line.startsWith("CSeq:")) {
          return line;
        }
      }
      return "CSeq: 0";
    }

    void behave() throws IOException {
      switch (method()) {
        case "DESCRIBE" -> describe(SDP);
        case "SETUP" ->
            answer("Session: 1;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
        default -> answer("Session: 1\r\n");
      }
    }

    void describe(String sdp) throws IOException {
      answer("Content-Type: application/sdp\r\nContent-Length: " + sdp.length() + "\r\n", sdp);
    }

    void answer(String headers) throws IOException {
      answer(headers, "");
    }

    void answer(String headers, String body) throws IOException {
      say("RTSP/1.0 200 OK\r\n" + cseq() + "\r\n" + headers + "\r\n" + body);
    }

    void refuse(int status, String headers) throws IOException {
      say("RTSP/1.0 " + status + " No\r\n" + cseq() + "\r\n" + headers + "\r\n");
    }

    void say(String text) throws IOException {
      say(text.getBytes(ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
      out.write(bytes);
    }

    /// An interleaved frame on channel 0.
    void rtp(int payloadType, int timestamp, boolean marker, byte[] payload) throws IOException {
      var frame = new byte[16 + payload.length];
      frame[0] = '$';
      frame[2] = (byte) ((12 + payload.length) >> 8);
      frame[3] = (byte) (12 + payload.length);
      frame[4] = (byte) 0x80;
      frame[5] = (byte) ((marker ? 0x80 : 0) | payloadType);
      frame[6] = (byte) (sequence >> 8);
      frame[7] = (byte) sequence++;
      for (var i = 0; i < 4; i++) {
        frame[8 + i] = (byte) (timestamp >> (24 - 8 * i));
      }
      frame[15] = 9;
      System.arraycopy(payload, 0, frame, 16, payload.length);
      out.write(frame);
    }
  }
}

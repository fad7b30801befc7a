package org.porchlight.camerasim;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A client as simple as a test may be: blocking, one connection, interleaved TCP. It shares no
/// code with the simulator, so that both cannot be wrong in the same way.
final class RtspClient implements AutoCloseable {

  record Answer(int status, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    String session() {
      return header("Session").replaceFirst(";.*", "");
    }
  }

  /// An interleaved frame: RTP on even channels, RTCP on odd ones.
  record Frame(int channel, ByteBuffer data) {

    boolean isRtcp() {
      return channel % 2 == 1;
    }

    boolean marker() {
      return (data.get(1) & 0x80) != 0;
    }

    int payloadType() {
      return data.get(1) & 0x7f;
    }

    int sequence() {
      return Short.toUnsignedInt(data.getShort(2));
    }

    long timestamp() {
      return Integer.toUnsignedLong(data.getInt(4));
    }

    int source() {
      return data.getInt(8);
    }

    byte[] payload() {
      var bytes = new byte[data.limit() - 12];
      data.get(12, bytes);
      return bytes;
    }
  }

  /// One picture put together again, in the Annex B form, as RFC 6184 says.
  record Picture(long timestamp, ByteBuffer bytes) {

    byte[] annexB() {
      var copy = new byte[bytes.remaining()];
      bytes.get(bytes.position(), copy);
      return copy;
    }
  }

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int sequence;
  private String session = "";

  RtspClient(int port) throws IOException {
    this(port, 0);
  }

  RtspClient(int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setSoTimeout(7_000);
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 2_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
  }

  static RtspClient of(SimCamera camera) throws IOException {
    return new RtspClient(URI.create(camera.url()).getPort());
  }

  /// Connects and plays the first track.
  static RtspClient playing(SimCamera camera) throws IOException {
    var client = of(camera);
    client.play(camera);
    return client;
  }

  Answer play(SimCamera camera) throws IOException {
    setUp(camera, 0);
    return ask("PLAY", camera.url());
  }

  Answer setUp(SimCamera camera, int track) throws IOException {
    return ask(
        "SETUP",
        camera.url() + "/trackID=" + track,
        "Transport: RTP/AVP/TCP;unicast;interleaved=%d-%d".formatted(2 * track, 2 * track + 1));
  }

  Answer ask(String method, String uri, String... headers) throws IOException {
    send(method, uri, headers);
    var answer = answer();
    if (!answer.session().isEmpty()) {
      session = answer.session();
    }
    return answer;
  }

  void send(String method, String uri, String... headers) throws IOException {
    var text = new StringBuilder();
    text.append(method).append(' ').append(uri).append(" RTSP/1.0\r\n");
    text.append("CSeq: ").append(++sequence).append("\r\n");
    for (var header : headers) {
      text.append(header).append("\r\n");
    }
    if (!session.isEmpty() && !String.join("", headers).contains("Session:")) {
      text.append("Session: ").append(session).append("\r\n");
    }
    sendRaw(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  void sendRaw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// Reads the next answer; frames that come before it are kept.
  Answer answer() throws IOException {
    while (true) {
      in.mark(1);
      if (in.readUnsignedByte() != '$') {
        in.reset();
        return readAnswer();
      }
      frames.add(readFrame());
    }
  }

  Frame frame() throws IOException {
    if (!frames.isEmpty()) {
      return frames.removeFirst();
    }
    if (in.readUnsignedByte() != '$') {
      throw new IOException("something else than a frame");
    }
    return readFrame();
  }

  Frame rtp() throws IOException {
    while (true) {
      var frame = frame();
      if (!frame.isRtcp()) {
        return frame;
      }
    }
  }

  Frame rtcp() throws IOException {
    while (true) {
      var frame = frame();
      if (frame.isRtcp()) {
        return frame;
      }
    }
  }

  /// The next whole picture.
  Picture picture() throws IOException {
    var out = new ByteArrayOutputStream();
    while (true) {
      var frame = rtp();
      if (frame.channel() == 0) {
        unpack(frame.payload(), out);
        if (frame.marker()) {
          return new Picture(frame.timestamp(), ByteBuffer.wrap(out.toByteArray()));
        }
      }
    }
  }

  List<Picture> pictures(int count) throws IOException {
    var pictures = new ArrayList<Picture>();
    while (pictures.size() < count) {
      pictures.add(picture());
    }
    return pictures;
  }

  static void unpack(byte[] payload, ByteArrayOutputStream out) {
    var startCode = new byte[] {0, 0, 0, 1};
    switch (payload[0] & 0x1f) {
      case 24 -> {
        var nals = ByteBuffer.wrap(payload, 1, payload.length - 1);
        while (nals.hasRemaining()) {
          var nal = new byte[Short.toUnsignedInt(nals.getShort())];
          nals.get(nal);
          out.writeBytes(startCode);
          out.writeBytes(nal);
        }
      }
      case 28 -> {
        if ((payload[1] & 0x80) != 0) {
          out.writeBytes(startCode);
          out.write((payload[0] & 0xe0) | (payload[1] & 0x1f));
        }
        out.write(payload, 2, payload.length - 2);
      }
      default -> {
        out.writeBytes(startCode);
        out.writeBytes(payload);
      }
    }
  }

  /// Whether nothing at all comes for this long.
  boolean isSilentFor(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
    try {
      in.mark(1);
      in.readUnsignedByte();
      in.reset();
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout(7_000);
    }
  }

  /// Reads on until the other side ends the connection.
  ///
  /// @return whether it ended with FIN; otherwise with RST
  boolean endsWithFin() throws IOException {
    try {
      while (in.read() >= 0) {
        // More of what was under way.
      }
      return true;
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException reset) {
      return false;
    }
  }

  int readSome(byte[] into) throws IOException {
    return in.read(into);
  }

  private Frame readFrame() throws IOException {
    var channel = in.readUnsignedByte();
    var data = new byte[in.readUnsignedShort()];
    in.readFully(data);
    return new Frame(channel, ByteBuffer.wrap(data));
  }

  private Answer readAnswer() throws IOException {
    var status = line().split(" ", 3);
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(); !line.isEmpty(); line = line()) {
      var parts = line.split(":", 2);
      headers.put(parts[0].trim(), parts[1].trim());
    }
    var body = new byte[Integer.parseInt(headers.getOrDefault("Content-Length", "0"))];
    in.readFully(body);
    return new Answer(
        Integer.parseInt(status[1]), headers, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package org.porchlight.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.regex.Pattern;

/// The yardstick for feeds: one thread that reads what cameras send and throws it away. It looks at
/// nothing, keeps nothing, and believes everything.
///
/// Arguments: port of the cameras, how many, seconds before measuring, seconds to measure.
final class BareReceiver {

  private static final int SLICE_SECONDS = 5;
  private static final Pattern CONTROL = Pattern.compile("(?s)m=video.*?a=control:(\\S+)");
  private static final Pattern SESSION = Pattern.compile("(?i)Session: ([^;\\s]+)");
  private static final Pattern LENGTH = Pattern.compile("(?i)Content-Length: ([0-9]+)");

  private BareReceiver() {}

  public static void main(String[] arguments) throws IOException {
    var port = Integer.parseInt(arguments[0]);
    var count = Integer.parseInt(arguments[1]);
    try (var selector = Selector.open()) {
      for (var i = 0; i < count; i++) {
        var camera = play(port, "rtsp://127.0.0.1:" + port + "/camera-" + i);
        camera.configureBlocking(false);
        camera.register(selector, SelectionKey.OP_READ);
      }
      receive(selector, Integer.parseInt(arguments[2]));
      var slices = Math.max(1, Integer.parseInt(arguments[3]) / SLICE_SECONDS);
      for (var slice = 0; slice < slices; slice++) {
        var cpu = processNanos();
        var begun = System.nanoTime();
        receive(selector, SLICE_SECONDS);
        var cameraSeconds = (System.nanoTime() - begun) / 1e9 * count;
        System.out.println("process " + (processNanos() - cpu) / 1e6 / cameraSeconds);
      }
    }
    System.exit(0);
  }

  private static void receive(Selector selector, int seconds) throws IOException {
    var buffer = ByteBuffer.allocateDirect(1 << 18);
    var end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() - end < 0) {
      selector.select(
          key -> {
            try {
              if (((SocketChannel) key.channel()).read(buffer.clear()) < 0) {
                throw new IOException("a camera hung up");
              }
            } catch (IOException failed) {
              throw new IllegalStateException(failed);
            }
          },
          100);
    }
  }

  private static SocketChannel play(int port, String url) throws IOException {
    var camera =
        SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    var described = ask(camera, "DESCRIBE " + url, "CSeq: 1\r\n");
    var control = CONTROL.matcher(described);
    if (!control.find()) {
      throw new IOException("no video: " + described);
    }
    var setUp =
        ask(
            camera,
            "SETUP " + url + "/" + control.group(1),
            "CSeq: 2\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n");
    var session = SESSION.matcher(setUp);
    if (!session.find()) {
      throw new IOException("no session: " + setUp);
    }
    // What comes behind the answer is video already, and thrown away with it.
    ask(camera, "PLAY " + url, "CSeq: 3\r\nSession: " + session.group(1) + "\r\n");
    return camera;
  }

  private static String ask(SocketChannel camera, String request, String headers)
      throws IOException {
    camera.write(
        ByteBuffer.wrap((request + " RTSP/1.0\r\n" + headers + "\r\n").getBytes(ISO_8859_1)));
    var answer = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(1 << 16);
    while (true) {
      if (camera.read(buffer.clear()) < 0) {
        throw new IOException("a camera hung up");
      }
      answer.write(buffer.array(), 0, buffer.position());
      var text = answer.toString(ISO_8859_1);
      var head = text.indexOf("\r\n\r\n");
      var length = LENGTH.matcher(text);
      if (head >= 0
          && text.length() >= head + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0)) {
        return text;
      }
    }
  }

  private static long processNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }
}

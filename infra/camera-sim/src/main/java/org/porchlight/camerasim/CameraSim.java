package org.porchlight.camerasim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Many RTSP cameras on one port, with real H.264 and faults on demand.
///
/// ```java
/// try (var sim = CameraSim.start(0)) {
///   var camera = sim.add("porch", Scene.HOUSE_FRONT.clip());
///   watch(camera.url());
///   camera.faults().stall(true);
/// }
/// ```
///
/// One thread serves everything. All methods may be called from any thread and return when what
/// they ask for has happened.
public final class CameraSim implements AutoCloseable {

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocketChannel listener;
  private final int port;
  private final String origin;
  private final EventLoop loop;
  private final Clock clock;
  private final Random random = new Random();
  private final Map<String, SimCamera> cameras = new LinkedHashMap<>();
  private long nextTick = System.nanoTime();
  private long connections;

  private CameraSim(ServerSocketChannel listener, InetAddress address, Clock clock)
      throws IOException {
    this.listener = listener;
    this.port = listener.socket().getLocalPort();
    this.origin = "rtsp://" + address.getHostAddress() + ":" + port;
    this.clock = clock;
    this.loop =
        new EventLoop(
            new EventLoop.Work() {
              @Override
              public void ready(SelectionKey key) {
                CameraSim.this.ready(key);
              }

              @Override
              public long pass(long now) {
                return CameraSim.this.pass(now);
              }
            });
  }

  /// Starts on 127.0.0.1.
  ///
  /// @param port 0 takes a free one
  /// @throws IOException if the port is taken
  public static CameraSim start(int port) throws IOException {
    return start(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /// Starts on another address of this machine; the cameras' URLs name it.
  public static CameraSim start(InetAddress address, int port) throws IOException {
    var listener = ServerSocketChannel.open();
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(new InetSocketAddress(address, port), 512);
      var sim = new CameraSim(listener, address, Clock.systemUTC());
      sim.loop.register(listener, SelectionKey.OP_ACCEPT, sim);
      sim.loop.start();
      return sim;
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  /// The port that it listens on.
  public int port() {
    return port;
  }

  /// Adds a plain camera.
  public SimCamera add(String path, Clip clip) {
    return add(path, clip, CameraOptions.plain());
  }

  /// Adds a camera, and a second one for its sub-stream if the options name one.
  ///
  /// @param path what stands behind the host in its URL, without slashes around, perhaps with a
  ///   query
  /// @throws IllegalArgumentException if there is a camera with this path
  public SimCamera add(String path, Clip clip, CameraOptions options) {
    return loop.ask(() -> {
      if (cameras.containsKey(path)) {
        throw new IllegalArgumentException("there is a camera " + path);
      }
      var camera = new SimCamera(loop, clock, path, origin + "/" + path, clip, options);
      cameras.put(path, camera);
      var small = options.subStream();
      if (small != null) {
        add(path + "/sub", small, options.withoutSubStream());
      }
      return camera;
    });
  }

  /// The camera at this path; its sub-stream is at the path with `/sub` behind it.
  ///
  /// @throws IllegalArgumentException if there is none
  public SimCamera camera(String path) {
    var camera = loop.ask(() -> cameras.get(path));
    if (camera == null) {
      throw new IllegalArgumentException("there is no camera " + path);
    }
    return camera;
  }

  /// All cameras and sub-streams in the order in which they were added.
  public List<SimCamera> cameras() {
    return loop.ask(() -> List.copyOf(cameras.values()));
  }

  /// Address of the camera at this path, without user name and password.
  public String urlOf(String path) {
    return camera(path).url();
  }

  /// Lets a camera connect to a server and publish there, as cameras behind routers do. Its
  /// switches and counts hold for this as for those who connect to it. It does not try again by
  /// itself.
  ///
  /// @param path of the camera
  /// @param url of the server, with port and path
  /// @throws DialRefused if the server does not want it
  /// @throws IOException if it cannot be reached
  public void dial(String path, String url, String user, String password) throws IOException {
    var camera = camera(path);
    var offered =
        loop.ask(
            () -> camera.hasSound() ? List.of(Medium.VIDEO, Medium.AUDIO) : List.of(Medium.VIDEO));
    var sdp = loop.ask(() -> SessionDescription.of(camera, url));
    var done = DialOut.at(url, user, password, offered, sdp);
    loop.tell(() -> {
      try {
        new Connection(done.channel(), loop, this).dialogue().publish(camera, done.media(), url);
      } catch (IOException gone) {
        throw new UncheckedIOException("the server is gone", gone);
      }
    });
  }

  /// TCP connections accepted so far, whatever they asked for, if they asked for anything.
  public long connections() {
    return loop.ask(() -> connections);
  }

  /// Ends all connections and gives the port back.
  @Override
  public void close() {
    if (listener.isOpen()) {
      loop.tell(this::closeAll);
      loop.close();
    }
  }

  @Nullable SimCamera find(String path) {
    var exact = cameras.get(path);
    return exact == null ? cameras.get(path.replaceFirst("\\?.*", "")) : exact;
  }

  Random random() {
    return random;
  }

  private void closeAll() {
    try {
      listener.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
    for (var key : loop.keys()) {
      if (key.attachment() instanceof Connection connection) {
        connection.close();
      }
    }
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      try {
        connection.ready();
      } catch (RuntimeException broken) {
        // Whatever a client sends may end its own connection, never the simulator.
        connection.close();
      }
      return;
    }
    try {
      for (var socket = listener.accept(); socket != null; socket = listener.accept()) {
        connections++;
        new Connection(socket, loop, this);
      }
    } catch (IOException cannotAccept) {
      // The client gave up, or there are no more file descriptors: the others go on.
    }
  }

  private long pass(long now) {
    var next = now + TICK;
    for (var camera : cameras.values()) {
      next = Math.min(next, camera.sendDue(now));
    }
    if (now - nextTick >= 0) {
      nextTick = now + TICK;
      for (var key : loop.keys()) {
        if (key.attachment() instanceof Connection connection) {
          connection.dialogue().tick(now);
        }
      }
    }
    return next;
  }
}

package org.porchlight.camerasim.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.Clip;
import org.porchlight.camerasim.Scene;

/// Many cameras that are watched over HTTP, on one port of 127.0.0.1.
///
/// ```java
/// try (var web = WebSim.start(0)) {
///   var camera = web.add("porch", Scene.HOUSE_FRONT);
///   watch(camera.url(Form.MJPEG));
///   camera.faults().stall(true);
/// }
/// ```
///
/// A virtual thread serves each connection. All methods may be called from any thread.
public final class WebSim implements AutoCloseable {

  private final ServerSocket listener;
  private final AtomicLong connections = new AtomicLong();
  private final Map<String, WebCamera> cameras = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private WebSim(ServerSocket listener) {
    this.listener = listener;
  }

  /// Starts listening.
  ///
  /// @param port 0 takes a free one
  /// @throws IOException if the port is taken
  public static WebSim start(int port) throws IOException {
    var sim = new WebSim(new ServerSocket(port, 200, InetAddress.ofLiteral("127.0.0.1")));
    Thread.ofVirtual().name("web-sim").start(sim::accept);
    return sim;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// TCP connections accepted so far.
  public long connections() {
    return connections.get();
  }

  /// Adds a camera without password.
  public WebCamera add(String name, Scene scene) {
    return add(name, scene, CameraOptions.plain());
  }

  /// Adds a camera.
  ///
  /// @param name without slashes
  /// @param options of which the password counts
  /// @throws IllegalArgumentException if there is a camera with this name
  public WebCamera add(String name, Scene scene, CameraOptions options) {
    return add(name, scene, scene.clip(), options);
  }

  /// Adds a camera whose film is another one than its scene's, for instance with other sound.
  ///
  /// @param name without slashes
  /// @param scene of its still pictures
  /// @throws IllegalArgumentException if there is a camera with this name
  public WebCamera add(String name, Scene scene, Clip clip, CameraOptions options) {
    var url = "http://127.0.0.1:" + port() + "/" + name;
    var camera = new WebCamera(url, scene, clip, options);
    if (cameras.putIfAbsent(name, camera) != null) {
      throw new IllegalArgumentException("there is a camera " + name);
    }
    return camera;
  }

  private void accept() {
    try {
      while (true) {
        var caller = listener.accept();
        connections.incrementAndGet();
        open.add(caller);
        Thread.ofVirtual().name("web-sim").start(() -> serve(caller));
      }
    } catch (IOException closed) {
      // Nobody is served any more.
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      caller.setTcpNoDelay(true);
      new WebConnection(this, caller).serve();
    } catch (IOException gone) {
      // The caller hung up, or was hung up on.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(caller);
    }
  }

  /// @param path with a slash in front
  @Nullable WebCamera find(String path) {
    var parts = path.split("/", 3);
    return parts.length < 3 ? null : cameras.get(parts[1]);
  }

  /// Ends all connections and gives the port back.
  @Override
  public void close() {
    try {
      listener.close();
      for (var one : open) {
        one.close();
      }
    } catch (IOException _) {
      // They are gone either way.
    }
  }
}

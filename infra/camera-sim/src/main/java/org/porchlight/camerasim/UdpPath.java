package org.porchlight.camerasim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The way of one track to one client over UDP, with everything that a network does to datagrams.
/// For the loop's thread.
final class UdpPath implements AutoCloseable {

  /// So many overtake a datagram that is out of order.
  private static final int OVERTAKING = 3;

  private static final long LATE = TimeUnit.MILLISECONDS.toNanos(500);

  private final SimCamera camera;
  private final InetAddress self;
  private final InetSocketAddress mediaTo;
  private final InetSocketAddress reportsTo;
  private final DatagramChannel media;
  private final DatagramChannel reports;
  private @Nullable DatagramChannel impostor;
  private final Deque<Waiting> overtaken = new ArrayDeque<>();
  private final Deque<Waiting> late = new ArrayDeque<>();
  private long sent;

  /// A datagram that is sent later.
  ///
  /// @param due when: a time of [System#nanoTime()], or how many were sent before it
  private record Waiting(ByteBuffer packet, long due) {}

  /// @param self the camera's address
  /// @param to the client's address
  /// @param mediaPort the client's, for RTP
  /// @param reportPort the client's, for RTCP
  UdpPath(SimCamera camera, InetAddress self, InetAddress to, int mediaPort, int reportPort)
      throws IOException {
    this.camera = camera;
    this.self = self;
    this.mediaTo = new InetSocketAddress(to, mediaPort);
    this.reportsTo = new InetSocketAddress(to, reportPort);
    this.media = bound(self, 0);
    this.reports = bound(self, 0);
  }

  private static DatagramChannel bound(InetAddress address, int port) throws IOException {
    var channel = DatagramChannel.open();
    try {
      channel.configureBlocking(false);
      return channel.bind(new InetSocketAddress(address, port));
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /// From which port it sends RTP.
  int mediaPort() {
    return media.socket().getLocalPort();
  }

  /// From which port it sends RTCP, and where it takes that of the client.
  int reportPort() {
    return reports.socket().getLocalPort();
  }

  /// Sends a packet, or what the network makes of it.
  void send(ByteBuffer packet) {
    sent++;
    var faults = camera.faults();
    if (faults.impostor != null) {
      pretend(packet.duplicate(), faults.impostor);
    }
    if (camera.happens(faults.disorderPercent)) {
      overtaken.add(new Waiting(copy(packet), sent + OVERTAKING));
    } else if (camera.happens(faults.latePercent)) {
      late.add(new Waiting(copy(packet), System.nanoTime() + LATE));
    } else {
      if (camera.happens(faults.duplicatePercent)) {
        write(media, packet.duplicate(), mediaTo);
      }
      write(media, packet, mediaTo);
    }
    release(overtaken, sent);
  }

  /// The unit is complete: nothing of it waits any longer for being overtaken.
  void endOfUnit() {
    release(overtaken, Long.MAX_VALUE);
  }

  void report(ByteBuffer packet) {
    write(reports, packet, reportsTo);
  }

  /// Sends what was late, and reads what the client reports.
  void tick(long now) {
    release(late, now);
    var in = ByteBuffer.allocate(2048);
    try {
      while (reports.receive(in.clear()) != null) {
        camera.countReceiverReport();
      }
    } catch (IOException ignored) {
      // The client has closed its port.
    }
  }

  private void release(Deque<Waiting> waiting, long due) {
    while (!waiting.isEmpty() && waiting.getFirst().due() <= due) {
      write(media, waiting.removeFirst().packet(), mediaTo);
    }
  }

  /// Sends the packet with other content, before the right one.
  private void pretend(ByteBuffer packet, String from) {
    try {
      if (impostor == null) {
        var address = InetAddress.ofLiteral(from);
        impostor = bound(address, address.equals(self) ? 0 : mediaPort());
      }
      var lie = copy(packet);
      for (var i = RtpTrack.RTP_HEADER; i < lie.limit(); i++) {
        lie.put(i, (byte) camera.random().nextInt());
      }
      write(impostor, lie, mediaTo);
    } catch (IOException ignored) {
      // Then there is no impostor.
    }
  }

  private static ByteBuffer copy(ByteBuffer packet) {
    return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
  }

  private static void write(DatagramChannel from, ByteBuffer packet, InetSocketAddress to) {
    try {
      from.send(packet, to);
    } catch (IOException ignored) {
      // Nobody is told when a datagram is lost.
    }
  }

  @Override
  public void close() {
    for (var socket : new DatagramChannel[] {media, reports, impostor}) {
      try {
        if (socket != null) {
          socket.close();
        }
      } catch (IOException ignored) {
        // It is gone either way.
      }
    }
  }
}

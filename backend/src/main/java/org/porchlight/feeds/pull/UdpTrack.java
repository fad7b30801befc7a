package org.porchlight.feeds.pull;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.porchlight.feeds.pull.rtp.Reordering;

/// One media of an RTSP session over UDP: two ports of ours, and the camera's two from which alone
/// datagrams are taken. What comes from elsewhere is dropped and counted. Hands on frames as if
/// they had come interleaved: in the order in which they were sent, each once.
///
/// For the loop's thread.
final class UdpTrack implements AutoCloseable {

  /// Most that is read of one port before other cameras have their turn.
  private static final int MOST_AT_ONCE = 256;

  /// Bytes before an interleaved frame (RFC 2326 10.12).
  private static final int FRAME_HEADER = 4;

  private final RtspLoop loop;
  private final UdpPorts ports;
  private final UdpPorts.Pair pair;
  private final InetAddress camera;
  private final Tracks.Channels channels;
  private final Budget budget;
  private final Owner owner;
  private final Reordering order = new Reordering();
  private final Port media;
  private final Port reports;
  private long lateTold;

  /// Whose track it is.
  interface Owner {

    /// Does something that may end the session.
    void carefully(Work work);

    /// Takes a packet of a track.
    ///
    /// @param in where it lies until this returns; the same as `memory`
    void frame(ByteBuffer in, MemorySegment memory, int channel, int at, int length)
        throws IOException;
  }

  /// Something of one session that may go wrong.
  interface Work {

    void run() throws IOException;
  }

  /// From which of its ports a camera sends.
  ///
  /// @param media 0 if it has not said so
  /// @param reports likewise
  record From(int media, int reports) {}

  private UdpTrack(
      RtspLoop loop,
      UdpPorts ports,
      UdpPorts.Pair pair,
      InetAddress camera,
      Tracks.Channels channels,
      Budget budget,
      Owner owner) {
    this.loop = loop;
    this.ports = ports;
    this.pair = pair;
    this.camera = camera;
    this.channels = channels;
    this.budget = budget;
    this.owner = owner;
    this.media = new Port(pair.media());
    this.reports = new Port(pair.reports());
  }

  /// Opens two ports. Until [#expect] nothing is taken.
  ///
  /// @param self our address on the connection to the camera
  /// @param camera its address that was checked
  /// @param channels what its packets are handed on as
  /// @param budget what the camera may send
  /// @throws StreamLost if no ports are free
  static UdpTrack open(
      RtspLoop loop,
      UdpPorts ports,
      InetAddress self,
      InetAddress camera,
      Tracks.Channels channels,
      Budget budget,
      Owner owner)
      throws IOException {
    var pair = ports.open(self);
    try {
      var track = new UdpTrack(loop, ports, pair, camera, channels, budget, owner);
      loop.register(pair.media(), SelectionKey.OP_READ, track.media);
      loop.register(pair.reports(), SelectionKey.OP_READ, track.reports);
      return track;
    } catch (IOException | RuntimeException failed) {
      pair.close();
      throw failed;
    }
  }

  /// The even port of ours; reports come to the next one.
  int port() {
    return pair.port();
  }

  Tracks.Channels channels() {
    return channels;
  }

  /// From now on datagrams are taken from there.
  void expect(From from) {
    media.from = from.media();
    reports.from = from.reports();
  }

  /// Sends our report, if it is about this track and the camera's port is known.
  ///
  /// @param frame as it would be sent interleaved
  void report(byte[] frame) {
    if (frame[1] != channels.reports() || reports.from <= 0) {
      return;
    }
    try {
      var report = ByteBuffer.wrap(frame, FRAME_HEADER, frame.length - FRAME_HEADER);
      reports.socket.send(report, new InetSocketAddress(camera, reports.from));
    } catch (IOException _) {
      // The next one may go through; whether there are pictures is watched elsewhere.
    }
  }

  @Override
  public void close() {
    order.clear();
    tellLate();
    pair.close();
  }

  private void tellLate() {
    ports.countLate(order.late() - lateTold);
    lateTold = order.late();
  }

  private void media(ByteBuffer in, MemorySegment memory, int at, int length) throws IOException {
    owner.frame(in, memory, channels.media(), at, length);
  }

  /// One of the two sockets.
  private final class Port implements RtspLoop.Member {

    private static final int NOBODY = -1;

    private final DatagramChannel socket;

    /// The camera's port; 0 as long as that is the first from which something comes.
    private int from = NOBODY;

    Port(DatagramChannel socket) {
      this.socket = socket;
    }

    @Override
    public void ready() {
      owner.carefully(this::read);
    }

    private void read() throws IOException {
      for (var count = 0; count < MOST_AT_ONCE && socket.isOpen(); count++) {
        var in = loop.buffer();
        var sender = socket.receive(in);
        if (sender == null) {
          break;
        }
        if (isCameras(sender)) {
          budget.spend(in.position());
          take(in, in.position());
        } else {
          ports.countForeign();
        }
      }
    }

    private boolean isCameras(SocketAddress sender) {
      if (!(sender instanceof InetSocketAddress who) || !camera.equals(who.getAddress())) {
        return false;
      }
      if (from == 0) {
        from = who.getPort();
      }
      return from == who.getPort();
    }

    private void take(ByteBuffer in, int length) throws IOException {
      if (this == reports) {
        owner.frame(in, loop.memory(), channels.reports(), 0, length);
      } else if (!order.take(
          in, loop.memory(), 0, length, System.nanoTime(), UdpTrack.this::media)) {
        ports.countForeign();
      }
    }

    @Override
    public void tick(long now) {
      if (this == media && socket.isOpen()) {
        owner.carefully(() -> order.expire(now, UdpTrack.this::media));
        tellLate();
      }
    }

    @Override
    public void abandon() {
      close();
    }
  }
}

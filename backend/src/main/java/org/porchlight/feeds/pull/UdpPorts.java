package org.porchlight.feeds.pull;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.porchlight.feeds.StreamProblem;

/// Our UDP ports: pairs of an even one for media and the next one for reports, lent to sessions and
/// given back. A pair that was given back is the last to be lent again, so that what still comes
/// from an old session finds nobody. Also counts what came to them in vain. Thread-safe.
public final class UdpPorts {

  /// In the place of a range.
  public static final String NONE = "none";

  private static final Pattern RANGE = Pattern.compile("(\\d{4,5})-(\\d{4,5})");
  private static final int LOWEST = 1024;
  private static final int HIGHEST = 65_535;

  /// What the kernel is asked to keep for one port until it is read. It may give less.
  private static final int RECEIVE_BUFFER = 1024 * 1024;

  private final String range;
  private final int first;
  private final int pairs;
  private final BitSet lent = new BitSet();
  private int next;
  private final LongAdder foreign = new LongAdder();
  private final LongAdder late = new LongAdder();

  /// @param range first and last port, as in `20000-21999`, or [#NONE]
  /// @throws IllegalArgumentException if it is neither
  public UdpPorts(String range) {
    this.range = range;
    if (range.equals(NONE)) {
      first = 0;
      pairs = 0;
      return;
    }
    var said = RANGE.matcher(range);
    if (!said.matches()) {
      throw new IllegalArgumentException("not a range of ports: " + range);
    }
    var from = Integer.parseInt(said.group(1));
    var last = Integer.parseInt(said.group(2));
    first = from + from % 2;
    pairs = (last + 1 - first) / 2;
    if (first < LOWEST || last > HIGHEST || pairs < 1) {
      throw new IllegalArgumentException("no pair of ports in " + range);
    }
  }

  /// Whether there are any.
  boolean isNone() {
    return pairs == 0;
  }

  /// How many pairs are lent.
  public synchronized int lent() {
    return lent.cardinality();
  }

  /// Datagrams that were dropped because they did not come from where the camera sends.
  public long foreign() {
    return foreign.sum();
  }

  void countForeign() {
    foreign.increment();
  }

  /// Packets of cameras that were dropped because they had been there before, or came too late.
  public long late() {
    return late.sum();
  }

  void countLate(long more) {
    late.add(more);
  }

  /// Two open sockets on this machine's address.
  ///
  /// @throws StreamLost if all are lent
  Pair open(InetAddress self) throws StreamLost {
    for (var tried = 0; tried < pairs; tried++) {
      var number = lend();
      if (number < 0) {
        break;
      }
      try {
        return bind(self, number);
      } catch (BindException _) {
        // Another program has one of the two.
      } catch (IOException failed) {
        throw new StreamLost(StreamProblem.MISCONFIGURED, "no UDP socket", failed);
      }
    }
    throw new StreamLost(
        StreamProblem.MISCONFIGURED,
        "no UDP ports are free: porchlight.feeds.udp-ports is " + range);
  }

  private synchronized int lend() {
    var free = lent.nextClearBit(next);
    if (free >= pairs) {
      free = lent.nextClearBit(0);
    }
    if (free >= pairs) {
      return -1;
    }
    lent.set(free);
    next = (free + 1) % pairs;
    return free;
  }

  private synchronized void giveBack(int number) {
    lent.clear(number);
  }

  private Pair bind(InetAddress self, int number) throws IOException {
    var port = first + 2 * number;
    DatagramChannel media = null;
    try {
      media = bound(self, port);
      return new Pair(number, port, media, bound(self, port + 1));
    } catch (IOException | RuntimeException failed) {
      if (media != null) {
        media.close();
      }
      giveBack(number);
      throw failed;
    }
  }

  private static DatagramChannel bound(InetAddress self, int port) throws IOException {
    var channel =
        DatagramChannel.open(
            self.getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      return channel.bind(new InetSocketAddress(self, port));
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /// Two sockets. Closing them gives their ports back, once.
  final class Pair implements AutoCloseable {

    private final int number;
    private final int port;
    private final DatagramChannel media;
    private final DatagramChannel reports;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pair(int number, int port, DatagramChannel media, DatagramChannel reports) {
      this.number = number;
      this.port = port;
      this.media = media;
      this.reports = reports;
    }

    /// The even port; the other is the next one.
    int port() {
      return port;
    }

    DatagramChannel media() {
      return media;
    }

    DatagramChannel reports() {
      return reports;
    }

    @Override
    public void close() {
      if (!closed.compareAndSet(false, true)) {
        return;
      }
      quietly(media);
      quietly(reports);
      giveBack(number);
    }

    private static void quietly(DatagramChannel channel) {
      try {
        channel.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
  }
}

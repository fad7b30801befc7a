package org.porchlight.feeds.pull.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReorderingTest {

  static final long STEP = TimeUnit.MILLISECONDS.toNanos(1);

  final Reordering order = new Reordering();
  final List<Integer> got = new ArrayList<>();
  long now = Long.MAX_VALUE - 50 * STEP;

  @Test
  void whatIsInOrderPassesAtOnceWhereItLies() throws IOException {
    begin(100);
    var raw = packet(101, 7, 20);

    order.take(
        raw,
        MemorySegment.ofBuffer(raw),
        0,
        raw.capacity(),
        now,
        (in, _, _, _) -> assertThat(in).isSameAs(raw));

    assertThat(order.waiting()).isZero();
  }

  @Test
  void whatCameTooEarlyIsPutBackIntoItsPlace() throws IOException {
    begin(100);

    take(103, 102, 105, 101, 104, 106);

    assertThat(got).containsExactly(101, 102, 103, 104, 105, 106);
    assertThat(order.waiting()).isZero();
    assertThat(order.late()).isZero();
  }

  @Test
  void theFirstPacketsToComeNeedNotBeTheFirstThatWereSent() throws IOException {
    take(12, 10, 11, 13);
    assertThat(got).isEmpty();

    later(100);

    assertThat(got).containsExactly(10, 11, 12, 13);
  }

  @Test
  void theSequenceMayWrapWhileSomethingWaits() throws IOException {
    begin(65_533);

    take(1, 65_535, 0, 65_534, 2);

    assertThat(got).containsExactly(65_534, 65_535, 0, 1, 2);
  }

  @Test
  void theSequenceMayWrapInTheFirstPackets() throws IOException {
    take(1, 65_535, 0);
    later(100);

    assertThat(got).containsExactly(65_535, 0, 1);
  }

  @Test
  void whatIsMissingIsNotWaitedForLongerThanATenthOfASecond() throws IOException {
    begin(10);
    take(12);
    later(60);
    take(15);
    later(39);
    assertThat(got).isEmpty();

    later(1);
    assertThat(got).containsExactly(12);

    // The gap behind it has been known for less time.
    later(59);
    assertThat(got).containsExactly(12);
    later(1);
    assertThat(got).containsExactly(12, 15);
  }

  @Test
  void whatComesWhenNobodyWaitsForItAnyMoreIsLeftOut() throws IOException {
    begin(10);
    take(12);
    later(100);

    take(11, 13);

    assertThat(got).containsExactly(12, 13);
    assertThat(order.late()).isEqualTo(1);
  }

  @Test
  void whatComesTwiceIsTakenOnceWhetherItWaitsOrNot() throws IOException {
    begin(10);

    take(11, 11, 13, 13, 12, 12, 13, 14);

    assertThat(got).containsExactly(11, 12, 13, 14);
    assertThat(order.late()).isEqualTo(4);
  }

  @Test
  void noMoreWaitsThanSoManyPackets() throws IOException {
    begin(0);

    for (var i = 2; i < 2 + 2 * Reordering.MOST; i++) {
      take(i);
      assertThat(order.waiting()).isLessThan(Reordering.MOST);
    }

    assertThat(got)
        .containsExactlyElementsOf(IntStream.range(2, 2 + 2 * Reordering.MOST).boxed().toList());
  }

  @Test
  void noMoreWaitsThanSoManyBytes() throws IOException {
    begin(0);
    var large = 60_000;
    for (var i = 2; i < 40; i++) {
      takeRaw(packet(i, 7, large));
      assertThat(order.waiting()).isLessThanOrEqualTo(Reordering.MOST_BYTES / large + 1);
    }

    assertThat(got.getFirst()).isEqualTo(2);
  }

  @Test
  void aLongLossIsALossAndNothingBeforeItIsKeptBack() throws IOException {
    begin(10);

    take(12, 1000, 1001);

    assertThat(got).containsExactly(12, 1000, 1001);
  }

  @Test
  void onePacketFromNowhereChangesNothing() throws IOException {
    begin(10);

    take(40_000, 11, 40_001, 12);
    takeRaw(packet(13, 8, 20));
    take(13);

    assertThat(got).containsExactly(11, 12, 13);
  }

  @Test
  void aCameraThatCountsAnewIsFollowedFromItsSecondPacketOn() throws IOException {
    begin(30_000);
    take(30_002);

    take(5, 6, 7);

    assertThat(got).containsExactly(30_002, 6, 7);
  }

  @Test
  void aCameraThatIsAnotherSourceNowIsFollowedFromItsSecondPacketOn() throws IOException {
    begin(10);

    takeRaw(packet(11, 8, 20));
    takeRaw(packet(12, 8, 20));
    takeRaw(packet(13, 8, 20));

    assertThat(got).containsExactly(12, 13);
  }

  @Test
  void whatIsNoPacketOrAReportIsNotTaken() throws IOException {
    begin(10);

    assertThat(takeRaw(ByteBuffer.allocate(0))).isFalse();
    assertThat(takeRaw(ByteBuffer.allocate(40))).isFalse();
    assertThat(takeRaw(packet(11, 7, 20).put(1, (byte) 200))).isFalse();

    assertThat(got).isEmpty();
  }

  @Test
  void whateverTheNetworkDoesNothingComesTwiceOrOutOfOrder() throws IOException {
    for (var seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      var fresh = new ReorderingTest();
      fresh.now = now;
      for (var i = 0; i < 3000; i++) {
        fresh.now += random.nextInt(3) * STEP;
        if (random.nextInt(20) != 0) {
          fresh.take(65_000 + i - random.nextInt(5) & 0xFFFF);
        }
      }
      fresh.later(100);
      for (var i = 1; i < fresh.got.size(); i++) {
        assertThat(fresh.got.get(i) - fresh.got.get(i - 1) & 0xFFFF).isBetween(1, 100);
      }
      assertThat(fresh.got).hasSizeGreaterThan(1500);
      assertThat(fresh.order.waiting()).isZero();
    }
  }

  /// As if everything up to this one had come.
  private void begin(int last) throws IOException {
    for (var i = 8; i >= 0; i--) {
      take(last - i & 0xFFFF);
    }
    later(100);
    assertThat(got).hasSize(9);
    got.clear();
  }

  private void later(int millis) throws IOException {
    now += millis * STEP;
    order.expire(now, this::out);
  }

  private void take(int... sequences) throws IOException {
    for (var sequence : sequences) {
      assertThat(takeRaw(packet(sequence, 7, 20))).isTrue();
    }
  }

  private boolean takeRaw(ByteBuffer raw) throws IOException {
    return order.take(raw, MemorySegment.ofBuffer(raw), 0, raw.capacity(), now, this::out);
  }

  private void out(ByteBuffer in, MemorySegment memory, int at, int length) {
    assertThat(memory.byteSize()).isEqualTo(in.capacity());
    got.add(in.getShort(at + 2) & 0xFFFF);
  }

  private static ByteBuffer packet(int sequence, int source, int size) {
    var raw = ByteBuffer.allocate(size);
    raw.put((byte) 0x80).put((byte) 96).putShort((short) sequence).putInt(0).putInt(source);
    return raw.clear();
  }
}

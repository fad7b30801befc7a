package org.porchlight.feeds.pull.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.pull.rtp.Reception.Report;

class ReceptionTest {

  static final long NTP_TO_UNIX = 2_208_988_800L;

  final Reception reception = new Reception(0x0102_0304);

  @Test
  void whatIsMissingIsCountedAlsoWhereTheSequenceWraps() {
    assertThat(take(65_534)).isZero();
    assertThat(take(65_535)).isZero();
    assertThat(take(2)).isEqualTo(2);
    assertThat(take(3)).isZero();

    assertThat(reception.lost()).isEqualTo(2);
    assertThat(reception.received()).isEqualTo(4);
  }

  @Test
  void aPacketThatWasThereBeforeIsNotTakenAgain() {
    take(100);
    take(101);

    assertThat(take(101)).isNegative();
    assertThat(take(100)).isNegative();
    assertThat(take(102)).isZero();
  }

  @Test
  void aCameraThatBeginsToCountAnewIsFollowed() {
    take(30_000);
    take(30_001);

    assertThat(take(5)).isPositive();
    assertThat(take(6)).isZero();
    assertThat(reception.received()).isEqualTo(4);
  }

  @Test
  void theCamerasClockIsReadFromItsReport() {
    take(1);
    var camera = Instant.parse("2026-11-22T10:00:02.5Z");

    var said =
        reception.read(senderReport(camera), 0, 28, 0, Instant.parse("2026-11-22T10:00:00Z"));

    assertThat(said)
        .isInstanceOfSatisfying(
            Report.CameraClock.class,
            clock ->
                assertThat(clock.ahead())
                    .isBetween(Duration.ofMillis(2499), Duration.ofMillis(2501)));
  }

  @Test
  void aCameraWithoutAClockSaysNothing() {
    var report = senderReport(Instant.EPOCH);
    report.putInt(8, 0).putInt(12, 0);

    assertThat(reception.read(report, 0, 28, 0, Instant.now())).isEqualTo(new Report.Nothing());
  }

  @Test
  void goodbyeIsUnderstood() {
    var bye = ByteBuffer.allocate(8).put((byte) 0x81).put((byte) 203).putShort((short) 1);

    assertThat(reception.read(bye, 0, 8, 0, Instant.now())).isEqualTo(new Report.Bye());
  }

  @Test
  void reportsThatAreLongerThanTheyAreEndThere() {
    var lie = ByteBuffer.allocate(28).put((byte) 0x80).put((byte) 200).putShort((short) 60_000);

    assertThat(reception.read(lie, 0, 28, 0, Instant.now())).isEqualTo(new Report.Nothing());
    assertThat(reception.read(lie, 0, 3, 0, Instant.now())).isEqualTo(new Report.Nothing());
  }

  @Test
  void ourReportSaysWhatIsMissingAndWhenTheCameraReportedLast() {
    take(10);
    take(13);
    reception.read(senderReport(Instant.parse("2026-11-22T10:00:00Z")), 0, 28, 0, Instant.now());
    var out = ByteBuffer.allocate(reception.reportSize());

    reception.report(out, 2_000_000_000L);

    assertThat(out.remaining()).isZero();
    assertThat(out.get(1) & 0xFF).isEqualTo(201);
    assertThat(out.getShort(2)).isEqualTo((short) 7);
    assertThat(out.getInt(4)).isEqualTo(0x0102_0304);
    // Two of four are missing: half of 256, and two in all.
    assertThat(out.getInt(12)).isEqualTo(127 << 24 | 2);
    assertThat(out.getInt(16)).isEqualTo(13);
    // Two seconds in 1/65,536.
    assertThat(out.getInt(28)).isEqualTo(2 << 16);
    assertThat(out.get(33) & 0xFF).isEqualTo(202);
  }

  private int take(int sequence) {
    var packet = new RtpPacket();
    var raw = ByteBuffer.allocate(13);
    raw.put((byte) 0x80).put((byte) 96).putShort((short) sequence).putInt(0).putInt(5);
    assertThat(packet.read(raw, 0, 13)).isTrue();
    return reception.take(packet);
  }

  private static ByteBuffer senderReport(Instant camera) {
    var report = ByteBuffer.allocate(28);
    report.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(5);
    report.putInt((int) (camera.getEpochSecond() + NTP_TO_UNIX));
    report.putInt((int) (((long) camera.getNano() << 32) / 1_000_000_000L));
    return report;
  }
}

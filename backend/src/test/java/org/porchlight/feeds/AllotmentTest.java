package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.porchlight.feeds.Allotment.Need.ALWAYS;
import static org.porchlight.feeds.Allotment.Need.BUFFERED;
import static org.porchlight.feeds.Allotment.Need.IN_USE;
import static org.porchlight.feeds.Allotment.Need.LEFT;
import static org.porchlight.feeds.Allotment.Need.WANTED;
import static org.porchlight.feeds.Allotment.Share.NOTHING;
import static org.porchlight.feeds.Allotment.Share.SHORT;
import static org.porchlight.feeds.Allotment.Share.WHOLE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.Allotment.Claim;
import org.porchlight.feeds.Allotment.Limits;
import org.porchlight.feeds.Allotment.Need;
import org.porchlight.feeds.Allotment.Share;
import org.porchlight.registry.CameraId;

/// Feeds take 100 bytes and 10 bits per second here, short ones 40 bytes.
class AllotmentTest {

  final List<Claim> claims = new ArrayList<>();

  @Test
  void everybodyHasRoomWhileEverythingFits() {
    claim(IN_USE, WHOLE);
    claim(ALWAYS, WHOLE);
    claim(WANTED, NOTHING);
    claim(BUFFERED, WHOLE);
    claim(LEFT, WHOLE);

    assertThat(shares(bytes(600))).containsExactly(WHOLE, WHOLE, WHOLE, WHOLE, WHOLE);
  }

  @Test
  void whatNobodyNeedsGoesFirstThenTheNewestBuffers() {
    claim(BUFFERED, WHOLE);
    claim(BUFFERED, WHOLE);
    claim(LEFT, WHOLE);
    claim(ALWAYS, WHOLE);

    assertThat(shares(bytes(300))).containsExactly(WHOLE, WHOLE, NOTHING, WHOLE);
    assertThat(shares(bytes(200))).containsExactly(WHOLE, NOTHING, NOTHING, WHOLE);
    assertThat(shares(bytes(100))).containsExactly(NOTHING, NOTHING, NOTHING, WHOLE);
  }

  @Test
  void thenRingsThatNobodyLooksAtBecomeShort() {
    claim(IN_USE, WHOLE);
    claim(ALWAYS, WHOLE);
    claim(ALWAYS, WHOLE);
    claim(WANTED, NOTHING);

    assertThat(shares(bytes(300))).containsExactly(WHOLE, SHORT, SHORT, WHOLE);
  }

  @Test
  void thenTheNewestWhoWasLetInWaits() {
    claim(IN_USE, WHOLE);
    claim(ALWAYS, SHORT);
    claim(WANTED, NOTHING);
    claim(WANTED, NOTHING);

    assertThat(shares(bytes(280))).containsExactly(WHOLE, SHORT, WHOLE, NOTHING);
  }

  @Test
  void aFeedInUseIsNeverTouchedHoweverTightItIs() {
    claim(IN_USE, WHOLE);
    claim(IN_USE, WHOLE);
    claim(ALWAYS, WHOLE);

    assertThat(shares(new Limits(1, 1, 1))).containsExactly(WHOLE, WHOLE, NOTHING);
  }

  @Test
  void nobodyIsOvertakenByASmallerOne() {
    claims.add(new Claim(CameraId.random(), WANTED, 0, 100, 40, 10, NOTHING));
    claims.add(new Claim(CameraId.random(), WANTED, 1, 10, 5, 10, NOTHING));

    assertThat(shares(bytes(50))).containsExactly(NOTHING, NOTHING);
  }

  @Test
  void theLineAndTheNumberAreLimitedToo() {
    claim(IN_USE, WHOLE);
    claim(WANTED, NOTHING);

    assertThat(shares(new Limits(10_000, 15, 10))).containsExactly(WHOLE, NOTHING);
    assertThat(shares(new Limits(10_000, 1000, 1))).containsExactly(WHOLE, NOTHING);
  }

  @Test
  void aWaitingFeedNeedsSparingRoomSoThatItDoesNotComeAndGo() {
    claim(ALWAYS, SHORT);
    assertThat(shares(bytes(101))).containsExactly(SHORT);
    claims.clear();
    claim(ALWAYS, WHOLE);
    assertThat(shares(bytes(101))).containsExactly(WHOLE);
  }

  /// Whatever the claims: what is given stays within the limits as far as it is not in use, and
  /// giving it again changes nothing.
  @Test
  void sharesFitAndAreStable() {
    var random = new Random(42);
    for (var round = 0; round < 5_000; round++) {
      claims.clear();
      for (var i = random.nextInt(30); i > 0; i--) {
        var bytes = random.nextInt(200);
        claims.add(
            new Claim(
                CameraId.random(),
                any(Need.values(), random),
                claims.size(),
                bytes,
                bytes / 3,
                random.nextInt(20),
                any(Share.values(), random)));
      }
      var limits = new Limits(random.nextInt(3000), random.nextInt(300), random.nextInt(30));

      var shares = Allotment.of(claims, limits);

      assertThat(shares).hasSize(claims.size());
      assertThat(bytesOf(shares, false))
          .isLessThanOrEqualTo(Math.max(limits.bytes(), bytesOf(shares, true)));
      var again = claims.stream().map(claim -> now(claim, shares.get(claim.camera()))).toList();
      assertThat(Allotment.of(again, limits)).isEqualTo(shares);
    }
  }

  private static Claim now(Claim claim, Share share) {
    return new Claim(
        claim.camera(),
        claim.need(),
        claim.order(),
        claim.bytes(),
        claim.shortBytes(),
        claim.bitsPerSecond(),
        share);
  }

  private long bytesOf(Map<CameraId, Share> shares, boolean inUseOnly) {
    return claims.stream()
        .filter(claim -> !inUseOnly || claim.need() == IN_USE)
        .mapToLong(claim ->
            switch (shares.get(claim.camera())) {
              case WHOLE -> claim.bytes();
              case SHORT -> claim.shortBytes();
              case NOTHING -> 0;
            })
        .sum();
  }

  private static <T> T any(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private void claim(Need need, Share before) {
    claims.add(new Claim(CameraId.random(), need, claims.size(), 100, 40, 10, before));
  }

  private static Limits bytes(long bytes) {
    return new Limits(bytes, 1_000_000, 1000);
  }

  private List<Share> shares(Limits limits) {
    var shares = new HashMap<>(Allotment.of(claims, limits));
    return claims.stream().map(claim -> shares.get(claim.camera())).toList();
  }
}

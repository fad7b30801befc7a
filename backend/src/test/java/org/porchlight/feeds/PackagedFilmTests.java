package org.porchlight.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.porchlight.camerasim.Barcode;
import org.porchlight.camerasim.CameraOptions;
import org.porchlight.camerasim.Scene;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebCamera;
import org.porchlight.feeds.CameraForTests.Screen;
import org.porchlight.testing.DecodedVideo;

/// Films in pieces (HLS), as differently as they may be packed.
class PackagedFilmTests {

  static final List<Form> FORMS = List.of(Form.HLS, Form.HLS_FRAGMENTS);

  @RegisterExtension final Street street = new Street();
  final CameraForTests house = street.house;

  private record Watched(WebCamera device, Feeds.Hold hold, Screen screen) {}

  private Watched watch(String name, Form form, boolean encrypted, boolean inOneFile, int groups) {
    var device =
        street.web.add(
            name + form, Scene.ALLEY, CameraOptions.plain().digest("owner", "secret", 1));
    device.packaging().encrypted(encrypted).inOneFile(inOneFile).groups(groups);
    var login = new org.porchlight.registry.Login("owner", "secret");
    var hold = street.feeds.hold(house.add(device.url(form), login, CameraForTests.LOOPBACK));
    return new Watched(device, hold, Screen.of(hold.feed()));
  }

  @Test
  void whatIsEncryptedOrInPartsOfFilesIsShownPictureByPicture() throws IOException {
    var watched = new ArrayList<Watched>();
    for (var form : FORMS) {
      watched.add(watch("encrypted", form, true, false, 1));
      watched.add(watch("parts", form, false, true, 1));
      watched.add(watch("both", form, true, true, 1));
    }

    for (var one : watched) {
      await().atMost(Duration.ofSeconds(20)).until(() -> one.screen().count() > 75);
      var codes = DecodedVideo.of(one.screen().received()).barcodes();
      for (var i = 1; i < codes.size(); i++) {
        var step =
            Math.floorMod(Barcode.frameIn(codes.get(i)) - Barcode.frameIn(codes.get(i - 1)), 240);
        assertThat(step).as("%s: %s", one.device().url(Form.HLS), codes).isEqualTo(1);
      }
      assertThat(one.hold().feed().health().gaps()).isZero();
      // The key is asked for once, however many segments there are.
      assertThat(one.device().packaging().keyRequests()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void segmentsMayBeLongAndAFilmThatStopsIsDeadWithinTenSecondsOfItsNextSegment() {
    // 14 s each.
    var one = watch("long", Form.HLS, false, false, 7);

    await().atMost(Duration.ofSeconds(40)).until(() -> one.screen().count() > 30);
    one.device().faults().stall(true);
    var stopped = System.nanoTime();

    // What has come already is shown: one segment and a part of another.
    await()
        .atMost(Duration.ofSeconds(14 + 10))
        .until(() -> one.hold().feed().problem() == StreamProblem.STALLED);
    assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(24));
    one.device().faults().clear();
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> one.hold().feed().health().state() instanceof FeedState.Delivering);
  }
}

package org.porchlight.feeds.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.media.SoundFormat;
import org.porchlight.feeds.pull.rtp.SoundDepacketiser.Wrapping;

class DescriptionTest {

  static final String VIDEO = "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
  static final String HBR = "sizelength=13;indexlength=3;indexdeltalength=3";

  @Test
  void soundIsFoundInItsUsualForms() {
    assertThat(sound("m=audio 0 RTP/AVP 0\r\na=control:s"))
        .isEqualTo(found(new SoundFormat.G711(false, 8000, 1), 0, 8000, Wrapping.HEADERS));
    assertThat(sound("m=audio 0 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000/1\r\na=control:s"))
        .isEqualTo(found(new SoundFormat.G711(true, 8000, 1), 8, 8000, Wrapping.HEADERS));
    assertThat(
            sound(
                "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 mpeg4-generic/44100/2\r\n"
                    + "a=fmtp:97 streamtype=5; mode=AAC-hbr; config=1210; "
                    + "SizeLength=13; IndexLength=3; IndexDeltaLength=3\r\na=control:s"))
        .isEqualTo(found(new SoundFormat.Aac(44_100, 2), 97, 44_100, Wrapping.HEADERS));
    assertThat(
            sound(
                "m=audio 0 RTP/AVP 98\r\na=rtpmap:98 MP4A-LATM/48000\r\n"
                    + "a=fmtp:98 cpresent=0;config=400023203FC0\r\na=control:s"))
        .isEqualTo(found(new SoundFormat.Aac(48_000, 2), 98, 48_000, Wrapping.LATM));
  }

  @Test
  void highEfficiencyIsKeptAsItIsAnnounced() {
    for (var config :
        List.of("2b8a0800", "eb8a0800", "138856e5a0", "138856e5a54880", "138856e500")) {
      var sound = sound(aac(config, HBR));

      assertThat(sound.format()).isEqualTo(new SoundFormat.Aac(22_050, 1, config));
      // In descriptions of it clocks often run at twice the rate.
      assertThat(sound.clockRate()).isEqualTo(44_100);
    }
    assertThat(sound(aac("2b8a0800", HBR)).format().codecs()).isEqualTo("mp4a.40.5");
    assertThat(sound(aac("eb8a0800", HBR)).format().codecs()).isEqualTo("mp4a.40.29");
    assertThat(sound(aac("138856e5a0", HBR)).format().codecs()).isEqualTo("mp4a.40.5");
    assertThat(sound(aac("138856e5a54880", HBR)).format().codecs()).isEqualTo("mp4a.40.29");
    assertThat(sound(aac("138856e500", HBR)).format().codecs()).isEqualTo("mp4a.40.2");
    assertThat(
            sound(
                    "m=audio 0 RTP/AVP 98\r\na=rtpmap:98 MP4A-LATM/44100\r\n"
                        + "a=fmtp:98 cpresent=0;config=40005714101FE0\r\na=control:s")
                .format())
        .isEqualTo(new SoundFormat.Aac(22_050, 1, "2b8a0800"));
  }

  @Test
  void whatIsNotUnderstoodIsNoSound() {
    for (var media :
        List.of(
            "",
            "m=audio 0 RTP/AVP 0",
            "m=audio 0 RTP/AVP\r\na=control:s",
            "m=audio 0 RTP/AVP x\r\na=rtpmap:x PCMU/8000\r\na=control:s",
            "m=audio 0 RTP/AVP 99\r\na=rtpmap:99 opus/48000/2\r\na=control:s",
            "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000/7\r\na=control:s",
            "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/0\r\na=control:s",
            aac("1210", "sizelength=6;indexlength=2;indexdeltalength=2"),
            aac("zz", HBR),
            aac("12", HBR),
            aac("1218".repeat(100), HBR),
            // Six channels; 960 samples a frame; no such rate.
            aac("1230", HBR),
            aac("1214", HBR),
            aac("1710", HBR),
            // HE-AAC of another rate than twice or once; of 960 samples a frame; of two channels
            // that become two; around something else; that ends too early.
            aac("2B898800", HBR),
            aac("2B8A0A00", HBR),
            aac("EB920800", HBR),
            aac("2B8A0400", HBR),
            aac("2B8A", HBR),
            aac("138856E598", HBR))) {
      assertThat(Description.sound((VIDEO + media).getBytes(ISO_8859_1))).as(media).isEmpty();
    }
  }

  @Test
  void whateverIsDescribedNothingIsThrown() {
    var random = new Random(2);
    var whole = VIDEO + aac("1210", HBR) + "\r\nm=audio 0 RTP/AVP 8\r\na=control:s\r\n";
    for (var i = 0; i < 5_000; i++) {
      var bytes = whole.getBytes(ISO_8859_1);
      for (var j = 0; j < 1 + i % 7; j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertThat(Description.sound(bytes)).isNotNull();
    }
  }

  private static String aac(String config, String lengths) {
    return "m=audio 0 RTP/AVP 97\r\na=rtpmap:97 mpeg4-generic/44100/2\r\na=fmtp:97 config="
        + config
        + ";"
        + lengths
        + "\r\na=control:s";
  }

  private static Description.Sound sound(String media) {
    return Description.sound((VIDEO + media + "\r\n").getBytes(ISO_8859_1)).orElseThrow();
  }

  private static Description.Sound found(
      SoundFormat format, int type, int clockRate, Wrapping wrapping) {
    return new Description.Sound(format, type, clockRate, wrapping, "s");
  }
}

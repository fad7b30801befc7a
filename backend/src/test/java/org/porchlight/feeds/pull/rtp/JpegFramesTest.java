package org.porchlight.feeds.pull.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.porchlight.feeds.media.Codec;

class JpegFramesTest {

  @Test
  void aPictureThatWasSentWithoutItsHeadersIsTheSamePicture() throws IOException {
    var jpeg = jpeg();
    var camera = new Packets(Codec.MJPEG);

    send(camera, jpeg, 0, -1);

    var shown = ImageIO.read(new ByteArrayInputStream(camera.got.getFirst().bytes()));
    var sent = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(camera.got.getFirst().key()).isTrue();
    for (var y = 0; y < sent.getHeight(); y++) {
      for (var x = 0; x < sent.getWidth(); x++) {
        assertThat(shown.getRGB(x, y)).isEqualTo(sent.getRGB(x, y));
      }
    }
  }

  @Test
  void aPictureWithAMissingPieceIsLeftOutAndTheNextSaysSo() throws IOException {
    var jpeg = jpeg();
    var camera = new Packets(Codec.MJPEG);

    send(camera, jpeg, 0, 1);
    send(camera, jpeg, 3000, -1);

    assertThat(camera.got).hasSize(1);
    assertThat(camera.got.getFirst().afterLoss()).isTrue();
  }

  @Test
  void tablesThatAreNotSentAreMadeOfTheQuality() {
    var camera = new Packets(Codec.MJPEG);

    camera.send(0, true, 0, 0, 0, 0, 1, 50, 8, 4, 0x12, 0x34);

    var made = camera.got.getFirst().bytes();
    // Quality 50 is the table of the standard as it is: 16, 11, 12, 14 in its own order.
    assertThat(made).containsSequence(0xFF, 0xDB, 0, 67, 0, 16, 11, 12, 14, 12, 10, 16, 14);
    assertThat(made).endsWith(0x12, 0x34, 0xFF, 0xD9);
  }

  private static byte[] jpeg() throws IOException {
    var image = new BufferedImage(160, 96, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    for (var i = 0; i < 40; i++) {
      pen.setColor(new Color(i * 6, 255 - i * 5, i * 37 % 256));
      pen.fillOval(i * 7 % 150, i * 11 % 90, 30, 20);
    }
    pen.dispose();
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  /// Takes a JPEG file apart as RFC 2435 says, with its own quantization tables.
  private static void send(Packets camera, byte[] jpeg, int timestamp, int lost) {
    var tables = new ByteArrayOutputStream();
    var in = ByteBuffer.wrap(jpeg);
    in.position(2);
    while (true) {
      var marker = in.getShort() & 0xFFFF;
      var size = in.getShort() & 0xFFFF;
      if (marker == 0xFFDB) {
        for (var at = in.position(); at < in.position() + size - 2; at += 65) {
          tables.write(jpeg, at + 1, 64);
        }
      }
      in.position(in.position() + size - 2);
      if (marker == 0xFFDA) {
        break;
      }
    }
    var scan = new byte[in.remaining()];
    in.get(scan);
    for (int at = 0, packet = 0; at < scan.length; at += 400, packet++) {
      var part = Math.min(400, scan.length - at);
      var payload = ByteBuffer.allocate(8 + (at == 0 ? 4 + tables.size() : 0) + part);
      payload.putInt(at).put((byte) 1).put((byte) 255).put((byte) 20).put((byte) 12);
      if (at == 0) {
        payload.putShort((short) 0).putShort((short) tables.size()).put(tables.toByteArray());
      }
      payload.put(scan, at, part);
      if (packet == lost) {
        camera.lose(1);
      } else {
        camera.send(timestamp, at + part == scan.length, payload.array());
      }
    }
  }
}

package org.porchlight.camerasim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.camerasim.web.Form;
import org.porchlight.camerasim.web.WebSim;

/// The simulated cameras on the web, asked by a client that is not ours.
class WebSimTest {

  WebSim sim;
  final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    sim = WebSim.start(0);
  }

  @AfterEach
  void stop() {
    client.close();
    sim.close();
  }

  @Test
  void aStillIsAPictureOfTheScene() throws Exception {
    var still = get(sim.add("door", Scene.ALLEY).url(Form.SNAPSHOT));

    assertThat(still.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    var picture = ImageIO.read(new ByteArrayInputStream(still.body()));
    assertThat(picture.getWidth()).isEqualTo(640);
    assertThat(picture.getHeight()).isEqualTo(360);
  }

  @Test
  void aPlaylistNamesSegmentsThatAreThere() throws Exception {
    var camera = sim.add("door", Scene.ALLEY);
    var master = text(camera.url(Form.HLS));
    assertThat(master).startsWith("#EXTM3U").contains("avc1").contains("video.m3u8");
    var base = camera.url(Form.HLS).replaceFirst("[^/]*$", "");

    var playlist = text(base + "video.m3u8");
    var segment = playlist.lines().filter(line -> line.endsWith(".ts")).findFirst().orElseThrow();
    var packets = get(base + segment).body();

    assertThat(packets.length % 188).isZero();
    for (var at = 0; at < packets.length; at += 188) {
      assertThat(packets[at]).isEqualTo((byte) 0x47);
    }
    var fragments = text(camera.url(Form.HLS_FRAGMENTS));
    assertThat(fragments).contains("#EXT-X-MAP:URI=\"header.mp4\"");
    assertThat(new String(get(base + "header.mp4").body(), 4, 4, UTF_8)).isEqualTo("ftyp");
  }

  @Test
  void aPasswordIsAskedFor() throws Exception {
    var camera = sim.add("door", Scene.ALLEY, CameraOptions.plain().basic("owner", "secret"));
    assertThat(get(camera.url(Form.SNAPSHOT)).statusCode()).isEqualTo(401);

    var pair = Base64.getEncoder().encodeToString("owner:secret".getBytes(UTF_8));
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create(camera.url(Form.SNAPSHOT)))
                .header("Authorization", "Basic " + pair)
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aStalledPlaylistDoesNotGrow() throws Exception {
    var camera = sim.add("door", Scene.ALLEY);
    camera.faults().stall(true);
    var before = text(camera.url(Form.HLS_FRAGMENTS));

    assertThat(text(camera.url(Form.HLS_FRAGMENTS))).isEqualTo(before);
  }

  private HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
  }

  private String text(String url) throws IOException, InterruptedException {
    return new String(get(url).body(), UTF_8);
  }
}

package org.porchlight.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.porchlight.kernel.Place;
import org.porchlight.registry.AddressSettings.Kind;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/// Address searches against servers that speak as the US Census and as Nominatim do.
class AddressSearchTest {

  static final String CENSUS =
      """
      {"result": {"input": {"address": {"address": "1600 pennsylvania"}},
        "addressMatches": [
          {"tigerLine": {"side": "L", "tigerLineId": "76225813"},
           "coordinates": {"x": -77.03518753691, "y": 38.89869893252},
           "addressComponents": {"zip": "20502", "streetName": "PENNSYLVANIA"},
           "matchedAddress": "1600 PENNSYLVANIA AVE NW, WASHINGTON, DC, 20502"}]}}
      """;
  static final String NOMINATIM =
      """
      [{"place_id": 100149, "licence": "ODbL", "osm_type": "node", "osm_id": 107775,
        "lat": "51.5073219", "lon": "-0.1276474", "category": "place", "type": "city",
        "display_name": "London, Greater London, England", "boundingbox": ["51", "52", "-1", "0"]}]
      """;

  HttpServer server;
  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile String answer = "[]";
  volatile int status = 200;
  final CountDownLatch silence = new CountDownLatch(1);
  volatile boolean silent;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI().getPath()
                  + " "
                  + URLDecoder.decode(exchange.getRequestURI().getRawQuery(), UTF_8)
                  + " "
                  + exchange.getRequestHeaders().getFirst("User-Agent"));
          if (silent) {
            try {
              silence.await();
            } catch (InterruptedException stop) {
              Thread.currentThread().interrupt();
            }
          }
          var body = answer.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(Thread::startVirtualThread);
    server.start();
  }

  @AfterEach
  void stop() {
    silence.countDown();
    server.stop(0);
  }

  @Test
  void nobodyIsAskedUnlessTheDepartmentSaysWhom() throws IOException {
    var search = search(new AddressSettings(Kind.NONE, null, Duration.ofSeconds(2), "", null));

    assertThat(search.isOn()).isFalse();
    assertThat(search.find("12 Main Street", "en", "a")).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void theCensusIsAskedInItsOwnWords() throws IOException {
    answer = CENSUS;

    var found = at(Kind.CENSUS, "/geocoder").find("1600 Pennsylvania & Co", "en", "a");

    assertThat(found)
        .containsExactly(
            new FoundAddress(
                "1600 PENNSYLVANIA AVE NW, WASHINGTON, DC, 20502",
                new Place(38.89869893252, -77.03518753691)));
    assertThat(asked)
        .containsExactly(
            "/geocoder/locations/onelineaddress address=1600 Pennsylvania & Co"
                + "&benchmark=Public_AR_Current&format=json Porchlight (it@example.gov)");
  }

  @Test
  void nominatimIsAskedInItsOwnWords() throws IOException {
    answer = NOMINATIM;

    var found = at(Kind.NOMINATIM, "/search?countrycodes=us").find("London", "es", "a");

    assertThat(found)
        .containsExactly(
            new FoundAddress("London, Greater London, England", new Place(51.5073219, -0.1276474)));
    assertThat(asked.getFirst())
        .startsWith("/search countrycodes=us&accept-language=es&format=jsonv2&limit=5&q=London");
  }

  @Test
  void whateverIsWrongWithTheServiceTheFormGoesOnAndNothingTypedIsLogged() throws IOException {
    var logger = (Logger) LoggerFactory.getLogger(AddressSearch.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      for (var kind : new Kind[] {Kind.CENSUS, Kind.NOMINATIM}) {
        var search = at(kind, "/");
        for (var bad :
            new String[] {
              "", "<html>", "[{\"lat\": \"x\"}]", "[{}]", "[" + " ".repeat(200_000) + "]"
            }) {
          answer = bad;
          assertThat(search.find("12 Secret Street", "en", "a")).isEmpty();
        }
        answer = "[]";
        status = 500;
        assertThat(search.find("12 Secret Street", "en", "a")).isEmpty();
        // Nobody is followed to another host.
        status = 302;
        assertThat(search.find("12 Secret Street", "en", "a")).isEmpty();
        status = 200;
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list).isNotEmpty();
    assertThat(lines.list)
        .allSatisfy(line -> assertThat(line.getFormattedMessage()).doesNotContain("Secret"));
  }

  @Test
  void aServiceThatIsSilentDoesNotHoldTheFormUp() throws IOException {
    silent = true;
    var search =
        search(
            new AddressSettings(
                Kind.NOMINATIM, address("/search"), Duration.ofMillis(300), "", null));

    assertThat(search.find("12 Main Street", "en", "a")).isEmpty();
  }

  @Test
  void onlyWhatMayBeAnAddressIsAskedForAndNotWithoutEnd() throws IOException {
    var search = at(Kind.NOMINATIM, "/search");

    search.find("12", "en", "a");
    search.find("x".repeat(201), "en", "a");
    assertThat(asked).isEmpty();
    for (int i = 0; i < 120; i++) {
      search.find("12 Main Street", "en", "a");
    }
    assertThat(asked).hasSize(100);
    search.find("12 Main Street", "en", "b");
    assertThat(asked).hasSize(101);
  }

  @Test
  void nobodyIsAskedInsideATransaction() throws IOException {
    var search = at(Kind.NOMINATIM, "/search");
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      assertThatThrownBy(() -> search.find("12 Main Street", "en", "a"))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      TransactionSynchronizationManager.setActualTransactionActive(false);
    }
  }

  @Test
  void settingsThatDoNotFitAreRefusedAtTheStart() {
    for (var url : new URI[] {null, URI.create("file:///etc/passwd"), URI.create("//host/x")}) {
      assertThatThrownBy(
              () -> search(new AddressSettings(Kind.CENSUS, url, Duration.ofSeconds(2), "", null)))
          .hasMessageContaining("porchlight.addresses.url");
    }
    assertThatThrownBy(
            () -> search(new AddressSettings(Kind.STREETS, null, Duration.ofSeconds(2), "", null)))
        .hasMessageContaining("porchlight.addresses.streets");
  }

  @Test
  void aListOfStreetsKnowsAboutWhereAHouseIs() {
    var list =
        StreetList.read(
            new JsonMapper()
                .readTree(
                    """
                    {"features": [
                      {"properties": {"name": "Maple Avenue"}, "geometry": {"type": "LineString",
                        "coordinates": [[-86.81, 33.50], [-86.81, 33.51]]}},
                      {"properties": {"name": "Maple Avenue"}, "geometry": {"type": "LineString",
                        "coordinates": [[-86.81, 33.52], [-86.81, 33.53]]}},
                      {"properties": {"name": "20th Street"}, "geometry": {"type": "LineString",
                        "coordinates": [[-86.80, 33.50], [-86.79, 33.50]]}},
                      {"properties": {"name": "A park"}, "geometry": {"type": "Polygon"}},
                      {"properties": {}, "geometry": {"type": "LineString", "coordinates": []}}]}
                    """));

    var house = list.find("100 maple av, Harbor Point", "en").getFirst();
    assertThat(house.name()).isEqualTo("100 Maple Avenue");
    assertThat(house.place().latitude()).isCloseTo(33.5045, within(0.0001));
    assertThat(list.find("Maple", "en").getFirst().place().latitude())
        .isCloseTo(33.51, within(0.001));
    assertThat(list.find("99999 Maple Avenue", "en").getFirst().place())
        .isEqualTo(new Place(33.53, -86.81));
    assertThat(list.find("20th", "en"))
        .extracting(FoundAddress::name)
        .containsExactly("20th Street");
    assertThat(list.find("7 20th Street", "en"))
        .extracting(FoundAddress::name)
        .containsExactly("7 20th Street");
    assertThat(list.find("park", "en")).isEmpty();
    assertThat(list.find("12", "en")).isEmpty();
  }

  private AddressSearch at(Kind kind, String path) throws IOException {
    return search(
        new AddressSettings(kind, address(path), Duration.ofSeconds(20), "it@example.gov", null));
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static AddressSearch search(AddressSettings settings) throws IOException {
    return new AddressSearch(
        AddressSearchSetup.source(settings, new JsonMapper()), Clock.systemUTC());
  }
}

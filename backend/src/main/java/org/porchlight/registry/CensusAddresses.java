package org.porchlight.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.porchlight.kernel.Place;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The geocoder of the US Census, and whoever speaks as it does:
/// https://geocoding.geo.census.gov/geocoder/Geocoding_Services_API.html
final class CensusAddresses implements AddressSource {

  private final AddressClient client;
  private final JsonMapper json;

  CensusAddresses(AddressClient client, JsonMapper json) {
    this.client = client;
    this.json = json;
  }

  @Override
  public List<FoundAddress> find(String typed, String language)
      throws IOException, InterruptedException {
    var body =
        client.get(
            "/locations/onelineaddress",
            Map.of("address", typed, "benchmark", "Public_AR_Current", "format", "json"));
    try {
      var found = new ArrayList<FoundAddress>();
      for (var match : json.readTree(body).path("result").path("addressMatches")) {
        // x is the longitude.
        var at = match.path("coordinates");
        found.add(
            new FoundAddress(
                match.path("matchedAddress").asString(),
                new Place(at.path("y").asDouble(), at.path("x").asDouble())));
      }
      return found;
    } catch (JacksonException | IllegalArgumentException strange) {
      throw new IOException(strange);
    }
  }
}

package org.porchlight.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.porchlight.kernel.Place;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Nominatim, and whoever speaks as it does: https://nominatim.org/release-docs/latest/api/Search/
final class NominatimAddresses implements AddressSource {

  private final AddressClient client;
  private final JsonMapper json;

  NominatimAddresses(AddressClient client, JsonMapper json) {
    this.client = client;
    this.json = json;
  }

  @Override
  public List<FoundAddress> find(String typed, String language)
      throws IOException, InterruptedException {
    var body =
        client.get(
            "",
            Map.of(
                "q",
                typed,
                "format",
                "jsonv2",
                "limit",
                Integer.toString(AddressSearch.MOST),
                "accept-language",
                language));
    try {
      var found = new ArrayList<FoundAddress>();
      for (var match : json.readTree(body)) {
        // Degrees come as text.
        found.add(
            new FoundAddress(
                match.path("display_name").asString(),
                new Place(
                    Double.parseDouble(match.path("lat").asString()),
                    Double.parseDouble(match.path("lon").asString()))));
      }
      return found;
    } catch (JacksonException | IllegalArgumentException strange) {
      throw new IOException(strange);
    }
  }
}

package org.porchlight.registry;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/// Chooses who is asked for addresses. Settings that do not fit stop the program at its start.
@Configuration(proxyBeanMethods = false)
class AddressSearchSetup {

  @Bean
  AddressSearch addressSearch(AddressSettings settings, JsonMapper json, Clock clock)
      throws IOException {
    return new AddressSearch(source(settings, json), clock);
  }

  static @Nullable AddressSource source(AddressSettings settings, JsonMapper json)
      throws IOException {
    return switch (settings.kind()) {
      case NONE -> null;
      case CENSUS -> new CensusAddresses(client(settings), json);
      case NOMINATIM -> new NominatimAddresses(client(settings), json);
      case STREETS -> {
        var file = settings.streets();
        if (file == null) {
          throw new IllegalStateException("porchlight.addresses.streets is missing");
        }
        try (var in = new ClassPathResource(file).getInputStream()) {
          yield StreetList.read(json.readTree(in));
        }
      }
    };
  }

  private static AddressClient client(AddressSettings settings) {
    return new AddressClient(address(settings.url()), settings.timeout(), settings.contact());
  }

  private static URI address(@Nullable URI url) {
    if (url == null
        || url.getHost() == null
        || !("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
      throw new IllegalStateException("porchlight.addresses.url must be an http(s) address");
    }
    return url;
  }
}

package org.porchlight.registry;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who is asked where a typed address is.
///
/// @param kind `NONE`: nobody; `CENSUS`: a service like the geocoder of the US Census; `NOMINATIM`:
///   one like that of OpenStreetMap; `STREETS`: a list of streets of our own
/// @param url of the service, for example `https://geocoding.geo.census.gov/geocoder` or
///   `https://nominatim.example.gov/search`; what is typed goes there and nowhere else
/// @param timeout after which the form goes on without an answer
/// @param contact mail address or page that the service may turn to, as Nominatim's terms of use
///   ask for
/// @param streets for `STREETS`: a GeoJSON file whose lines have a `name`, on the class path
@ConfigurationProperties("porchlight.addresses")
record AddressSettings(
    @DefaultValue("NONE") Kind kind,
    @Nullable URI url,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("") String contact,
    @Nullable String streets) {

  enum Kind {
    NONE,
    CENSUS,
    NOMINATIM,
    STREETS
  }
}

package org.porchlight.demo;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// What the demo city sets as long as nobody sets it otherwise: addresses are looked up in its own
/// list of streets, so that nobody outside is asked for fictional ones.
public final class DemoSettings
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var environment = context.getEnvironment();
    if (environment.getProperty("porchlight.demo", Boolean.class, false)) {
      environment
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  "demo",
                  Map.of(
                      "porchlight.addresses.kind",
                      "STREETS",
                      "porchlight.addresses.streets",
                      "META-INF/resources/map/basemap.geojson")));
    }
  }
}

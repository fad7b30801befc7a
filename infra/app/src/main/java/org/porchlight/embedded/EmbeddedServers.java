package org.porchlight.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.porchlight.standin.FcmStandIn;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/// Starts what the configuration does not name: a PostgreSQL when there is no
/// `spring.datasource.url`, an object store when there is no `porchlight.store.endpoint`, a push
/// stand-in when there is neither a Firebase key file nor another endpoint. They stop after
/// everything that uses them.
public final class EmbeddedServers
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var environment = context.getEnvironment();
    var data = DataFolder.at(Path.of(environment.getProperty("porchlight.data", ".data")));
    var properties = new LinkedHashMap<String, Object>();
    if (!environment.containsProperty("spring.datasource.url")) {
      var database = EmbeddedDatabase.start(data);
      stopWith(context, "embeddedDatabase", database);
      properties.putAll(database.properties());
    }
    if (!environment.containsProperty("porchlight.store.endpoint")) {
      var store = EmbeddedObjectStore.start(data);
      stopWith(context, "embeddedObjectStore", store);
      properties.putAll(store.properties());
    }
    if (!environment.containsProperty("porchlight.push.fcm.endpoint")
        && !environment.containsProperty("porchlight.push.fcm.credentials-file")) {
      var push = pushStandIn(environment.getProperty("porchlight.standin.port", "0"));
      stopWith(context, "pushStandIn", push);
      properties.put("porchlight.push.fcm.endpoint", push.endpoint().toString());
      properties.put("porchlight.standin.page", push.page().toString());
    }
    addDefault(properties, context, "porchlight.secrets.key-file", data, "secrets/master.key");
    addDefault(properties, context, "porchlight.evidence.spool", data, "spool");
    if (environment.getProperty("porchlight.demo", Boolean.class, false)
        && !environment.containsProperty("porchlight.feeds.publish.port")) {
      // In the demo cameras can dial in, from this machine only.
      properties.put("porchlight.feeds.publish.port", 0);
      properties.put("porchlight.feeds.publish.bind", "127.0.0.1");
    }
    environment.getPropertySources().addFirst(new MapPropertySource("embedded", properties));
  }

  private static FcmStandIn pushStandIn(String port) {
    try {
      return FcmStandIn.start(Integer.parseInt(port), InstantSource.system());
    } catch (IOException taken) {
      throw new UncheckedIOException("The push stand-in does not start on port " + port, taken);
    }
  }

  private static void addDefault(
      Map<String, Object> properties,
      ConfigurableApplicationContext context,
      String name,
      DataFolder data,
      String path) {
    if (!context.getEnvironment().containsProperty(name)) {
      properties.put(name, data.root().resolve(path).toString());
    }
  }

  /// Beans are destroyed in the reverse order of their registration, and this comes first of all.
  private static void stopWith(
      ConfigurableApplicationContext context, String name, AutoCloseable server) {
    if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
      beans.registerDisposableBean(name, server::close);
    }
  }
}

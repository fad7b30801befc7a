package org.porchlight.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;

/// The yardstick: a web server and nothing else. It stops as soon as it is ready.
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
class BareApplication {

  public static void main(String[] arguments) {
    System.setProperty("server.port", "0");
    // Named servers, never contacted: so that the embedded ones stay off.
    System.setProperty("spring.datasource.url", "none");
    System.setProperty("porchlight.store.endpoint", "none");
    System.setProperty(
        "porchlight.data", System.getProperty("java.io.tmpdir") + "/porchlight-bare");
    System.exit(SpringApplication.exit(SpringApplication.run(BareApplication.class, arguments)));
  }
}

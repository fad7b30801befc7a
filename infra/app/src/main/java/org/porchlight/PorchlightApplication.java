package org.porchlight;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/// Opens the house. Stands in the root package so that Spring, Vaadin and Modulith all find the
/// three jars by themselves.
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Porchlight", sharedModules = "kernel")
public class PorchlightApplication {

  public static void main(String[] args) {
    SpringApplication.run(PorchlightApplication.class, args);
  }
}

package org.porchlight;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/// Stands in for the application class, which lives in another jar.
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Porchlight", sharedModules = "kernel")
public class BackendTestApplication {}

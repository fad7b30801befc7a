package org.porchlight;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.modulith.Modulithic;

/// Stands in for the application class, which lives in another jar. The backend's stand-in comes
/// along with its test jar and has to stay outside.
@SpringBootApplication
@ComponentScan(
    excludeFilters =
        @ComponentScan.Filter(
            type = FilterType.REGEX,
            pattern = "org\\.porchlight\\.BackendTestApplication"))
@ConfigurationPropertiesScan
@Modulithic(systemName = "Porchlight", sharedModules = "kernel")
public class MobileApiTestApplication {}

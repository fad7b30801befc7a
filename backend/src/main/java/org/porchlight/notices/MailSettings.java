package org.porchlight.notices;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What letters need to know.
///
/// @param portal address of the portal as people reach it, which the links in letters begin with
@ConfigurationProperties("porchlight.mail")
record MailSettings(@DefaultValue("http://localhost:8080") URI portal) {}

package org.porchlight.door;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.porchlight.PorchlightApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/// Starts the whole house on its embedded servers, without the demo city, and knows the OpenID
/// provider of a department. One for all tests of the door.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = PorchlightApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "porchlight.data=target/door",
      "vaadin.productionMode=true",
      "porchlight.oauth.issuer=http://localhost:8080",
      "porchlight.identity.password-iterations=1000",
      "porchlight.mail.host=none"
    })
@ContextConfiguration(initializers = DepartmentProvider.class)
@interface WholeHouse {}

package org.porchlight.api;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.OAuthFlow;
import io.swagger.v3.oas.annotations.security.OAuthFlows;
import io.swagger.v3.oas.annotations.security.OAuthScope;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import org.springframework.context.annotation.Configuration;

/// The head of the OpenAPI document.
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
    info =
        @Info(
            title = "Porchlight",
            version = "1",
            description =
                """
                What officers' phones and machines use. Errors are RFC 9457 problems; their types \
                are described in docs/reference/problems.md.\
                """,
            license = @License(name = "Apache-2.0")),
    security = @SecurityRequirement(name = "oauth2"))
@SecurityScheme(
    name = "oauth2",
    type = SecuritySchemeType.OAUTH2,
    flows =
        @OAuthFlows(
            authorizationCode =
                @OAuthFlow(
                    authorizationUrl = "/oauth2/authorize",
                    tokenUrl = "/oauth2/token",
                    refreshUrl = "/oauth2/token",
                    scopes = @OAuthScope(name = "api", description = "The officers' API")),
            clientCredentials =
                @OAuthFlow(
                    tokenUrl = "/oauth2/token",
                    scopes = {
                      @OAuthScope(name = "reads", description = "Send plate reads"),
                      @OAuthScope(name = "cad", description = "Send incidents"),
                      @OAuthScope(name = "metrics", description = "Read the figures")
                    })))
class ApiDocs {}

package org.porchlight.door;

import com.vaadin.flow.router.RouteBaseData;
import com.vaadin.flow.router.RouteData;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import jakarta.servlet.Filter;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/// Finds everything that answers requests, whoever put it there. What it does not understand is an
/// error: it might be a door that nobody watches.
final class Endpoints {

  /// Filters that answer requests of their own, with what they answer.
  private static final Map<String, Set<String>> ANSWERING_FILTERS =
      Map.of(
          "LogoutFilter", Set.of("POST /logout"),
          "OAuth2LoginAuthenticationFilter", Set.of("GET /login/openid"),
          "OAuth2ProtectedResourceMetadataFilter",
              Set.of("GET /.well-known/oauth-protected-resource"));

  /// Filters that only look, or speak for endpoints that the settings of the authorization server
  /// name.
  private static final Set<String> SILENT_FILTERS =
      Set.of(
          "DisableEncodeUrlFilter",
          "ForceEagerSessionCreationFilter",
          "WebAsyncManagerIntegrationFilter",
          "SecurityContextHolderFilter",
          "HeaderWriterFilter",
          "CsrfFilter",
          "CorsFilter",
          "RequestCacheAwareFilter",
          "SecurityContextHolderAwareRequestFilter",
          "AnonymousAuthenticationFilter",
          "SessionManagementFilter",
          // Answers where a controller stands, which answers while it does not.
          "OAuth2AuthorizationRequestRedirectFilter",
          "ExceptionTranslationFilter",
          "AuthorizationFilter",
          "BearerTokenAuthenticationFilter",
          "PresentSessions",
          "StillPresent");

  private static final Map<String, String> METHODS_OF_THE_AUTHORIZATION_SERVER =
      Map.of(
          "authorization-endpoint", "GET",
          "jwk-set-endpoint", "GET",
          "device-verification-endpoint", "GET",
          "oidc-user-info-endpoint", "GET",
          "oidc-logout-endpoint", "GET");

  private Endpoints() {}

  static SortedSet<String> of(WebApplicationContext context) {
    var found = new TreeSet<String>();
    context.getBeansOfType(HandlerMapping.class).values().forEach(one -> add(one, found));
    addAuthorizationServer(context, found);
    addViews(context, found);
    addFilters(context, found);
    addServlets(context, found);
    return found;
  }

  private static void add(HandlerMapping mapping, Set<String> found) {
    switch (mapping) {
      case RequestMappingInfoHandlerMapping methods ->
          methods
              .getHandlerMethods()
              .forEach((info, _) -> {
                var verbs = info.getMethodsCondition().getMethods();
                for (var path : info.getPatternValues()) {
                  if (verbs.isEmpty()) {
                    found.add("GET " + path);
                  }
                  verbs.forEach(verb -> found.add(verb + " " + path));
                }
              });
      case AbstractUrlHandlerMapping urls ->
          urls.getHandlerMap().keySet().forEach(path -> found.add("GET " + path));
      case RouterFunctionMapping functions when functions.getRouterFunction() == null -> {}
      default -> throw new AssertionError("An unknown way to answer requests: " + mapping);
    }
  }

  private static void addAuthorizationServer(WebApplicationContext context, Set<String> found) {
    context
        .getBean(AuthorizationServerSettings.class)
        .getSettings()
        .forEach((name, value) -> {
          var setting = name.substring(name.lastIndexOf('.') + 1);
          if (setting.endsWith("-endpoint")) {
            var method = METHODS_OF_THE_AUTHORIZATION_SERVER.getOrDefault(setting, "POST");
            found.add(method + " " + value);
          }
        });
    // Not settings: RFC 8414 and OpenID Connect Discovery say where they are.
    found.add("GET /.well-known/oauth-authorization-server");
    found.add("GET /.well-known/openid-configuration");
  }

  private static void addViews(WebApplicationContext context, Set<String> found) {
    views(context).map(RouteBaseData::getTemplate).forEach(view -> found.add("VIEW /" + view));
  }

  private static Stream<RouteBaseData<?>> views(WebApplicationContext context) {
    var servlet = new VaadinServletContext(context.getServletContext());
    return ApplicationRouteRegistry.getInstance(servlet).getRegisteredRoutes().stream()
        .flatMap(route ->
            Stream.<RouteBaseData<?>>concat(
                Stream.<RouteData>of(route), route.getRouteAliases().stream()));
  }

  private static void addFilters(WebApplicationContext context, Set<String> found) {
    for (var chain : context.getBean(FilterChainProxy.class).getFilterChains()) {
      for (Filter filter : chain.getFilters()) {
        var name = filter.getClass().getSimpleName();
        var answers = ANSWERING_FILTERS.get(name);
        if (answers != null) {
          found.addAll(answers);
        } else if (!SILENT_FILTERS.contains(name)
            && !filter.getClass().getName().contains(".oauth2.server.authorization.")) {
          throw new AssertionError("A filter of which nobody knows what it answers: " + filter);
        }
      }
    }
  }

  private static void addServlets(WebApplicationContext context, Set<String> found) {
    context
        .getServletContext()
        .getServletRegistrations()
        .values()
        .forEach(servlet -> servlet.getMappings().forEach(path -> found.add("GET " + path)));
  }
}

package org.porchlight.api.phone;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets browsers ask each time whether a file of the app is new: its modules have no version in
/// their names and must fit each other.
@Configuration(proxyBeanMethods = false)
class PhoneFiles implements WebMvcConfigurer {

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/phone/**")
        .addResourceLocations("classpath:/static/phone/")
        .setCacheControl(CacheControl.noCache());
  }
}

package org.porchlight.api.phone;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// Opens the app at its folder's address, which is also where the sign-in returns to.
@Controller
@Hidden
class PhonePage {

  @GetMapping("/phone/")
  String page() {
    return "forward:/phone/index.html";
  }

  @GetMapping("/phone")
  String folder() {
    return "redirect:/phone/";
  }
}

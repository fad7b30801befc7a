package org.porchlight.api.audit;

import java.net.URI;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Says as RFC 9457 problems what the log does not have.
@RestControllerAdvice(assignableTypes = AuditTiles.class)
@Order(0)
class AuditProblems {

  @ExceptionHandler
  ProblemDetail on(NotInLog missing) {
    var problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, missing.getMessage());
    problem.setType(URI.create("urn:porchlight:problem:not-in-log"));
    problem.setTitle("Not in the log");
    return problem;
  }
}

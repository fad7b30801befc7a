package org.porchlight.api;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A refusal that becomes an RFC 9457 problem. Each type has its entry in
/// `docs/reference/problems.md`; clients match on it, so never rename one.
public final class ApiProblem extends ErrorResponseException {

  private static final long serialVersionUID = 1L;
  private static final String CATALOGUE = "urn:porchlight:problem:";

  /// Makes a problem.
  ///
  /// @param type last part of the type, lower-case words with hyphens
  /// @param title the same for every problem of this type
  /// @param detail what went wrong this time, and what to do; nothing that the caller may not know
  public ApiProblem(HttpStatus status, String type, String title, String detail) {
    super(status, of(status, type, title, detail), null);
  }

  /// Adds a member that programs may read.
  public ApiProblem with(String member, Object value) {
    getBody().setProperty(member, value);
    return this;
  }

  /// The body alone, for those who write it without Spring MVC.
  public static ProblemDetail of(HttpStatus status, String type, String title, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create(CATALOGUE + type));
    problem.setTitle(title);
    return problem;
  }
}

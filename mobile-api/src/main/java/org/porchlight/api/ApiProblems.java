package org.porchlight.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.porchlight.alerts.AlertNotFound;
import org.porchlight.alerts.MayNotRaise;
import org.porchlight.alerts.UnknownCursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/// Turns what goes wrong in any controller of the API into RFC 9457 problems. Each type is
/// described in `docs/reference/problems.md`; clients match on it, so never rename one.
///
/// It catches everything, so an advice of one package needs an `@Order` before this one.
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
@Order(Ordered.LOWEST_PRECEDENCE)
class ApiProblems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  @ExceptionHandler
  ProblemDetail on(AlertNotFound missing) {
    return ApiProblem.of(
        HttpStatus.NOT_FOUND,
        "alert-not-found",
        "No such alert",
        "There is no such alert among those that were offered to you.");
  }

  @ExceptionHandler
  ProblemDetail on(MayNotRaise refused) {
    return ApiProblem.of(
        HttpStatus.FORBIDDEN,
        "not-allowed",
        "Not allowed",
        "Only operators and supervisors may do this.");
  }

  @ExceptionHandler
  ProblemDetail on(UnknownCursor unknown) {
    return ApiProblem.of(
        HttpStatus.BAD_REQUEST,
        "unknown-cursor",
        "Unknown cursor",
        "Begin again without a cursor: this one is not from an answer of ours.");
  }

  /// Security decides about these, with its own answers.
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  void leaveToSecurity(RuntimeException refused) {
    throw refused;
  }

  /// What nobody expected. The caller gets a number, the log the same number and the reason.
  @ExceptionHandler
  @Nullable ProblemDetail on(Exception bug) {
    if (DisconnectedClientHelper.isClientDisconnectedException(bug)) {
      return null;
    }
    var reference = UUID.randomUUID().toString();
    LOG.error("Request failed, reference {}", reference, bug);
    var problem =
        ApiProblem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal-error",
            "Something went wrong",
            "This is our mistake. Tell your administrator the reference.");
    problem.setProperty("reference", reference);
    return problem;
  }

  /// A field that is wrong.
  record Field(String field, String message) {}

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var problem =
        ApiProblem.of(
            HttpStatus.BAD_REQUEST,
            "invalid-request",
            "Invalid request",
            "Some fields are missing or wrong.");
    List<Field> fields =
        invalid.getBindingResult().getFieldErrors().stream()
            .map(error -> new Field(error.getField(), String.valueOf(error.getDefaultMessage())))
            .toList();
    problem.setProperty("errors", fields);
    return handleExceptionInternal(invalid, problem, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var problem =
        ApiProblem.of(
            HttpStatus.BAD_REQUEST,
            "unreadable-message",
            "Unreadable message",
            "The body is not JSON of the documented form.");
    return handleExceptionInternal(unreadable, problem, headers, status, request);
  }

  /// Spring's own refusals (405, 406, 415 and the like) get a type too.
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem
        && (problem.getType() == null || problem.getType().toString().equals("about:blank"))) {
      problem.setType(
          ApiProblem.of(HttpStatus.valueOf(status.value()), "invalid-request", "", "").getType());
    }
    return super.createResponseEntity(body, headers, status, request);
  }
}

export type ErrorBody = {
  readonly type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  readonly code?: string;
  readonly message: string;
  readonly param?: string;
};

/** An answer other than 200, thrown by whatever finds the reason and sent as Stripe sends it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    readonly headers: Readonly<Record<string, string>> = {},
    /** Stripe keeps no outcome for parameters it refuses before it begins to execute. */
    readonly isStored = true,
  ) {
    super(body.message);
  }
}

export function invalidRequest(message: string, code?: string, param?: string): ApiError {
  return new ApiError(400, {
    type: "invalid_request_error",
    message,
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  });
}

/** A parameter that is wrong in itself, whatever the state: refused before anything runs. */
export function invalidParameter(message: string, code?: string, param?: string): ApiError {
  const { status, body, headers } = invalidRequest(message, code, param);
  return new ApiError(status, body, headers, false);
}

export function noSuch(kind: string, id: string, param = "id"): ApiError {
  return new ApiError(404, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${kind}: '${id}'`,
    param,
  });
}

/** A parameter that names something that does not exist is a 400, unlike a URL that does. */
export function noSuchReference(kind: string, id: string, param: string): ApiError {
  return invalidRequest(`No such ${kind}: '${id}'`, "resource_missing", param);
}

export function noAccess(account: string): ApiError {
  return new ApiError(403, {
    type: "invalid_request_error",
    code: "account_invalid",
    message: `The provided key 'sk_test_***' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
  });
}

export function missingParameter(param: string): ApiError {
  return invalidParameter(`Missing required param: ${param}.`, "parameter_missing", param);
}

export function unknownParameter(param: string): ApiError {
  return invalidParameter(`Received unknown parameter: ${param}`, "parameter_unknown", param);
}

export function invalidInteger(param: string, value: unknown): ApiError {
  return invalidParameter(`Invalid integer: ${String(value)}`, "parameter_invalid_integer", param);
}

export function balanceInsufficient(message: string): ApiError {
  return invalidRequest(message, "balance_insufficient");
}

export function rateLimited(reason: string): ApiError {
  const body: ErrorBody = {
    type: "invalid_request_error",
    code: "rate_limit",
    message: "Request rate limit exceeded. Learn more: https://docs.stripe.com/rate-limits.",
  };
  return new ApiError(429, body, { "stripe-rate-limited-reason": reason });
}

export function unauthorized(key: string | undefined): ApiError {
  const message =
    key === undefined
      ? "You did not provide an API key. Send it as 'Authorization: Bearer sk_test_…'."
      : `Invalid API Key provided: ${key.slice(0, 4)}***`;
  return new ApiError(401, { type: "invalid_request_error", message });
}

export function liveKeyRefused(): ApiError {
  return new ApiError(401, {
    type: "invalid_request_error",
    message:
      "This is a simulator: it refuses live keys. Use a key that begins with sk_test_ or rk_test_, and never send a live key to anything but Stripe.",
  });
}

export function unknownUrl(method: string, path: string): ApiError {
  return new ApiError(404, {
    type: "invalid_request_error",
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}

export function keyUsedForOther(key: string): ApiError {
  return new ApiError(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

export function keyInUse(): ApiError {
  return new ApiError(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message:
      "There is currently another in-progress request using this Stripe Idempotent Key (that probably means you submitted twice, and the other request is still going through). Please try again later.",
  });
}

export function serverError(): ApiError {
  return new ApiError(500, {
    type: "api_error",
    message: "An unknown error occurred. (Made up by the simulator.)",
  });
}

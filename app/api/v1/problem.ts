/** Why a request as a whole was refused: a stable code for programs, a sentence for people. */
export type ApiProblem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not authenticated",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not acceptable",
  429: "Too many requests",
  500: "Internal error",
  503: "Temporarily unavailable",
};

/** An answer as RFC 9457 has it. */
export function problemResponse({ status, code, detail, headers = {} }: ApiProblem): Response {
  const body = { type: "about:blank", title: TITLES[status] ?? "Problem", status, code, detail };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...headers,
    },
  });
}

export function problem(status: number, code: string, detail: string): ApiProblem {
  return { status, code, detail };
}

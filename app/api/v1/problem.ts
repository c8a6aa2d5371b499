import { toJson } from "@/lib/domain/json";

/** Why a request as a whole was refused: a stable code for programs, a sentence for people. */
export type ApiProblem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a program may want to know beside the code, as members of their own. */
  readonly facts?: Readonly<Record<string, unknown>>;
};

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not authenticated",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Not acceptable",
  429: "Too many requests",
  500: "Internal error",
  503: "Temporarily unavailable",
};

/** An answer as RFC 9457 has it. */
export function problemResponse(answer: ApiProblem): Response {
  const { status, code, detail, headers = {}, facts } = answer;
  const title = TITLES[status] ?? "Problem";
  const body = { type: "about:blank", title, status, code, detail, ...facts };
  return new Response(toJson(body), {
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

import { fail, ok, type Result } from "@/lib/domain/result";
import type { ApiProblem } from "./problem";
import { problem } from "./problem";

/** 1,000 events of a generous kilobyte each. */
export const BODY_BYTES_MAX = 1_000_000;
const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const PLAIN_INTEGER = /^(?:-?[1-9]\d*|0)$/;

/** Reads a JSON body without trusting its sender: type, encoding, size, text and syntax. */
export async function readJson(request: Request): Promise<Result<unknown, ApiProblem>> {
  const headers = checkHeaders(request);
  if (!headers.ok) return headers;
  const bytes = await readBytes(request);
  if (!bytes.ok) return bytes;
  return parseJson(bytes.value);
}

/** The same of a body that may be left out, which then counts as an empty object. */
export async function readOptionalJson(request: Request): Promise<Result<unknown, ApiProblem>> {
  const bytes = request.body ? await readBytes(request) : ok(new Uint8Array());
  if (!bytes.ok) return bytes;
  if (bytes.value.byteLength === 0) return ok({});
  const headers = checkHeaders(request);
  return headers.ok ? parseJson(bytes.value) : headers;
}

function checkHeaders(request: Request): Result<undefined, ApiProblem> {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "")) {
    return fail(problem(415, "unsupported_media_type", "Send Content-Type: application/json."));
  }
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity") {
    return fail(problem(415, "unsupported_encoding", "Send the body uncompressed."));
  }
  return ok(undefined);
}

/**
 * Parses JSON in which numbers mean what they look like.
 *
 * A number that is not written as a plain integer (`1e3`, `0.5`, `-0`) becomes `NaN`, which no
 * schema accepts: `JSON.parse` alone could not tell `1e3` from `1000`. Of a key that is given
 * twice the last one counts, everywhere.
 */
export function parseJson(bytes: Uint8Array): Result<unknown, ApiProblem> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail(problem(400, "bad_encoding", "The body is not valid UTF-8."));
  }
  try {
    return ok(JSON.parse(text, keepPlainIntegers));
  } catch {
    return fail(problem(400, "bad_json", "The body is not valid JSON."));
  }
}

function keepPlainIntegers(_: string, value: unknown, context?: { readonly source?: string }) {
  if (typeof value !== "number") return value;
  return PLAIN_INTEGER.test(context?.source ?? "") ? value : Number.NaN;
}

async function readBytes(request: Request): Promise<Result<Uint8Array, ApiProblem>> {
  const tooLarge = problem(413, "body_too_large", `A body takes at most ${BODY_BYTES_MAX} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > BODY_BYTES_MAX) return fail(tooLarge);
  if (!request.body) return fail(problem(400, "bad_json", "The body is empty."));
  const chunks: Uint8Array[] = [];
  const reader = request.body.getReader();
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > BODY_BYTES_MAX) {
      await reader.cancel();
      return fail(tooLarge);
    }
    chunks.push(part.value);
  }
  return ok(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
}

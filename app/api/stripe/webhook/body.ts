import { fail, ok, type Result } from "@/lib/domain/result";

/** Stripe's largest events are far smaller. */
export const WEBHOOK_BYTES_MAX = 512 * 1024;

export type BodyProblem = { readonly status: 413 | 415; readonly detail: string };

/** The bytes as they came: the signature is over them, so nothing may decode or re-encode them. */
export async function readBody(request: Request): Promise<Result<Uint8Array, BodyProblem>> {
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity") {
    return fail({ status: 415, detail: "send the body without compression" });
  }
  const tooLarge = {
    status: 413,
    detail: `the body may have ${WEBHOOK_BYTES_MAX} bytes at most`,
  } as const;
  if (Number(request.headers.get("content-length") ?? 0) > WEBHOOK_BYTES_MAX) return fail(tooLarge);

  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part?.value) return ok(Buffer.concat(chunks));
    size += part.value.byteLength;
    if (size > WEBHOOK_BYTES_MAX) {
      // The rest is not read.
      await reader?.cancel();
      return fail(tooLarge);
    }
    chunks.push(part.value);
  }
}

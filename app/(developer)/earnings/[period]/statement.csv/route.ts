import { deps } from "@/app/deps";
import { requireDeveloper } from "@/lib/auth/guards";

import { parseBookMonth } from "@/lib/domain/period-range";
import { statementCsv } from "./statement-csv";

type Context = { readonly params: Promise<{ readonly period: string }> };

/** The statement with every event behind it, streamed, so that its length does not matter. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { developerId } = await requireDeveloper();
  const period = parseBookMonth((await params).period);
  if (!period.ok) {
    const message = "This is not a month. Months are written like 2026-03.\n";
    return new Response(message, { status: 404, headers: { "content-type": "text/plain" } });
  }
  const { db, zone } = deps();
  const lines = statementCsv(db, { developerId, period: period.value, zone });
  return new Response(streamOf(lines), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="remit-statement-${period.value}.csv"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

function streamOf(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await chunks.return(undefined);
    },
  });
}

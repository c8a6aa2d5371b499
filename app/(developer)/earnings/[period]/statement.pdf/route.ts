import { deps } from "@/app/deps";
import { findClosedPeriods } from "@/db/queries/developer-summary";
import { activeMembership, currentUser, requireDeveloper } from "@/lib/auth/guards";
import { environment, isSimulated } from "@/lib/config/environment";
import { parseBookMonth } from "@/lib/domain/period-range";
import { statementPdf } from "./statement-pdf";

type Context = { readonly params: Promise<{ readonly period: string }> };

/** The statement as a document, for those who keep paper. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { developerId } = await requireDeveloper();
  const parsed = parseBookMonth((await params).period);
  if (!parsed.ok) {
    const message = "This is not a month. Months are written like 2026-03.\n";
    return new Response(message, { status: 404, headers: { "content-type": "text/plain" } });
  }
  const period = parsed.value;
  const { db, now, zone } = deps();
  const closed = await findClosedPeriods(db, { from: period, to: period });
  const file = await statementPdf(db, {
    developerId,
    developerName: await nameOf(developerId),
    period,
    zone,
    at: now(),
    isClosed: closed.has(period),
    isSimulated: isSimulated(environment()),
  });
  return new Response(new Uint8Array(file), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="remit-statement-${period}.pdf"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function nameOf(developerId: string): Promise<string> {
  const user = await currentUser();
  const membership = user && (await activeMembership(user));
  return membership?.developerName ?? developerId;
}

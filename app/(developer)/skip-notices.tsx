import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import type { Tone } from "@/components/ui/tone";
import { findDeveloperSkips } from "@/db/queries/developer-skips";
import type { DeveloperId } from "@/lib/domain/ids";
import { dayOf, type Period } from "@/lib/domain/period";
import { skipWords } from "@/lib/domain/words/skip-words";
import { TURN_WORDS, type Turn } from "@/lib/domain/words/turn-words";

const TONES: Readonly<Record<Turn, Tone>> = {
  developer: "attention",
  marketplace: "waiting",
  stripe: "waiting",
  nobody: "neutral",
};

/** Why the developer was not paid, of one month or the latest ones, and what would change it. */
export async function SkipNotices({
  developerId,
  period,
  limit,
}: {
  readonly developerId: DeveloperId;
  readonly period?: Period;
  readonly limit?: number;
}) {
  const { db, now, zone } = deps();
  const today = dayOf(now(), zone);
  const all = await findDeveloperSkips(db, developerId, period ? { period } : {});
  // Of holding days that still run, `HoldingNotice` tells as long as no month is asked for.
  const skips = all
    .filter(({ payableFrom }) => period || !payableFrom || payableFrom <= today)
    .slice(0, limit);
  if (skips.length === 0) return null;
  return (
    <div className="mb-6 space-y-3">
      {skips.map((skip) => {
        const { sentence, remedy, turn } = skipWords(skip);
        return (
          <Alert
            key={`${skip.period} ${skip.amount.currency} ${skip.pluginId ?? ""}`}
            tone={TONES[turn]}
            title={sentence}
            actions={
              turn === "developer" ? (
                <ButtonLink href="/connect" size="small">
                  Open payout account
                </ButtonLink>
              ) : undefined
            }
          >
            {TURN_WORDS[turn]}: {remedy.replace(/^Nothing to do: /, "")}
          </Alert>
        );
      })}
    </div>
  );
}

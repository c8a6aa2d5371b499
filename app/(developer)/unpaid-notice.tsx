import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import type { Tone } from "@/components/ui/tone";
import type { SkipWords } from "@/lib/domain/words/skip-words";
import { TURN_WORDS, type Turn } from "@/lib/domain/words/turn-words";

const TONES: Readonly<Record<Turn, Tone>> = {
  developer: "attention",
  marketplace: "waiting",
  stripe: "waiting",
  nobody: "neutral",
};

/** Why something is not paid, whose turn it is, and what would change it. */
export function UnpaidNotice({
  words: { sentence, remedy, turn },
  instead,
}: {
  readonly words: SkipWords;
  /** What holds now in the place of the sentence, when it is over. */
  readonly instead?: string | undefined;
}) {
  return (
    <Alert
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
      {instead === undefined ? "" : `${instead} `}
      {TURN_WORDS[turn]}: {remedy.replace(/^Nothing to do: /, "")}
    </Alert>
  );
}

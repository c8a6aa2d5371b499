import {
  Ban,
  CheckCircle2,
  CircleDashed,
  Clock3,
  type LucideIcon,
  SearchCheck,
  Send,
  SkipForward,
  ThumbsUp,
  Undo2,
  XCircle,
} from "lucide-react";
import type { PayoutState } from "@/lib/domain/payout";
import { PAYOUT_WORDS, SKIPPED_WORDS } from "@/lib/domain/words/payout-words";
import { Badge } from "./badge";
import type { Tone } from "./tone";
import { Tooltip } from "./tooltip";

export type Status = PayoutState | "skipped";

const LOOKS: Readonly<Record<Status, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  ready: { tone: "neutral", icon: CircleDashed },
  approved: { tone: "waiting", icon: ThumbsUp },
  submitting: { tone: "waiting", icon: Send },
  unknown: { tone: "attention", icon: SearchCheck },
  paid: { tone: "positive", icon: CheckCircle2 },
  failed: { tone: "problem", icon: XCircle },
  partly_reversed: { tone: "attention", icon: Undo2 },
  reversed: { tone: "attention", icon: Undo2 },
  canceled: { tone: "neutral", icon: Ban },
  skipped: { tone: "neutral", icon: SkipForward },
};

/** The same badge for the same state everywhere, and the sentence that explains it. */
export function StatusBadge({
  status,
  explained = true,
}: {
  readonly status: Status;
  /** Off where the sentence already stands beside it. */
  readonly explained?: boolean;
}) {
  const { tone, icon } = LOOKS[status];
  const words = status === "skipped" ? SKIPPED_WORDS : PAYOUT_WORDS[status];
  const badge = (
    <Badge tone={tone} icon={icon}>
      {words.label}
    </Badge>
  );
  return explained ? <Tooltip content={words.meaning}>{badge}</Tooltip> : badge;
}

/** For a month: open figures may still move, closed ones never do. */
export function PeriodBadge({ closed }: { readonly closed: boolean }) {
  const badge = closed ? (
    <Badge tone="positive" icon={CheckCircle2}>
      Final
    </Badge>
  ) : (
    <Badge tone="waiting" icon={Clock3}>
      Estimated
    </Badge>
  );
  const sentence = closed
    ? "The month is closed. These figures never change; later refunds count in a later month."
    : "The month is still open: sales and refunds may be added until the marketplace closes it.";
  return <Tooltip content={sentence}>{badge}</Tooltip>;
}

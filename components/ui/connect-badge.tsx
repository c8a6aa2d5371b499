import {
  CheckCircle2,
  CircleDashed,
  Clock3,
  type LucideIcon,
  OctagonX,
  PauseCircle,
  TriangleAlert,
} from "lucide-react";
import type { ConnectState } from "@/lib/domain/connect";
import { Badge } from "./badge";
import type { Tone } from "./tone";

const LOOKS: Readonly<
  Record<ConnectState, { readonly tone: Tone; readonly icon: LucideIcon; readonly words: string }>
> = {
  not_started: { tone: "neutral", icon: CircleDashed, words: "Not onboarded" },
  incomplete: { tone: "attention", icon: TriangleAlert, words: "Details missing" },
  under_review: { tone: "waiting", icon: Clock3, words: "Under review" },
  ready: { tone: "positive", icon: CheckCircle2, words: "Ready to be paid" },
  rejected: { tone: "problem", icon: OctagonX, words: "Rejected by Stripe" },
};

/** How far a developer has come with Stripe, as others see them. */
export function ConnectBadge({ state }: { readonly state: ConnectState }) {
  const { tone, icon, words } = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {words}
    </Badge>
  );
}

export function HoldBadge() {
  return (
    <Badge tone="attention" icon={PauseCircle}>
      On hold
    </Badge>
  );
}

/** Stripe's hold, apart from an admin's: only the developer or Stripe can end it. */
export function StripeHoldBadge() {
  return (
    <Badge tone="problem" icon={OctagonX}>
      Held by Stripe
    </Badge>
  );
}

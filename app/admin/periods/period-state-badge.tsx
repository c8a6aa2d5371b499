import { CalendarClock, CheckCircle2, CircleDashed } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { PeriodOverview } from "@/db/queries/periods";

/** Whether a month runs, waits to be closed, or is closed. */
export function PeriodStateBadge({ state }: { readonly state: PeriodOverview["state"] }) {
  if (state === "closed") {
    return (
      <Badge tone="positive" icon={CheckCircle2}>
        Closed
      </Badge>
    );
  }
  if (state === "ended") {
    return (
      <Badge tone="attention" icon={CalendarClock}>
        Ended
      </Badge>
    );
  }
  return <Badge icon={CircleDashed}>Open</Badge>;
}

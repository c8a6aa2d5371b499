import { PlainShell } from "@/components/shell/plain-shell";
import { NoAccess } from "@/components/ui/no-access";
import { environment, isSimulated } from "@/lib/config/environment";

export const metadata = { title: "No access" };

/** For somebody who is signed in, to a place that is not theirs (403). */
export default function Forbidden() {
  return (
    <PlainShell simulated={isSimulated(environment())}>
      <h1 className="sr-only">No access</h1>
      <NoAccess>
        You are signed in, but this page is for others. If you should see it, ask the marketplace to
        give you access.
      </NoAccess>
    </PlainShell>
  );
}

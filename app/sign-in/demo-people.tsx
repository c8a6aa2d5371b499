import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { ConnectBadge, HoldBadge } from "@/components/ui/connect-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { findDemoPeople } from "@/lib/auth/demo";
import { playDemo } from "./actions";

/** One click as anybody of the demo. Exists only where money is simulated. */
export async function DemoPeople({ callbackUrl }: { readonly callbackUrl: string }) {
  const { admins, developers } = await findDemoPeople();
  return (
    <>
      <Card title="Finance" description="Closes months, approves payouts and sees every developer.">
        <ul className="grid gap-3 sm:grid-cols-2">
          {admins.map(({ email, name }) => (
            <Person
              key={email}
              kind="admin"
              id={email}
              name={name ?? email}
              callbackUrl={callbackUrl}
              situation={
                <Badge tone="accent" icon={ShieldCheck}>
                  Admin
                </Badge>
              }
            />
          ))}
        </ul>
      </Card>
      <Card
        title="Developers"
        description="Each sees their own earnings and payouts, and no others."
      >
        {developers.length === 0 ? (
          <EmptyState title="No developers yet">
            They appear once the demo marketplace is loaded or a catalogue is imported.
          </EmptyState>
        ) : (
          <ul className="grid gap-3 sm:grid-cols-2">
            {developers.map(({ id, name, connect, onHold }) => (
              <Person
                key={id}
                kind="developer"
                id={id}
                name={name}
                callbackUrl={callbackUrl}
                situation={onHold ? <HoldBadge /> : <ConnectBadge state={connect} />}
              />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function Person(props: {
  readonly kind: "admin" | "developer";
  readonly id: string;
  readonly name: string;
  readonly callbackUrl: string;
  readonly situation: ReactNode;
}) {
  const { kind, id, name, callbackUrl, situation } = props;
  return (
    <li>
      <ActionForm action={playDemo} answerAt="bottom" className="h-full">
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <SubmitButton
          variant="secondary"
          size="large"
          className="h-full w-full justify-between gap-3 px-4 text-start text-sm"
          pendingLabel={`Signing in as ${name}…`}
        >
          <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
          {situation}
        </SubmitButton>
      </ActionForm>
    </li>
  );
}

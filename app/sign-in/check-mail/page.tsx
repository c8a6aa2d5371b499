import { MailCheck } from "lucide-react";
import type { Metadata } from "next";
import { PlainShell } from "@/components/shell/plain-shell";
import { ButtonLink } from "@/components/ui/button";
import { environment, isSimulated } from "@/lib/config/environment";

export const metadata: Metadata = { title: "Look into your mailbox" };

export default function CheckMailPage() {
  return (
    <PlainShell simulated={isSimulated(environment())}>
      <div className="mx-auto max-w-md text-center sm:pt-10">
        <span className="mx-auto mb-4 flex size-12 items-center justify-center rounded-full bg-accent-ground text-accent">
          <MailCheck aria-hidden className="size-6" />
        </span>
        <h1 className="text-2xl font-semibold tracking-tight">Look into your mailbox</h1>
        <p className="mt-2 text-base text-muted">
          If the marketplace knows the address, a link is on its way. It works once, for ten
          minutes, in this browser.
        </p>
        <p className="mt-2 text-base text-muted">
          Nothing there? Look into the spam folder, or try the address you gave the marketplace.
        </p>
        <ButtonLink href="/sign-in" className="mt-6">
          Back to sign-in
        </ButtonLink>
      </div>
    </PlainShell>
  );
}

import type { Metadata } from "next";
import { Suspense } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Card } from "@/components/ui/card";
import { PageHeading, Section } from "@/components/ui/page-heading";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { SubmitButton } from "@/components/ui/submit-button";
import { requireAdmin } from "@/lib/auth/guards";
import { checkBooks, compareWithStripe } from "./actions";
import { LastComparison } from "./last-comparison";
import { Rules } from "./rules";

export const metadata: Metadata = { title: "Health" };

export default async function HealthPage() {
  const admin = await requireAdmin();
  return (
    <>
      <PageHeading
        title="Health"
        sentence="Whether the books hold: every rule, checked over the whole database each hour."
      />
      <Card
        title="Compare with Stripe"
        description="Reads Stripe’s transfers and the payouts here, both ways. Never sends anything."
      >
        <div className="space-y-3">
          <Suspense fallback={<p className="text-sm text-muted">Looking for the last time…</p>}>
            <LastComparison admin={admin} />
          </Suspense>
          <ActionForm action={compareWithStripe} className="space-y-3" label="Compare with Stripe">
            <SubmitButton variant="secondary" pendingLabel="Comparing…">
              Compare now
            </SubmitButton>
          </ActionForm>
        </div>
      </Card>
      <Section title="Rules">
        <ActionForm action={checkBooks} className="mb-4 space-y-3" label="Check the rules">
          <SubmitButton variant="secondary" pendingLabel="Checking every rule over every row…">
            Check now
          </SubmitButton>
        </ActionForm>
        <Suspense
          fallback={
            <Waiting for="the last result">
              <TableSkeleton rows={12} columns={3} />
            </Waiting>
          }
        >
          <Rules admin={admin} />
        </Suspense>
      </Section>
    </>
  );
}

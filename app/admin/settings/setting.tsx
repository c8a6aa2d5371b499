import type { ReactNode } from "react";
import { ActionForm, type ActionFormProps } from "@/components/forms/action-form";
import { FormText } from "@/components/forms/form-fields";
import { Actor } from "@/components/ui/actor";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell } from "@/components/ui/table";

type SettingProps = {
  readonly title: string;
  readonly sentence: string;
  /** What holds; absent when nothing was decided yet, which `empty` then says. */
  readonly table: ReactNode | undefined;
  readonly empty: { readonly title: string; readonly sentence: string };
  /** Changes it; also the title of its card. */
  readonly act: string;
  readonly children: ReactNode;
};

/** The shape of each setting: what holds and who decided it, beside the form that changes it. */
export function Setting({ title, sentence, table, empty, act, children }: SettingProps) {
  return (
    <Section title={title} sentence={sentence}>
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <Card flush>{table ?? <EmptyState title={empty.title}>{empty.sentence}</EmptyState>}</Card>
        <Card title={act}>{children}</Card>
      </div>
    </Section>
  );
}

type SettingFormProps = Pick<ActionFormProps, "action" | "children"> & {
  readonly act: string;
  readonly button: string;
  readonly pending: string;
};

export function SettingForm({ action, act, button, pending, children }: SettingFormProps) {
  return (
    <ActionForm action={action} className="space-y-4" label={act}>
      {children}
      <SubmitButton variant="secondary" pendingLabel={pending}>
        {button}
      </SubmitButton>
    </ActionForm>
  );
}

/** A currency and an amount in it. Ids follow names, so each form of a page has names of its own. */
export function MoneyFields({
  currencyName,
  amountName,
  label,
  placeholder,
}: {
  readonly currencyName: string;
  readonly amountName: string;
  readonly label: string;
  readonly placeholder: string;
}) {
  return (
    <div className="grid grid-cols-[7rem_1fr] gap-3">
      <FormText
        name={currencyName}
        label="Currency"
        defaultValue="EUR"
        autoComplete="off"
        maxLength={3}
        className="uppercase"
      />
      <FormText
        name={amountName}
        label={label}
        inputMode="decimal"
        autoComplete="off"
        placeholder={placeholder}
        maxLength={24}
      />
    </div>
  );
}

/** When somebody decided it, and who: the same cell in the table of each setting. */
export function DecidedCell({ by, at }: { readonly by: string; readonly at: Date }) {
  return (
    <Cell label="Set">
      <div>
        <Instant at={at.toISOString()} dateOnly />
        <span className="block text-xs text-muted">
          <Actor name={by} />
        </span>
      </div>
    </Cell>
  );
}

import { randomUUID } from "node:crypto";
import { ActionForm } from "@/components/forms/action-form";
import { FormSelect, FormText, FormTextArea } from "@/components/forms/form-fields";
import { Actor } from "@/components/ui/actor";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
import { SubmitButton } from "@/components/ui/submit-button";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import type { ListedAdjustment } from "@/db/queries/adjustments";
import { ADJUSTMENT_NOTE_MAX, ADJUSTMENT_REASONS, ADJUSTMENT_WORDS } from "@/lib/domain/adjustment";
import type { DeveloperId } from "@/lib/domain/ids";
import { adjustDeveloper } from "./adjust-action";

type FormProps = {
  readonly developerId: DeveloperId;
  readonly plugins: readonly { readonly id: string; readonly name: string }[];
  /** What is proposed. */
  readonly currency: string;
};

/** What admins credited to and debited from a developer, and doing so. */
export function Adjustments({
  adjustments,
  ...form
}: FormProps & { readonly adjustments: readonly ListedAdjustment[] }) {
  return (
    <Section
      title="Adjustments"
      sentence="Money that the marketplace gives a developer, or takes, besides sales. It counts on the day it is made; the developer reads the reason and the note."
    >
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <Card flush>
          {adjustments.length === 0 ? (
            <EmptyState title="No adjustments">Only sales and refunds have counted.</EmptyState>
          ) : (
            <AdjustmentsTable adjustments={adjustments} />
          )}
        </Card>
        {form.plugins.length === 0 ? null : (
          <Card title="Credit or debit">
            <AdjustmentForm {...form} />
          </Card>
        )}
      </div>
    </Section>
  );
}

function AdjustmentForm({ developerId, plugins, currency }: FormProps) {
  return (
    <ActionForm action={adjustDeveloper} className="space-y-4" label="Credit or debit">
      <input type="hidden" name="developerId" value={developerId} />
      <input type="hidden" name="externalId" value={`adjust-${randomUUID()}`} />
      <FormSelect name="direction" label="What happens">
        <option value="credit">Credit: the developer gets it</option>
        <option value="debit">Debit: the developer owes it</option>
      </FormSelect>
      <FormSelect name="pluginId" label="Plugin">
        {plugins.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </FormSelect>
      <div className="grid grid-cols-[7rem_1fr] gap-3">
        <FormText
          name="currency"
          label="Currency"
          defaultValue={currency.toUpperCase()}
          autoComplete="off"
          maxLength={3}
          className="uppercase"
        />
        <FormText
          name="amount"
          label="Amount"
          inputMode="decimal"
          autoComplete="off"
          placeholder="25.00"
          maxLength={24}
        />
      </div>
      <FormSelect name="adjustmentReason" label="Reason">
        {ADJUSTMENT_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {ADJUSTMENT_WORDS[reason]}
          </option>
        ))}
      </FormSelect>
      <FormTextArea
        name="note"
        label="Note"
        hint="The developer reads it."
        maxLength={ADJUSTMENT_NOTE_MAX}
        required
      />
      <SubmitButton variant="secondary" pendingLabel="Recording…">
        Record the adjustment
      </SubmitButton>
    </ActionForm>
  );
}

function AdjustmentsTable({ adjustments }: { readonly adjustments: readonly ListedAdjustment[] }) {
  return (
    <Table caption="Adjustments, newest first">
      <TableHead>
        <HeaderCell>Reason</HeaderCell>
        <HeaderCell>Plugin</HeaderCell>
        <HeaderCell>Made</HeaderCell>
        <HeaderCell numeric>Amount</HeaderCell>
      </TableHead>
      <TableBody>
        {adjustments.map(({ id, reason, note, pluginName, by, at, amount }) => (
          <Row key={id}>
            <RowHeader>
              <span className="block">{ADJUSTMENT_WORDS[reason]}</span>
              <span className="block text-sm font-normal text-muted wrap-anywhere">{note}</span>
            </RowHeader>
            <Cell label="Plugin">
              <bdi>{pluginName}</bdi>
            </Cell>
            <Cell label="Made">
              <div>
                <Instant at={at.toISOString()} />
                <span className="block text-xs text-muted">
                  <Actor name={by} />
                </span>
              </div>
            </Cell>
            <Cell label="Amount" numeric>
              <Amount {...amount} signed />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

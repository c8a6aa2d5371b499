import { deps } from "@/app/deps";
import { ActionForm } from "@/components/forms/action-form";
import { FormSelect } from "@/components/forms/form-fields";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { findDeveloperChoices } from "@/db/queries/admin-developers";
import { findPluginChoices } from "@/db/queries/admin-events";
import type { Verdict } from "@/db/queries/payable";
import type { AdminActor } from "@/lib/auth/actor";
import type { Period } from "@/lib/domain/period";
import { countWords, sumWords } from "@/lib/domain/words/sum-words";
import { prepareRun } from "./actions";

type Props = {
  readonly admin: AdminActor;
  readonly period: Period;
  /** What a run for everybody would pay. */
  readonly payable: readonly Verdict[];
  /** One primary button per page: while a run waits for its approval, this is not it. */
  readonly primary: boolean;
};

/** Makes a run: for everybody, for one developer, or for one plugin. Nothing is sent by it. */
export async function PrepareCard({ admin, period, payable, primary }: Props) {
  const { db, now } = deps();
  const [developers, plugins] = await Promise.all([
    findDeveloperChoices(db, admin),
    findPluginChoices(db, admin, now()),
  ]);
  const amounts = payable.map(({ amount }) => amount);
  const size = `${countWords(payable.length, "payout")} · ${sumWords(amounts)}`;
  return (
    <Card
      title={primary ? "Prepare payouts" : "Prepare further payouts"}
      description="Claims what is owed through the end of this month and shows every payout. Nothing is sent before you approve it."
    >
      <div className="space-y-4">
        <ActionForm action={prepareRun} className="space-y-3" label="For everybody">
          <input type="hidden" name="period" value={period} />
          <SubmitButton variant={primary ? "primary" : "secondary"} pendingLabel="Preparing…">
            Prepare {size}
          </SubmitButton>
        </ActionForm>
        <details className="group rounded-md border border-line">
          <summary className="cursor-pointer px-3 py-2 text-sm font-medium">
            Only one developer or one plugin
          </summary>
          <div className="grid gap-6 border-t border-line p-3 sm:grid-cols-2 sm:p-4">
            <OnlyForm
              period={period}
              name="developerId"
              label="Developer"
              choices={developers}
              button="Prepare for this developer"
            />
            <OnlyForm
              period={period}
              name="pluginId"
              label="Plugin"
              choices={plugins.map(({ id, name, developerName }) => ({
                id,
                name: `${name} · ${developerName}`,
              }))}
              button="Prepare for this plugin"
            />
          </div>
        </details>
      </div>
    </Card>
  );
}

function OnlyForm(props: {
  readonly period: Period;
  readonly name: "developerId" | "pluginId";
  readonly label: string;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly button: string;
}) {
  return (
    <ActionForm action={prepareRun} className="flex min-w-0 flex-col gap-3" label={props.button}>
      <input type="hidden" name="period" value={props.period} />
      <FormSelect name={props.name} label={props.label} required>
        {props.choices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </FormSelect>
      <div>
        <SubmitButton variant="secondary" pendingLabel="Preparing…">
          {props.button}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

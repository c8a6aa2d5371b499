import { ConfirmAction } from "@/components/forms/confirm-action";
import { FormText } from "@/components/forms/form-fields";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import type { ApiKeyRow } from "@/db/queries/api-keys";
import { actorWords } from "@/lib/domain/words/actor-words";
import { createApiKey, revokeApiKey } from "./actions";
import { ScopeChoices } from "./scope-choices";
import { SCOPE_GROUPS, SCOPE_WORDS } from "./scope-words";
import { Setting, SettingForm } from "./setting";

const ACT = "Create a key";

/** A key, and whether whoever it acts for is an admin at this moment. */
export type ShownKey = ApiKeyRow & { readonly actsForAdmin: boolean };

/** Keys of the marketplace's backend and of admins. Shown once, revoked at once. */
export function ApiKeys({ keys }: { readonly keys: readonly ShownKey[] }) {
  return (
    <Setting
      title="API keys"
      sentence="With these the marketplace’s backend reports sales, and programs of yours do an admin’s work. Only a hash is kept; a lost key is replaced by a new one."
      table={keys.length > 0 ? <KeysTable keys={keys} /> : undefined}
      empty={{
        title: "No keys yet",
        sentence: "Create one and give it to the marketplace’s backend.",
      }}
      act={ACT}
    >
      <SettingForm action={createApiKey} act={ACT} button="Create the key" pending="Creating…">
        <FormText name="name" label="Name" autoComplete="off" maxLength={100} />
        <ScopeChoices groups={SCOPE_GROUPS} />
        <FormText
          name="source"
          label="Source"
          hint="The namespace of its external ids. Keys of one backend share it, so that a new key knows the old one’s events."
          defaultValue="api"
          autoComplete="off"
          maxLength={64}
        />
      </SettingForm>
    </Setting>
  );
}

function KeysTable({ keys }: { readonly keys: readonly ShownKey[] }) {
  return (
    <Table caption="API keys, newest first">
      <TableHead>
        <HeaderCell>Key</HeaderCell>
        <HeaderCell>May</HeaderCell>
        <HeaderCell>Last used</HeaderCell>
        <HeaderCell>State</HeaderCell>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <Row key={key.id}>
            <RowHeader>
              <span className="block">{key.name}</span>
              <code className="block font-mono text-xs font-normal text-muted">
                rmt_{key.prefix}_…
              </code>
            </RowHeader>
            <Cell label="May">
              <ul className="text-sm">
                {key.scopes.map((scope) => (
                  <li key={scope}>{SCOPE_WORDS[scope]}</li>
                ))}
              </ul>
              <ActsFor apiKey={key} />
            </Cell>
            <Cell label="Last used">
              {key.lastUsedAt ? (
                <Instant at={key.lastUsedAt.toISOString()} />
              ) : (
                <span className="text-muted">Never</span>
              )}
            </Cell>
            <Cell label="State">
              <KeyState apiKey={key} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function ActsFor({ apiKey }: { readonly apiKey: ShownKey }) {
  const { person, actsForAdmin } = apiKey;
  if (!person) return null;
  return (
    <span className="block text-xs text-muted wrap-anywhere">
      {actsForAdmin
        ? `as ${person.email}`
        : `An admin’s work no more: ${person.email} is no admin now`}
    </span>
  );
}

function KeyState({ apiKey }: { readonly apiKey: ApiKeyRow }) {
  if (apiKey.revokedAt) {
    return (
      <span className="text-sm text-muted">
        <Badge>Revoked</Badge> by {actorWords(apiKey.revokedBy ?? "")}
      </span>
    );
  }
  return (
    <ConfirmAction
      action={revokeApiKey}
      fields={{ id: apiKey.id }}
      trigger={
        <Button size="small" aria-label={`Revoke ${apiKey.name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${apiKey.name}?`}
      facts={[
        { label: "Key", value: `rmt_${apiKey.prefix}_…` },
        { label: "Created by", value: actorWords(apiKey.createdBy) },
      ]}
      warning="Whoever uses it is refused from the next request on. A revoked key does not come back."
      confirmLabel="Revoke the key"
      pendingLabel="Revoking…"
      variant="danger"
    />
  );
}

import { Actor } from "@/components/ui/actor";
import { Badge } from "@/components/ui/badge";
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
import type { SharesRevision } from "@/db/queries/admin-plugins";
import { rateWords } from "@/lib/domain/words/split-words";

/** Every revision of a plugin's shares, the latest first; those that have not begun say so. */
export function SharesTable({
  revisions,
  ownerName,
  at,
}: {
  readonly revisions: readonly SharesRevision[];
  readonly ownerName: string;
  readonly at: Date;
}) {
  if (revisions.length === 0) {
    return (
      <p className="text-sm text-muted">
        Nothing yet: all of it goes to <bdi>{ownerName}</bdi>.
      </p>
    );
  }
  const held = revisions.find(({ effectiveFrom }) => effectiveFrom <= at);
  return (
    <Table caption="What was agreed, the latest first">
      <TableHead>
        <HeaderCell>From</HeaderCell>
        <HeaderCell>Parts</HeaderCell>
        <HeaderCell>Set</HeaderCell>
      </TableHead>
      <TableBody>
        {revisions.map((revision) => (
          <Row key={revision.revision}>
            <RowHeader>
              <From revision={revision} />{" "}
              {revision === held ? <Badge tone="positive">Holds now</Badge> : null}
              {revision.effectiveFrom > at ? <Badge>Not begun</Badge> : null}
            </RowHeader>
            <Cell label="Parts">
              <ul>
                {revision.parts.map(({ developerId, name, part, isLead }) => (
                  <li key={developerId}>
                    {rateWords(part)} <bdi>{name}</bdi>
                    {isLead ? <span className="text-muted"> · owner</span> : null}
                  </li>
                ))}
              </ul>
            </Cell>
            <Cell label="Set">
              <div>
                <Instant at={revision.setAt.toISOString()} />
                <span className="block text-xs text-muted wrap-anywhere">
                  <Actor name={revision.setBy} />
                </span>
              </div>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function From({ revision }: { readonly revision: SharesRevision }) {
  const { effectiveFrom } = revision;
  if (effectiveFrom.getTime() === 0) return "The beginning";
  return <Instant at={effectiveFrom.toISOString()} />;
}

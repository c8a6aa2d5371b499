import Link from "next/link";
import { SkipReason } from "@/app/admin/skip-reason";
import { deps } from "@/app/deps";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { Section } from "@/components/ui/page-heading";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import { findDeveloperSkips } from "@/db/queries/developer-skips";
import { findHoldPage } from "@/db/queries/holds";
import type { AdminActor } from "@/lib/auth/actor";
import { holdAt } from "@/lib/domain/hold";
import type { DeveloperId } from "@/lib/domain/ids";
import { periodName } from "@/lib/domain/words/period-words";

const HOLDS_MAX = 100;

/** Why runs left the developer out, month by month, as long as something of it is unpaid. */
export async function UnpaidMonths({
  admin,
  developerId,
}: {
  readonly admin: AdminActor;
  readonly developerId: DeveloperId;
}) {
  const { db } = deps();
  const [skips, listed] = await Promise.all([
    findDeveloperSkips(db, developerId),
    findHoldPage(db, admin, { developerId, limit: HOLDS_MAX }),
  ]);
  if (skips.length === 0) return null;
  const holds = listed.map(({ reason, placedBy: by, placedAt: at, liftedAt }) => ({
    ...{ reason, by, at },
    liftedAt: liftedAt ?? undefined,
  }));
  return (
    <Section title="Not paid" sentence="What the runs left out, why, and what would change it.">
      <Card flush>
        <Table caption="Months that were not paid, newest first">
          <TableHead>
            <HeaderCell>Period</HeaderCell>
            <HeaderCell>Reason</HeaderCell>
            <HeaderCell numeric>Carried over</HeaderCell>
          </TableHead>
          <TableBody>
            {skips.map((skip) => (
              <Row key={`${skip.period} ${skip.amount.currency} ${skip.pluginId ?? ""}`} linked>
                <RowHeader>
                  <Link href={`/admin/periods/${skip.period}`}>{periodName(skip.period)}</Link>
                  {skip.pluginName === undefined ? null : (
                    <span className="block text-sm font-normal text-muted wrap-anywhere">
                      only <bdi>{skip.pluginName}</bdi>
                    </span>
                  )}
                </RowHeader>
                <Cell label="Reason">
                  <SkipReason skip={{ ...skip, hold: holdAt(holds, skip.at) }} />
                </Cell>
                <Cell label="Carried over" numeric>
                  <Amount {...skip.amount} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </Card>
    </Section>
  );
}

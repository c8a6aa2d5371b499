import { cancelRun } from "@/lib/use-cases/cancel-run";
import { ADMIN, makeAdmin, makeDeveloper, noonOf, onboard, record } from "./support/marketplace";
import { findOpenMonth, prepareFor, runPath } from "./support/payouts";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

test("F28: approves nothing on a page that was opened before one's role was taken away, or one's session ended", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Refused Rue");
  await onboard(world, developer);
  const period = await findOpenMonth(world);
  const sale = { externalId: "refused-1", amount: 3_000, at: noonOf(period, 5) };
  await record(world, developer, [sale]);
  const runId = await prepareFor(world, developer, period);
  const email = await makeAdmin(world, "Former Flora");
  await signInAs(page, "Former Flora");
  const { sql } = world.deps.db;

  await test.step("the role was taken away: 403", async () => {
    await openApproval(page, runPath(period, runId));
    await sql`update users set role = 'user' where email = ${email}`;
    expect(await pressApprove(page)).toBe(403);
    await expect(page.getByRole("heading", { name: "No access", exact: true })).toBeVisible();
  });

  await test.step("the session ended: 401", async () => {
    await sql`update users set role = 'admin' where email = ${email}`;
    await openApproval(page, runPath(period, runId));
    await sql`delete from sessions where user_id = (select id from users where email = ${email})`;
    expect(await pressApprove(page)).toBe(401);
    await expect(page.getByRole("heading", { name: "Sign in to Remit" })).toBeVisible();
  });

  const payouts = await sql`
    select payout.state::text, run.state::text as run, payout.approved_by
    from payouts as payout join runs as run on run.id = payout.run_id
    where payout.developer_id = ${developer.id}`;
  expect([...payouts]).toEqual([{ state: "ready", run: "prepared", approved_by: null }]);
  const { transfers } = await world.simulator.state();
  expect(transfers.filter(({ metadata }) => metadata.developer_id === developer.id)).toEqual([]);
  expect(await cancelRun(world.deps, ADMIN, runId)).toMatchObject({ ok: true });
});

async function openApproval(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: /^Approve 1 payout/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
}

async function pressApprove(page: Page): Promise<number> {
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Approve 1 payout/ }).click();
  return (await answered).status();
}

import {
  askFor,
  deauthorize,
  ONBOARDING_OUTCOMES,
  onboard,
  setCapability,
} from "./account-lifecycle";
import { conservationProblems } from "./conservation";
import type { Params } from "./contract/form";
import { ControlError, requireControl } from "./control-input";
import { moneyControls } from "./control-money";
import { webhookControls } from "./control-webhooks";
import { catchUp } from "./due-times";
import { type FaultRequest, problemOfFault } from "./faults";
import { type AccountRecord, CAPABILITY_STATUSES } from "./objects";
import { stateSummary } from "./state-summary";
import { collectionsOf } from "./store";
import type { World } from "./world";

export type Control = (world: World, input: Params) => unknown;

const CONTROLS: Readonly<Record<string, Control>> = {
  "GET state": (world) => stateSummary(world),
  "GET journal": (world) => ({
    entries: [...world.store.journal.values()],
    balances: world.journal.balances(),
  }),
  "GET check": (world) => {
    const problems = conservationProblems(world);
    return { isConserved: problems.length === 0, problems };
  },
  "GET contract": (world) => ({ violations: world.contract.violations }),
  "POST contract/clear": (world) => {
    world.contract.clear();
    return { violations: [] };
  },
  "GET requests": (world) => ({ requests: world.requestLog.entries() }),
  "POST requests/clear": (world) => {
    world.requestLog.clear();
    return { requests: [] };
  },
  "POST reset": reset,
  "GET clock": (world) => ({ now: world.clock.nowText() }),
  "POST clock/advance": advanceClock,
  "POST clock/set": setClock,
  "GET faults": (world) => ({ faults: world.faults.list() }),
  "POST faults": addFault,
  "POST faults/clear": clearFaults,
  "DELETE faults": clearFaults,
  "POST onboard": (world, input) =>
    summary(
      onboard(
        world,
        accountIn(world, input),
        requireControl.oneOf(input, "outcome", ONBOARDING_OUTCOMES),
      ),
    ),
  "POST capability": (world, input) => {
    const capability = requireControl.optionalText(input, "capability") ?? "transfers";
    const status = requireControl.oneOf(input, "status", CAPABILITY_STATUSES);
    return summary(setCapability(world, accountIn(world, input), capability, status));
  },
  "POST requirements": (world, input) => {
    const seconds = requireControl.optionalInteger(input, "deadlineInSeconds");
    const deadline = seconds === undefined ? null : world.clock.nowSeconds() + seconds;
    const due = requireControl.texts(input, "due");
    const account = askFor(world, accountIn(world, input), due, deadline);
    if (deadline !== null && due.length > 0) {
      world.due.add({ at: deadline, kind: "deadline", id: account.id });
    }
    return summary(account);
  },
  "POST deauthorize": (world, input) => {
    const account = accountIn(world, input);
    deauthorize(world, account);
    return { account: account.id };
  },
  ...moneyControls,
  ...webhookControls,
};

/** Answers `/_sim/NAME`, the side of the simulator that Stripe does not have. */
export async function runControl(
  world: World,
  method: string,
  name: string,
  input: Params,
): Promise<unknown> {
  const control = CONTROLS[`${method} ${name}`];
  if (control === undefined) {
    const known = Object.keys(CONTROLS).join(", ");
    throw new ControlError(404, `There is no ${method} /_sim/${name}. There is: ${known}.`);
  }
  catchUp(world);
  const result = await control(world, input);
  await world.keep();
  return result;
}

function reset(world: World): unknown {
  world.webhooks.reset();
  for (const collection of collectionsOf(world.store)) collection.clear();
  world.journal.recompute();
  world.faults.clear();
  world.contract.clear();
  world.requestLog.clear();
  world.due.clear();
  world.clock.restore({ offsetMs: 0, frozenAtMs: undefined });
  // Ids are not started over: whoever remembers an old one must not meet it as something new.
  world.setUp();
  return { isReset: true };
}

function advanceClock(world: World, input: Params): unknown {
  const seconds = requireControl.integer(input, "seconds");
  world.clock.advance(seconds);
  catchUp(world);
  return { now: world.clock.nowText() };
}

function setClock(world: World, input: Params): unknown {
  const at = Date.parse(requireControl.text(input, "now"));
  if (Number.isNaN(at))
    throw new ControlError(400, "now must be an ISO instant, 2026-11-20T12:00:00Z.");
  world.clock.set(at, input.isFrozen === true);
  catchUp(world);
  return { now: world.clock.nowText() };
}

function addFault(world: World, input: Params): unknown {
  const fault = input as unknown as FaultRequest;
  const problem = problemOfFault(fault);
  if (problem !== undefined) throw new ControlError(400, `This fault cannot be armed: ${problem}.`);
  return world.faults.add(fault);
}

function clearFaults(world: World): unknown {
  world.faults.clear();
  return { faults: [] };
}

function accountIn(world: World, input: Params): AccountRecord {
  const id = requireControl.text(input, "account");
  const account = world.store.accounts.get(id);
  if (account === undefined) throw new ControlError(404, `There is no account ${id}.`);
  return account;
}

function summary(account: AccountRecord): unknown {
  const { id, capabilities, payoutsEnabled, detailsSubmitted, requirements, status } = account;
  return { account: id, capabilities, payoutsEnabled, detailsSubmitted, requirements, status };
}

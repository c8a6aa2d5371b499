import { type Simulator, startSimulator } from "@/simulator/server";

export type TestSimulator = Simulator;

/** A simulator in this process, in memory, with every answer checked against Stripe's shapes. */
export function startTestSimulator(): Promise<TestSimulator> {
  return startSimulator({ seed: 1 });
}

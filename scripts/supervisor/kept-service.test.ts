import { describe, expect, it } from "vitest";
import { type KeptService, keepService } from "./kept-service";
import type { Service } from "./services";

const MINUTE_MS = 60_000;

/** A service whose processes end when they are told, on a clock of its own. */
function mortalService() {
  const ends: ((code: number) => void)[] = [];
  const said: string[] = [];
  const pauses: number[] = [];
  const stopped: Service[] = [];
  let now = 0;
  const start = (): Service => {
    const exited = new Promise<{ code: number }>((resolve) => {
      ends.push((code) => resolve({ code }));
    });
    const process = { exited, isRunning: () => true, stop: async () => undefined };
    return { name: "worker", process };
  };
  const kept: KeptService = keepService(start(), {
    start,
    stop: async (service) => void stopped.push(service),
    say: (line) => void said.push(line),
    now: () => now,
    pause: async (ms) => void pauses.push(ms),
  });
  /** The process of the moment lives for so long, and ends. */
  const endAfter = async (ms: number, code = 1) => {
    now += ms;
    ends.at(-1)?.(code);
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { kept, endAfter, starts: () => ends.length, said, pauses, stopped };
}

describe("a service that is kept", () => {
  it("is started again when it ends by itself, and says how it ended", async () => {
    const service = mortalService();
    await service.endAfter(10 * MINUTE_MS);
    await service.endAfter(10 * MINUTE_MS, 137);
    expect(service.starts()).toBe(3);
    expect(service.said).toEqual([
      "worker ended by itself (exit code 1): started again in 0.5 s",
      "worker ended by itself (signal 9): started again in 0.5 s",
    ]);
  });

  it("is given up after five deaths in a row soon after the start, with longer pauses between them", async () => {
    const service = mortalService();
    for (let death = 0; death < 5; death++) await service.endAfter(1_000);
    expect(await service.kept.gaveUp).toBe("worker");
    expect(service.starts()).toBe(5);
    expect(service.pauses).toEqual([500, 1_000, 2_000, 4_000]);
    expect(service.said.at(-1)).toBe("worker ended 5 times, each time soon after its start");
  });

  it("is not given up for ends that are far apart, however many", async () => {
    const service = mortalService();
    for (let death = 0; death < 20; death++) await service.endAfter(2 * MINUTE_MS);
    expect(service.starts()).toBe(21);
    expect(new Set(service.pauses)).toEqual(new Set([500]));
  });

  it("stays ended when it is asked to stop", async () => {
    const service = mortalService();
    await service.kept.stop();
    await service.endAfter(1_000, 0);
    expect(service.stopped).toHaveLength(1);
    expect(service.starts()).toBe(1);
    expect(service.said).toEqual([]);
  });
});

import type { WorkStep } from "@/lib/use-cases/work-step";

/** Ends the process at a step, with no chance to say or to finish anything. */
export function dieAt(fatal: string | undefined): (step: WorkStep) => void {
  return (step) => {
    if (step === fatal) process.kill(process.pid, "SIGKILL");
  };
}

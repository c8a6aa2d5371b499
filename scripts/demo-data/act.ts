import type { DemoWorld } from "./demo-world";

/** Something that somebody did at a moment of the story. */
export type Act = {
  readonly at: Date;
  readonly play: (world: DemoWorld) => Promise<void>;
};

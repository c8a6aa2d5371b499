/** What a colour means. It never speaks alone: a word and an icon stand beside it. */
export type Tone = "neutral" | "accent" | "positive" | "waiting" | "attention" | "problem";

/** Text, ground and edge of each meaning. */
export const TONE_CLASSES: Readonly<Record<Tone, string>> = {
  neutral: "border-line bg-sunken text-muted",
  accent: "border-accent/30 bg-accent-ground text-accent",
  positive: "border-positive-line bg-positive-ground text-positive",
  waiting: "border-waiting-line bg-waiting-ground text-waiting",
  attention: "border-attention-line bg-attention-ground text-attention",
  problem: "border-problem-line bg-problem-ground text-problem",
};

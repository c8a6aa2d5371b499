import { AUTHORS_MAX, type SharesProblem } from "../parts";
import { type BasisPoints, basisPoints, WHOLE_BASIS_POINTS } from "../share";
import { rateWords } from "./split-words";

/** Why a plugin's shares were not set, and what to do. The same everywhere. */
export function sharesProblemWords(problem: SharesProblem): string {
  switch (problem.kind) {
    case "no_developers":
      return "Name at least the plugin’s owner.";
    case "too_many_developers":
      return `A plugin can have ${AUTHORS_MAX} developers at most.`;
    case "named_twice":
      return `Developer ${problem.developerId} is named twice. Add their parts together.`;
    case "bad_part":
      return `The part of ${problem.developerId} must be between 0.01% and 100%. Leave out who has none.`;
    case "not_whole":
      return `The parts must make 100% together. ${distanceWords(problem.sum)}`;
    case "unknown_plugin":
      return "There is no such plugin. Add it to the catalogue first.";
    case "unknown_developer":
      return `Developer ${problem.developerId} is unknown. Put them first.`;
    case "owner_missing":
      return `The plugin’s owner, ${problem.owner}, needs a part too. To end their part, give the plugin another owner first.`;
    case "reaches_back":
      return "Sales since that day were already split as it was agreed then. Choose a later day.";
  }
}

function distanceWords(sum: number): string {
  const apart = Math.abs(WHOLE_BASIS_POINTS - sum);
  if (apart > WHOLE_BASIS_POINTS) return "They make far more.";
  const words = rateWords(basisPoints(apart));
  return sum < WHOLE_BASIS_POINTS ? `${words} is missing.` : `They are ${words} too much.`;
}

/** `Your part: 30% of this plugin`; nothing where it was the developer's alone, or not theirs. */
export function ownPartWords(parts: readonly BasisPoints[]): string | undefined {
  if (parts.every((part) => part === WHOLE_BASIS_POINTS)) return undefined;
  return `Your part: ${parts.map(rateWords).join(", then ")} of this plugin`;
}

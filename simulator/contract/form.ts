export type Params = Readonly<Record<string, unknown>>;

type Branch = Map<string, Branch | string>;

/**
 * Decodes `a[b][0]=c`, the way Stripe's clients write nested parameters into forms and queries.
 * A level whose keys are 0, 1, 2, … (or empty) is a list.
 */
export function decodeForm(text: string): Params {
  if (text === "") return {};
  const root: Branch = new Map();
  for (const [name, value] of new URLSearchParams(text)) place(root, pathOf(name), value);
  return toObject(root);
}

function pathOf(name: string): readonly string[] {
  const first = name.indexOf("[");
  if (first <= 0 || !name.endsWith("]")) return [name];
  return [name.slice(0, first), ...name.slice(first + 1, -1).split("][")];
}

function place(root: Branch, path: readonly string[], value: string): void {
  let branch = root;
  path.forEach((part, index) => {
    const key = part === "" ? String(branch.size) : part;
    if (index === path.length - 1) {
      branch.set(key, value);
      return;
    }
    const existing = branch.get(key);
    const next: Branch = existing instanceof Map ? existing : new Map();
    branch.set(key, next);
    branch = next;
  });
}

function toObject(branch: Branch): Params {
  // A null prototype keeps a parameter called `__proto__` an ordinary, unknown parameter.
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, value] of branch) object[key] = value instanceof Map ? toValue(value) : value;
  return object;
}

function toValue(branch: Branch): unknown {
  const isList = [...branch.keys()].every((key, index) => key === String(index));
  if (!isList) return toObject(branch);
  return [...branch.values()].map((value) => (value instanceof Map ? toValue(value) : value));
}

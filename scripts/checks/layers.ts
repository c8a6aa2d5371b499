import { importsOf, targetOf } from "./imports";
import {
  GUARDED_PACKAGES,
  LAYERS,
  type Layer,
  TESTS_ALSO_IMPORT,
  TESTS_ALSO_SEE,
  TESTS_OF_SIMULATOR_ALSO_IMPORT,
} from "./layer-rules";

export type SourceFile = { readonly path: string; readonly text: string };

/** One line per import that the table of layers forbids. Files outside every layer are free. */
export function findLayerViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const layer = layerOf(file.path);
    if (!layer) return [];
    return importsOf(file.text).flatMap(({ specifier, line }) => {
      const problem = problemOf(file.path, layer, specifier);
      return problem ? [`${file.path}:${line} ${problem}`] : [];
    });
  });
}

/** The layer whose path prefix fits longest. */
export function layerOf(path: string): Layer | undefined {
  const name = path.replace(/\.tsx?$/, "");
  let best: { readonly layer: Layer; readonly length: number } | undefined;
  for (const layer of LAYERS) {
    for (const prefix of layer.paths) {
      const fits = name.startsWith(prefix) || name === prefix.replace(/\.tsx?$/, "");
      if (fits && prefix.length > (best?.length ?? 0)) best = { layer, length: prefix.length };
    }
  }
  return best?.layer;
}

function problemOf(file: string, layer: Layer, specifier: string): string | undefined {
  const target = targetOf(file, specifier);
  if ("packageName" in target) {
    return mayImport(file, layer, target.packageName)
      ? undefined
      : `${layer.name} must not import the package ${describePackage(target.packageName)}`;
  }
  const seen = layerOf(target.path);
  if (!seen) return undefined;
  if (seen.name === layer.name || layer.sees.includes(seen.name)) return undefined;
  if (isTest(file) && layer.name !== "simulator" && TESTS_ALSO_SEE.includes(seen.name)) {
    return undefined;
  }
  return `${layer.name} must not import ${seen.name} (${target.path})`;
}

function mayImport(file: string, layer: Layer, name: string): boolean {
  const listed = [...layer.packages];
  if (isTest(file)) listed.push(...TESTS_ALSO_IMPORT);
  if (isTest(file) && layer.name === "simulator") listed.push(...TESTS_OF_SIMULATOR_ALSO_IMPORT);
  if (listed.includes(name)) return true;
  return name !== "node:" && listed.includes("*") && !GUARDED_PACKAGES.has(name);
}

/** Tests, and what only they are made with (`test-platform.ts`). */
function isTest(file: string): boolean {
  return /(\.test\.tsx?|\/test-[\w-]+\.ts)$/.test(file);
}

function describePackage(name: string): string {
  return name === "node:" ? "of the platform (node:…)" : name;
}

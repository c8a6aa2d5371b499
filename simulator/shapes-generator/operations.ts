import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-5";
import type { Schema, SchemaWriter } from "./schema-writer";
import type { StripePackage } from "./stripe-package";

export type PathItem = Readonly<Record<string, unknown>>;
type Endpoint = { readonly verb: string; readonly url: string };

/** Describes the wanted methods of one resource, by URL and verb. */
export function describeResource(
  stripe: StripePackage,
  writer: SchemaWriter,
  resource: string,
  methods: readonly string[],
  paths: Record<string, Record<string, PathItem>>,
): void {
  const endpoints = endpointsOf(stripe, resource);
  for (const method of methods) {
    const declaration = methodDeclaration(stripe, resource, method);
    const found = endpoints.get(method);
    if (declaration === undefined || found === undefined) {
      throw new Error(`the stripe package has no ${resource}.${method}`);
    }
    for (const { verb, url } of found) {
      const path = paths[url] ?? {};
      paths[url] = path;
      path[verb.toLowerCase()] ??= {
        operationId: `${resource.replaceAll("/", "_")}_${method}`,
        ...describeCall(stripe, writer, declaration, { verb, url }),
      };
    }
  }
}

function describeCall(
  stripe: StripePackage,
  writer: SchemaWriter,
  declaration: ts.MethodDeclaration,
  { verb, url }: Endpoint,
): PathItem {
  const { checker } = stripe;
  const signature = checker.getSignatureFromDeclaration(declaration);
  if (signature === undefined) throw new Error(`${url} has no signature`);
  const parameter = signature.parameters.find(({ name }) => name === "params");
  const type = parameter && checker.getTypeOfSymbolAtLocation(parameter, declaration);
  const request = type && writer.write(checker.getNonNullableType(type), { side: "request" });
  const media = url.startsWith("/v2/") ? "application/json" : "application/x-www-form-urlencoded";
  const body = { requestBody: { content: { [media]: { schema: request } } } };
  const names = [...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return {
    parameters: names.map((name) => ({
      ...{ name, in: "path", required: true, schema: { type: "string" } },
    })),
    ...(request === undefined ? {} : verb === "POST" ? body : { "x-query-schema": request }),
    responses: {
      200: json("ok", describeAnswer(stripe, writer, signature, url)),
      default: json("error", { $ref: "#/components/schemas/error_envelope" }),
    },
  };
}

function json(description: string, schema: Schema): PathItem {
  return { description, content: { "application/json": { schema } } };
}

function describeAnswer(
  { checker }: StripePackage,
  writer: SchemaWriter,
  signature: ts.Signature,
  url: string,
): Schema {
  const promise = signature.getReturnType();
  const name = promise.aliasSymbol?.name ?? promise.symbol.name;
  const [inner] =
    promise.aliasTypeArguments ?? checker.getTypeArguments(promise as ts.TypeReference);
  if (inner === undefined) throw new Error(`${url} answers nothing`);
  const schema = writer.write(inner, { side: "response" });
  return name.endsWith("ListPromise") ? writer.listOf(schema, url.startsWith("/v2/")) : schema;
}

function methodDeclaration(
  stripe: StripePackage,
  resource: string,
  method: string,
): ts.MethodDeclaration | undefined {
  const source = stripe.program.getSourceFile(join(stripe.resources, `${resource}.d.ts`));
  const owner = source?.statements.find(
    (statement) =>
      ts.isClassDeclaration(statement) && statement.name?.text.endsWith("Resource") === true,
  ) as ts.ClassDeclaration | undefined;
  return owner?.members
    .filter((member) => ts.isMethodDeclaration(member))
    .find((member) => member.name.getText() === method);
}

/** The types do not say where a method goes; the shipped code does: `_makeRequest(verb, url)`. */
function endpointsOf(
  stripe: StripePackage,
  resource: string,
): ReadonlyMap<string, readonly Endpoint[]> {
  const file = join(stripe.resources, `${resource}.js`);
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found = new Map<string, Endpoint[]>();
  const visit = (node: ts.Node, method: string | undefined): void => {
    const inside = ts.isMethodDeclaration(node) ? node.name.getText() : method;
    const endpoint = inside === undefined ? undefined : endpointIn(node);
    if (inside !== undefined && endpoint !== undefined) {
      found.set(inside, [...(found.get(inside) ?? []), endpoint]);
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, undefined);
  return found;
}

function endpointIn(node: ts.Node): Endpoint | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  if (node.expression.name.text !== "_makeRequest") return undefined;
  const [verb, url] = node.arguments;
  if (verb === undefined || url === undefined || !ts.isStringLiteral(verb)) return undefined;
  if (ts.isStringLiteralLike(url)) return { verb: verb.text, url: url.text };
  if (!ts.isTemplateExpression(url)) return undefined;
  const rest = url.templateSpans.map(({ expression, literal }) => {
    const value = ts.isCallExpression(expression) ? expression.arguments[0] : expression;
    return `{${value?.getText() ?? "id"}}${literal.text}`;
  });
  return { verb: verb.text, url: url.head.text + rest.join("") };
}

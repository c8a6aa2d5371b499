import ts from "typescript-5";
import { isWholeNumber } from "./integers";
import { resourceName, type StripePackage } from "./stripe-package";
import { TYPED_EVENTS, WHOLE_RESOURCES } from "./wanted";

export type Schema = Readonly<Record<string, unknown>>;

/** Requests know exactly their properties; answers may always carry more. */
export type Place = { readonly side: "request" | "response"; readonly property?: string };

/** A union of this many objects that each have a `type` is the union of all events. */
const EVENT_UNION_MIN = 50;

/** Writes the package's TypeScript types as JSON Schema, each named type once. */
export class SchemaWriter {
  readonly schemas: Record<string, Schema> = {};
  readonly #checker: ts.TypeChecker;

  constructor(private readonly stripe: StripePackage) {
    this.#checker = stripe.checker;
  }

  write(type: ts.Type, place: Place): Schema {
    const alias = type.aliasSymbol?.name;
    const argument = type.aliasTypeArguments?.[0];
    if (alias === "Emptyable" && argument !== undefined) {
      return { anyOf: [this.write(argument, place), { type: "string", enum: [""] }] };
    }
    if (alias === "OtherString" || alias === "Decimal") return { type: "string" };
    if (alias === "Response" && argument !== undefined) return this.write(argument, place);
    const simple = this.#writeSimple(type, place);
    if (simple !== undefined) return simple;
    if (type.isUnion()) return this.#writeUnion(type, place);
    if (type.isIntersection()) return this.#writeIntersection(type, place);
    if (this.#checker.isArrayType(type)) {
      return { type: "array", items: this.#writeArgument(type, place) };
    }
    return this.#writeNamed(type, place);
  }

  listOf(items: Schema, isV2: boolean): Schema {
    const link = { type: ["string", "null"] };
    const data = { type: "array", items };
    if (isV2) {
      const properties = { data, next_page_url: link, previous_page_url: link };
      return { type: "object", required: ["data"], properties };
    }
    return {
      type: "object",
      required: ["object", "data", "has_more", "url"],
      properties: {
        object: { type: "string", enum: ["list"] },
        data,
        has_more: { type: "boolean" },
        url: { type: "string" },
        total_count: { type: "integer" },
      },
    };
  }

  #writeSimple(type: ts.Type, { property }: Place): Schema | undefined {
    const { flags } = type;
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (flags & ts.TypeFlags.Null) return { type: "null" };
    if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return { not: {} };
    if (type.isStringLiteral()) return { type: "string", enum: [type.value] };
    if (type.isNumberLiteral()) return { type: "integer", enum: [type.value] };
    if (flags & ts.TypeFlags.BooleanLiteral) {
      return { type: "boolean", enum: [this.#checker.typeToString(type) === "true"] };
    }
    if (flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) return { type: "string" };
    if (flags & ts.TypeFlags.Number) {
      return { type: property !== undefined && isWholeNumber(property) ? "integer" : "number" };
    }
    return flags & ts.TypeFlags.Boolean ? { type: "boolean" } : undefined;
  }

  #writeUnion(union: ts.UnionType, place: Place): Schema {
    const events = union.types.filter((type) => this.#literal(type, "type") !== undefined);
    if (events.length > EVENT_UNION_MIN) return this.#writeEvents(union.types, place);
    const isNullable = union.types.some((type) => type.flags & ts.TypeFlags.Null);
    const types = union.types.filter(
      (type) => !(type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)),
    );
    const texts = types.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
    const isOpen = types.some(isOtherString);
    const booleans = types.filter((type) => type.flags & ts.TypeFlags.BooleanLiteral);
    const others = types.filter(
      (type) => !type.isStringLiteral() && !isOtherString(type) && !booleans.includes(type),
    );
    const branches: Schema[] = [];
    if (texts.length > 0) {
      branches.push({
        type: "string",
        enum: texts.toSorted(),
        ...(isOpen ? { "x-open-enum": true } : {}),
      });
    } else if (isOpen) branches.push({ type: "string" });
    if (booleans.length === 2) branches.push({ type: "boolean" });
    else branches.push(...booleans.map((type) => this.write(type, place)));
    branches.push(...others.map((type) => this.write(type, place)));
    if (isNullable) return nullable(branches);
    return branches.length === 1 && branches[0] !== undefined ? branches[0] : { anyOf: branches };
  }

  #writeIntersection(type: ts.IntersectionType, place: Place): Schema {
    if (isOtherString(type)) return { type: "string" };
    return { allOf: type.types.map((part) => this.write(part, place)) };
  }

  #writeNamed(type: ts.Type, place: Place): Schema {
    const symbol = type.aliasSymbol ?? type.symbol;
    if (symbol.name === "ApiList" || symbol.name === "V2List") {
      return this.listOf(this.#writeArgument(type, { side: place.side }), symbol.name === "V2List");
    }
    if (symbol.name === "Decimal") return { type: "string" };
    // `Partial<Account>` is named after the language, not after what it holds.
    const isAnonymous = symbol.name === "__type" || !isOfStripe(symbol);
    const values = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (values !== undefined && this.#checker.getPropertiesOfType(type).length === 0) {
      const additionalProperties = this.write(values.type, { side: place.side });
      return { type: "object", additionalProperties };
    }
    if (isAnonymous) return this.#writeObject(type, place);
    const name = this.#nameOf(symbol);
    if (this.#isReduced(type, symbol, place))
      return this.#refer(`opaque.${name}`, () => this.#reduced(type));
    return this.#refer(name, () => this.#writeObject(type, place));
  }

  #refer(name: string, write: () => Schema): Schema {
    if (this.schemas[name] === undefined) {
      // Marked before it is written, because types refer to themselves.
      this.schemas[name] = {};
      this.schemas[name] = write();
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  #writeObject(type: ts.Type, place: Place): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const declaration = property.valueDeclaration ?? property.declarations?.[0];
      const valueType =
        declaration === undefined
          ? this.#checker.getTypeOfSymbol(property)
          : this.#checker.getTypeOfSymbolAtLocation(property, declaration);
      // The package adds functions such as fetchRelatedObject, which no message carries.
      if (this.#checker.getNonNullableType(valueType).getCallSignatures().length > 0) continue;
      const schema = this.write(valueType, { side: place.side, property: property.name });
      if (schema.not !== undefined) continue;
      properties[property.name] = schema;
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    const others = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    const rest =
      others !== undefined
        ? { additionalProperties: this.write(others.type, { side: place.side }) }
        : place.side === "request"
          ? { additionalProperties: false }
          : {};
    return { type: "object", ...(required.length > 0 ? { required } : {}), properties, ...rest };
  }

  #writeEvents(types: readonly ts.Type[], place: Place): Schema {
    const isV2 = types.some((type) => this.#literal(type, "type")?.startsWith("v2.") === true);
    return this.#refer(isV2 ? "v2.core_event" : "event", () => {
      const kept = types.filter((type) => TYPED_EVENTS.has(this.#literal(type, "type") ?? ""));
      const known = kept.map((type) => this.#literal(type, "type"));
      const text = { type: "string" };
      const other = {
        type: "object",
        required: ["id", "object", "type", "created", "livemode"],
        properties: {
          id: text,
          object: { type: "string", enum: [isV2 ? "v2.core.event" : "event"] },
          type: { type: "string", not: { enum: known } },
        },
      };
      return { anyOf: [...kept.map((type) => this.write(type, place)), other] };
    });
  }

  /** A resource outside the subset, met only where somebody expands it. */
  #isReduced(type: ts.Type, symbol: ts.Symbol, place: Place): boolean {
    if (place.side !== "response" || symbol.name.endsWith("Event")) return false;
    const has = (name: string) => this.#checker.getPropertyOfType(type, name) !== undefined;
    return has("object") && has("id") && !WHOLE_RESOURCES.has(symbol.name);
  }

  #reduced(type: ts.Type): Schema {
    const kind = this.#literal(type, "object");
    const object = { type: "string", ...(kind === undefined ? {} : { enum: [kind] }) };
    return {
      type: "object",
      required: ["id", "object"],
      properties: { id: { type: "string" }, object },
    };
  }

  #writeArgument(type: ts.Type, place: Place): Schema {
    const [argument] =
      type.aliasTypeArguments ?? this.#checker.getTypeArguments(type as ts.TypeReference);
    return argument === undefined ? {} : this.write(argument, place);
  }

  #literal(type: ts.Type, name: string): string | undefined {
    const property = this.#checker.getPropertyOfType(type, name);
    const value = property && this.#checker.getTypeOfSymbol(property);
    return value?.isStringLiteral() ? value.value : undefined;
  }

  #nameOf(symbol: ts.Symbol): string {
    const parts: string[] = [];
    let current: ts.Symbol | undefined = symbol;
    while (current !== undefined && !current.declarations?.some(ts.isSourceFile)) {
      parts.unshift(current.name);
      current = (current as { readonly parent?: ts.Symbol }).parent;
    }
    const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? "";
    const folder = resourceName(this.stripe, file).split("/");
    const prefix = folder.length > 1 && folder[0] !== ".." ? `${folder[0]?.toLowerCase()}.` : "";
    return prefix + parts.join(".").replace(/^V2\.Core\./, "");
  }
}

function isOfStripe(symbol: ts.Symbol): boolean {
  const files = symbol.declarations?.map((declaration) => declaration.getSourceFile().fileName);
  return files?.some((name) => /[\\/]stripe[\\/]/.test(name)) === true;
}

/** `string & {}`, how the package says that Stripe may add values to an enum. */
function isOtherString(type: ts.Type): boolean {
  if (type.aliasSymbol?.name === "OtherString") return true;
  return type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String);
}

function nullable(branches: readonly Schema[]): Schema {
  const [only] = branches;
  if (branches.length !== 1 || typeof only?.type !== "string") {
    return { anyOf: [...branches, { type: "null" }] };
  }
  const values = only.enum;
  const types = { ...only, type: [only.type, "null"] };
  return Array.isArray(values) ? { ...types, enum: [...values, null] } : types;
}

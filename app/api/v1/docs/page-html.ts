import { ADMIN_SCOPES } from "@/lib/auth/actor";
import { EVENT_PROBLEM_CODES } from "@/lib/use-cases/reject-event";
import { jsonSchema, OPERATIONS } from "../openapi";
import type { Operation } from "../operation";

export const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 56rem; margin: 0 auto; padding: 2rem 1rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 3rem; border-top: 1px solid #8886; padding-top: 1.5rem; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid #8886; border-radius: 0.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
`;

/** The API for people, made from the same description as `openapi.json`. */
export function docsHtml(appUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Remit API</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Remit API</h1>
<p>Report sales, keep the catalogue in step, read what developers earned, and do an admin's work. Machines read
<a href="/api/v1/openapi.json">openapi.json</a>.</p>
${introduction(appUrl)}
${OPERATIONS.map(operationHtml).join("\n")}
</main>
</body>
</html>
`;
}

function introduction(appUrl: string): string {
  const example = `curl ${appUrl}/api/v1/events \\
  -H "Authorization: Bearer $REMIT_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"events":[{"externalId":"order-1001","kind":"install","pluginId":"atlas",
       "amount":999,"currency":"eur","occurredAt":"2026-03-31T23:59:59Z"}]}'`;
  const answer = `{"results":[{"externalId":"order-1001","status":"recorded","id":"019d…"}]}`;
  const codes = EVENT_PROBLEM_CODES.map((code) => `<li><code>${code}</code></li>`).join("");
  const scopes = ADMIN_SCOPES.map((scope) => `<code>${scope}</code>`).join(", ");
  return `<h2>First request</h2>
<p>An operator makes a key with <code>npm run remit -- api-key create NAME --scopes events:write</code>.</p>
<pre tabindex="0" aria-label="Example request">${escapeHtml(example)}</pre>
<pre tabindex="0" aria-label="Example answer">${escapeHtml(answer)}</pre>
<h2>Rules</h2>
<ul>
<li>Amounts are integers in the currency's minor unit, beside their currency: 999 in eur is €9.99, 999 in jpy is ¥999.</li>
<li>Send again whenever you are unsure. The same <code>externalId</code> with the same content is recorded once, and answers <code>duplicate</code> with the first id.</li>
<li>A bad event is rejected alone; its neighbours are recorded.</li>
<li>An event of a closed month counts in the first open month and keeps its own date.</li>
<li>A refund, dispute or won dispute names its sale in <code>correctsId</code> and takes back exactly what was given.</li>
<li>A request that is wrong as a whole answers 4xx with <code>application/problem+json</code> and a stable <code>code</code>.</li>
</ul>
<h3>Keys that do an admin's work</h3>
<ul>
<li>The scopes ${scopes} do what finance does on its pages. A key with one of them acts as the admin who made it: whoever holds it can do whatever it may, without signing in. Give it few scopes and keep it like a password.</li>
<li>It is refused from the moment that its maker is no admin any more, with <code>no_admin_any_more</code>.</li>
<li>Where a run takes two people, a key is its maker and nobody else: <code>needs_second_person</code>.</li>
<li>What was done before answers 409 with <code>by</code> and <code>at</code>, and is not done again. No amount of a payout is ever yours to say.</li>
</ul>
<h3>Why an event is rejected</h3>
<ul>${codes}</ul>`;
}

function operationHtml(operation: Operation): string {
  const { method, path, summary, description, scope, parameters = [], body, answers } = operation;
  const parameterRows = parameters.map((parameter) => ({
    name: parameter.name,
    isRequired: parameter.required ?? false,
    type: typeOf(parameter.schema),
    description: parameter.description,
  }));
  return `<section aria-labelledby="${operation.id}">
<h2 id="${operation.id}">${escapeHtml(summary)}</h2>
<p><code>${method.toUpperCase()} ${escapeHtml(path)}</code>, scope <code>${scope}</code></p>
<p>${escapeHtml(description)}</p>
${fieldTable("Parameters", parameterRows)}
${body ? fieldTable("Body", fieldsOf(jsonSchema(body))) : ""}
${answers
  .map(
    ({ status, says, schema }) =>
      `<p>${status}: ${escapeHtml(says)}</p>${
        schema ? fieldTable(`Answer ${status}`, fieldsOf(jsonSchema(schema))) : ""
      }`,
  )
  .join("\n")}
</section>`;
}

type Field = {
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: string;
  readonly description: string;
};

type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly description?: string;
};

/** The fields of an object, and below a list of objects theirs, as `events[].amount`. */
function fieldsOf(schema: JsonSchema, prefix = ""): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`;
    const own = {
      name,
      isRequired: schema.required?.includes(key) ?? false,
      type: typeOf(field),
      description: field.description ?? "",
    };
    const inner = field.items?.properties ? fieldsOf(field.items, `${name}[].`) : [];
    return [own, ...inner, ...fieldsOf(field, `${name}.`)];
  });
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" or ");
  return [schema.type ?? "any"].flat().join(" or ");
}

function fieldTable(caption: string, fields: readonly Field[]): string {
  if (fields.length === 0) return "";
  const rows = fields.map(
    ({ name, isRequired, type, description }) =>
      `<tr><th scope="row"><code>${escapeHtml(name)}</code></th><td>${escapeHtml(type)}${
        isRequired ? ", required" : ""
      }</td><td>${escapeHtml(description)}</td></tr>`,
  );
  return `<h3>${caption}</h3>
<table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows.join("")}</tbody></table>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

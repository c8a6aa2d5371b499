import { parseArgs } from "node:util";
import { startSimulator } from "./server";

const PORT_DEFAULT = 4010;

const HELP = `Usage: npm run simulator -- [options]

A stateful simulator of Stripe Connect on this machine. Point the stripe package at it with
{ host: "127.0.0.1", port: ${PORT_DEFAULT}, protocol: "http" } and any key that begins with sk_test_.

  --port N              port to listen on (default ${PORT_DEFAULT})
  --host ADDRESS        loopback address to listen on (default 127.0.0.1)
  --data DIR            keep the state in DIR, so that it survives a restart
  --seed N              make ids repeat from run to run
  --webhook URL         deliver all events to URL
  --webhook-secret S    sign them with S (whsec_…)
  --rate-limit N        answer 429 above N requests per second
  --latency MS          take MS milliseconds longer for every API request
  --no-contract         do not compare answers with the shapes of the stripe package
  --help                show this
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      host: { type: "string" },
      data: { type: "string" },
      seed: { type: "string" },
      webhook: { type: "string" },
      "webhook-secret": { type: "string" },
      "rate-limit": { type: "string" },
      latency: { type: "string" },
      "no-contract": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) return void process.stdout.write(HELP);
  const seed = wholeNumber("seed", values.seed);
  const limit = wholeNumber("rate-limit", values["rate-limit"]);
  const secret = values["webhook-secret"];
  const simulator = await startSimulator({
    port: wholeNumber("port", values.port) ?? PORT_DEFAULT,
    latencyMs: wholeNumber("latency", values.latency) ?? 0,
    checkContract: values["no-contract"] !== true,
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.data === undefined ? {} : { dataDir: values.data }),
    ...(seed === undefined ? {} : { seed }),
    ...(limit === undefined ? {} : { rateLimitPerSecond: limit }),
    ...(values.webhook === undefined
      ? {}
      : { webhooks: { url: values.webhook, ...(secret === undefined ? {} : { secret }) } }),
  });
  console.log(`Stripe simulator ready: ${simulator.url} (simulated, not Stripe)`);
  if (values.data !== undefined) console.log(`Its state is kept in ${values.data}.`);
  if (values.webhook !== undefined) console.log(`Events are delivered to ${values.webhook}.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void simulator.close().then(() => process.exit(0)));
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number, not "${text}".`);
}

main().catch((error: unknown) => {
  const code = (error as { readonly code?: unknown }).code;
  const port = (error as { readonly port?: unknown }).port;
  const message = error instanceof Error ? error.message : String(error);
  if (code === "EADDRINUSE") {
    console.error(
      `Port ${String(port)} is taken. Choose another with --port, or stop what uses it.`,
    );
  } else console.error(message);
  process.exitCode = 1;
});

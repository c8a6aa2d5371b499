import { writeFileSync } from "node:fs";
import { generateStripeShapes } from "@/simulator/shapes-generator/generate";

/** Run after every change of the `stripe` package's version; a test fails until it has been. */
const target = new URL("../simulator/contract/stripe-shapes.gen.json", import.meta.url);
const shapes = generateStripeShapes();
writeFileSync(target, shapes);
console.log(`Wrote simulator/contract/stripe-shapes.gen.json, ${shapes.length} characters.`);

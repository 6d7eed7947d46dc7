import { join } from "node:path";
import { buildBundles } from "../../scripts/build/build-bundles.ts";

/** Before all tests: the functions that some of them run. */
export default async function setup(): Promise<void> {
	const root = join(import.meta.dirname, "../..");
	await buildBundles(root, join(root, "dist"));
}

import { readFileSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(import.meta.dirname, "../../examples");

/** An example with the pictures that lie beside it, for what reads no files. */
export function readExample(name: string): ReturnType<typeof JSON.parse> {
	return JSON.parse(readFileSync(join(EXAMPLES, name), "utf8"), (_, value: unknown) =>
		typeof value === "string" && value.startsWith("pictures/")
			? `data:image/jpeg;base64,${readFileSync(join(EXAMPLES, value), "base64")}`
			: value,
	);
}

import { ChatreelError, isKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { placeFaults } from "../../video/conversation/read/name-lines.ts";
import type { RenderRequest } from "./request.ts";

/**
 * Runs work on the conversation of a request. Makes the pointers of its faults start at the root of the request, and gives them the
 * lines of its script.
 */
export async function pointIntoRequest<Result>(
	{ pointer = "", script }: Pick<RenderRequest, "pointer" | "script">,
	work: () => Promise<Result>,
): Promise<Result> {
	try {
		return await work();
	} catch (thrown) {
		throw prefixFaults(script === undefined ? thrown : placeFaults(thrown, script), pointer);
	}
}

/** Only of an error that lists faults; any other stays as it is. */
function prefixFaults(thrown: unknown, pointer: string): unknown {
	if (pointer === "" || !isKind(thrown, "INVALID_INPUT")) return thrown;
	const { message, status, details } = thrown;
	const listed = details["faults"];
	if (!Array.isArray(listed)) return thrown;
	const faults = listed.map((fault: JsonObject) => ({ ...fault, pointer: `${pointer}${fault["pointer"]}` }));
	const options = { status, details: { ...details, faults }, cause: thrown };
	return new ChatreelError("INVALID_INPUT", message, options);
}

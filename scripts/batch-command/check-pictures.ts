import { isKind } from "../../shared/core/errors.ts";
import type { Fault } from "../../shared/core/fault.ts";
import { loadBeside } from "../../shared/platform/node/load-beside.ts";
import { readPictures } from "../../shared/video/conversation/pictures/read-pictures.ts";
import { placeFaults } from "../../shared/video/conversation/read/name-lines.ts";
import type { BatchItem } from "./read-items.ts";

/** Refuses the jobs whose pictures cannot be taken, before any other is made. */
export async function checkPictures(items: readonly BatchItem[]): Promise<readonly BatchItem[]> {
	const checked: BatchItem[] = [];
	for (const item of items) {
		const faults = await findPictureFaults(item);
		checked.push(faults.length === 0 ? item : { ...item, conversation: null, faults });
	}
	return checked;
}

async function findPictureFaults({
	conversation,
	picturesDir,
	script,
}: BatchItem): Promise<readonly string[]> {
	if (conversation === null) return [];
	try {
		await readPictures(conversation, { loadPicture: loadBeside(picturesDir) });
		return [];
	} catch (error) {
		const thrown = script === undefined ? error : placeFaults(error, script);
		if (!isKind(thrown, "INVALID_INPUT")) throw thrown;
		return (thrown.details["faults"] as unknown as readonly Fault[]).map(({ message }) => message);
	}
}

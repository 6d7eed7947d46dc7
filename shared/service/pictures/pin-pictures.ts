// Threat: the function's key reads every file, and a video shows its pictures to its owner. So a request could name a file of somebody
// else to see it. Defence: when a job is accepted, each file in a bucket is taken only if the job's owner may read it (may-read.ts),
// and pinned to its content; a render takes that content or none. A file that is missing and one that may not be read get the same
// words, so that nobody learns which files there are. Not covered: a right to read that is taken away after the acceptance.

import { createFault, createInputError, type Fault, quote } from "../../core/fault.ts";
import type { Conversation } from "../../video/conversation/conversation.ts";
import { LIMITS } from "../../video/conversation/limits.ts";
import { listPictures, type PlacedPicture } from "../../video/conversation/pictures/list-pictures.ts";
import type { BucketFiles, FilePlace, PinnedFile } from "./bucket-files.ts";
import { mayRead, type Reader } from "./may-read.ts";

/**
 * Finds the files in buckets that a conversation shows, without their content. Rejects with INVALID_INPUT that has a fault for each one
 * that the reader may not read, or that is too large, and for each path, which only commands can read. Calls nothing when the
 * conversation names no such file.
 */
export async function pinPictures(
	conversation: Conversation,
	reader: Reader,
	files: BucketFiles,
): Promise<readonly PinnedFile[]> {
	const placed = listPictures(conversation);
	const known = rememberAnswers(files);
	const pinned = new Map<string, PinnedFile | null>();
	const faults: Fault[] = [];
	for (const picture of placed) {
		const { source } = picture;
		if (typeof source === "string") {
			if (!source.startsWith("data:")) faults.push(refusePath(picture, source));
			continue;
		}
		const key = `${source.bucketId}/${source.fileId}`;
		if (!pinned.has(key)) pinned.set(key, await pinFile(source, reader, known));
		faults.push(...findFaults(picture, source, pinned.get(key) ?? null));
	}
	if (faults.length > 0) throw createInputError("conversation", faults);
	return [...pinned.values()].flatMap((file) => file ?? []);
}

/** Null when the reader may not read it. */
async function pinFile(place: FilePlace, reader: Reader, files: BucketFiles): Promise<PinnedFile | null> {
	const bucket = await files.findBucket(place.bucketId);
	if (bucket === null) return null;
	const file = await files.findFile(place);
	if (file === null || !(await mayRead(reader, bucket, file, files))) return null;
	const { bucketId, fileId } = place;
	return { bucketId, fileId, signature: file.signature, bytes: file.bytes };
}

function findFaults(
	{ path }: PlacedPicture,
	{ bucketId, fileId }: FilePlace,
	file: PinnedFile | null,
): readonly Fault[] {
	const name = `file ${fileId} of bucket ${bucketId}`;
	const refuse = (allowed: string, received: string) => [
		createFault(path, { expected: "a picture", allowed, received }),
	];
	if (file === null) return refuse("a file that you may read", name);
	const { fileBytes } = LIMITS.picture;
	return file.bytes > fileBytes
		? refuse(`a file of at most ${fileBytes} bytes`, `${name}, which has ${file.bytes}`)
		: [];
}

function refusePath({ path }: PlacedPicture, source: string): Fault {
	const allowed = "a data URL or a file in a bucket: no files are read here";
	return createFault(path, { expected: "a picture", allowed, received: quote(source) });
}

/** Teams that are looked up for one request: permissions of others could name very many. */
const MAX_TEAMS = 10;

/** Asks once for each bucket and team. A team too many has no members. */
function rememberAnswers(files: BucketFiles): BucketFiles {
	const findBucket = remember(files.findBucket);
	const teams = new Map<string, ReturnType<BucketFiles["findTeamRoles"]>>();
	return {
		...files,
		findBucket,
		findTeamRoles: (teamId, userId) => {
			const found = teams.get(teamId);
			if (found !== undefined) return found;
			if (teams.size >= MAX_TEAMS) return Promise.resolve(null);
			const asked = files.findTeamRoles(teamId, userId);
			teams.set(teamId, asked);
			return asked;
		},
	};
}

function remember<Answer>(ask: (id: string) => Promise<Answer>): (id: string) => Promise<Answer> {
	const answers = new Map<string, Promise<Answer>>();
	return (id) => {
		const answer = answers.get(id) ?? ask(id);
		answers.set(id, answer);
		return answer;
	};
}

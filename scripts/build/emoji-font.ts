import { readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { ChatreelError } from "../../shared/core/errors.ts";
import { OWN_EMOJI } from "../../shared/video/node/fonts/font-place.ts";
import { findOwnEmoji } from "../../shared/video/node/fonts/own-emoji.ts";

/** Contents by their paths in a bundle. */
export type BundleFiles = readonly (readonly [path: string, content: Uint8Array])[];

/**
 * What 30 MB, the largest archive that Appwrite takes by default (_APP_COMPUTE_SIZE_LIMIT), leave beside the bundle of `render`, which
 * has 20.5 MB: pictures of emoji are compressed already.
 */
const MAX_BYTES = 9_000_000;

/** The operator's emoji font as a file of a bundle; none without one. Throws DEPENDENCY_ERROR if it is no font, or too large. */
export function readEmojiFont(path: string | undefined): BundleFiles {
	if (path === undefined) return [];
	findOwnEmoji(path)?.cmap();
	const { size: bytes } = statSync(path);
	if (bytes > MAX_BYTES) {
		const message = `The emoji font ${path} has ${megabytes(bytes)} MB; beside the other fonts a function has room for ${megabytes(MAX_BYTES)} MB. Take out what you do not need (pyftsubset), or unset EMOJI_FONT here: commands on this machine take it as it is.`;
		throw new ChatreelError("DEPENDENCY_ERROR", message);
	}
	return [[join("fonts", `${OWN_EMOJI}${extname(path)}`), readFileSync(path)]];
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

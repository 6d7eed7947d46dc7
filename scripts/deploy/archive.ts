import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { create } from "tar";

export type Archive = {
	/** Not compressed yet. */
	readonly tar: Buffer;
	/** In hex, of the uncompressed archive: compressed bytes differ by the version of zlib. */
	readonly sha256: string;
};

/** A regular file that everybody may read, whatever `umask` and the checkout say. */
const FILE_MODE = 0o100644;

/**
 * Packs a built folder without `node_modules`, which the server installs itself. The same files give the same archive, whatever
 * their dates, owners, modes and order on the disk.
 */
export async function packFolder(dir: string): Promise<Archive> {
	const pack = create(
		{
			cwd: dir,
			portable: true,
			mtime: new Date(0),
			noDirRecurse: true,
			filter: (_path, entry) => {
				entry.mode = FILE_MODE;
				return true;
			},
		},
		filesIn(dir),
	);
	const tar = await buffer(pack);
	const sha256 = createHash("sha256").update(tar).digest("hex");
	return { tar, sha256 };
}

/** Takes a second for the fonts of `render`, so only an upload is compressed. */
export function compressArchive({ tar }: Archive): Promise<Buffer> {
	return promisify(gzip)(tar, { level: 9 });
}

/** Sorted by bytes, with `/` between folders. */
function filesIn(dir: string): string[] {
	return readdirSync(dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
		.filter((path) => !path.startsWith("node_modules/"))
		.toSorted((a, b) => (a < b ? -1 : 1));
}

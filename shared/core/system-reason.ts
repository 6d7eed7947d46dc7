/** errno codes that a person at the machine can do something about. */
const REASONS: Readonly<Record<string, string>> = {
	ENOENT: "there is no such file or folder",
	ENOTDIR: "a part of this path is a file, not a folder",
	EISDIR: "it is a folder",
	EEXIST: "a file has this name",
	EACCES: "this user may not",
	EPERM: "the system does not allow it",
	EROFS: "it is on a read-only file system",
	ENOSPC: "the disk is full",
	EDQUOT: "the disk quota is used up",
	EFBIG: "the file is too large for this disk",
	ENAMETOOLONG: "a name in it is too long",
	ELOOP: "its links lead in a circle",
	EIO: "the disk failed",
	EMFILE: "too many files are open",
	ENFILE: "too many files are open",
	ENXIO: "there is no such device",
	EBUSY: "it is in use",
	ETXTBSY: "it is in use",
	EINVAL: "the system does not take this name",
	EXDEV: "it is on another disk",
};

/** SQLite's primary result codes (https://sqlite.org/rescode.html) that concern the database's file. */
const SQLITE_REASONS: Readonly<Record<number, string>> = {
	3: "this user may not (SQLITE_PERM)",
	8: "it cannot be written (SQLITE_READONLY)",
	10: "the disk failed, or is full (SQLITE_IOERR)",
	11: "the database is damaged (SQLITE_CORRUPT)",
	13: "the disk is full (SQLITE_FULL)",
	14: "the database cannot be opened (SQLITE_CANTOPEN)",
	26: "the file is no database (SQLITE_NOTADB)",
};

/** Words and code of a system error: the code alone when it is not listed, "unknown error" when there is none. */
export function systemReason(thrown: unknown): string {
	const listed = permanentReason(thrown);
	if (listed !== null) return listed;
	return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown error";
}

/** As `systemReason`, but null for errors that are not listed: a listed one does not go away by a retry. Looks through `cause`. */
export function permanentReason(thrown: unknown): string | null {
	for (let error = thrown; error instanceof Error; error = error.cause) {
		const code = "code" in error ? String(error.code) : "";
		if (Object.hasOwn(REASONS, code)) return `${REASONS[code]} (${code})`;
		// The lower eight bits are the primary code.
		const reason = "errcode" in error ? SQLITE_REASONS[Number(error.errcode) & 0xff] : undefined;
		if (reason !== undefined) return reason;
	}
	return null;
}

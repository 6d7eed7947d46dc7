/** One pre-flight or health check: what was looked at, whether it is well, and in words why. */
export type Check = {
	readonly name: string;
	readonly ok: boolean;
	/** For people: what was found, and where it failed what to do. */
	readonly message: string;
	/** The value that was measured, e.g. free bytes or a version; null where nothing could be. */
	readonly observed: string | number | null;
	readonly unit?: string;
};

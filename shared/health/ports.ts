import type { RowStore } from "../service/row-store.ts";

/** What the checks of the health cycle probe. */
export type HealthPorts = {
	readonly server: ServerPort;
	/** Its calls are made once: the next health cycle is the second try. */
	readonly store: RowStore;
	readonly bucket: HealthBucket;
	readonly render: RenderPort;
	readonly settings: HealthSettings;
	/** Since when no alert reaches a channel; null where the last one did. */
	readonly failingSince: (channel: string) => number | null;
	/** Milliseconds since 1970, UTC. */
	readonly nowMs: () => number;
};

type ServerPort = {
	/** Null where no answer names one. */
	readonly readVersion: () => Promise<string | null>;
	readonly isCloud: boolean;
	/** Of each function of the bundle; null where the key may not read functions. */
	readonly readDeployments: () => Promise<readonly Deployment[] | null>;
};

/** A function's newest deployment, and the one that runs. */
export type Deployment = {
	readonly functionId: string;
	/** Empty where none is active. */
	readonly activeId: string;
	/** Empty when none is set. */
	readonly latestId: string;
	/** As Appwrite has it: waiting, processing, building, ready, failed, canceled. */
	readonly latestStatus: string;
};

/** The bucket of videos. */
export type HealthBucket = {
	readonly describe: () => Promise<{
		/** Null where the server does not tell it: before 1.9. */
		readonly usedBytes: number | null;
		/** The largest file that it takes. */
		readonly maxFileBytes: number;
	}>;
	readonly list: (
		namePrefix: string,
		limit: number,
	) => Promise<readonly { readonly id: string; readonly createdMs: number }[]>;
	readonly write: (fileId: string, name: string, text: string) => Promise<void>;
	readonly read: (fileId: string) => Promise<string>;
	/** A file that is not there is as good as removed. */
	readonly remove: (fileId: string) => Promise<void>;
};

/** The render function. */
export type RenderPort = {
	readonly readSettings: () => Promise<RenderSettings>;
	/** Has it answer `GET /health`; null without a SERVICE_KEY to ask with. */
	readonly requestHealth: (() => Promise<{ readonly statusCode: number; readonly body: string }>) | null;
};

/** The render function as the server has it. */
export type RenderSettings = {
	readonly timeoutSeconds: number;
	readonly isEnabled: boolean;
	readonly events: readonly string[];
};

/** What the variables say. */
export type HealthSettings = {
	/** What is wrong with them, one sentence each. */
	readonly variableFaults: readonly string[];
	/** RENDER_TIMEOUT_SECONDS. */
	readonly renderTimeoutSeconds: number;
	/** QUOTA_HOURS, in CPU ms. */
	readonly quotaLimitMs: number;
	/** QUOTA_WARN: the share from which on it is a warning. */
	readonly quotaWarnShare: number;
	/** STORAGE_LIMIT_GIB; 0: no limit. */
	readonly storageLimitGib: number;
	/** The largest file that a render may make. */
	readonly renderFileBytes: number;
};

/** What the checks of the pre-flight probe: the machine that is to render. */
export type HostPorts = {
	/** Loads each package that has native code or may be missing. */
	readonly packages: Readonly<Record<"@napi-rs/canvas" | "fluent-ffmpeg", () => Promise<unknown>>>;
	/** Starts ffmpeg, and ends it where it has not answered after `limitMs`. */
	readonly ffmpeg: (limitMs: number) => Promise<{
		readonly version: string;
		readonly hasLibx264: boolean;
		readonly hasAac: boolean;
	}>;
	/** The font families by name. */
	readonly fonts: () => Promise<{ readonly found: readonly string[]; readonly missing: readonly string[] }>;
	/** Bytes free where temporary files are kept. */
	readonly freeDiskBytes: () => Promise<number>;
	readonly memory: () => Promise<{ readonly limitBytes: number; readonly freeBytes: number }>;
	/** MIN_FREE_DISK_GIB. */
	readonly minFreeDiskGib: number;
	/** MIN_FREE_MEMORY_GIB; undefined: what its check finds enough. */
	readonly minFreeMemoryGib: number | undefined;
};

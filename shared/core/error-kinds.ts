/**
 * Every kind of failure there is, with the code that callers see, its HTTP status and its RFC 9457 title. Codes are
 * part of the contract: they are added to, never changed.
 */
export const ERROR_KINDS = {
	INVALID_INPUT: { code: "ERR_001", status: 400, title: "The input is not valid" },
	RENDER_FAILED: { code: "ERR_002", status: 500, title: "The video could not be rendered" },
	UPLOAD_FAILED: { code: "ERR_003", status: 502, title: "The video could not be stored" },
	/** 429 where a quota is used up or another must finish first; 507 where memory or disk ran out. */
	RESOURCE_EXHAUSTED: { code: "ERR_004", status: 429, title: "A resource is used up" },
	TIMEOUT: { code: "ERR_005", status: 504, title: "The time was up" },
	DEPENDENCY_ERROR: { code: "ERR_006", status: 503, title: "Something this service needs does not work" },
	UNAUTHENTICATED: { code: "ERR_007", status: 401, title: "It is not known who asks" },
	FORBIDDEN: { code: "ERR_008", status: 403, title: "This is not allowed" },
	NOT_FOUND: { code: "ERR_009", status: 404, title: "There is no such thing" },
	CONFLICT: { code: "ERR_010", status: 409, title: "This contradicts what is there already" },
	CANCELLED: { code: "ERR_011", status: 409, title: "The work was cancelled" },
	UNKNOWN: { code: "ERR_999", status: 500, title: "An unexpected failure" },
} as const satisfies Record<string, { code: `ERR_${number}`; status: number; title: string }>;

export type ErrorKind = keyof typeof ERROR_KINDS;

/** The status of RESOURCE_EXHAUSTED where memory or disk ran out: WebDAV's "insufficient storage" (RFC 4918, 11.5). */
export const INSUFFICIENT_STORAGE = 507;

/** An answer that is an error, in the real server's words: status, `type`, message. */
export class ApiError extends Error {
	override readonly name = "ApiError";
	readonly status: number;
	readonly type: string;

	constructor(status: number, type: string, message: string) {
		super(message);
		this.status = status;
		this.type = type;
	}
}

export const badArgument = (message: string) => new ApiError(400, "general_argument_invalid", message);

export const invalidParam = (param: string, words: string) =>
	badArgument(`Invalid \`${param}\` param: ${words}`);

export const missingParam = (param: string) => badArgument(`Param "${param}" is not optional.`);

export const badRequest = (message: string) => new ApiError(400, "general_bad_request", message);

export const missingScope = (role: string, scope: string) =>
	new ApiError(401, "general_unauthorized_scope", `User (role: ${role}) missing scopes (["${scope}"])`);

export const notImplemented = (what: string) =>
	new ApiError(501, "general_not_implemented", `The local Appwrite does not serve ${what}.`);

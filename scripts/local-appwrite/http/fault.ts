/** An answer that is an error, as the real server words it: status, `type`, message. */
export class Fault extends Error {
	override readonly name = "Fault";
	readonly status: number;
	readonly type: string;

	constructor(status: number, type: string, message: string) {
		super(message);
		this.status = status;
		this.type = type;
	}
}

export const badArgument = (message: string) => new Fault(400, "general_argument_invalid", message);

export const notServed = (what: string) =>
	new Fault(501, "general_not_implemented", `The local Appwrite does not serve ${what}.`);

export const missingScope = (scope: string) =>
	new Fault(401, "general_unauthorized_scope", `User (role: applications) missing scopes (["${scope}"])`);

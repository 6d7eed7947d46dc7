import { isKey, keyWords } from "../http/ids.ts";

/** What may follow a role's name: an id after a colon, a dimension after a slash. */
type Kind = {
	readonly id: "none" | "key" | "label";
	/** Null: any key. */
	readonly dimensions: readonly string[] | null;
};

const VERIFICATION = ["verified", "unverified"];
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
	["any", { id: "none", dimensions: [] }],
	["guests", { id: "none", dimensions: [] }],
	["users", { id: "none", dimensions: VERIFICATION }],
	["user", { id: "key", dimensions: VERIFICATION }],
	["team", { id: "key", dimensions: null }],
	["member", { id: "key", dimensions: [] }],
	["label", { id: "label", dimensions: [] }],
]);

/** Characters of a team's role. */
export const MAX_TEAM_ROLE = 81;

/** The error of a role, in the real server's words (utopia-php/database, Validator/Roles.php); null when it is valid. */
export function findRoleError(role: string): string | null {
	const [, name = "", id, dimension] = /^([^:/]*)(?::([^:/]*))?(?:\/([^/]*))?$/.exec(role) ?? [];
	const kind = KINDS.get(name);
	if (kind === undefined) {
		return `Role "${role}" is not allowed. Must be one of: ${[...KINDS.keys()].join(", ")}.`;
	}
	return findIdError(name, kind, id) ?? findDimensionError(name, kind, dimension);
}

function findIdError(name: string, kind: Kind, id: string | undefined): string | null {
	if (kind.id === "none") return id === undefined ? null : `Role "${name}" can not have an ID value.`;
	if (id === undefined || id === "") return `Role "${name}" must have an ID value.`;
	const isLabel = kind.id === "label";
	if (isKey(id) && (!isLabel || isLabelText(id))) return null;
	const words = isLabel
		? "Value must be a valid string between 1 and 36 chars containing only alphanumeric chars"
		: keyWords();
	return `Role "${name}" identifier value is invalid: ${words}`;
}

function findDimensionError(
	name: string,
	{ dimensions }: Kind,
	dimension: string | undefined,
): string | null {
	if (dimension === undefined) return null;
	if (dimension === "") return "Dimension must not be empty";
	if (dimensions === null) {
		if (isKey(dimension, MAX_TEAM_ROLE)) return null;
		return `Role "${name}" dimension value is invalid: ${keyWords(MAX_TEAM_ROLE)}`;
	}
	if (dimensions.length === 0) return `Role "${name}" can not have a dimension value.`;
	if (dimensions.includes(dimension)) return null;
	return `Role "${name}" dimension value is invalid. Must be one of: ${dimensions.join(", ")}.`;
}

export const isLabelText = (text: unknown): text is string =>
	typeof text === "string" && /^[A-Za-z0-9]{1,36}$/.test(text);

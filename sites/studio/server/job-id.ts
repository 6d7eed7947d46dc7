// A job's id begins with what its story is called, so that lists and reports of the server can be read. It has at most 32
// characters: letters without accents, digits and hyphens.

const MOST_LETTERS = 20;
const RANDOM_LETTERS = 10;

export function createJobId(title: string): string {
	const words = title
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+/, "")
		.slice(0, MOST_LETTERS)
		.replace(/-+$/, "");
	const random = [...crypto.getRandomValues(new Uint8Array(RANDOM_LETTERS))].map((byte) =>
		(byte % 36).toString(36),
	);
	return `${words === "" ? "video" : words}-${random.join("")}`;
}

/** The words of an id that the page made; any other id as it is. */
export function readTitle(jobId: string): string {
	const words = /^([a-z0-9-]+)-[a-z0-9]{10}$/.exec(jobId)?.[1]?.replaceAll("-", " ");
	return words === undefined ? jobId : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

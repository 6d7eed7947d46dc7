import * as films from "./describe-film.ts";
import { openPagePorts } from "./ports.ts";

export async function describeFilm(value: unknown): Promise<films.DescribedFilm> {
	return (await films.planFor(value, await openPagePorts())).described;
}

/** The luma of a hold's picture as base64: to hand over a list of a million numbers would take seconds. */
export async function drawLuma(value: unknown, hold: number): Promise<string> {
	const { drawAt } = await films.planFor(value, await openPagePorts());
	let bytes = "";
	for (const sample of drawAt(hold).y) bytes += String.fromCharCode(sample);
	return btoa(bytes);
}

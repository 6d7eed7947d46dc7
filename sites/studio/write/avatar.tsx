import { WORDS } from "../page/words.ts";
import type { Person } from "../story/people.ts";

/** What a person is called on the page, where the conversation has no name for them. */
export function nameOf({ id, name }: Pick<Person, "id" | "name">): string {
	if (name !== "") return name;
	return id === "you" ? WORDS.you : WORDS.contact;
}

const COLOURS = ["#b3541e", "#0b7285", "#7048c6", "#2b7a3d", "#b02a6b", "#3a5fb8"];

/** A person's picture, or the first letter of their name on their colour. */
export function Avatar({ person, place }: { readonly person: Person; readonly place: number }) {
	const { color, picture } = person;
	const own = person.id === "you" ? "var(--accent)" : COLOURS[(place - 1) % COLOURS.length];
	if (typeof picture === "string" && picture.startsWith("data:"))
		return <img class="avatar" src={picture} alt="" width="28" height="28" />;
	const [first = "?"] = [...nameOf(person)];
	return (
		<span
			class="avatar"
			aria-hidden="true"
			style={{ background: color ?? own, color: color === undefined ? undefined : inkOn(color) }}
		>
			{first.toUpperCase()}
		</span>
	);
}

/** Black or white, whichever is read better on a colour (WCAG 2.2, relative luminance). */
function inkOn(colour: string): string {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#000" : "#fff";
}

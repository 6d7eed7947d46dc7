import { ChatreelError, toChatreelError } from "../../core/errors.ts";
import type { RunSteps, Steps } from "../../core/steps.ts";
import type { Warning } from "../conversation/warning.ts";
import type { Graphics } from "../graphics.ts";
import type { MeasureText } from "../scene/scene.ts";
import type { FontLibrary } from "./font-library.ts";
import { glyphWarnings } from "./glyph-warnings.ts";
import { type RegisteredFonts, registerFontsInSteps } from "./register-fonts.ts";
import type { ShownText } from "./shown-text.ts";
import { createTypesetter, type Typesetter } from "./typesetter.ts";

/** The loaded fonts of one conversation. */
export type OpenFonts = {
	readonly measure: MeasureText;
	readonly typesetter: Typesetter;
	/** The letters that no font has, by the fonts' own tables. */
	readonly glyphWarnings: readonly Warning[];
	/** How a grapheme is drawn. */
	readonly choose: RegisteredFonts["choose"];
};

type Ports = {
	readonly graphics: Pick<Graphics, "createCanvas" | "loadFont">;
	readonly fonts: FontLibrary;
	readonly runSteps: RunSteps;
};

/** Loads the fonts that the texts need. Rejects with DEPENDENCY_ERROR if one does not load. */
export async function openFonts(
	texts: readonly ShownText[],
	{ graphics, fonts, runSteps }: Ports,
): Promise<OpenFonts> {
	try {
		const { loading, ...opened } = await runSteps(openInSteps(texts, { graphics, fonts }));
		await loading;
		return opened;
	} catch (thrown) {
		throw toChatreelError(thrown).kind === "UNKNOWN" ? noFonts(thrown) : thrown;
	}
}

function noFonts(cause: unknown): ChatreelError {
	return new ChatreelError("DEPENDENCY_ERROR", "The fonts could not be loaded.", { cause });
}

/** Each step takes a few milliseconds at most. */
function* openInSteps(
	texts: readonly ShownText[],
	{ graphics, fonts }: Omit<Ports, "runSteps">,
): Steps<OpenFonts & { readonly loading: Promise<unknown> | null }> {
	const ports = { graphics, fonts };
	const registered = yield* registerFontsInSteps(
		texts.map(({ text }) => text),
		ports,
		texts.flatMap(({ code = [] }) => code),
	);
	const typesetter = createTypesetter(registered, graphics);
	yield;
	return {
		measure: typesetter.measure,
		typesetter,
		glyphWarnings: glyphWarnings(texts, registered.choose),
		choose: registered.choose,
		loading: registered.loading,
	};
}

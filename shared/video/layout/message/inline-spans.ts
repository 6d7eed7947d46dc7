import type { Colour, Span, TextStyle } from "../../scene/scene.ts";
import { cutInline, type InlineLook, type InlineRules } from "../../text/inline.ts";
import type { Inline } from "../../themes/inline.ts";
import type { Look, Resolved } from "../../themes/look.ts";
import type { Chat } from "../chat.ts";

/** How the text around what stands out is set. */
type Ground = { readonly style: TextStyle; readonly paint: Colour; readonly isOwn: boolean };

/** A message's text with what stands out in it: addresses, people, and markup where the look shows it. */
export function inlineSpans(text: string, ground: Ground, { look, names }: Pick<Chat, "look" | "names">) {
	return cutInline(text, inlineRules(look.inline, names)).map(({ text: part, looks }): Span => {
		const emphasis = findEmphasis(looks, look.inline);
		const tone = emphasis?.tones?.[ground.isOwn ? "own" : "theirs"];
		return {
			text: part,
			style: styleOf(looks, ground.style, emphasis?.weight),
			paint: tone ?? ground.paint,
			...(emphasis?.isUnderlined === true && { isUnderlined: true }),
			...(looks.has("struck") && { isStruck: true }),
		};
	});
}

function inlineRules(
	{ hasMarkup, mention }: Pick<Look["inline"], "hasMarkup" | "mention">,
	names: readonly string[],
): InlineRules {
	return { names, hasMarkup, hidesSign: mention.hidesSign };
}

type Emphasis = Resolved<Inline["link"]>;

/** No address is a person. */
function findEmphasis(looks: ReadonlySet<InlineLook>, { link, mention }: Resolved<Inline>): Emphasis | null {
	if (looks.has("link")) return link;
	return looks.has("mention") ? mention : null;
}

/** Our code is a little wider than the text around it, and not tracked. */
const CODE_SHARE = 0.93;

function styleOf(
	looks: ReadonlySet<InlineLook>,
	style: TextStyle,
	weight: TextStyle["weight"] = 400,
): TextStyle {
	const { trackingPx, ...untracked } = style;
	const isCode = looks.has("code");
	const bolder = looks.has("bold") ? BOLD : style.weight;
	return {
		...(isCode ? { ...untracked, sizePx: CODE_SHARE * style.sizePx, isCode: true } : style),
		weight: weight > bolder ? weight : bolder,
		...(looks.has("italic") && { isItalic: true }),
	};
}

const BOLD: TextStyle["weight"] = 700;

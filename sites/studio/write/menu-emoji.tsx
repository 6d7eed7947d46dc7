import { WORDS } from "../page/words.ts";

const EMOJI = ["❤️", "😂", "😮", "😢", "👍", "👎", "‼️", "🔥"];

/** Reactions to choose from. */
export function MenuEmoji({ choose }: { readonly choose: (emoji: string) => void }) {
	return (
		<div class="menu-emoji" role="none">
			{EMOJI.map((emoji) => (
				<button
					key={emoji}
					type="button"
					role="menuitem"
					aria-label={`${WORDS.react} ${emoji}`}
					onClick={() => choose(emoji)}
				>
					{emoji}
				</button>
			))}
		</div>
	);
}

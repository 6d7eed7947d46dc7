import { useEffect, useRef } from "preact/hooks";
import { titleOf } from "../page/files.ts";
import { SERVER_WORDS } from "../page/words.ts";
import type { Maker } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";
import { toShown } from "../story/story.ts";
import { Note } from "../write/notes.tsx";
import { takeLostFocus } from "./focus.ts";
import type { Renderer } from "./renderer.ts";

type Props = { readonly renderer: Renderer; readonly maker: Pick<Maker, "quote"> };

/** What the story costs there, by the page's model and by the server's, and the button that spends it. */
export function Offer({ renderer, maker }: Props) {
	const { story } = useStudio();
	const { quoting } = renderer;
	const button = useRef<HTMLButtonElement>(null);
	useEffect(() => takeLostFocus(button.current), []);
	const { value } = quoting;
	const isEmpty = toShown(story.value).rows.length === 0;
	const quote = value.kind === "quoted" ? value.quote : null;
	// A server that refuses to say its price, because the month is used up, would not render either.
	const failure = value.kind === "failed" ? value.words : null;
	const refusal = isEmpty ? SERVER_WORDS.nothing : (failure ?? quote?.refusal ?? null);
	const own = maker.quote.value;
	const render = () => {
		const { conversation } = toShown(story.value);
		if (refusal === null) renderer.request(conversation, titleOf(conversation));
	};
	return (
		<div class="server-offer">
			<p>{SERVER_WORDS.offer}</p>
			<dl>
				{own !== null && !isEmpty && (
					<div>
						<dt>{SERVER_WORDS.here}</dt>
						<dd>{SERVER_WORDS.spent(own.cpuSeconds.toFixed(2))}</dd>
					</div>
				)}
				{quote?.cpuSeconds != null && (
					<div>
						<dt>{SERVER_WORDS.there}</dt>
						<dd>
							{SERVER_WORDS.between(
								quote.cpuSeconds.expected.toFixed(2),
								quote.cpuSeconds.low.toFixed(2),
								quote.cpuSeconds.high.toFixed(2),
							)}
						</dd>
					</div>
				)}
			</dl>
			<div role="status" id="offer-status">
				{value.kind === "asking" && <p>{SERVER_WORDS.quoting}</p>}
				{refusal !== null ? (
					<Note kind="warn" text={refusal} />
				) : (
					quote !== null && <p class="budget">{quote.budget}</p>
				)}
				{failure !== null && (
					<button type="button" class="plain" onClick={renderer.quoteAgain}>
						{SERVER_WORDS.again}
					</button>
				)}
			</div>
			<button
				ref={button}
				type="button"
				class="filled"
				aria-disabled={refusal !== null}
				aria-describedby="offer-status"
				onClick={render}
			>
				{SERVER_WORDS.render}
			</button>
		</div>
	);
}

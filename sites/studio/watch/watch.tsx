import { useRef } from "preact/hooks";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { usePlayKeys } from "./play-keys.ts";
import { Preview } from "./preview.tsx";
import { Transport } from "./transport.tsx";

/** The picture and what plays it. */
export function Watch() {
	const { film } = useStudio();
	const section = useRef<HTMLElement>(null);
	const keys = usePlayKeys(section);
	return (
		<section class="watch" data-region ref={section} aria-label={WORDS.preview} onKeyDown={keys}>
			{film.state.value === "broken" ? <p class="broken">{WORDS.broken}</p> : null}
			<Preview />
			<Transport section={section} />
		</section>
	);
}

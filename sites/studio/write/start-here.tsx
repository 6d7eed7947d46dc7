import { EXAMPLES, openExample } from "../page/open-example.ts";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";

const OFFERED = ["first-date", "group", "locked-out"];

/** Under an empty story: how to begin. */
export function StartHere() {
	const studio = useStudio();
	return (
		<div class="start-here">
			<p>{WORDS.emptyText}</p>
			<div>
				{OFFERED.map((name) => (
					<button key={name} type="button" class="offer" onClick={() => void openExample(studio, name)}>
						{EXAMPLES[name]}
					</button>
				))}
			</div>
		</div>
	);
}

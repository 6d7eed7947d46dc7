import { type Tab, useStudio } from "../state/studio.ts";
import { Icon } from "./icons.tsx";
import { WORDS } from "./words.ts";

const TABS: readonly Tab[] = ["write", "watch", "look", "make"];

/** The parts of the page, on a phone. */
export function Tabs() {
	const { tab } = useStudio();
	return (
		<nav class="tabs" aria-label={WORDS.tabs}>
			{TABS.map((name) => (
				<button
					key={name}
					type="button"
					aria-current={tab.value === name ? "page" : undefined}
					onClick={() => {
						tab.value = name;
					}}
				>
					<Icon name={name} />
					{WORDS[name]}
				</button>
			))}
		</nav>
	);
}

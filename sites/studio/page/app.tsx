import type { ReadonlySignal } from "@preact/signals";
import { CostLine } from "../make/cost-line.tsx";
import type { Maker } from "../state/maker.ts";
import { useStudio } from "../state/studio.ts";
import { Watch } from "../watch/watch.tsx";
import { Write } from "../write/write.tsx";
import { Commands } from "./commands.tsx";
import { useDroppedFiles } from "./drop-files.ts";
import { Elsewhere } from "./elsewhere.tsx";
import type { Saving } from "./keep-saved.ts";
import { Notice } from "./notice.tsx";
import { usePageKeys } from "./page-keys.ts";
import { Side } from "./side.tsx";
import { Tabs } from "./tabs.tsx";
import { TopBar } from "./top-bar.tsx";

type Props = {
	readonly saving: ReadonlySignal<Saving>;
	/** Takes the story over from the tab that writes it. */
	readonly takeOver: () => void;
	readonly maker: Maker;
};

export function App({ saving, takeOver, maker }: Props) {
	const { tab } = useStudio();
	usePageKeys();
	useDroppedFiles();
	return (
		<div class="frame" data-tab={tab.value}>
			<TopBar saving={saving} maker={maker} />
			<Elsewhere takeOver={takeOver} />
			<main class="desk">
				<Write />
				<Watch />
				<Side maker={maker} />
			</main>
			<CostLine maker={maker} />
			<Tabs />
			<Notice />
			<Commands maker={maker} />
		</div>
	);
}

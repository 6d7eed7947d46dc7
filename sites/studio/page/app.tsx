import type { ReadonlySignal } from "@preact/signals";
import { LookPanel } from "../look/look-panel.tsx";
import { CostLine } from "../make/cost-line.tsx";
import { useStudio } from "../state/studio.ts";
import { Watch } from "../watch/watch.tsx";
import { Write } from "../write/write.tsx";
import type { Saving } from "./keep-saved.ts";
import { Notice } from "./notice.tsx";
import { usePageKeys } from "./page-keys.ts";
import { Tabs } from "./tabs.tsx";
import { TopBar } from "./top-bar.tsx";

export function App({ saving }: { readonly saving: ReadonlySignal<Saving> }) {
	const { tab } = useStudio();
	usePageKeys();
	return (
		<div class="frame" data-tab={tab.value}>
			<TopBar saving={saving} />
			<main class="desk">
				<Write />
				<Watch />
				<LookPanel />
			</main>
			<CostLine />
			<Tabs />
			<Notice />
		</div>
	);
}

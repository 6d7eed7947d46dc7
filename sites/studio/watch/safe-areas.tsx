import { type Signal, signal } from "@preact/signals";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";

const isShown = signal(false);

/** Whether the picture shows what an app covers of it. */
export function useSafeAreas(): { readonly isShown: Signal<boolean> } {
	return { isShown };
}

const APPS = { tiktok: "TikTok", reels: "Reels", shorts: "Shorts" } as const;

/** Over the picture: what the app that it is made for covers with its own words and buttons. */
export function SafeAreas() {
	const { film, story } = useStudio();
	const facts = film.film.value?.facts;
	if (!isShown.value || facts === undefined) return null;
	const { topPx, rightPx, bottomPx } = facts.covered;
	const app = story.value.conversation.video?.safeArea ?? "tiktok";
	const name = app === "none" ? "" : APPS[app];
	const share = (px: number, of: number) => `${(100 * px) / of}%`;
	return (
		<div class="safe-areas" aria-hidden="true">
			<div style={{ top: 0, height: share(topPx, facts.heightPx) }} />
			<div style={{ bottom: 0, height: share(bottomPx, facts.heightPx) }}>
				<span>{bottomPx > 0 ? WORDS.coveredBy(name) : ""}</span>
			</div>
			<div
				style={{
					left: "auto",
					width: share(rightPx, facts.widthPx),
					top: share(topPx, facts.heightPx),
					bottom: share(bottomPx, facts.heightPx),
				}}
			/>
		</div>
	);
}

import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { Select } from "./choice.tsx";
import { setFields, setSetting } from "./set-settings.ts";

const SIZES = [
	["1080 1920", "9:16, 1080 × 1920"],
	["720 1280", "9:16, 720 × 1280"],
	["1080 1350", "4:5, 1080 × 1350"],
	["1080 1080", "1:1, 1080 × 1080"],
	["1920 1080", "16:9, 1920 × 1080"],
] as const;

export function VideoSettings() {
	const { story, change } = useStudio();
	const { video = {}, sound = true } = story.value.conversation;
	const set = (fields: Parameters<typeof setFields<"video">>[2]) =>
		change(setFields(story.value, "video", fields));
	const { width = 1080, height = 1920 } = video;
	const size = `${width} ${height}`;
	const known = SIZES.find(([own]) => own === size);
	return (
		<section>
			<h2>{WORDS.video}</h2>
			<div class="fields">
				<Select<string>
					label={WORDS.size}
					value={size}
					options={known === undefined ? [...SIZES, [size, `${width} × ${height}`]] : SIZES}
					choose={(chosen) => {
						const [widthPx, heightPx] = chosen.split(" ").map(Number);
						set({ width: widthPx, height: heightPx });
					}}
				/>
				<Select
					label={WORDS.frame}
					value={video.frame ?? "auto"}
					options={[
						["auto", WORDS.default],
						["none", "Full picture"],
						["phone", "A phone"],
						["card", "A card"],
					]}
					choose={(frame) => set({ frame: frame === "auto" ? undefined : frame })}
				/>
				<Select
					label={WORDS.safeArea}
					value={video.safeArea ?? "auto"}
					options={[
						["auto", WORDS.default],
						["tiktok", "TikTok"],
						["reels", "Reels"],
						["shorts", "Shorts"],
						["none", "Nothing"],
					]}
					choose={(app) => set({ safeArea: app === "auto" ? undefined : app })}
				/>
				<label class="field check">
					<span>{WORDS.sound}</span>
					<input
						type="checkbox"
						checked={sound !== false}
						onChange={({ currentTarget }) =>
							change(setSetting(story.value, "sound", currentTarget.checked ? undefined : false))
						}
					/>
				</label>
			</div>
		</section>
	);
}

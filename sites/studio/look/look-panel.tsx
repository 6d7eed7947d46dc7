import { LIMITS } from "../../../shared/video/conversation/limits.ts";
import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { Choice } from "./choice.tsx";
import { Gallery } from "./gallery.tsx";
import { PhoneSettings } from "./phone-settings.tsx";
import { setFields, setSetting } from "./set-settings.ts";
import { VideoSettings } from "./video-settings.tsx";

/** How the story looks: the app, the phone, its pace and the video. */
export function LookPanel() {
	const { story, change, isReadOnly } = useStudio();
	const { theme = {}, pace = 1 } = story.value.conversation;
	const set = (fields: Parameters<typeof setFields<"theme">>[2], step?: string) =>
		change(setFields(story.value, "theme", fields), step === undefined ? {} : { step });
	return (
		<fieldset class="looks" disabled={isReadOnly.value}>
			<section>
				<h2>{WORDS.theme}</h2>
				<Gallery />
				<div class="field-row">
					<Choice
						label={WORDS.mode}
						name="mode"
						value={theme.mode ?? "light"}
						options={[
							["light", WORDS.light],
							["dark", WORDS.dark],
						]}
						choose={(mode) => set({ mode: mode === "light" ? undefined : mode })}
					/>
					<label class="swatch">
						<span class="visually-hidden">{WORDS.accent}</span>
						<input
							type="color"
							title={WORDS.accent}
							value={theme.accent ?? "#0a84ff"}
							onInput={({ currentTarget }) => set({ accent: currentTarget.value }, "accent")}
						/>
					</label>
				</div>
			</section>
			<section>
				<h2>{WORDS.pacing}</h2>
				<label class="slider">
					<span class="visually-hidden">{WORDS.pacing}</span>
					<span aria-hidden="true">{WORDS.slower}</span>
					<input
						type="range"
						min={LIMITS.pace.min}
						max={LIMITS.pace.max}
						step={0.1}
						value={pace}
						aria-valuetext={`${pace}×`}
						onInput={({ currentTarget }) => {
							const value = Number(currentTarget.value);
							change(setSetting(story.value, "pace", value === 1 ? undefined : value), { step: "pace" });
						}}
					/>
					<span aria-hidden="true">{WORDS.faster}</span>
					<output>{pace.toFixed(1)}×</output>
				</label>
			</section>
			<PhoneSettings />
			<VideoSettings />
		</fieldset>
	);
}

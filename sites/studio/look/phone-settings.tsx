import { WORDS } from "../page/words.ts";
import { useStudio } from "../state/studio.ts";
import { Select } from "./choice.tsx";
import { setFields } from "./set-settings.ts";

/** What the phone's status bar says. */
export function PhoneSettings() {
	const { story, change } = useStudio();
	const { device = {} } = story.value.conversation;
	const set = (fields: Parameters<typeof setFields<"device">>[2], step?: string) =>
		change(setFields(story.value, "device", fields), step === undefined ? {} : { step });
	return (
		<section>
			<h2>{WORDS.phone}</h2>
			<div class="fields">
				<label class="field">
					<span>{WORDS.clock}</span>
					<input
						type="time"
						value={device.time ?? ""}
						onInput={({ currentTarget }) =>
							set({ time: currentTarget.value === "" ? undefined : currentTarget.value }, "clock")
						}
					/>
				</label>
				<label class="field">
					<span>{WORDS.battery}</span>
					<input
						type="number"
						min={0}
						max={100}
						placeholder="100"
						value={device.battery ?? ""}
						onInput={({ currentTarget }) =>
							set(
								{ battery: currentTarget.value === "" ? undefined : Number(currentTarget.value) },
								"battery",
							)
						}
					/>
				</label>
				<Select
					label={WORDS.network}
					value={device.network ?? "wifi"}
					options={[
						["wifi", "Wi-Fi"],
						["5g", "5G"],
						["4g", "4G"],
						["none", "None"],
					]}
					choose={(network) => set({ network: network === "wifi" ? undefined : network })}
				/>
				<label class="field">
					<span>{WORDS.carrier}</span>
					<input
						type="text"
						value={device.carrier ?? ""}
						onInput={({ currentTarget }) =>
							set({ carrier: currentTarget.value === "" ? undefined : currentTarget.value }, "carrier")
						}
					/>
				</label>
			</div>
			<button type="button" class="plain" onClick={() => set({ time: timeNow() })}>
				{WORDS.now}
			</button>
		</section>
	);
}

function timeNow(): string {
	const now = new Date();
	return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

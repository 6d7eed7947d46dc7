const SIZES = [
	[240, 426],
	[480, 854],
	[720, 1280],
	[1080, 1080],
	[854, 480],
	[1080, 1920],
] as const;
const TEXTS = [
	"Are you up?",
	"I found your keys, they were in the fridge next to the milk",
	"😂😂",
	"No way. Tell me everything, and start from the beginning, because I have all evening and nothing else to do",
	"ok",
	"今夜は何を食べますか？",
	"So I opened the door and there he was, with the dog, the cake and both of my aunts",
];
const PRESETS = ["veryfast", "ultrafast", "veryfast", "faster", "veryfast"];

/** Conversations that differ in all that costs: size, rate, length, texts, sound, preset. The same each time. */
export function variedConversations(count: number): readonly object[] {
	return Array.from({ length: count }, (_, index) => {
		// Steps without a common divisor with what they step through, so that every kind meets every other.
		const [width, height] = SIZES[(index * 5) % SIZES.length] ?? SIZES[0];
		const messageCount = 1 + ((index * 7) % 9);
		return {
			theme: { mode: index % 3 === 0 ? "dark" : "light" },
			video: { width, height, fps: [24, 30, 60][index % 3], preset: PRESETS[(index * 3) % PRESETS.length] },
			sound: index % 4 !== 3,
			messages: Array.from({ length: messageCount }, (__, message) => ({
				sender: (index + message) % 2 === 0 ? "you" : "them",
				text: TEXTS[(index + message * 3) % TEXTS.length],
			})),
		};
	});
}

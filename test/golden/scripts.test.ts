import { expect, test } from "vitest";
import { filmOf } from "../helpers/film.ts";
import { expectGolden } from "../helpers/golden.ts";

/** One picture for each script: a message of theirs and an answer. */
const TEXTS: Readonly<Record<string, readonly [string, string]>> = {
	latin: ["Žluťoučký kůň, Straße, cœur, İstanbul", "Tiếng Việt rất đẹp — “quoted”, €5 · ½"],
	"cyrillic-greek": ["Съешь ещё этих мягких булок", "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία"],
	arabic: ["مرحبا، كيف حالك اليوم؟ أرسلت لك ٣ صور", "بخير، شكراً لك!"],
	hebrew: ["שלום, מה שלומך היום? נפגש ב-19:30", "בסדר גמור, תודה!"],
	"mixed-directions": ["הקובץ report.pdf (גרסה 2) מוכן", "I said مرحبا to all 3 of them, twice"],
	devanagari: ["क्षत्रिय ज्ञान और श्रद्धा से रहते हैं", "ठीक है, कल मिलते हैं!"],
	thai: ["สวัสดีครับ วันนี้ไปกินข้าวกันไหม น้ำแข็งใสก็ดีนะ", "ที่นี่อร่อยมาก"],
	georgian: ["გამარჯობა, როგორ ხარ?", "კარგად, გმადლობთ!"],
	japanese: ["「ありがとう」と直接言えなかった。骨が折れる", "カタカナも、ー長音も！"],
	korean: ["안녕하세요, 오늘 저녁에 시간 있어요?", "네, 좋아요! 漢字도 됩니다"],
	chinese: ["你好，直接去骨科吧，别担心。", "好的，谢谢！"],
	"bengali-gujarati": ["বাংলা ভাষায় কেমন আছো বন্ধু?", "ગુજરાતી નમસ્તે, કેમ છો?"],
	"gurmukhi-odia": ["ਪੰਜਾਬੀ ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "ଓଡ଼ିଆ ନମସ୍କାର ବନ୍ଧୁ"],
	"tamil-telugu": ["தமிழ் எப்படி இருக்கிறீர்கள்?", "తెలుగు నమస్కారం, స్నేహితుడా"],
	"kannada-malayalam": ["ಕನ್ನಡ ನಮಸ್ಕಾರ ಸ್ನೇಹಿತ", "മലയാളം നമസ്കാരം സുഹൃത്തേ"],
	"sinhala-tibetan": ["සිංහල ආයුබෝවන් මිත්‍රයා", "བོད་ཡིག བཀྲ་ཤིས་བདེ་ལེགས།"],
	"khmer-myanmar-lao": ["ខ្មែរ សួស្តី និង ລາວ ສະບາຍດີ", "မြန်မာ မင်္ဂလာပါ သူငယ်ချင်း"],
	"ethiopic-armenian": ["አማርኛ ሰላም እንደምን ነህ?", "Հայերեն, ինչպե՞ս ես"],
	urdu: ["آپ کیسے ہیں؟ بہت دن ہوئے", "میں ٹھیک ہوں، شکریہ!"],
	marks: ["ɛ̂ ɔ́ ɔ̀ замо́к қ́ ң́ ғ̃ u̲n̲d̲ s̶t̶r̶", "☜(ﾟヮﾟ☜) (ﾟДﾟ) ( ͡° ͜ʖ ͡°) あ゙"],
	presentation: ["❤︎ ☺︎ ▶︎ ✔︎ ❤️ ☺️ ▶️ ✔️", "bare ❤ ☺ ▶ ✔ ☎ ♥"],
	symbols: ["∀x ∈ ℝ: x² ≥ 0 ⇒ ∑ √𝑥 ≈ π", "♞ ★ ☎ ➜ ⠓⠊ ™ ©"],
	emoji: ["👩‍❤️‍👨❤️‍🔥🏳️‍🌈", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇯🇵 👍🏽 1️⃣ 🧑🏽‍🤝‍🧑🏻 and ❤️‍🔥 ⛓️‍💥"],
};

test.each(Object.entries(TEXTS))("%s is drawn as it is written", async (name, [theirs, mine]) => {
	const messages = [
		{ sender: "them", text: theirs, timestamp: 0.5 },
		{ sender: "you", text: mine, timestamp: 4 },
	];
	const film = await filmOf({
		contact: { name: "A" },
		theme: { name: "imessage-classic" },
		video: { width: 390, height: 480 },
		messages,
	});
	expect(film.warnings.filter(({ code }) => code === "MISSING_GLYPH")).toEqual([]);
	await expectGolden(`script-${name}`, film.pictureAt(-1));
});

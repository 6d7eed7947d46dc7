/** The words that the looks show. Times, and days that have a date, are in `clock-label.ts` and `date-label.ts`. */
export const WORD_KEYS = [
	"today",
	"yesterday",
	/** Receipts. Instagram says "Sent" and "Seen", iMessage and others "Delivered" and "Read". */
	"sent",
	"delivered",
	"read",
	"seen",
	/** Under the name in the header of WhatsApp. */
	"typing",
	/** The same of a group: one of it, two, and more. */
	"typingOne",
	"typingTwo",
	"typingMany",
	"online",
	/** The same of Instagram and Messenger. */
	"activeNow",
	/** In Instagram's empty text field. */
	"message",
	/** In place of a message of theirs, and of one's own: WhatsApp. */
	"deleted",
	"deletedOwn",
	/** In place of one's own message, and of a message of `{name}`: iMessage and Messenger. */
	"unsent",
	"unsentBy",
	/** Beside an edited message. WhatsApp has another word in some languages. */
	"edited",
	"editedWhatsApp",
	/** Who is quoted. */
	"you",
	/** Over a reply of Instagram and Messenger: whose it is, and to whom. `{name}` replies to `{quoted}`. */
	"youReplied",
	"youRepliedTo",
	"repliedToYou",
	"nameRepliedToYou",
	"nameReplied",
	"nameRepliedTo",
	/** What is quoted of a message without a text. */
	"photo",
	"voiceMessage",
	/** What is quoted of a message that was deleted: Instagram, Messenger and iMessage. */
	"unavailable",
	/** Over the first message of WhatsApp. */
	"encrypted",
] as const;

/** Names that are the same in all languages. */
export const SAME_EVERYWHERE = { service: "iMessage", placeholder: "iMessage" } as const;

type LanguageKey = (typeof WORD_KEYS)[number];

/** A name of a word of the locale. */
export type WordKey = LanguageKey | keyof typeof SAME_EVERYWHERE;

/** What the screen itself says, in one language. */
export type Words = Readonly<Record<WordKey, string>>;

/** As a language's own file has them. */
export type LanguageWords = Readonly<Record<LanguageKey, string>>;

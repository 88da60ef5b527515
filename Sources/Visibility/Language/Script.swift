/// Languages that their script gives away, alone or with a few letters that only they have.
enum Script {
    /// The language of a letter's script where one language (of those asked about in practice) uses it, else the most common one.
    static func language(of value: UInt32) -> String? {
        languages.first { $0.range.contains(value) }?.code
    }

    private static let languages: [(range: ClosedRange<UInt32>, code: String)] = [
        (0x0370...0x03FF, "el"), (0x1F00...0x1FFF, "el"), (0x0400...0x052F, "ru"), (0x0530...0x058F, "hy"),
        (0x0590...0x05FF, "he"), (0x0600...0x06FF, "ar"), (0x0750...0x077F, "ar"), (0xFB50...0xFDFF, "ar"),
        (0xFE70...0xFEFC, "ar"),
        (0x0900...0x097F, "hi"), (0x0980...0x09FF, "bn"), (0x0A00...0x0A7F, "pa"), (0x0A80...0x0AFF, "gu"),
        (0x0B80...0x0BFF, "ta"), (0x0C00...0x0C7F, "te"), (0x0C80...0x0CFF, "kn"), (0x0D00...0x0D7F, "ml"),
        (0x0D80...0x0DFF, "si"), (0x0E00...0x0E7F, "th"), (0x0E80...0x0EFF, "lo"),
        (0x1000...0x109F, "my"), (0x10A0...0x10FF, "ka"), (0x1200...0x137F, "am"), (0x1780...0x17FF, "km"),
        (0x1100...0x11FF, "ko"), (0x3130...0x318F, "ko"), (0xAC00...0xD7FF, "ko"), (0x3041...0x30FF, "ja"),
        (0x3400...0x9FFF, "zh"), (0xF900...0xFAFF, "zh"), (0x20000...0x3FFFF, "zh"),
    ]

    /// Tells languages that share a script apart, by letters that only one has and by frequent words.
    static func refine(_ code: String, _ words: [String]) -> String {
        let letters = Set(words.joined().unicodeScalars)
        func has(_ list: String) -> Bool { list.unicodeScalars.contains(where: letters.contains) }
        switch code {
        case "ar":
            if has("ٹڈڑںےھہ") { return "ur" }
            return has("پچژگکی") ? "fa" : tell(words, apart: arabic) ?? "ar"
        case "ru":
            if has("ђћџљњј") { return "sr" }
            if has("ў") { return "be" }
            if has("їєґі") { return "uk" }
            if has("ыэё") { return "ru" }
            return tell(words, apart: cyrillic) ?? (has("ъ") ? "bg" : "ru")
        default: return code
        }
    }

    /// The one language for which most words speak: those that it uses often, and longer ones with its endings.
    private static func tell(_ words: [String], apart tables: [Table]) -> String? {
        let counts = tables.map { table in
            (
                code: table.code,
                count: words.count { word in
                    table.words.contains(word) || word.contains(where: table.letters.contains)
                        || word.count > 4 && table.endings.contains(where: word.hasSuffix)
                }
            )
        }
        guard let best = counts.max(by: { $0.count < $1.count }), best.count > 0,
            counts.count(where: { $0.count == best.count }) == 1
        else { return nil }
        return best.code
    }

    private struct Table {
        let code: String
        let words: Set<String>
        let endings: [String]
        /// Rare in the other languages.
        let letters: String

        init(_ code: String, words: String, endings: String = "", letters: String = "") {
            self.code = code
            self.words = Set(words.split(separator: " ").map(String.init))
            self.endings = endings.split(separator: " ").map(String.init)
            self.letters = letters
        }
    }

    private static let arabic = [
        Table("ar", words: "في من على عن إلى ما هو هي هل أفضل كيف أين بين هذا هذه التي الذي مع أو لا كم لماذا و"),
        Table("fa", words: "در از با که این آن را است برای درباره بهترین بهتر و یا تا هم نظرات مقایسه خرید کدام چرا"),
    ]

    private static let cyrillic = [
        Table(
            "ru",
            words: """
                что как или где это для чем какой какая какие лучше лучшая лучший отзывы не есть ли можно купить почему \
                сколько стоит и в с о по без от до на из он она они если чтобы также ещё будет все пока хороший карта со при
                """,
            endings: "ть ого его ому ему ой ей ия ий ие ии ов ами ях ться"),
        Table(
            "uk",
            words: """
                що як або де це для чим який яка яке краще найкраща відгуки не чи можна купити чому скільки та в у з про без \
                порадь хороший від до на ви він вона вони якщо щоб також ще буде все зараз потім цей та цього тому при над із
                """,
            endings: "ти ого ий ння ться ами ють"),
        Table(
            "bg",
            words: """
                какво как или къде това за е най коя кой кои по добра добър мнения не са ли може да купя защо колко струва и в \
                с от на без се до той тя те ако също ще го този тази тези към със над през след дума още все всичко има към му \
                й
                """,
            endings: "ата ята ото ето ът ъка ият ване", letters: "ъ"),
    ]
}

/// The rules of each language, from what decides first to what decides last.
enum StageRules {
    /// The rules of a language and, behind them, those for all languages. Where nobody can say which language it is, those of all, English
    /// first: a few words, such as “Acme kündigen”, often tell what is wanted before they tell their language.
    static func of(_ language: String?) -> [StageRule] {
        guard let language else { return unsure }
        return (byLanguage[language] ?? []) + common
    }

    private static let unsure = [english, german, spanish, french, italian, dutch, portuguese, common].flatMap { $0 }

    static let byLanguage: [String: [StageRule]] = [
        "de": german, "en": english, "es": spanish, "fr": french, "it": italian, "nl": dutch, "pt": portuguese,
    ]

    /// What is written alike in many languages.
    static let common = [
        StageRule(.comparison, "vs, versus, alternativ*, compar*"),
        StageRule(.support, "login, hotline"),
        StageRule(.price, "demo, trial"),
        StageRule(.assessment, "review, reviews"),
    ]
}

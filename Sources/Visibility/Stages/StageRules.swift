/// The rules of each language, from what decides first to what decides last.
enum StageRules {
    /// The rules of a language and, behind them, those for all languages.
    static func of(_ language: String) -> [StageRule] { (byLanguage[language] ?? []) + common }

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
